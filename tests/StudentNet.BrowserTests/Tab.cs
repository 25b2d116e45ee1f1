using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace StudentNet.BrowserTests;

/// <summary>A tab of the browser that remembers everything the browser complains about.</summary>
public sealed class Tab : IAsyncDisposable
{
    /// <summary>Widths at which no page may scroll sideways: a small telephone, a tablet, a narrow and an ordinary window.</summary>
    private static readonly int[] Widths = [320, 768, 1024, 1280];

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();

    private Tab(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            // A page that answers 404 or 422 on purpose is no complaint; the browser logs it as one.
            if (message.Type is "error" or "warning" && !message.Text.Contains("the server responded with a status of 4", StringComparison.Ordinal))
            {
                _complaints.Enqueue($"console: {message.Text}");
            }
        };
        page.PageError += (_, error) => _complaints.Enqueue($"script: {error}");
        page.RequestFailed += (_, request) =>
        {
            if (request.Failure != "net::ERR_ABORTED")
            {
                _complaints.Enqueue($"request: {request.Url} {request.Failure}");
            }
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 500 || (response.Status >= 400 && response.Request.ResourceType is not ("document" or "xhr" or "fetch")))
            {
                _complaints.Enqueue($"response: {response.Status} {response.Url}");
            }
        };
    }

    public IPage Page { get; }

    internal static async Task<Tab> OpenAsync(IBrowserContext context) => new(context, await context.NewPageAsync());

    /// <summary>Opens a page and returns the answer's status.</summary>
    public async Task<int> GoAsync(string path) => (await Page.GotoAsync(path))!.Status;

    /// <summary>Fills in the sign-in page and sends it; where it leads is for the test to see.</summary>
    public async Task SignInAsync(string name, string password)
    {
        await GoAsync("/sign-in");
        await Page.Locator("input[name=Name]").FillAsync(name);
        await Page.Locator("input[name=Password]").FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "登入", Exact = true }).ClickAsync();
        await Page.WaitForLoadStateAsync();
    }

    /// <summary>Everything a page must be, whatever it shows: accessible, within the policy, within the window.</summary>
    /// <param name="except">axe rules that do not fit this page, each with its reason in the test.</param>
    public async Task ShouldBeSoundAsync(params string[] except)
    {
        await AxeCleanAsync(except);
        await NoSidewaysScrollAsync();
        NoComplaints();
    }

    /// <summary>axe-core finds nothing: WCAG 2.1 A and AA, and its best practices.</summary>
    public async Task AxeCleanAsync(params string[] except)
    {
        var result = await Page.RunAxe(
            new AxeRunOptions { Rules = except.ToDictionary(rule => rule, _ => new RuleOptions { Enabled = false }) }
        );
        string[] violations =
        [
            .. result.Violations.Select(v => $"{v.Id} ({v.Impact}): {v.Help}\n  {string.Join("\n  ", v.Nodes.Select(n => n.Html).Take(5))}"),
        ];
        (violations.Length == 0).ShouldBeTrue($"{Page.Url}\n{string.Join('\n', violations)}");
    }

    /// <summary>The page fits its window at every width; what is wider scrolls in a box of its own.</summary>
    public async Task NoSidewaysScrollAsync()
    {
        var size = Page.ViewportSize!;
        foreach (var width in Widths)
        {
            await Page.SetViewportSizeAsync(width, size.Height);
            var over = await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
            over.ShouldBe(0, $"{Page.Url} is {over} px wider than a window of {width} px");
        }

        await Page.SetViewportSizeAsync(size.Width, size.Height);
    }

    /// <summary>No violation of the content security policy, no script error, no failed file.</summary>
    public void NoComplaints() => _complaints.IsEmpty.ShouldBeTrue($"{Page.Url}\n{string.Join('\n', _complaints)}");

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
