using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.Ledger;
using StudentNet.Modules.NonEnrolment;
using StudentNet.Modules.NonEnrolment.P2Cases;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.NonEnrolment;

/// <summary>What is done about a case, through its pages: the ladder, releases, appeals, hand-overs, and what the ledger makes of them.</summary>
public sealed class CaseWorkTests
{
    private const string Case = CaseSeed.CaseNo;

    [Fact]
    public async Task The_township_goes_up_the_ladder_step_by_step_and_prints_the_fine_with_its_remedy()
    {
        await using var app = await WithCaseAsync();
        using var school = await app.ClientAs(Persona.Clerk);
        using var township = await app.ClientAs(Persona.Township);
        (await DoAsync(township, "/P2.41", "advice", "115/07/01")).Text.ShouldContain("還沒有通報強迫入學委員會");
        (await DoAsync(school, "/P2.31", "committee", "115/07/01")).Text.ShouldContain("已登錄通報強迫入學委員會");
        (await township.OpenAsync("/P2.41")).TextOf("#notices").ShouldContain("學校通報強迫入學");

        await DoneAsync(township, "advice", "115/07/01");
        await DoneAsync(township, "delivered", "115/07/01");
        app.Clock.Advance(TimeSpan.FromDays(1));
        var early = await DoAsync(township, "/P2.41", "warning", "115/07/02");
        (early.Status, early.TextOf(".errors").Contains("警告書最早", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.UnprocessableEntity, true));
        app.Clock.Advance(TimeSpan.FromDays(20));
        await DoneAsync(township, "warning", "115/07/22");
        await DoneAsync(township, "delivered", "115/07/22");
        app.Clock.Advance(TimeSpan.FromDays(40));
        await DoneAsync(township, "fine", "115/08/31");

        var fine = await app.Db(db => db.Set<CaseMeasure>().SingleAsync(m => m.Kind == "fine"));
        (fine.Amount, fine.OrganisationCode).ShouldBe((300, SmallCountry.Township), "what the county has set");
        var letter = await township.OpenAsync($"/P2.41/{Case}/letter/{fine.Seq}");
        letter.Text.ShouldContain("新臺幣 300 元");
        letter.Text.ShouldContain("送達之次日起三十日內");
        letter.Text.ShouldNotContain(CaseSeed.Number);

        // A school has no part in the township's steps, and a typed code does not give it one.
        await DoAsync(school, "/P2.31", "committee", "115/08/31", kind: "fine");
        (await app.Db(db => db.Set<CaseMeasure>().CountAsync(m => m.Kind == "fine"))).ShouldBe(1);
    }

