using System.Net;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Students;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Platform.Intake;
using static StudentNet.Tests.Modules.Students.Q1ClassRolls.RollDesk;
using static StudentNet.Tests.Modules.Students.Q1ClassRolls.RollFile;

namespace StudentNet.Tests.Modules.Students.Q1ClassRolls;

/// <summary>A term begins from something: last term's roll carried over, a reason where far fewer are submitted, and a whole class edited at once.</summary>
public sealed class TermBeginsTests
{
    /// <summary>The first term's rolls are filed.</summary>
    private static readonly DateTimeOffset Autumn = new(2026, 9, 1, 1, 0, 0, TimeSpan.Zero);

    private const string Class = "/Q1.31/class?class=A&grade=1&name=01";

    [Fact]
    public async Task A_new_year_promotes_last_terms_roll_leaves_the_finished_and_the_gone_and_adds_whom_the_school_admitted()
    {
        await using var app = await TestApp.CreateAsync();
        (await app.ClientAs(Persona.Clerk)).Dispose();
        await FillAsync(app, [.. Enumerable.Range(1, 20).Select(Pupil), Pupil(21) with { Grade = "6" }]);
        await FillAsync(app, [Pupil(30)], SmallCountry.OtherSchool);
        app.Clock.SetUtcNow(Autumn);
        using var clerk = await app.ClientAs(Persona.Clerk);
        (string, string)[] autumn = [("year", "115"), ("term", "1")];
        // Pupil 20 is on the roll of the school next door by now; pupil 30, of next door last term, was admitted here.
        var counter = IntakeCounter.Of(app);
        await counter.AcceptAsync(await counter.SendAsync(Format, Of(Pupil(20) with { Grade = "2" }), organisation: SmallCountry.OtherSchool, settings: autumn), shrinkConfirmed: true);
        var admitted = await app.Db(db => db.Set<ClassPupil>().Where(p => p.SchoolCode == SmallCountry.OtherSchool && p.Term == 2).Select(p => p.PersonId).SingleAsync());
        await app.Db(async db =>
        {
            db.Add(
                new Entry
                {
                    PersonId = admitted,
                    Year = new SchoolYear(115),
                    Level = SchoolLevel.Elementary,
                    State = EntryState.Admitted,
                    AdmittedSchool = SmallCountry.School,
                    ChangedAt = Autumn.UtcDateTime,
                }
            );
            await db.SaveAsync(Act.System("入學", "system.test", Autumn.UtcDateTime));
        });

        var empty = await clerk.OpenAsync("/Q1.31");
        empty.Text.ShouldContain("請注意所使用之校務系統換學期時間");
        var begin = await clerk.OpenAsync(empty.Find(".empty a.btn-primary").GetAttribute("href")!);
        begin.TextsOf(".result b").ShouldBe(["19", "1", "1", "1", "1"], "carried over, without class, from elsewhere, finished, gone");
        begin.Text.ShouldContain("已在範二國小的名單");
        begin.TextOf("main").ShouldContain("2 年 01 班");

        var file = await clerk.Http.GetStringAsync("/Q1.31/begin?handler=DraftFile&kind=Csv");
        file.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(21, "heading, nineteen with a class, one without");

        var sent = await begin.SubmitAsync(button: "檢核這份草稿（19 人）");
        await app.RunJobsAsync();
        var preview = await clerk.OpenAsync(sent.Path);
        preview.Text.ShouldContain("新增 19");
        await preview.SubmitAsync(button: "寫入 19 列");
        await app.RunJobsAsync();
        (await clerk.OpenAsync("/Q1.31")).TextsOf("table.q1 tbody td.tot").ShouldBe(["19"]);
        (await app.Db(db => db.Set<ClassPupil>().Where(p => p.SchoolCode == SmallCountry.School && p.Year == new SchoolYear(115)).Select(p => p.Grade).Distinct().SingleAsync())).ShouldBe(2);
    }

