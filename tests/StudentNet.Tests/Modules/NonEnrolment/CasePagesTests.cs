using System.Net;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Admissions.Marking;
using StudentNet.Modules.NonEnrolment;
using StudentNet.Modules.NonEnrolment.P2Cases;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.NonEnrolment;

/// <summary>P2 as school, county and township see it.</summary>
public sealed class CasePagesTests
{
    [Fact]
    public async Task A_school_reads_its_case_with_the_number_masked_and_each_source_with_its_date()
    {
        await using var app = await WithCaseAsync();
        var clerk = await app.ClientAs(Persona.Clerk);

        var page = await clerk.OpenAsync("/P2.31");

        page.Text.ShouldContain("劉試卯");
        page.Text.ShouldContain("A22**781");
        page.Text.ShouldNotContain(CaseSeed.Number);
        page.Text.ShouldContain("接收 115/07/01");
        page.Text.ShouldContain("121/09/02 除案");
    }

    [Fact]
    public async Task The_whole_number_shows_only_with_a_purpose_and_leaves_a_trace_without_the_number()
    {
        await using var app = await WithCaseAsync();
        var clerk = await app.ClientAs(Persona.Clerk);
        var page = await clerk.OpenAsync($"/P2.31/{CaseSeed.CaseNo}");

        var without = await page.SubmitAsync(form => form["reason"] = " ", selector: "form[action$='handler=Reveal']");
        without.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        without.Text.ShouldNotContain(CaseSeed.Number);

        var with = await page.SubmitAsync(form => form["reason"] = "查訪聯繫", selector: "form[action$='handler=Reveal']");
        with.Text.ShouldContain(CaseSeed.Number);
        var entries = await app.Db(db => db.Set<AuditEntry>().Where(e => e.Function == "P2.31").ToListAsync());
        entries.ShouldContain(e => e.What == "顯示完整字號" && e.Reason == "查訪聯繫" && e.Kind == AuditKind.Read);
        entries.ShouldAllBe(e => !$"{e.What}{e.Reason}{e.Detail}".Contains(CaseSeed.Number));
    }

