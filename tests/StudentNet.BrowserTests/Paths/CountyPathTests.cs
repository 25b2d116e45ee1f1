using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace StudentNet.BrowserTests.Paths;

/// <summary>The county officer's year: windows, districts, allocation by run and by hand, the schools' progress, the designation.</summary>
public sealed class CountyPathTests(StorySite site) : IClassFixture<StorySite>
{
    [Fact]
    public async Task An_officer_opens_the_window_publishes_districts_allocates_by_run_and_by_hand_and_designates()
    {
        var officer = site.Find("縣市承辦人");
        await using var tab = await site.OpenAsAsync(officer);
        await tab.ShouldBeSoundAllRoundAsync();

        await ExtendAllocationAsync(tab);
        await PublishDistrictsAsync(tab);
        await AllocateAsync(tab);
        await DecideByHandAsync(tab);
        await PublishAllocationAsync(tab);
        foreach (var path in new[] { "/N2.21", "/N3.21", "/N3.21?show=unsubmitted", "/N3.21/conflicts" })
        {
            await tab.GoAsync(path);
            await tab.ShouldBeSoundAllRoundAsync();
        }

        await tab.MoveClockAsync(officer, "115/09/16");
        await tab.UntilAsync("/P1.21", async () => await tab.Page.Locator(".deadlines").CountAsync() > 0);
        await tab.ShouldBeSoundAllRoundAsync();
        await tab.DesignateAsync();
        await tab.GoAsync("/P2.21");
        (await tab.FigureAsync(".chip", "查訪中")).ShouldBeGreaterThan(0);
        await tab.ShouldBeSoundAllRoundAsync();
    }

    private static async Task ExtendAllocationAsync(Tab tab)
    {
        await tab.GoAsync("/N1.21");
        (await tab.Page.GetByRole(AriaRole.Button, new() { Name = "執行分發" }).CountAsync()).ShouldBe(0, "the window is closed: nothing is offered that would be refused");

        await tab.GoAsync("/M1.21?level=1");
        await tab.ShouldBeSoundAllRoundAsync();
        await tab.Page.Locator("input[name='Input.AllocationCloses']").FillAsync("115/07/31");
        await tab.PressAsync(new Regex("^儲存 115 學年度國小設定"));
        // What the other date does is shown before it is done.
        (await tab.WordsAsync()).ShouldContain("儲存後會發生什麼");
        await tab.ShouldBeSoundAllRoundAsync();
        await tab.Page.Locator("[name='Consent.Reason']").FillAsync("颱風停班，分發延後");
        await tab.Page.Locator("[name='Consent.IsKnown']").CheckAsync();
        await tab.PressAsync(new Regex("^照上面改變期程"));
        (await tab.WordsAsync()).ShouldContain("115/07/31");
    }

    private static async Task PublishDistrictsAsync(Tab tab)
    {
        // The county's own table, as it is given out, comes in again.
        await tab.GoAsync("/M3.21?level=1");
        await tab.ArriveAsync(() => tab.Page.GetByRole(AriaRole.Link, new() { Name = "檢視學區圖" }).ClickAsync());
        var table = await tab.DownloadAsync(() => tab.Page.GetByRole(AriaRole.Link, new() { Name = "csv", Exact = true }).ClickAsync());
        await tab.GoAsync("/A6/new/district-table?year=115&level=1");
        await tab.SendFileAsync("學區表.csv", table);

        await tab.GoAsync("/M3.21?level=1");
        await tab.ShouldBeSoundAllRoundAsync();
        await tab.ArriveAsync(() => tab.Page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex(@"^草案 \d+$") }).First.ClickAsync());
        await tab.ShouldBeSoundAllRoundAsync();
        await tab.ArriveAsync(() => tab.Page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^逐項看") }).First.ClickAsync());
        await tab.ShouldBeSoundAllRoundAsync();
        await tab.GoAsync(Regex.Replace(tab.Path, "/checks.*$", "/publish"));
        await tab.ShouldBeSoundAllRoundAsync();
        var reasons = tab.Page.Locator("input[name^=Reasons]");
        for (var i = 0; i < await reasons.CountAsync(); i++)
        {
            await reasons.Nth(i).FillAsync("與鄰校協調中，先由人工分發");
        }

        await tab.PressAsync(new Regex(@"^公告 [\d,]+ 列學區$"));
        (await tab.WordsAsync()).ShouldContain("公告中");
    }

    private static async Task AllocateAsync(Tab tab)
    {
        await tab.GoAsync("/N1.21?level=1");
        await tab.PressAsync("執行分發");
        await tab.UntilAsync("/N1.21?level=1", async () => await tab.Page.GetByText("看作業進度").CountAsync() == 0);
        (await tab.FigureAsync(".stat", "待人工分發")).ShouldBeGreaterThan(0);
        await tab.ShouldBeSoundAllRoundAsync();
        await tab.GoAsync("/N1.21/changes?level=1");
        await tab.ShouldBeSoundAllRoundAsync();
    }

    private static async Task DecideByHandAsync(Tab tab)
    {
        await tab.GoAsync("/N1.21/people?level=1");
        var waiting = await tab.FigureAsync(".tabs a", "待人工分發");
        await tab.ShouldBeSoundAllRoundAsync();
        await tab.Page.Locator("input[name=pick]").First.CheckAsync();
        await tab.Page.Locator(".dock select[name='Input.School']").SelectOptionAsync("999603");
        await tab.Page.Locator(".dock select[name='Input.Reason']").SelectOptionAsync("condition-met");
        await tab.PressAsync("分發選取的學生");
        (await tab.FigureAsync(".tabs a", "待人工分發")).ShouldBe(waiting - 1);
    }

    private static async Task PublishAllocationAsync(Tab tab)
    {
        await tab.GoAsync("/N1.21?level=1");
        await tab.ArriveAsync(() => tab.Page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex(@"^公告 [\d,]+ 人$") }).ClickAsync());
        await tab.ShouldBeSoundAllRoundAsync();
        await tab.PressAsync(new Regex(@"^公告 [\d,]+ 人給 [\d,]+ 校$"));
        await tab.ReceiptCodeAsync();
        (await tab.WordsAsync()).ShouldContain("尚未公告 0 人");
    }
}