    [Fact]
    public async Task A_measure_is_voided_by_its_author_only_and_stays_in_the_history()
    {
        await using var app = await WithCaseAsync();
        using var school = await app.ClientAs(Persona.Clerk);
        using var county = await app.ClientAs(Persona.County);
        await DoAsync(school, "/P2.31", "police-asked", "115/07/01");
        (await school.OpenAsync("/P2.31?mark=Search")).TextOf(".pick-list").ShouldContain("協尋中");
        var seen = await county.OpenAsync($"/P2.21/{Case}");
        seen.Document.QuerySelector("form[action*='handler=VoidMeasure']").ShouldBeNull();
        var problem = await app.Db(db => Work(app, db).VoidAsync(db.Set<TrackedCase>().Single(), 1, "登錯", Of(app, Persona.County, 77)));
        problem?.Code.ShouldBe("measure.not-author");

        var page = await school.OpenAsync($"/P2.31/{Case}");
        var voided = await page.SubmitAsync(form => form["reason"] = "登錯學生", button: "作廢這筆紀錄");
        voided.TextOf(".timeline").ShouldContain("作廢：請警政協尋");
        (await app.Db(db => db.Set<TrackedCase>().SingleAsync())).SearchedSince.ShouldBeNull();
        (await app.Db(db => db.Set<CaseMeasure>().CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task A_release_for_a_time_explains_the_child_to_its_day_and_the_day_after_the_child_is_back()
    {
        await using var app = await WithCaseAsync();
        using var school = await app.ClientAs(Persona.Clerk);
        using var county = await app.ClientAs(Persona.County);
        var form = await school.OpenAsync($"/P2.31/{Case}?do=Release");
        void Fill(TestForm f, string until)
        {
            f["Asking.Reason"] = "foreign-school";
            f["Asking.Evidence"] = "在學證明 1 號";
            f["Asking.ValidThrough"] = until;
            f["Asking.Words"] = "就讀中";
        }

        (await form.SubmitAsync(f => Fill(f, ""), selector: "#act")).Text.ShouldContain("只能暫時解列，要填迄日");
        (await form.SubmitAsync(f => Fill(f, "119/07/31"), selector: "#act")).Text.ShouldContain("一次最多 366 天");
        await form.SubmitAsync(f => Fill(f, "115/09/30"), selector: "#act");
        (await school.OpenAsync($"/P2.31/{Case}")).Text.ShouldContain("等 範例縣 答復");

        await (await county.OpenAsync($"/P2.21/{Case}")).SubmitAsync(button: "同意申請解除列管");
        var tracked = await app.Db(db => db.Set<TrackedCase>().AsNoTracking().SingleAsync());
        (tracked.ReleaseReason, tracked.ReleaseAskedAt).ShouldBe(("foreign-school", null));
        (await StandingAsync(app, new(2026, 9, 30))).ShouldBe("release-granted");
        (await StandingAsync(app, new(2026, 10, 1))).ShouldNotBe("release-granted");
    }

    [Fact]
    public async Task Who_asks_for_a_release_does_not_grant_it_and_the_database_refuses_it_too()
    {
        await using var app = await WithCaseAsync();
        var problem = await app.Db(async db =>
        {
            var requests = new CaseRequests(db);
            var tracked = await db.Set<TrackedCase>().SingleAsync();
            var act = Of(app, Persona.County, 77);
            (await requests.AskAsync(tracked, new RequestDraft(CaseRequestKind.Release, "data-error", null, null, "更正函", null, "重複建檔"), Level.County, false, act)).ShouldBeNull();
            return await requests.AnswerAsync(tracked, 1, true, null, null, act);
        });
        problem?.Code.ShouldBe("request.same-person");

        await Should.ThrowAsync<DbUpdateException>(() =>
            app.Db(async db =>
            {
                var request = await db.Set<CaseRequest>().SingleAsync();
                (request.AnsweredAt, request.AnsweredBy, request.IsAccepted) = (request.AskedAt, request.AskedBy, true);
                await db.SaveAsync(Of(app, Persona.County, 77));
            })
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_appeal_stops_the_clock_of_visits_where_the_county_says_so_and_it_runs_on_with_what_was_left(bool stops)
    {
        await using var app = await WithCaseAsync();
        var due = new DateOnly(2026, 8, 1);
        (await AppealAsync(app, stops, Level.School)).ShouldBeNull();
        app.Clock.Advance(TimeSpan.FromDays(10));
        var waiting = await app.Db(db => db.Set<TrackedCase>().AsNoTracking().SingleAsync());
        waiting.NextVisitDue.ShouldBe(stops ? null : due);

        (await app.Db(db => Requests(db).AnswerAsync(db.Set<TrackedCase>().Single(), 1, false, "住址在學區內", null, Of(app, Persona.County, 77)))).ShouldBeNull();
        var decided = await app.Db(db => db.Set<TrackedCase>().AsNoTracking().SingleAsync());
        (decided.NextVisitDue, decided.AppealedAt, decided.SchoolCode).ShouldBe((stops ? due.AddDays(10) : due, null, SmallCountry.School));
    }

    [Fact]
    public async Task On_the_sixteenth_day_nobody_appeals_any_more()
    {
        await using var app = await WithCaseAsync();
        app.Clock.Advance(TimeSpan.FromDays(CaseRequests.AppealDays + 1));
        (await AppealAsync(app, false, Level.School))?.Code.ShouldBe("request.late");
    }

    [Fact]
    public async Task A_county_that_is_asked_sees_the_case_and_the_sender_answers_until_it_accepts()
    {
        await using var app = await WithCaseAsync();
        // The ledger speaks of the child from the school year in which it enters.
        app.Clock.Advance(TimeSpan.FromDays(80));
        using var county = await app.ClientAs(Persona.County);
        using var other = await app.ClientAs(Persona.OtherCounty);
        (await other.GetAsync($"/P2.21/{Case}")).Status.ShouldBe(HttpStatusCode.NotFound);
        async Task AskAsync() =>
            await (await county.OpenAsync($"/P2.21/{Case}?do=HandOver")).SubmitAsync(
                f =>
                {
                    f["Asking.To"] = SmallCountry.OtherCounty;
                    f["Asking.Words"] = "已遷往樣本縣";
                },
                selector: "#act"
            );

        await AskAsync();
        app.Clock.Advance(TimeSpan.FromDays(3));
        (await county.OpenAsync($"/P2.21/{Case}")).Text.ShouldContain("已 3 天");
        var asked = await other.OpenAsync($"/P2.21/{Case}");
        asked.Text.ShouldContain("等貴單位答復，已 3 天");
        asked.Document.QuerySelector(".acts").ShouldBeNull("it does not answer yet");
        (await StandingAsync(app, TaipeiTime.Today(app.Clock.GetUtcNow().UtcDateTime), answers: true)).ShouldBe(SmallCountry.County);

        (await asked.SubmitAsync(button: "不同意")).Text.ShouldContain("不同意要填原因");
        await (await other.OpenAsync($"/P2.21/{Case}")).SubmitAsync(f => f["Answer"] = "查無此人", button: "不同意");
        (await other.GetAsync($"/P2.21/{Case}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await county.OpenAsync($"/P2.21/{Case}")).TextOf(".timeline").ShouldContain("查無此人");

        await AskAsync();
        app.Clock.Advance(TimeSpan.FromDays(1));
        await (await other.OpenAsync($"/P2.21/{Case}")).SubmitAsync(button: "同意移交縣市");
        var tracked = await app.Db(db => db.Set<TrackedCase>().AsNoTracking().SingleAsync());
        (tracked.CountyCode, tracked.SchoolCode).ShouldBe((SmallCountry.OtherCounty, null));
        var today = TaipeiTime.Today(app.Clock.GetUtcNow().UtcDateTime);
        (await StandingAsync(app, today, answers: true)).ShouldBe(SmallCountry.OtherCounty);
        (await StandingAsync(app, today.AddDays(-1), answers: true)).ShouldBe(SmallCountry.County, "what was, stays whose it was");
    }

    [Fact]
    public async Task Who_is_too_old_is_released_by_itself_once()
    {
        await using var app = await WithCaseAsync();
        await app.Db(db => Requests(db).AskAsync(db.Set<TrackedCase>().Single(), new RequestDraft(CaseRequestKind.Release, "data-error", null, null, "更正函", null, "重複建檔"), Level.County, false, Of(app, Persona.County, 77)));
        var before = new DateTime(2032, 9, 1, 3, 0, 0, DateTimeKind.Utc);
        await app.Db(db => CaseAgeOut.ReleaseAsync(db, before));
        (await app.Db(db => db.Set<TrackedCase>().AsNoTracking().SingleAsync())).ReleasedAt.ShouldBeNull();

        await app.Db(db => CaseAgeOut.ReleaseAsync(db, before.AddDays(1)));
        await app.Db(db => CaseAgeOut.ReleaseAsync(db, before.AddDays(2)));
        var tracked = await app.Db(db => db.Set<TrackedCase>().AsNoTracking().SingleAsync());
        (tracked.ReleaseReason, tracked.ReleasedAt, tracked.ReleaseAskedAt).ShouldBe(("aged-out", before.AddDays(1), null));
        (await app.Db(db => db.Set<CaseEvent>().CountAsync(e => e.Kind == CaseEventKind.Released))).ShouldBe(1);
        (await app.Db(db => db.Set<CaseRequest>().AsNoTracking().SingleAsync())).IsOpen.ShouldBeFalse();
    }

    [Fact]
    public async Task The_last_crossing_shows_with_the_lag_of_its_list_and_a_voided_visit_counts_no_more()
    {
        await using var app = await WithCaseAsync();
        var at = TestApp.Start.UtcDateTime;
        await app.Db(async db =>
        {
            var person = await db.Set<TrackedCase>().Select(c => c.PersonId).SingleAsync();
            db.Add(new BorderCrossing { PersonId = person, Seq = 1, Direction = BorderDirection.Out, CrossedOn = new(2026, 6, 1), Clock = "0900", ReceivedAt = at, ReceiptId = 1 });
            db.Add(new BorderList { ReceiptId = 1, Through = new(2026, 6, 17), ReceivedAt = at, Rows = 1, Unknown = 0, Held = 0 });
            await db.SaveAsync(Act.System("布置", "system.test", at));
        });
        using var school = await app.ClientAs(Persona.Clerk);
        var page = await school.OpenAsync($"/P2.31/{Case}");
        page.TextOf(".evs").ShouldContain("115/06/01 出境");
        page.TextOf(".evs").ShouldContain("資料反映至 115/06/17");

        var visited = await page.SubmitAsync(
            f =>
            {
                f["Input.On"] = "115/07/01";
                f["Input.Kind"] = "home";
                f["Input.Met"] = "grandparents";
                f.Tick("Input.WasSeen", "false");
                f["Input.Result"] = "family-only";
                f["Input.Cause"] = "abroad";
                f["Input.NextOn"] = "115/07/10";
                f["Input.Text"] = "外祖母應門。";
            },
            selector: "form.visit"
        );
        visited.TextOf(".timeline").ShouldContain("訪查對象：祖父母，未見到學生本人，原因：隨家人出國");
        (await app.Db(db => db.Set<TrackedCase>().AsNoTracking().SingleAsync())).NextVisitDue.ShouldBe(new DateOnly(2026, 7, 10));
        await visited.SubmitAsync(f => f["reason"] = "登錯學生", button: "作廢這筆訪查");
        var tracked = await app.Db(db => db.Set<TrackedCase>().AsNoTracking().SingleAsync());
        (tracked.NextVisitDue, tracked.Cause).ShouldBe((new DateOnly(2026, 8, 1), null));
    }

    [Fact]
    public async Task A_day_of_closed_offices_is_entered_once_and_only_where_it_would_have_been_worked()
    {
        await using var app = await WithCaseAsync();
        using var county = await app.ClientAs(Persona.County);
        var page = await county.OpenAsync("/P2.21/closures");
        (await EnterAsync("115/07/11")).Text.ShouldContain("本來就不上班");
        (await EnterAsync("115/07/10")).Text.ShouldContain("已登錄 115/07/10 停班");
        (await EnterAsync("115/07/10")).Text.ShouldContain("這一天已經登錄");
        (await app.Db(db => OfficeClosure.OfAsync(db, SmallCountry.County))).ShouldBe([new DateOnly(2026, 7, 10)]);
        (await app.Db(db => OfficeClosure.OfAsync(db, SmallCountry.OtherCounty))).ShouldBeEmpty();

        Task<TestPage> EnterAsync(string day) =>
            page.SubmitAsync(
                f =>
                {
                    f["On"] = day;
                    f["Reason"] = "颱風";
                },
                button: "登錄停班日"
            );
    }

    private static Task<TestPage> DoneAsync(Visitor township, string what, string on) => DoAsync(township, "/P2.41", what, on);

    private static async Task<TestPage> DoAsync(Visitor visitor, string page, string what, string on, string? kind = null)
    {
        var form = await visitor.OpenAsync($"{page}/{Case}?do={what}&tab=Committee");
        return await form.SubmitAsync(
            f =>
            {
                f["Measure.On"] = on;
                f["Measure.Kind"] = kind ?? what;
                var names = f.Names();
                if (names.Contains("Measure.DocumentNo"))
                {
                    f["Measure.DocumentNo"] = "範字第 1 號";
                }

                if (names.Contains("Measure.Counterpart"))
                {
                    f["Measure.Counterpart"] = "範例分局";
                }
            },
            selector: "#act"
        );
    }

    private static Task<Problem?> AppealAsync(TestApp app, bool stops, Level by) =>
        app.Db(db =>
            Requests(db).AskAsync(
                db.Set<TrackedCase>().Single(),
                new RequestDraft(CaseRequestKind.Appeal, null, null, null, "戶籍謄本", null, "不在本校學區"),
                by,
                stops,
                Of(app, Persona.Clerk, 11)
            )
        );

    private static CaseRequests Requests(StudentNetDb db) => new(db);

    private static CaseWork Work(TestApp app, StudentNetDb db) => new(db, app.Services.GetRequiredService<StudentNet.Platform.Windows.DaysOff>());

    private static Act Of(TestApp app, Persona who, long account) =>
        Act.System("測試", "P2.21", app.Clock.GetUtcNow().UtcDateTime) with
        {
            OrganisationCode = who.OrganisationCode,
            AccountId = account,
        };

    /// <summary>The rule by which the child stands on a day, or who answers.</summary>
    private static Task<string?> StandingAsync(TestApp app, DateOnly day, bool answers = false) =>
        app.Db(async db =>
        {
            await StandingLedger.FollowAsync(db, app.Clock.GetUtcNow().UtcDateTime);
            var person = await db.Set<TrackedCase>().Select(c => c.PersonId).SingleAsync();
            var standing = await db.Set<Standing>().AsNoTracking().SingleOrDefaultAsync(s => s.PersonId == person && s.SupersededAt == null && s.ValidFrom <= day && s.ValidUntil > day);
            return standing is null ? null : answers ? standing.OrganisationCode : StandingRules.Of(standing.Rule).Code;
        });

    private static async Task<TestApp> WithCaseAsync()
    {
        var app = await TestApp.CreateAsync();
        await app.Db(SmallCountry.SeedAsync);
        await app.Db(db => CaseSeed.SeedAsync(db));
        // The case of the seed has no event of its designation.
        await app.Db(async db =>
        {
            var tracked = await db.Set<TrackedCase>().SingleAsync();
            db.Add(
                new CaseEvent
                {
                    PersonId = tracked.PersonId,
                    CaseSeq = 1,
                    Seq = 2,
                    Kind = CaseEventKind.DesignationTakenBack,
                    At = tracked.OpenedAt,
                    SchoolCode = tracked.SchoolCode,
                }
            );
            await db.SaveAsync(Act.System("布置", "system.test", tracked.OpenedAt));
        });
        return app;
    }
}
