using System.Net;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Ledger;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Residents.SamePerson;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;
using static StudentNet.Tests.Modules.Residents.MergeWorld;

namespace StudentNet.Tests.Modules.Residents;

/// <summary>可能為同一人 (N7.21, N1.11): name and birth date are only ever a question, asked once and answered by a person.</summary>
public sealed class SamePersonQuestionsTests
{
    private const string Queue = "/N7.21/same/possible";

    [Fact]
    public async Task Two_records_are_asked_about_seen_side_by_side_and_never_again_once_told_apart()
    {
        await using var app = await TestApp.CreateAsync();
        using var county = await app.ClientAs(Persona.County);
        using var elsewhere = await app.ClientAs(Persona.OtherCounty);
        var (registered, typed) = await TwoAsync(app);
        await LivesAsync(app, registered, 0);
        var other = await PersonAsync(app, 23, "不同名");
        await LivesAsync(app, other, 0);

        (await county.OpenAsync(Queue)).TextsOf("#questions tbody tr").ShouldBeEmpty();
        await AskAsync(app);
        var queue = await county.OpenAsync(Queue);
        var row = queue.TextsOf("#questions tbody tr").ShouldHaveSingleItem();
        row.ShouldContain("戶政名冊沒有");
        (await elsewhere.OpenAsync(Queue)).TextsOf("#questions tbody tr").ShouldBeEmpty("neither record is the other county's");
        (await app.Db(db => db.Set<AuditEntry>().CountAsync(e => e.What == "檢視可能為同一人的名單"))).ShouldBe(1);
        (await app.Db(db => db.Set<Person>().CountAsync(p => p.MergedInto != null))).ShouldBe(0, "a name and a birth date merge nobody");
        // What is due is counted anew after half a minute.
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        (await county.OpenAsync("/")).Text.ShouldContain("判斷可能為同一人的紀錄");

        var pair = await queue.FollowAsync("並列判斷");
        pair.Status.ShouldBe(HttpStatusCode.OK);
        (await pair.SubmitAsync(button: "記為兩個人")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity, "no reason, no answer");
        var answered = await pair.SubmitAsync(form => form["ApartReason"] = "兩校都見過本人", button: "記為兩個人");
        answered.Redirect.ShouldNotBeNull(answered.Text);
        answered.TextsOf("#questions tbody tr").ShouldBeEmpty();
        (await county.OpenAsync($"{Queue}?show=answered")).TextsOf("#questions tbody tr").ShouldHaveSingleItem().ShouldContain("兩校都見過本人");
        (await app.Db(db => db.Set<AuditEntry>().SingleAsync(e => e.What == "判斷兩筆紀錄不是同一人"))).Reason.ShouldBe("兩校都見過本人");

        app.Clock.Advance(TimeSpan.FromDays(1));
        await AskAsync(app);
        (await county.OpenAsync(Queue)).TextsOf("#questions tbody tr").ShouldBeEmpty("asked and answered");

        // The record becomes part of a third one: what was said of it is said of the child.
        await MergeWorld.MergeAsync(app, other, typed);
        (await QuestionAsync(app, registered, other)).Answer.ShouldBe(SamePersonAnswer.Different);
        var merge = await app.Db(db => db.Set<PersonMerged>().Select(m => m.Id).SingleAsync());
        await ApartAsync(app, merge);
        (await app.Db(db => db.Set<SamePersonQuestion>().CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task A_merge_answers_the_question_and_its_taking_apart_asks_again()
    {
        await using var app = await TestApp.CreateAsync();
        using var ministry = await app.ClientAs(Persona.Ministry);
        var (registered, typed) = await TwoAsync(app);
        await LivesAsync(app, registered, 0);
        await AskAsync(app);
        var pair = await (await ministry.OpenAsync("/N1.11/same/possible")).FollowAsync("並列判斷");
        (await pair.SubmitAsync(form => form["Reason"] = "戶政回覆為同一人", button: "合併為一筆")).Redirect.ShouldNotBeNull();
        (await QuestionAsync(app, registered, typed)).ShouldSatisfyAllConditions(q => q.Answer.ShouldBe(SamePersonAnswer.Same), q => q.Because.ShouldBe("戶政回覆為同一人"));
        (await ministry.OpenAsync("/N1.11/same/possible?show=answered")).TextsOf("#questions tbody tr").ShouldHaveSingleItem().ShouldContain("同一人，已合併");

        await ApartAsync(app, await app.Db(db => db.Set<PersonMerged>().Select(m => m.Id).SingleAsync()));
        (await ministry.OpenAsync("/N1.11/same/possible")).TextsOf("#questions tbody tr").Count.ShouldBe(1);
    }

    [Fact]
    public async Task Two_children_whom_the_registry_knows_and_who_are_explained_are_not_asked_about_until_one_is_missing()
    {
        await using var app = await TestApp.CreateAsync();
        using var county = await app.ClientAs(Persona.County);
        var (one, other) = await TwoAsync(app);
        await LivesAsync(app, one, 0);
        await LivesAsync(app, other, 0, SmallCountry.OtherCounty);
        await AskAsync(app);
        (await county.OpenAsync(Queue)).TextsOf("#questions tbody tr").ShouldBeEmpty();

        var today = TaipeiTime.Today(app.Clock.GetUtcNow().UtcDateTime);
        await StandAsync(app, other, today, StandingRules.Unexplained);
        await AskAsync(app);
        var queue = await county.OpenAsync(Queue);
        queue.TextsOf("#questions tbody tr").ShouldHaveSingleItem().ShouldContain("未解釋");
        (await queue.FollowAsync("並列判斷")).ShouldSatisfyAllConditions(
            p => p.Status.ShouldBe(HttpStatusCode.OK, "the county of one record may see both"),
            p => p.TextOf("#pair").ShouldContain("樣中村")
        );

        await app.Db(async db =>
        {
            await db.WriteAsync(Write(), () => db.Set<Standing>().ExecuteUpdateAsync(u => u.SetProperty(s => s.SupersededAt, Write().At)));
        });
        await AskAsync(app);
        (await county.OpenAsync(Queue)).TextsOf("#questions tbody tr").ShouldBeEmpty("both are explained again: nothing hangs on it");
    }

    private static Task StandAsync(TestApp app, long person, DateOnly day, int rule) =>
        app.Db(async db =>
        {
            db.Add(
                new Standing
                {
                    PersonId = person,
                    ValidFrom = day,
                    Seq = 1,
                    ValidUntil = day.AddDays(30),
                    Rule = rule,
                    OrganisationCode = SmallCountry.OtherCounty,
                    CountyCode = SmallCountry.OtherCounty,
                    Cohort = 2020,
                    ReceivedAt = Write().At,
                    RecordedAt = Write().At,
                }
            );
            await db.SaveAsync(Write());
        });

    /// <summary>As the night does.</summary>
    private static Task AskAsync(TestApp app) =>
        app.Db(db =>
        {
            var now = app.Clock.GetUtcNow().UtcDateTime;
            return db.WriteAsync(Act.System("測試", "system.test", now), () => SamePersonRun.AskAsync(db, now));
        });

    private static Task<SamePersonQuestion> QuestionAsync(TestApp app, long one, long other)
    {
        var (first, second) = (Math.Min(one, other), Math.Max(one, other));
        return app.Db(db => db.Set<SamePersonQuestion>().AsNoTracking().SingleAsync(q => q.First == first && q.Second == second));
    }
}
