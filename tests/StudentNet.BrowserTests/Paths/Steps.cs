using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace StudentNet.BrowserTests.Paths;

/// <summary>What people do on several paths, as they do it: by pages, buttons and files.</summary>
internal static partial class Steps
{
    /// <summary>The words of the page's main part.</summary>
    public static Task<string> WordsAsync(this Tab tab) => tab.Page.Locator("main").InnerTextAsync();

    /// <summary>The figure beside a word: of a chip 「未處理 36」, of a button 「提交 53 人」.</summary>
    public static async Task<int> FigureAsync(this Tab tab, string selector, string word)
    {
        var text = await tab.Page.Locator(selector, new() { HasText = word }).First.InnerTextAsync();
        return int.Parse(Figure().Match(text).Value.Replace(",", ""), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Moves the training clock; who has been idle for weeks then signs in again.</summary>
    public static async Task MoveClockAsync(this Tab tab, Persona persona, string day, string time = "09:00")
    {
        await tab.GoAsync("/A5");
        await tab.Page.Locator("input[name=Day]").FillAsync(day);
        await tab.Page.Locator("input[name=Time]").FillAsync(time);
        await tab.PressAsync("移到這個時間");
        if (await tab.GoAsync("/") is 200 && tab.Path == "/sign-in")
        {
            await tab.SignInAsync(persona.SignInName, Persona.Password);
        }
    }

    /// <summary>Opens a page again and again until a run has brought what is waited for.</summary>
    public static async Task UntilAsync(this Tab tab, string path, Func<Task<bool>> isThere)
    {
        var watch = Stopwatch.StartNew();
        do
        {
            (await tab.GoAsync(path)).ShouldBe(200);
            if (await isThere())
            {
                return;
            }
        } while (watch.Elapsed < 2 * Tab.Patience);
        throw new TimeoutException($"{path} does not come to it:\n{await tab.WordsAsync()}");
    }

    /// <summary>Sends the file of the page's upload form and accepts it once it is checked.</summary>
    public static async Task SendFileAsync(this Tab tab, string name, string text)
    {
        await tab
            .Page.Locator("input[type=file]")
            .SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(text) });
        await tab.PressAsync("上傳並檢核");
        var receipt = tab.Path;
        receipt.ShouldStartWith("/A6/");
        await tab.UntilAsync(receipt, async () => await tab.Page.GetByRole(AriaRole.Button, new() { NameRegex = Write() }).CountAsync() > 0);
        await tab.PressAsync(Write());
        await tab.UntilAsync(receipt, async () => (await tab.WordsAsync()).Contains("已匯入：", StringComparison.Ordinal));
    }

    /// <summary>The county's file for school systems, N1.21.2: the children allocated to a school, with name and number in clear.</summary>
    public static async Task<IReadOnlyList<(string Name, string Number)>> ChildrenOfAsync(this Tab county, string school)
    {
        await county.GoAsync("/N1.21.2?level=1");
        await county.Page.Locator("select[name='Input.School']").SelectOptionAsync(school);
        await county.Page.Locator("select[name='Input.Kind']").SelectOptionAsync("Csv");
        await county.Page.Locator("input[name='Input.Purpose']").FillAsync("匯入校務系統編班");
        var lines = (await county.DownloadAsync(() => county.Page.GetByRole(AriaRole.Button, new() { Name = "產出名冊" }).ClickAsync())).Split("\r\n");
        var heads = lines[0].TrimStart('\ufeff').Split(',');
        var (name, number) = (Array.IndexOf(heads, "姓名"), Array.IndexOf(heads, "證號"));
        return [.. lines.Skip(1).Where(l => l.Length > 0).Select(l => l.Split(',')).Select(c => (c[name], c[number]))];
    }

    /// <summary>The text of a file that something on the page downloads.</summary>
    public static async Task<string> DownloadAsync(this Tab tab, Func<Task> act)
    {
        var download = await tab.Page.RunAndWaitForDownloadAsync(act);
        await using var stream = await download.CreateReadStreamAsync();
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }

    /// <summary>The receipt code that the page shows: 7C4E-91A0.</summary>
    public static async Task<string> ReceiptCodeAsync(this Tab tab)
    {
        var code = Receipt().Match(await tab.WordsAsync());
        code.Success.ShouldBeTrue("no receipt code");
        return code.Value;
    }

    /// <summary>The list of tracked pupils is there: the comparison of 9/15 has been made up for, and the county has designated the schools.</summary>
    public static async Task DesignateAsync(this Tab county)
    {
        await county.UntilAsync("/P1.21", async () => await county.Page.Locator(".deadlines").CountAsync() > 0);
        await county.GoAsync("/P2.21/designate");
        await county.PressAsync(Designate());
    }

    [GeneratedRegex(@"\d[\d,]*")]
    private static partial Regex Figure();

    [GeneratedRegex(@"^指派 [\d,]+ 人至 [\d,]+ 校$")]
    private static partial Regex Designate();

    [GeneratedRegex(@"^寫入 [\d,]+ 列(、移出 [\d,]+ 人)?$")]
    private static partial Regex Write();

    [GeneratedRegex(@"[0-9A-F]{4}-[0-9A-F]{4}")]
    private static partial Regex Receipt();
}
