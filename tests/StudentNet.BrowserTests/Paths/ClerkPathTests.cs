using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace StudentNet.BrowserTests.Paths;

/// <summary>The clerk's year in one county: the list marked by keyboard alone, a child from elsewhere, a file, the submission, admission, a visit.</summary>
public sealed partial class ClerkPathTests(StorySite site) : IClassFixture<StorySite>
{
    private const int ByKeyboard = 20;

    [Fact]
    public async Task A_clerk_registers_the_list_by_keyboard_submits_admits_and_visits()
    {
        var clerk = site.Find("縣立示範國小");
        await using var county = await site.OpenAsAsync(site.Find("縣市承辦人"));
        var elsewhere = await county.ChildrenOfAsync("999603");
        await using var tab = await site.OpenAsAsync(clerk);

        await tab.ShouldBeSoundAllRoundAsync();
        await FromHomeToTheListAsync(tab);
        await MarkByKeyboardAsync(tab);
        await GiveAReasonByKeyboardAsync(tab);
        await MarkSeveralAtOnceAsync(tab);
        await AddOneFromElsewhereAsync(tab, elsewhere[0]);
        await SendAFileAsync(tab, [.. elsewhere.Skip(1).Take(3)]);
        await SubmitAsync(tab, "N3.31", isFirst: true);
        await tab.GoAsync("/N4.31?show=here");
        (await tab.WordsAsync()).ShouldContain(elsewhere[3].Name);
        await tab.ShouldBeSoundAllRoundAsync();

        await tab.MoveClockAsync(clerk, "115/09/01");
        await tab.GoAsync("/N5.31");
        await tab.ArriveAsync(() => tab.Page.GetByRole(AriaRole.Link, new() { Name = "帶入報到名單" }).ClickAsync());
        await tab.PressAsync(new Regex(@"^帶入 [\d,]+ 人$"));
        await tab.ShouldBeSoundAllRoundAsync();
        await SubmitAsync(tab, "N5.31", isFirst: false);

        await tab.MoveClockAsync(clerk, "115/09/16");
        await county.SignInAsync(site.Find("縣市承辦人").SignInName, Persona.Password);
        await county.DesignateAsync();
        await VisitAsync(tab);
    }

    private static async Task FromHomeToTheListAsync(Tab tab)
    {
        var task = tab.Page.Locator("#due li", new() { HasText = "N3.31" }).First;
        (await task.InnerTextAsync()).ShouldContain("還有");
        await task.GetByRole(AriaRole.Link).FocusAsync();
        await tab.ArriveAsync(() => tab.Page.Keyboard.PressAsync("Enter"));
        tab.Path.ShouldBe("/N3.31");
        await tab.ShouldBeSoundAllRoundAsync();
    }

    private static async Task MarkByKeyboardAsync(Tab tab)
    {
        var open = await OpenAsync(tab);
        await tab.Page.Locator("[data-roster]").FocusAsync();
        for (var i = 0; i < ByKeyboard; i++)
        {
            await tab.Page.Keyboard.PressAsync("n");
            await tab.Page.Keyboard.PressAsync("1");
        }

        await SavedAsync(tab, open - ByKeyboard);

        await tab.Page.Keyboard.PressAsync("Control+z");
        await SavedAsync(tab, open - ByKeyboard + 1);

        await tab.Page.Keyboard.PressAsync("n");
        await tab.Page.Keyboard.PressAsync("1");
        await SavedAsync(tab, open - ByKeyboard);
        tab.NoComplaints();

        // What the server has is what the page said.
        await tab.Page.ReloadAsync();
        (await OpenAsync(tab)).ShouldBe(open - ByKeyboard);
    }

    private static async Task GiveAReasonByKeyboardAsync(Tab tab)
    {
        await tab.GoAsync("/N3.31?show=open");
        var name = await tab.Page.Locator("tr[data-row] th").First.InnerTextAsync();

        await tab.GoAsync("/N3.31");
        var open = await OpenAsync(tab);
        await tab.Page.Locator("[data-roster]").FocusAsync();
        await tab.Page.Keyboard.PressAsync("/");
        await tab.Page.Keyboard.InsertTextAsync(name);
        await tab.ArriveAsync(() => tab.Page.Keyboard.PressAsync("Enter"));
        (await tab.Page.Locator("tr[data-row] th").AllInnerTextsAsync()).ShouldContain(name);

        await tab.Page.Locator("[data-roster]").FocusAsync();
        await tab.Page.Keyboard.PressAsync("n");
        await tab.Page.Keyboard.PressAsync("2");
        var reason = tab.Page.Locator("tr.tr-ask [data-why]");
        await Assertions.Expect(reason).ToBeFocusedAsync();
        for (var i = 0; i < 10 && await reason.InputValueAsync() != "abroad"; i++)
        {
            await tab.Page.Keyboard.PressAsync("ArrowDown");
        }

        // 出國 wants the country: Enter leads to its field, a second one takes both.
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.Page.Keyboard.InsertTextAsync("日本");
        await tab.Page.Keyboard.PressAsync("Enter");
        await SavedAsync(tab, open - 1);
        (await tab.Page.Locator("tr[data-row] .why-text").First.InnerTextAsync()).ShouldContain("日本");
    }