    [Fact]
    public async Task A_case_of_another_school_is_not_found_like_one_that_is_not_there()
    {
        await using var app = await WithCaseAsync();
        var other = await app.ClientAs(Persona.OtherClerk);

        (await other.GetAsync($"/P2.31/{CaseSeed.CaseNo}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await other.OpenAsync("/P2.31")).Text.ShouldNotContain("劉試卯");
        var foreign = await app.ClientAs(Persona.OtherCounty);
        (await foreign.GetAsync($"/P2.21/{CaseSeed.CaseNo}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("visited")]
    [InlineData("overdue")]
    [InlineData("released")]
    [InlineData("waiting")]
    [InlineData("found")]
    public async Task The_counts_of_the_states_say_how_many_rows_a_filter_leaves(string what)
    {
        await using var app = await WithCaseAsync();
        await app.Db(async db =>
        {
            var tracked = await db.Set<TrackedCase>().SingleAsync();
            tracked.NextVisitDue = what == "overdue" ? new DateOnly(2026, 6, 1) : null;
            tracked.ReleasedAt = what == "released" ? TestApp.Start.UtcDateTime : null;
            tracked.SchoolCode = what == "waiting" ? null : tracked.SchoolCode;
            tracked.ProposedReleasePass = what == "found" ? 1 : null;
            await db.SaveAsync(Act.System("個案狀態", "system.test", TestApp.Start.UtcDateTime));
        });
        var today = new DateOnly(2026, 7, 1);
        await app.Db(async db =>
        {
            var rows = new CaseRoster(db).Within(new Scope.County(SmallCountry.County));
            var counts = await CaseRoster.CountAsync(rows, today);
            CaseState?[] states = [null, .. Enum.GetValues<CaseState>().Select(s => (CaseState?)s)];
            foreach (var state in states)
            {
                counts.Of(state, false, " ").ShouldBe(await CaseRoster.Filter(rows, state, null, today).CountAsync(), $"{state}");
                counts.Of(state, false, "劉").ShouldBeNull();
            }

            counts.Of(null, true, null).ShouldBe(await CaseRoster.Filter(rows, null, null, today, isProposed: true).CountAsync());
            counts.Of(CaseState.Overdue, true, null).ShouldBeNull();
            counts.All.ShouldBe(1);
        });
    }

    [Fact]
    public async Task A_visit_moves_the_next_one_and_stands_in_the_history()
    {
        await using var app = await WithCaseAsync();
        var clerk = await app.ClientAs(Persona.Clerk);
        var page = await clerk.OpenAsync($"/P2.31/{CaseSeed.CaseNo}");

        var after = await page.SubmitAsync(
            form =>
            {
                form["Input.On"] = "115/07/01";
                form["Input.Kind"] = "telephone";
                form["Input.Result"] = "nobody";
                form["Input.Met"] = "nobody";
                form.Tick("Input.WasSeen", "false");
                form["Input.Text"] = "三次未接。";
            },
            selector: "form.visit"
        );

        after.TextsOf(".errors li, .field-error").ShouldBeEmpty();
        after.Text.ShouldContain("已儲存訪查紀錄，下次追蹤日 115/07/31");
        after.Text.ShouldContain("電話訪查");
        after.Text.ShouldContain("三次未接。");
    }

    [Fact]
    public async Task A_visit_in_the_future_or_without_its_parts_is_refused_beside_its_field_and_keeps_what_was_typed()
    {
        await using var app = await WithCaseAsync();
        var clerk = await app.ClientAs(Persona.Clerk);
        var page = await clerk.OpenAsync($"/P2.31/{CaseSeed.CaseNo}");

        var after = await page.SubmitAsync(
            form =>
            {
                form["Input.On"] = "115/12/01";
                form["Input.Kind"] = "home";
                form["Input.Result"] = "nobody";
                form["Input.Met"] = "nobody";
                form.Tick("Input.WasSeen", "false");
                form["Input.Text"] = "寫好的內容";
            },
            selector: "form.visit"
        );

        after.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        after.Text.ShouldContain("不能晚於今天（115/07/01）");
        after.Find("textarea").TextContent.ShouldContain("寫好的內容");
        (await app.Db(db => db.Set<Visit>().CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task The_county_designates_the_proposed_schools_at_once_and_hands_a_case_over_only_with_a_reason()
    {
        await using var app = await WithCaseAsync(designated: false);
        var county = await app.ClientAs(Persona.County);

        var preview = await (await county.OpenAsync("/P2.21")).FollowAsync("全部依建議學校指派");
        preview.TextOf(".effects").ShouldContain("1 所中 1 所未提交入學名單，共 1 人");
        (await app.Db(db => db.Set<TrackedCase>().CountAsync(c => c.SchoolCode != null))).ShouldBe(0, "a preview does nothing");
        (await preview.SubmitAsync(button: "指派 1 人至 1 校", selector: "#designate")).Text.ShouldContain("已依建議學校指派 1 人");

        // The school has done nothing yet: it can be taken back, once, and done again.
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var back = await county.OpenAsync("/P2.21/designate");
        (await back.SubmitAsync(button: "收回 1 人的指派")).Text.ShouldContain("已收回 1 人的指派");
        (await back.SubmitAsync(button: "收回 1 人的指派")).Text.ShouldContain("沒有可以收回的指派");
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await (await county.OpenAsync("/P2.21/designate")).SubmitAsync(selector: "#designate");

        // Another school is asked first: until it accepts, the one that tracks answers, and both see since when the question has been open.
        var open = await county.OpenAsync($"/P2.21/{CaseSeed.CaseNo}");
        var refused = await open.SubmitAsync(form => form["Asking.To"] = SmallCountry.OtherSchool, button: "請新學校接手");
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("沒有填理由");
        await open.SubmitAsync(
            form =>
            {
                form["Asking.To"] = SmallCountry.OtherSchool;
                form["Asking.Words"] = "學生住處鄰近該校";
            },
            button: "請新學校接手"
        );
        (await app.Db(db => db.Set<TrackedCase>().SingleAsync())).SchoolCode.ShouldBe(SmallCountry.School);
        app.Clock.Advance(TimeSpan.FromDays(2));
        var other = await app.ClientAs(Persona.OtherClerk);
        var asked = await other.OpenAsync($"/P2.31/{CaseSeed.CaseNo}");
        asked.Text.ShouldContain("等貴單位答復，已 2 天");
        asked.Document.QuerySelector("form.visit h3#t-visit").ShouldBeNull("it does not answer yet");
        await asked.SubmitAsync(button: "同意改派學校");
        var tracked = await app.Db(db => db.Set<TrackedCase>().SingleAsync());
        (tracked.SchoolCode, tracked.HandOverTo).ShouldBe((SmallCountry.OtherSchool, null));
        (await app.Db(db => db.Set<CaseEvent>().CountAsync(e => e.Kind == CaseEventKind.Designated))).ShouldBe(3);
    }

    [Fact]
    public async Task A_designation_acts_on_the_number_that_was_seen_and_stays_once_the_school_has_begun()
    {
        await using var app = await WithCaseAsync(designated: false);
        var county = await app.ClientAs(Persona.County);
        var preview = await (await county.OpenAsync("/P2.21")).FollowAsync("全部依建議學校指派");
        var other = await preview.SubmitAsync(form => form["Seen"] = "7", button: "指派 1 人至 1 校", selector: "#designate");
        other.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        other.TextOf(".errors").ShouldContain("現在是 1 人");
        (await app.Db(db => db.Set<TrackedCase>().CountAsync(c => c.SchoolCode != null))).ShouldBe(0);

        await other.SubmitAsync(button: "指派 1 人至 1 校", selector: "#designate");
        var opened = await county.OpenAsync("/P2.21/designate");
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.Db(async db =>
        {
            var tracked = await db.Set<TrackedCase>().SingleAsync();
            var at = app.Clock.GetUtcNow().UtcDateTime;
            db.Add(new CaseEvent { PersonId = tracked.PersonId, CaseSeq = tracked.CaseSeq, Seq = 90, Kind = CaseEventKind.Visited, At = at, OrganisationCode = tracked.SchoolCode });
            await db.SaveAsync(Act.System("訪查", "system.test", at));
        });
        (await opened.SubmitAsync(button: "收回 1 人的指派")).Text.ShouldContain("沒有可以收回的指派");
        (await app.Db(db => db.Set<TrackedCase>().CountAsync(c => c.SchoolCode != null))).ShouldBe(1);
    }

    [Fact]
    public async Task A_school_of_another_county_or_another_level_cannot_be_designated()
    {
        await using var app = await WithCaseAsync(designated: false);
        foreach (var school in new[] { SmallCountry.ForeignSchool, SmallCountry.JuniorHigh, "000000" })
        {
            var problem = await app.Db(async db =>
                await new CaseRegister(db).DesignateAsync(await db.Set<TrackedCase>().SingleAsync(), school, Act.System("指派", "P2.21", app.Clock.GetUtcNow().UtcDateTime))
            );
            problem?.Message.ShouldBe($"「{school}」不是轄內開辦中的國小");
        }
    }

    [Fact]
    public async Task The_committee_reads_the_cases_of_its_township_and_no_other()
    {
        await using var app = await WithCaseAsync();
        var committee = await app.ClientAs(Persona.Township);

        (await committee.OpenAsync("/P2.41")).Text.ShouldContain("劉試卯");
    }

    [Fact]
    public async Task An_exported_list_hides_the_last_four_of_a_number()
    {
        await using var app = await WithCaseAsync();
        var clerk = await app.ClientAs(Persona.Clerk);

        var csv = await clerk.Http.GetStringAsync("/P2.31?handler=export&kind=Csv");

        csv.ShouldContain("劉試卯");
        csv.ShouldContain("A22345****");
        csv.ShouldNotContain(CaseSeed.Number);
    }

    [Fact]
    public async Task What_the_school_wrote_of_a_tracked_child_stands_in_the_list_the_case_and_the_export()
    {
        await using var app = await WithCaseAsync();
        await app.Db(async db =>
        {
            var tracked = await db.Set<TrackedCase>().SingleAsync();
            var at = TestApp.Start.UtcDateTime.AddDays(-20);
            db.Add(
                new Entry
                {
                    PersonId = tracked.PersonId,
                    Year = tracked.Year,
                    Level = tracked.Level,
                    State = EntryState.NotAdmitted,
                    CountyCode = SmallCountry.County,
                    AllocatedSchool = SmallCountry.School,
                    PublishedAt = at,
                    Reason = "private-school",
                    ReasonDetail = "模擬私小",
                    ChangedAt = at,
                }
            );
            db.Add(
                new EntryMark
                {
                    PersonId = tracked.PersonId,
                    Year = tracked.Year,
                    Level = tracked.Level,
                    Stage = EntryStage.Registration,
                    SchoolCode = SmallCountry.School,
                    State = MarkState.NotHere,
                    Reason = "private-school",
                    ReasonDetail = "模擬私小",
                    At = at,
                }
            );
            await db.SaveAsync(Act.System("測試", "system.test", at));
        });
        foreach (var (persona, path) in new[] { (Persona.Clerk, "/P2.31"), (Persona.County, "/P2.21") })
        {
            using var visitor = await app.ClientAs(persona);
            var page = await visitor.OpenAsync(path);
            page.TextOf(".pick-list").ShouldContain("模擬私小", customMessage: path);
            page.TextOf(".evs").ShouldContain("範一國小：未報到，", customMessage: path);
            page.TextOf(".evs").ShouldContain("模擬私小", customMessage: path);
            (await visitor.Http.GetStringAsync($"{path}?handler=export&kind=Csv")).ShouldContain("模擬私小", customMessage: path);
        }
    }

    private static async Task<TestApp> WithCaseAsync(bool designated = true)
    {
        var app = await TestApp.CreateAsync();
        await app.Db(SmallCountry.SeedAsync);
        await app.Db(db => CaseSeed.SeedAsync(db, designated));
        return app;
    }
}
