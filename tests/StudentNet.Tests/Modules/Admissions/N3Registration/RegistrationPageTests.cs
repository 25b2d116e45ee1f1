using System.Net;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Admissions.Marking;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Admissions.Marking;

namespace StudentNet.Tests.Modules.Admissions.N3Registration;

public sealed class RegistrationPageTests
{
    private static readonly DateTimeOffset Closed = new(2026, 10, 1, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_list_shows_the_schools_children_with_masked_numbers_and_counts()
    {
        await using var town = await MarkingTown.CreateAsync();
        using var clerk = await town.App.ClientAs(Persona.Clerk);
        var page = await clerk.OpenAsync("/N3.31");
        page.Document.QuerySelectorAll("tr[data-row]").Length.ShouldBe(MarkingTown.OwnCount);
        page.Text.ShouldNotContain(MarkingTown.NumberOf(1));
        page.Text.ShouldNotContain(MarkingTown.NameOf(MarkingTown.Neighbour));
        page.TextOf("#marks-done").ShouldBe($"已處理 0 / {MarkingTown.OwnCount}（0.0%）");
    }

    [Fact]
    public async Task Without_script_the_whole_form_saves_the_rows_that_were_touched()
    {
        await using var town = await MarkingTown.CreateAsync();
        using var clerk = await town.App.ClientAs(Persona.Clerk);
        var page = await clerk.OpenAsync("/N3.31");
        var answer = await page.SubmitAsync(
            form =>
            {
                form.Tick("mark.1", "1");
                form.Tick("mark.2", "1");
            },
            "儲存",
            "#marks"
        );
        answer.Redirect.ShouldBe(HttpStatusCode.Found);
        answer.Text.ShouldContain("已儲存 2 人");
        (await town.EntryAsync(1)).State.ShouldBe(EntryState.Registered);
        (await town.EntryAsync(3)).State.ShouldBe(EntryState.Allocated);
    }

    [Fact]
    public async Task A_mark_without_its_reason_is_asked_for_it_and_the_others_are_saved()
    {
        await using var town = await MarkingTown.CreateAsync();
        using var clerk = await town.App.ClientAs(Persona.Clerk);
        var page = await clerk.OpenAsync("/N3.31");
        var asked = await page.SubmitAsync(
            form =>
            {
                form.Tick("mark.1", "1");
                form.Tick("mark.2", "2");
            },
            "儲存",
            "#marks"
        );
        asked.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        asked.TextOf(".errors").ShouldContain("沒有選擇原因");
        (await town.EntryAsync(1)).State.ShouldBe(EntryState.Registered);
        (await town.EntryAsync(2)).State.ShouldBe(EntryState.Allocated);

        var saved = await asked.SubmitAsync(
            form =>
            {
                form["reason.2"] = "other-school";
                form["detail.2"] = $"{SmallCountry.OtherSchool} 範二國小";
            },
            "儲存",
            "#marks"
        );
        saved.Redirect.ShouldBe(HttpStatusCode.Found);
        var entry = await town.EntryAsync(2);
        (entry.State, entry.Reason, entry.ReasonDetail).ShouldBe((EntryState.NotRegistered, "other-school", SmallCountry.OtherSchool));
        saved.TextOf("tr[data-row='2'] .why-text").ShouldBe($"改報到 {SmallCountry.OtherSchool} 範二國小");
    }

    [Fact]
    public async Task A_school_is_found_by_its_name_too_and_one_that_is_not_in_the_list_is_refused_with_a_hint()
    {
        await using var town = await MarkingTown.CreateAsync();
        using var clerk = await town.App.ClientAs(Persona.Clerk);
        (await PostRowAsync(clerk, 1, "3", "other-school", "範二國小")).TextOf(".why-text").ShouldBe($"改報到 {SmallCountry.OtherSchool} 範二國小");
        (await PostRowAsync(clerk, 2, "3", "other-school", "沒這國小")).TextOf(".field-error").ShouldContain("沒這國小");
        (await town.EntryAsync(2)).State.ShouldBe(EntryState.Allocated);
    }

    [Fact]
    public async Task A_row_marked_with_script_answers_with_the_row_and_the_counts()
    {
        await using var town = await MarkingTown.CreateAsync();
        using var clerk = await town.App.ClientAs(Persona.Clerk);
        var rows = await PostRowAsync(clerk, 1, "1");
        rows.Document.QuerySelectorAll("tr[data-row]").Length.ShouldBe(1);
        rows.Find("tr[data-row='1'] input[name='mark.1'][value='1']").HasAttribute("checked").ShouldBeTrue();
        rows.TextOf("#marks-done").ShouldStartWith($"已處理 1 / {MarkingTown.OwnCount}");
        rows.Document.QuerySelectorAll("#marks-chips a").Length.ShouldBe(7);
    }

    [Fact]
    public async Task Two_clerks_with_the_page_open_the_second_sees_both_values_and_may_insist()
    {
        await using var town = await MarkingTown.CreateAsync();
        using var first = await town.App.ClientAs(Persona.Clerk);
        using var second = await town.App.ClientAs(Persona.Clerk);
        var page = await second.OpenAsync("/N3.31");
        await PostRowAsync(first, 1, "1");

        var refused = await page.SubmitAsync(
            form =>
            {
                form.Tick("mark.1", "2");
                form.Tick("mark.2", "1");
            },
            "儲存",
            "#marks"
        );
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.TextOf(".errors").ShouldContain("沒有選擇原因");

        var overtaken = await PostRowAsync(second, 1, "2", "abroad", "美國", seen: page.Find("input[name='seen.1']").GetAttribute("value"));
        overtaken.TextOf(".field-error").ShouldContain("已改為「已報到」");
        overtaken.TextOf(".field-error").ShouldContain("範小冊");
        overtaken.TextOf(".field-error").ShouldContain("出國");
        (await town.EntryAsync(1)).State.ShouldBe(EntryState.Registered);

        var again = overtaken.Find("input[name='seen.1']").GetAttribute("value");
        await PostRowAsync(second, 1, "2", "abroad", "美國", again);
        (await town.EntryAsync(1)).State.ShouldBe(EntryState.NotRegistered);
    }

    [Fact]
    public async Task The_ticked_rows_get_the_mark_of_the_button_without_script()
    {
        await using var town = await MarkingTown.CreateAsync();
        using var clerk = await town.App.ClientAs(Persona.Clerk);
        var page = await clerk.OpenAsync("/N3.31");
        var answer = await page.SubmitAsync(
            form =>
            {
                form.Tick("pick", "1", "2", "3");
                form["batchReason"] = "contacting";
                form["batchDetail"] = "已電訪 1 次";
            },
            "設為未報到 2",
            "#marks"
        );
        answer.Text.ShouldContain("已儲存 3 人");
        (await town.ListAsync(SmallCountry.School)).Count(c => c.Why == "聯繫中（已電訪 1 次）").ShouldBe(3);
    }

    [Fact]
    public async Task One_mark_for_many_is_asked_about_where_it_writes_over_and_is_taken_back_as_a_whole()
    {
        await using var town = await MarkingTown.CreateAsync();
        await town.MarkAsync(SmallCountry.School, EntryStage.Registration, new MarkLine(1, new MarkWish.NotHere("other-school", SmallCountry.OtherSchool), null));
        await town.HereAsync(SmallCountry.OtherSchool, 2, isAddition: true);
        town.App.Clock.Advance(TimeSpan.FromMinutes(1));
        using var clerk = await town.App.ClientAs(Persona.Clerk);
        var asked = await (await clerk.OpenAsync("/N3.31")).SubmitAsync(form => form.Tick("pick", "1", "2", "3", "4"), "設為已報到 1", "#marks");
        asked.TextOf("#asked").ShouldContain("把 4 人設為「已報到」");
        asked.TextOf("#asked").ShouldContain("1 人已有登錄，會被改掉");
        asked.TextOf("#asked").ShouldContain("1 人已由他校登錄，會成為重複報到");
        (await town.EntryAsync(3)).State.ShouldBe(EntryState.Allocated, "nothing is written before it is asked");

        // Another is registered elsewhere by now: what the clerk saw is not what would happen.
        await town.HereAsync(SmallCountry.OtherSchool, 4, isAddition: true);
        var again = await asked.SubmitAsync(button: "設為已報到 4 人", selector: "#asked form");
        again.TextOf("#asked").ShouldContain("2 人已由他校登錄");
        var done = await again.SubmitAsync(button: "設為已報到 4 人", selector: "#asked form");
        done.Text.ShouldContain("已儲存 4 人");
        (await town.ListAsync(SmallCountry.School)).Count(c => c.State == ListState.Here).ShouldBe(4);

        var undo = await done.FollowAsync("收回上一批 4 人");
        undo.Text.ShouldContain("3 人 恢復為「未處理」");
        undo.Text.ShouldContain("1 人 恢復為「未報到：改報到他校」");
        (await undo.SubmitAsync(button: "收回 4 人的登錄")).Text.ShouldContain("已收回 4 人的登錄");
        var list = await town.ListAsync(SmallCountry.School);
        list.Single(c => c.PersonId == 1).Why.ShouldContain(SmallCountry.OtherSchool);
        list.Where(c => c.PersonId is 3 or 5).ShouldAllBe(c => c.State == ListState.Open);
        (await town.EntryAsync(2)).RegisteredSchool.ShouldBe(SmallCountry.OtherSchool);

        // What the county has received is corrected child by child.
        town.App.Clock.Advance(TimeSpan.FromMinutes(1));
        await (await clerk.OpenAsync("/N3.31")).SubmitAsync(form => form.Tick("pick", "3", "5"), "設為已報到 1", "#marks");
        var early = await clerk.OpenAsync("/N3.31/undo");
        town.App.Clock.Advance(TimeSpan.FromMinutes(1));
        await (await clerk.OpenAsync("/N3.31/submit")).SubmitAsync();
        (await early.SubmitAsync(button: "收回 2 人的登錄")).Text.ShouldContain("沒有更動任何學生");
        (await town.EntryAsync(3)).State.ShouldBe(EntryState.Registered);
        (await clerk.OpenAsync("/N3.31/undo")).Text.ShouldContain("沒有可以收回的整批登錄");
    }

    [Theory]
    [InlineData("?show=here", "1")]
    [InlineData("?show=open", "2 3 4 5 6")]
    [InlineData("?show=notes", "5 6")]
    [InlineData("?show=choice", "31")]
    [InlineData("?sort=-birth", "5 6 4 3 2 1")]
    public async Task Filter_search_and_order_live_in_the_address(string query, string people)
    {
        await using var town = await MarkingTown.CreateAsync();
        await town.HereAsync(SmallCountry.School, 1);
        using var clerk = await town.App.ClientAs(Persona.Clerk);
        var page = await clerk.OpenAsync($"/N3.31{query}");
        var shown = page.Document.QuerySelectorAll("tr[data-row]").Select(r => r.GetAttribute("data-row")!).ToList();
        var wanted = people.Split(' ');
        (query.StartsWith("?sort", StringComparison.Ordinal) ? shown : [.. shown.Order()]).ShouldBe(wanted);
    }

    [Fact]
    public async Task Three_last_characters_find_a_child()
    {
        await using var town = await MarkingTown.CreateAsync();
        using var clerk = await town.App.ClientAs(Persona.Clerk);
        var page = await (await clerk.OpenAsync("/N3.31")).SearchAsync(MarkingTown.NumberOf(4)[^3..]);
        page.Document.QuerySelectorAll("tr[data-row]").Select(r => r.GetAttribute("data-row")).ShouldContain("4");
    }

    [Fact]
    public async Task A_closed_window_shows_the_list_read_only_and_refuses_the_post()
    {
        await using var town = await MarkingTown.CreateAsync(Closed);
        using var clerk = await town.App.ClientAs(Persona.Clerk);
        var page = await clerk.OpenAsync("/N3.31");
        page.Document.QuerySelectorAll("input[type=radio]:not([disabled])").ShouldBeEmpty();
        page.Document.QuerySelector(".dock").ShouldBeNull();
        var refused = await PostRowAsync(clerk, 1, "1");
        refused.Status.ShouldBe(HttpStatusCode.Conflict);
        (await town.EntryAsync(1)).State.ShouldBe(EntryState.Allocated);
    }

    [Fact]
    public async Task Nobody_but_the_schools_registrar_has_the_page()
    {
        await using var town = await MarkingTown.CreateAsync();
        foreach (var persona in new[] { Persona.County, Persona.Aa, Persona.Ministry, Persona.Township })
        {
            using var visitor = await town.App.ClientAs(persona);
            (await visitor.GetAsync("/N3.31")).Status.ShouldNotBe(HttpStatusCode.OK, persona.ToString());
        }
    }

    [Fact]
    public async Task A_child_of_another_school_is_not_marked_by_posting_its_key()
    {
        await using var town = await MarkingTown.CreateAsync();
        using var clerk = await town.App.ClientAs(Persona.Clerk);
        await PostRowAsync(clerk, MarkingTown.Foreign, "1");
        (await town.EntryAsync(MarkingTown.Foreign)).State.ShouldBe(EntryState.Allocated);
        (await town.App.Db(db => db.Set<EntryMark>().AnyAsync())).ShouldBeFalse();
    }

    private static Task<TestPage> PostRowAsync(Visitor clerk, long person, string mark, string reason = "", string detail = "", string? seen = null) =>
        Posts.SendAsync(
            clerk,
            "/N3.31",
            "/N3.31?handler=Rows",
            [($"mark.{person}", mark), ($"reason.{person}", reason), ($"detail.{person}", detail), .. seen is null ? Array.Empty<(string, string)>() : [($"seen.{person}", seen)]]
        );
}
