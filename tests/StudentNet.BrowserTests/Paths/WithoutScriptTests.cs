using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace StudentNet.BrowserTests.Paths;

/// <summary>The clerk's path in a browser that runs no script: every step is a form, a link or a button.</summary>
public sealed class WithoutScriptTests(StorySite site) : IClassFixture<StorySite>
{
    [Fact]
    public async Task A_clerk_gets_through_the_year_without_script()
    {
        var clerk = site.Find("縣立示範國小");
        await using var county = await site.OpenAsAsync(site.Find("縣市承辦人"), script: false);
        var elsewhere = await county.ChildrenOfAsync("999603");
        await using var tab = await site.OpenAsAsync(clerk, script: false);

        await tab.ArriveAsync(() => tab.Page.Locator("#due li", new() { HasText = "N3.31" }).First.GetByRole(AriaRole.Link).ClickAsync());
        await MarkAsync(tab);
        await AddAsync(tab, elsewhere[0]);
        await tab.GoAsync("/N3.31/upload");
        await tab.SendFileAsync("已報到.csv", $"姓名,身分證號\r\n{elsewhere[1].Name},{elsewhere[1].Number}\r\n");
        await SubmitAsync(tab, "N3.31");
        await tab.GoAsync("/N4.31?show=here");
        (await tab.WordsAsync()).ShouldContain(elsewhere[1].Name);

        await tab.MoveClockAsync(clerk, "115/09/01");
        await tab.GoAsync("/N5.31");
        await tab.ArriveAsync(() => tab.Page.GetByRole(AriaRole.Link, new() { Name = "帶入報到名單" }).ClickAsync());
        await tab.PressAsync(new Regex(@"^帶入 [\d,]+ 人$"));
        await SubmitAsync(tab, "N5.31");

        await tab.MoveClockAsync(clerk, "115/09/16");
        await county.SignInAsync(site.Find("縣市承辦人").SignInName, Persona.Password);
        await county.DesignateAsync();
        await VisitAsync(tab);
        tab.NoComplaints();
    }

    private static async Task MarkAsync(Tab tab)
    {
        await tab.GoAsync("/N3.31?show=open");
        var open = await tab.FigureAsync(".chip", "未處理");
        var rows = tab.Page.Locator("tr[data-row]");
        for (var i = 0; i < 3; i++)
        {
            await rows.Nth(i).GetByRole(AriaRole.Radio, new() { Name = "已報到" }).CheckAsync();
        }

        await tab.PressAsync("儲存");
        await tab.GoAsync("/N3.31?show=open");
        (await tab.FigureAsync(".chip", "未處理")).ShouldBe(open - 3);

        // Several at once: ticked, and a button below the list.
        await rows.Nth(0).GetByRole(AriaRole.Checkbox).CheckAsync();
        await rows.Nth(1).GetByRole(AriaRole.Checkbox).CheckAsync();
        await tab.PressAsync(new Regex("^設為已報到"));
        await tab.GoAsync("/N3.31?show=open");
        (await tab.FigureAsync(".chip", "未處理")).ShouldBe(open - 5);
    }

    private static async Task AddAsync(Tab tab, (string Name, string Number) child)
    {
        await tab.GoAsync("/N3.31/add");
        await tab.Page.Locator("input[name='Input.Number']").First.FillAsync(child.Number);
        await tab.Page.Locator("input[name='Input.Name']").First.FillAsync(child.Name);
        await tab.PressAsync("查詢");
        await tab.PressAsync("新增並設為已報到");
        (await tab.WordsAsync()).ShouldContain(child.Name);
    }

    private static async Task SubmitAsync(Tab tab, string code)
    {
        await tab.GoAsync($"/{code}/submit");
        await tab.PressAsync(new Regex(@"^提交 [\d,]+ 人$"));
        tab.Path.ShouldBe($"/{code}/submissions");
        await tab.ReceiptCodeAsync();
    }

    private static async Task VisitAsync(Tab tab)
    {
        (await tab.GoAsync("/P2.31")).ShouldBe(200);
        await tab.Page.Locator("input[name='Input.On']").FillAsync("115/09/16");
        await tab.Page.Locator("select[name='Input.Kind']").SelectOptionAsync("home");
        await tab.Page.Locator("select[name='Input.Result']").SelectOptionAsync("moved");
        await tab.Page.Locator("select[name='Input.Met']").SelectOptionAsync("nobody");
        await tab.Page.Locator("input[name='Input.WasSeen'][value='false']").CheckAsync();
        await tab.Page.Locator("textarea[name='Input.Text']").FillAsync("鄰居說已搬離。");
        await tab.PressAsync("儲存訪查紀錄");
        (await tab.Page.Locator(".timeline").InnerTextAsync()).ShouldContain("鄰居說已搬離");
    }
}