    private static async Task MarkSeveralAtOnceAsync(Tab tab)
    {
        await tab.GoAsync("/N3.31?show=open");
        var open = await OpenAsync(tab);
        await tab.Page.Locator("[data-roster]").FocusAsync();
        await tab.Page.Keyboard.PressAsync("Home");
        foreach (var key in new[] { " ", "ArrowDown", " ", "ArrowDown", " " })
        {
            await tab.Page.Keyboard.PressAsync(key);
        }

        await Assertions.Expect(tab.Page.Locator("[data-selected]")).ToHaveTextAsync("3");
        await tab.Page.Keyboard.PressAsync("1");
        await SavedAsync(tab, open - 3);
    }

    private static async Task AddOneFromElsewhereAsync(Tab tab, (string Name, string Number) child)
    {
        await tab.GoAsync("/N3.31/add");
        await tab.Page.Locator("input[name='Input.Number']").First.FocusAsync();
        await tab.Page.Keyboard.InsertTextAsync(child.Number);
        await tab.Page.Keyboard.PressAsync("Tab");
        await tab.Page.Keyboard.InsertTextAsync(child.Name);
        await tab.ArriveAsync(() => tab.Page.Keyboard.PressAsync("Enter"));
        (await tab.WordsAsync()).ShouldContain("999603");
        await tab.ShouldBeSoundAsync();
        await tab.PressAsync("新增並設為已報到");
        (await tab.WordsAsync()).ShouldContain(child.Name);
    }

    private static async Task SendAFileAsync(Tab tab, IReadOnlyList<(string Name, string Number)> children)
    {
        await tab.GoAsync("/N3.31/upload");
        await tab.ShouldBeSoundAllRoundAsync();
        await tab.SendFileAsync("已報到.csv", string.Join("\r\n", ["姓名,身分證號", .. children.Select(c => $"{c.Name},{c.Number}")]));
    }

    /// <param name="isFirst">The pages have not been looked at yet: N3 and N5 share them.</param>
    private static async Task SubmitAsync(Tab tab, string code, bool isFirst)
    {
        await tab.GoAsync($"/{code}");
        await tab.ArriveAsync(() => tab.Page.GetByRole(AriaRole.Link, new() { Name = "檢查並提交" }).ClickAsync());
        if (isFirst)
        {
            await tab.ShouldBeSoundAllRoundAsync();
        }

        await tab.PressAsync(Submit());
        tab.Path.ShouldBe($"/{code}/submissions");
        var receipt = await tab.ReceiptCodeAsync();
        if (isFirst)
        {
            await tab.ShouldBeSoundAllRoundAsync();
        }

        await tab.GoAsync($"/{code}");
        (await tab.Page.Locator("section.banner").First.InnerTextAsync()).ShouldContain(receipt);
        var group = code[..2];
        (await tab.Page.Locator(".fnnav :is(.done, .changed)").AllInnerTextsAsync()).ShouldContain(w => w.Contains(group));
    }

    private static async Task VisitAsync(Tab tab)
    {
        (await tab.GoAsync("/P2.31")).ShouldBe(200);
        await tab.Page.Locator("input[name='Input.On']").FillAsync("115/09/16");
        await tab.Page.Locator("select[name='Input.Kind']").SelectOptionAsync("telephone");
        await tab.Page.Locator("select[name='Input.Result']").SelectOptionAsync("nobody");
        await tab.Page.Locator("select[name='Input.Met']").SelectOptionAsync("nobody");
        await tab.Page.Locator("input[name='Input.WasSeen'][value='false']").CheckAsync();
        await tab.Page.Locator("textarea[name='Input.Text']").FillAsync("三次未接，明日家訪。");
        await tab.PressAsync("儲存訪查紀錄");
        (await tab.Page.Locator(".timeline").InnerTextAsync()).ShouldContain("三次未接");
        await tab.ShouldBeSoundAllRoundAsync();
    }

    /// <summary>How many are 未處理, by the chip of the filter.</summary>
    private static Task<int> OpenAsync(Tab tab) => tab.FigureAsync(".chip", "未處理");

    private static async Task SavedAsync(Tab tab, int open)
    {
        await Assertions.Expect(tab.Page.Locator("[data-saved]")).ToContainTextAsync("全部已儲存");
        await Assertions.Expect(tab.Page.Locator(".chip", new() { HasText = "未處理" })).ToHaveTextAsync(new Regex($@"未處理\s*{open}$"));
    }

    [GeneratedRegex(@"^提交 [\d,]+ 人$")]
    private static partial Regex Submit();
}
