using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace StudentNet.BrowserTests;

/// <summary>A tab of the browser that remembers everything the browser complains about.</summary>
public sealed class Tab : IAsyncDisposable
{
    /// <summary>Widths at which no page may scroll sideways: a small telephone, a tablet, a narrow and an ordinary window.</summary>
    private static readonly int[] Widths = [320, 768, 1024, 1280];

    /// <summary>How long anything may take; a slow machine is no failure.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The hundredth row of a table is made by the same lines as the first, and would cost axe as much.</summary>
    private const string LaterRows = "tbody > tr:nth-child(n+26)";

    /// <summary>What passes is not read.</summary>
    private static readonly string[] Violations = ["violations"];

    /// <summary>
    /// Lies in every page and does nothing until a look calls it: to send the script anew for each look would take as long as the look. Each look
    /// runs it anew, because axe remembers the colours that it saw before.
    /// </summary>
    private static readonly string AxeScript = $"window.bringAxe = () => {{ {new BundledAxeScriptProvider().GetScript()} \n}};";

    /// <summary>Null, or the innermost thing that sticks out of the window, without what scrolls in a box of its own.</summary>
    private const string WiderThanWindow = """
        () => {
            const { clientWidth: width, scrollWidth } = document.documentElement;
            const scrolls = e => e !== document.documentElement && (getComputedStyle(e).overflowX !== 'visible' || scrolls(e.parentElement));
            const right = e => e.getBoundingClientRect().left + Math.max(e.getBoundingClientRect().width, e.scrollWidth);
            const innermost = () => [...document.body.querySelectorAll('*')].findLast(e => right(e) > width && !scrolls(e));
            return scrollWidth === width ? null : `${scrollWidth - width} px: ${innermost()?.outerHTML.slice(0, 300)}`;
        }
        """;

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

    /// <summary>Path of the page it shows.</summary>
    public string Path => new Uri(Page.Url).AbsolutePath;

    internal static async Task<Tab> OpenAsync(IBrowserContext context)
    {
        await context.AddInitScriptAsync(AxeScript);
        return new(context, await context.NewPageAsync());
    }

    /// <summary>Opens a page and returns the answer's status.</summary>
    public async Task<int> GoAsync(string path) => (await Page.GotoAsync(path))!.Status;

    /// <summary>Fills in the sign-in page and sends it; where it leads is for the test to see.</summary>
    public async Task SignInAsync(string name, string password)
    {
        await GoAsync("/sign-in");
        await Page.Locator("input[name=Name]").FillAsync(name);
        await Page.Locator("input[name=Password]").FillAsync(password);
        await PressAsync("登入");
    }

