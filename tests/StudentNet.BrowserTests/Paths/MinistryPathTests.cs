using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace StudentNet.BrowserTests.Paths;

/// <summary>The ministry officer's year: the school list, the registry's omissions, the country's progress, an announcement, the comparison.</summary>
public sealed class MinistryPathTests(StorySite site) : IClassFixture<StorySite>
{
    private const string Headings = "證號,姓名,性別,出生日期,縣市,鄉鎮市區,村里,鄰,地址,設籍日期,異動別,資料日期";

    [Fact]
    public async Task An_officer_imports_omissions_announces_and_compares()
    {
        var officer = site.Find("國教署承辦人");
        await using var tab = await site.OpenAsAsync(officer);
        await tab.ShouldBeSoundAllRoundAsync();
        await tab.GoAsync("/M2.11");
        await tab.ShouldBeSoundAllRoundAsync();

        await ImportOmissionsAsync(tab);
        foreach (var path in new[] { "/N2.11", "/N3.11", "/N5.11" })
        {
            await tab.GoAsync(path);
            await tab.ShouldBeSoundAllRoundAsync();
        }

        await AnnounceAsync(tab);

        await tab.MoveClockAsync(officer, "115/09/16");
        await tab.UntilAsync("/P1.11", async () => await tab.Page.GetByText("歷次比對").CountAsync() > 0);
        await tab.ShouldBeSoundAllRoundAsync();
        await tab.PressAsync("執行全國大比對");
        tab.Path.ShouldStartWith("/A4/");
        await tab.UntilAsync("/P1.11", async () => await tab.Page.Locator("a", new() { HasTextRegex = new Regex(@"^第 \d+ 次$") }).CountAsync() > 1);
        await tab.GoAsync("/P2.11");
        await tab.ShouldBeSoundAllRoundAsync();
        (await tab.FigureAsync("tfoot tr", "合計")).ShouldBe(await tab.FigureAsync(".stat", "列管中"));
    }

    private static async Task ImportOmissionsAsync(Tab tab)
    {
        await tab.GoAsync("/N1.11");
        await tab.ShouldBeSoundAllRoundAsync();
        await tab.Page.Locator("select[name='Settings[list]']").SelectOptionAsync("2");
        await tab.SendFileAsync("遺漏名單.csv", $"{Headings}\r\n{Omitted}\r\n");
        await tab.ShouldBeSoundAllRoundAsync();
    }

    private async Task AnnounceAsync(Tab tab)
    {
        const string title = "測試：遺漏名單已匯入，請各縣市分發";
        await tab.GoAsync("/U7.11");
        await tab.ShouldBeSoundAllRoundAsync();
        await tab.ArriveAsync(() => tab.Page.GetByRole(AriaRole.Link, new() { Name = "發布公告" }).ClickAsync());
        await tab.ShouldBeSoundAllRoundAsync();
        await tab.Page.Locator("input[name='Input.Title']").FillAsync(title);
        await tab.Page.Locator("textarea[name='Input.Body']").FillAsync("請於三日內完成。");
        await tab.PressAsync("發布");
        (await tab.WordsAsync()).ShouldContain(title);
        await using var anybody = await site.OpenAsync();
        await anybody.GoAsync("/sign-in");
        (await anybody.WordsAsync()).ShouldContain(title);
    }

    /// <summary>A child left out of the list of 3/20; its number is an invented one with a valid check digit.</summary>
    private static string Omitted => $"{Number("Y1990001")},測漏一,男,108/10/05,測試縣,東區,模擬里,3,模擬路 999 號,109/01/15,現戶,115/07/20";

    private static string Number(string start)
    {
        // Y is 31: its tens once, its units nine times; then the digits from eight down to one.
        var sum = 3 + (1 * 9) + start.Skip(1).Select((c, i) => (c - '0') * (8 - i)).Sum();
        return $"{start}0{(10 - (sum % 10)) % 10}";
    }
}