    [Fact]
    public async Task Who_is_known_to_come_stands_in_the_draft_and_what_the_term_says_already_is_kept()
    {
        await using var app = await TestApp.CreateAsync();
        (await app.ClientAs(Persona.Clerk)).Dispose();
        await FillAsync(app, [.. Enumerable.Range(1, 8).Select(Pupil)]);
        await FillAsync(app, [Pupil(30), Pupil(31)], SmallCountry.OtherSchool);
        app.Clock.SetUtcNow(Autumn);
        using var clerk = await app.ClientAs(Persona.Clerk);
        // By the day the draft is looked at: pupil 40 has come, pupil 3 has been put into another class, pupil 31 of next door is placed here.
        var counter = IntakeCounter.Of(app);
        await counter.AcceptAsync(
            await counter.SendAsync(Format, Of(Pupil(40) with { Grade = "2" }, Pupil(3) with { Grade = "2", Class = "05" }), organisation: SmallCountry.School, settings: [("year", "115"), ("term", "1")]),
            shrinkConfirmed: true
        );
        await app.Db(async db =>
        {
            var placed = await db.Set<ClassPupil>().Where(p => p.SchoolCode == SmallCountry.OtherSchool).MaxAsync(p => p.PersonId);
            db.Add(new SpecialList { ReceiptId = 1, Month = new DateOnly(2026, 6, 1), Pupils = 1, ReceivedAt = Autumn.UtcDateTime });
            db.Add(
                new SpecialPlacement
                {
                    PersonId = placed,
                    Seq = 1,
                    SchoolCode = SmallCountry.School,
                    Grade = 1,
                    Category = SpecialCodes.Categories.Rows[0].Code,
                    Placement = SpecialCodes.Placements.Rows[0].Code,
                    ApprovedOn = new DateOnly(2026, 3, 1),
                    ClassReduction = 0,
                    Since = new DateOnly(2026, 6, 1),
                    ReceivedAt = Autumn.UtcDateTime,
                    ReceiptId = 1,
                }
            );
            await db.SaveAsync(Act.System("安置", "system.test", Autumn.UtcDateTime));
        });

        var begin = await clerk.OpenAsync("/Q1.31/begin");
        begin.TextsOf(".result b").ShouldBe(["9", "1", "2", "0", "0"], "carried over, without class, from elsewhere, finished, gone");
        begin.Text.ShouldContain("本學期轉入 1、特通網安置在本校 1");
        begin.TextOf("main").ShouldContain("2 年 05 班");
        var sent = await begin.SubmitAsync(button: "檢核這份草稿（9 人）");
        await app.RunJobsAsync();
        await (await clerk.OpenAsync(sent.Path)).SubmitAsync(button: "寫入 9 列");
        await app.RunJobsAsync();
        var roll = await app.Db(db => db.Set<ClassPupil>().Where(p => p.SchoolCode == SmallCountry.School && p.Year == new SchoolYear(115)).Select(p => p.ClassName).ToListAsync());
        (roll.Count, roll.Count(c => c == "05")).ShouldBe((9, 1), "who has come is not moved out by the draft, who was moved stays in the class");
    }

    [Fact]
    public async Task Far_fewer_than_last_term_are_not_submitted_without_a_reason_that_the_county_reads()
    {
        await using var app = await TestApp.CreateAsync();
        (await app.ClientAs(Persona.Clerk)).Dispose();
        await FillAsync(app, [.. Enumerable.Range(1, 20).Select(Pupil)]);
        app.Clock.SetUtcNow(Autumn);
        using var clerk = await app.ClientAs(Persona.Clerk);
        var counter = IntakeCounter.Of(app);
        await counter.AcceptAsync(
            await counter.SendAsync(Format, Of([.. Enumerable.Range(1, 4).Select(n => Pupil(n) with { Grade = "2" })]), organisation: SmallCountry.School, settings: [("year", "115"), ("term", "1")]),
            shrinkConfirmed: true
        );

        var page = await clerk.OpenAsync("/Q1.31/submit");
        page.TextOf("form .bad").ShouldContain("應有 20 人留在本學期，現在只有 4 人");
        var refused = await page.SubmitAsync(button: "提交 1 班 4 人");
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.TextOf(".errors").ShouldContain("比上學期少 16 人，請填原因");
        var done = await page.SubmitAsync(form => form["Reason"] = "併入範二國小", button: "提交 1 班 4 人");
        done.Text.ShouldContain("已提交 1 班 4 人");
        (await app.Db(db => db.Set<OrganisationNotice>().SingleAsync(n => n.OrganisationCode == SmallCountry.County))).Text.ShouldContain("提交 1 班 4 人，上學期應有 20 人。原因：併入範二國小");
        (await app.Db(db => db.Set<AuditEntry>().SingleAsync(e => e.What == "提交各班學生現況"))).Reason.ShouldBe("併入範二國小");
    }