    /// <summary>Changes the system's colours under the open page.</summary>
    public async Task TurnAsync(bool dark)
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light });
        // A page that is repainted in place may still answer with the colours of before for what is out of sight.
        await Page.ReloadAsync();
    }

    /// <summary>Back to light for the next page that is opened; the open one is not painted again.</summary>
    public Task ForgetTurnAsync() => Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });

    /// <summary>Presses the button with these words and waits for the page it leads to.</summary>
    public Task PressAsync(string words) => ArriveAsync(() => Page.GetByRole(AriaRole.Button, new() { Name = words, Exact = true }).ClickAsync());

    /// <summary>Presses the first button whose words match, for words with a figure in them.</summary>
    public Task PressAsync(Regex words) => ArriveAsync(() => Page.GetByRole(AriaRole.Button, new() { NameRegex = words }).First.ClickAsync());

    /// <summary>Does something and waits for the page it leads to.</summary>
    public async Task ArriveAsync(Func<Task> act)
    {
        var arrived = new TaskCompletionSource();
        Page.FrameNavigated += Arrive;
        await act();
        await arrived.Task.WaitAsync(Patience);
        Page.FrameNavigated -= Arrive;
        await Page.WaitForLoadStateAsync();

        void Arrive(object? sender, IFrame frame)
        {
            if (frame == Page.MainFrame)
            {
                arrived.TrySetResult();
            }
        }
    }

    /// <summary>Everything a page must be, whatever it shows: accessible, within the window, within the policy.</summary>
    /// <param name="except">axe rules that do not fit this page, each with its reason in the test.</param>
    public async Task ShouldBeSoundAsync(params string[] except) => Fail(await FaultsAsync(except));

    /// <summary>The same for a page as a step of a path has left it: light and wide, then dark and on a telephone.</summary>
    public async Task ShouldBeSoundAllRoundAsync()
    {
        var size = Page.ViewportSize!;
        List<string> faults = [.. await FaultsAsync()];
        await Page.SetViewportSizeAsync(390, 844);
        await TurnAsync(dark: true);
        faults.AddRange((await AxeFaultsAsync()).Select(f => $"dark, 390: {f}"));
        await Page.SetViewportSizeAsync(size.Width, size.Height);
        await TurnAsync(dark: false);
        Fail([.. faults, .. Complaints()]);
    }

    /// <summary>No violation of the content security policy, no script error, no failed file.</summary>
    public void NoComplaints() => Fail(Complaints());

    /// <summary>What is not sound about the page, as lines to read.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync(params string[] except) =>
        [.. await AxeFaultsAsync(except), .. await WidthFaultsAsync(), .. Complaints()];

    /// <summary>What axe-core finds against WCAG 2.1 A and AA and its best practices.</summary>
    public Task<IReadOnlyList<string>> AxeFaultsAsync(params string[] except) =>
        AxeFaultsAsync(new { rules = except.ToDictionary(rule => rule, _ => new { enabled = false }), resultTypes = Violations });

    /// <summary>Only what other colours can change: text that does not stand out from its ground.</summary>
    public Task<IReadOnlyList<string>> ContrastFaultsAsync() => AxeFaultsAsync(new { runOnly = "color-contrast", resultTypes = Violations });

    // The library's own runner opens an empty tab each time to put the results of frames together, a second a page; we have no frames.
    private async Task<IReadOnlyList<string>> AxeFaultsAsync(object options)
    {
        return await Page.EvaluateAsync<string[]>(
            $$"""
            async options => {
                // Everything has a transition, however short: what changes is passed on from frame to frame, from each element to those inside it.
                do {
                    await new Promise(painted => requestAnimationFrame(painted));
                } while (document.getAnimations().some(a => a instanceof CSSTransition));
                window.bringAxe();
                const { violations } = await axe.run({ exclude: ['{{LaterRows}}'] }, options);
                return violations.map(v => [`${location.pathname}: ${v.id} (${v.impact}): ${v.help}`, ...v.nodes.slice(0, 5).map(n => n.html)].join('\n  '));
            }
            """,
            options
        );
    }

    /// <summary>Addresses on this server that the page links to, without those that download, are documents for machines, sign out or only jump.</summary>
    public async Task<IReadOnlyList<string>> LinksAsync() =>
        await Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('a[href]:not([download])')]
                .filter(a => a.origin === location.origin && !/sign-out|[?&]handler=|\.(xlsx|ods|csv|svg|json|xml|yml)$/i.test(a.href))
                .filter(a => a.pathname + a.search !== location.pathname + location.search)
                .map(a => a.pathname + a.search)
            """
        );

    /// <summary>The page fits its window at every width; what is wider scrolls in a box of its own.</summary>
    private async Task<List<string>> WidthFaultsAsync()
    {
        var faults = new List<string>();
        var size = Page.ViewportSize!;
        foreach (var width in Widths)
        {
            await Page.SetViewportSizeAsync(width, size.Height);
            if (await Page.EvaluateAsync<string?>(WiderThanWindow) is { } widest)
            {
                faults.Add($"{Path}: wider than a window of {width} px: {widest}");
            }
        }

        await Page.SetViewportSizeAsync(size.Width, size.Height);
        return faults;
    }

    /// <summary>What the browser has complained about since the last look.</summary>
    private List<string> Complaints()
    {
        var complaints = new List<string>();
        while (_complaints.TryDequeue(out var complaint))
        {
            complaints.Add($"{Path}: {complaint}");
        }

        return complaints;
    }

    private static void Fail(IReadOnlyCollection<string> faults) => (faults.Count == 0).ShouldBeTrue(string.Join('\n', faults));

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