    [Fact]
    public async Task A_class_is_swapped_moved_and_renumbered_at_once_and_two_on_one_seat_are_refused()
    {
        await using var app = await TestApp.CreateAsync();
        using var clerk = await app.ClientAs(Persona.Clerk);
        await FillAsync(app, [.. Enumerable.Range(1, 4).Select(Pupil), Pupil(9) with { Class = "02" }]);

        var page = await clerk.OpenAsync((await clerk.OpenAsync("/Q1.31/pupils?class=A&grade=1&name=01")).Document.QuerySelectorAll("a").Single(a => a.TextContent.Trim() == "整班編修").GetAttribute("href")!);
        var twice = await page.SubmitAsync(form => form["Inputs[0].Seat"] = "2", button: "儲存整班");
        twice.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        twice.TextOf(".errors").ShouldContain("座號 2 有 2 人");

        // The first two change seats, the third goes to class 02.
        var saved = await page.SubmitAsync(
            form =>
            {
                form["Inputs[0].Seat"] = "2";
                form["Inputs[1].Seat"] = "1";
                form["Inputs[2].ClassName"] = "2";
            },
            button: "儲存整班"
        );
        saved.Text.ShouldContain("已儲存 1 年 01 班 3 人，其中 1 人調到別班");
        (await SeatsAsync("01")).ShouldBe([1, 2, 4]);
        (await SeatsAsync("02")).ShouldBe([3, 9]);

        var proposed = await (await clerk.OpenAsync(Class)).SubmitAsync(button: "座號從 1 重編");
        proposed.Document.QuerySelectorAll("[data-sheet] [inputmode]").Select(i => i.GetAttribute("value")).ShouldBe(["1", "2", "3"]);
        (await SeatsAsync("01")).ShouldBe([1, 2, 4], "proposed is not stored");
        await proposed.SubmitAsync(button: "儲存整班");
        (await SeatsAsync("01")).ShouldBe([1, 2, 3]);

        Task<List<int?>> SeatsAsync(string name) =>
            app.Db(db => db.Set<ClassPupil>().Where(p => p.SchoolCode == SmallCountry.School && p.ClassName == name).Select(p => p.Seat).OrderBy(s => s).ToListAsync());
    }

    [Fact]
    public async Task What_somebody_else_changed_meanwhile_stops_the_whole_class()
    {
        await using var app = await TestApp.CreateAsync();
        using var clerk = await app.ClientAs(Persona.Clerk);
        await FillAsync(app, [.. Enumerable.Range(1, 3).Select(Pupil)]);
        var mine = await clerk.OpenAsync(Class);
        await (await clerk.OpenAsync(Class)).SubmitAsync(form => form["Inputs[2].Seat"] = "7", button: "儲存整班");

        var late = await mine.SubmitAsync(
            form =>
            {
                form["Inputs[0].Seat"] = "11";
                form["Inputs[2].Seat"] = "12";
            },
            button: "儲存整班"
        );
        late.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        late.TextOf(".errors").ShouldContain("已由他人修改，整班都沒有寫入");
        (await app.Db(db => db.Set<ClassPupil>().Select(p => p.Seat).OrderBy(s => s).ToListAsync())).ShouldBe([1, 2, 7]);
    }
}
