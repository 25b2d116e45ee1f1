using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.Schools;
using StudentNet.Modules.Students;
using StudentNet.Platform.Checkpoints;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Windows;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Platform.Intake;
using static StudentNet.Tests.Modules.Students.Q1ClassRolls.RollDesk;
using static StudentNet.Tests.Modules.Students.Q1ClassRolls.RollFile;

namespace StudentNet.Tests.Modules.Students.Q1ClassRolls;

public sealed class ClassRollPagesTests
{
    [Fact]
    public async Task The_grid_shows_the_columns_of_the_slide_and_both_sums()
    {
        await using var app = await TestApp.CreateAsync();
        using var clerk = await app.ClientAs(Persona.Clerk);
        await FillAsync(
            app,
            [
                .. Enumerable.Range(1, 29).Select(Pupil),
                Pupil(30) with { Reduction = "2" },
                Pupil(31) with { Class = "02", State = "非學", NonSchool = "個人", Place = "是" },
                Pupil(32) with { Class = "02", State = "非學", NonSchool = "團體" },
                Pupil(33) with { Class = "02", State = "中輟" },
                Pupil(34) with { Class = "02", State = "出國" },
                Pupil(35) with { Class = "02", State = "長期病假", SickFrom = "115/03/01" },
            ]
        );

        var page = await clerk.OpenAsync("/Q1.31");
        page.TextsOf(".eq-sum dd").ShouldBe(["32", "3"]);
        page.TextsOf("table.q1 tbody tr").Select(t => t.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..3]).ShouldBe([["1", "01"], ["1", "02"]]);
        page.TextsOf("table.q1 tbody tr:first-child td.tot").ShouldBe(["30"]);
        page.Find("table.q1 tbody tr:first-child [aria-label='含酌減超過 29 人']");
        page.TextsOf("table.q1 tfoot td").ShouldBe(["30", "0", "2", "0", "1", "1", "1", "2", "32", ""]);
        (await clerk.OpenAsync("/Q1.31?show=over")).TextsOf("table.q1 tbody tr").Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_page_counts_the_slides_1684_and_does_not_count_2()
    {
        // Q1.31 of the slides: 1650 + 31 + 3 + 0 = 1684, and 0 + 0 + 0 + 2 = 2.
        await using var app = await TestApp.CreateAsync();
        using var clerk = await app.ClientAs(Persona.Clerk);
        await FillAsync(
            app,
            [
                .. Enumerable
                    .Range(1, 1655)
                    .Select(n =>
                        (Pupil(n) with { Class = $"{1 + (n % 58):00}", Seat = $"{1 + (n / 58)}" }) with
                        {
                            State = n switch { <= 1650 => "在校", <= 1653 => "非學", _ => "出國" },
                            NonSchool = n is > 1650 and <= 1653 ? "個人" : "",
                            Place = n is > 1650 and <= 1653 ? "是" : "",
                        }
                    ),
            ]
        );
        await app.Db(async db =>
        {
            foreach (var n in Enumerable.Range(9001, 31))
            {
                var pupil = Foreigner(n, SmallCountry.School);
                pupil.ClassName = $"{1 + (n % 58):00}";
                db.Add(pupil);
            }

            await db.SaveAsync(Act.System("登錄外籍生", "system.test", TestApp.Start.UtcDateTime));
        });

        var page = await clerk.OpenAsync("/Q1.31");
        page.TextsOf(".eq dd").ShouldBe(["1,650", "31", "3", "0", "1,684", "0", "0", "0", "2", "2"]);
        page.TextsOf("table.q1 tbody tr").Count.ShouldBe(58);
        page.TextsOf("table.q1 tfoot td").ShouldBe(["1,650", "31", "3", "0", "0", "2", "0", "0", "1,684", ""]);
    }

    [Theory]
    [InlineData("Csv")]
    [InlineData("Xlsx")]
    [InlineData("Ods")]
    public async Task The_import_file_comes_back_and_changes_nothing(string kind)
    {
        await using var app = await TestApp.CreateAsync();
        using var clerk = await app.ClientAs(Persona.Clerk);
        await FillAsync(
            app,
            [
                Pupil(1),
                Pupil(2) with { Class = "02", State = "非學", NonSchool = "3", Place = "是", Reduction = "1" },
                Pupil(3) with { Kind = "E", Class = "忠", State = "長期病假", SickFrom = "115/03/01", SickTo = "115/06/30", Seat = "" },
            ]
        );
        var answer = await clerk.Http.GetAsync($"/Q1.31?handler=ImportFile&kind={kind}");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);

        var counter = IntakeCounter.Of(app);
        var receipt = await counter.SendAsync(Format, await answer.Content.ReadAsByteArrayAsync(), organisation: SmallCountry.School, settings: Settings);

        (await counter.FindingsAsync(receipt)).Where(f => f.Severity == Severity.Error).ShouldBeEmpty();
        var counts = await app.Db(db => db.Set<DifferenceCount>().Where(d => d.ReceiptId == receipt.Id).ToListAsync());
        counts.ShouldAllBe(c => c.Kind == DifferenceKind.Unchanged);
        counts.Sum(c => c.Number).ShouldBe(3);
    }

    [Fact]
    public async Task A_pupil_is_edited_by_hand_and_two_clerks_at_once_see_one_another()
    {
        await using var app = await TestApp.CreateAsync();
        using var clerk = await app.ClientAs(Persona.Clerk);
        using var colleague = await app.ClientAs(Persona.Clerk);
        await FillAsync(app, [Pupil(1)]);
        var person = await PersonAsync(app);
        var first = await clerk.OpenAsync($"/Q1.31/pupil/{person}");
        var second = await colleague.OpenAsync($"/Q1.31/pupil/{person}");

        (await first.SubmitAsync(form => form["Input.Seat"] = "7", button: "儲存")).Redirect.ShouldNotBeNull();
        var conflict = await second.SubmitAsync(form => form["Input.Seat"] = "8", button: "儲存");
        conflict.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        conflict.Text.ShouldContain("7 號");
        conflict.Text.ShouldContain("8 號");
        (await conflict.SubmitAsync(button: "儲存")).Redirect.ShouldNotBeNull();

        var pupil = await app.Db(db => db.Set<ClassPupil>().SingleAsync());
        (pupil.Seat, pupil.Version, pupil.ReceiptId).ShouldBe((8, 2, null));
        (await app.Db(db => db.Set<ClassPupilEvent>().OrderBy(e => e.Seq).Select(e => e.What).ToListAsync())).ShouldBe(["joined", "changed", "changed"]);
    }

    [Fact]
    public async Task What_a_file_may_not_say_a_form_may_not_say_either()
    {
        await using var app = await TestApp.CreateAsync();
        using var clerk = await app.ClientAs(Persona.Clerk);
        await FillAsync(app, [Pupil(1)]);
        var page = await clerk.OpenAsync($"/Q1.31/pupil/{await PersonAsync(app)}");
        var answer = await page.SubmitAsync(form => form["Input.State"] = "non-school", button: "儲存");
        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.Text.ShouldContain("須填非學型態");
    }

    [Fact]
    public async Task A_school_whose_system_files_for_it_is_not_asked_to_file()
    {
        await using var app = await TestApp.CreateAsync(new DateTimeOffset(2026, 3, 10, 1, 0, 0, TimeSpan.Zero));
        using var clerk = await app.ClientAs(Persona.Clerk);
        (await clerk.OpenAsync("/")).TextsOf("#due li").ShouldContain(t => t.Contains("各班學生名單"));
        await app.Db(db => db.Set<School>().Where(s => s.Code == SmallCountry.School).ExecuteUpdateAsync(s => s.SetProperty(x => x.UsesRecordSystem, true)));

        // What others change shows within half a minute.
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        (await clerk.OpenAsync("/")).TextsOf("#due li").ShouldNotContain(t => t.Contains("各班學生名單"));
    }

    [Fact]
    public async Task Pupils_are_found_by_name_and_by_number_and_only_ones_own()
    {
        await using var app = await TestApp.CreateAsync();
        using var clerk = await app.ClientAs(Persona.Clerk);
        await FillAsync(app, [Pupil(1), Pupil(2)]);
        await FillAsync(app, [Pupil(3)], SmallCountry.OtherSchool);
        var page = await clerk.OpenAsync("/Q1.31/pupils");
        (await page.SearchAsync(Pupil(2).Name)).TextsOf("tbody th").ShouldBe([Pupil(2).Name]);
        var byNumber = await page.SearchAsync(Pupil(1).Number);
        byNumber.TextsOf("tbody th").ShouldBe([Pupil(1).Name]);
        byNumber.TextsOf("tbody td.id").ShouldHaveSingleItem().ShouldNotContain(Pupil(1).Number);
        (await page.SearchAsync(Pupil(3).Number)).TextsOf("tbody th").ShouldBeEmpty();
    }

    [Fact]
    public async Task Rolls_that_change_after_the_stamp_come_back_to_what_is_due()
    {
        await using var app = await TestApp.CreateAsync(new DateTimeOffset(2026, 3, 10, 1, 0, 0, TimeSpan.Zero));
        using var clerk = await app.ClientAs(Persona.Clerk);
        await FillAsync(app, [Pupil(1), Pupil(2)]);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await (await clerk.OpenAsync("/Q1.31/submit")).SubmitAsync(button: "提交 1 班 2 人");
        (await clerk.OpenAsync("/Q")).TextsOf(".fnnav .done").ShouldContain("Q1 學校各班學生現況");
        (await clerk.OpenAsync("/")).TextOf("#due").ShouldNotContain("提交後又");

        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await FillAsync(app, [Pupil(1), Pupil(2), Pupil(3)]);
        (await clerk.OpenAsync("/")).TextOf("#due").ShouldContain("提交後又改 1 人，請再提交");
        (await clerk.OpenAsync("/Q")).TextsOf(".fnnav .changed").ShouldContain("Q1 學校各班學生現況");
    }

    [Fact]
    public async Task The_stamp_has_a_receipt_and_the_checkpoint_keeps_the_figures_of_its_day()
    {
        await using var app = await TestApp.CreateAsync(new DateTimeOffset(2026, 3, 10, 1, 0, 0, TimeSpan.Zero));
        using var clerk = await app.ClientAs(Persona.Clerk);
        await FillAsync(app, [Pupil(1), Pupil(2), Pupil(3) with { State = "中輟" }]);
        var submitted = await (await clerk.OpenAsync("/Q1.31/submit")).SubmitAsync(button: "提交 1 班 3 人");
        submitted.Text.ShouldContain("收執碼");
        submitted.TextsOf("tbody td.num").ShouldBe(["1", "1", "2", "1"]);
        (await app.Db(db => db.Set<Submission>().SingleAsync())).ShouldSatisfyAllConditions(s => s.Window.ShouldBe("Q1.2"), s => s.Year.ShouldBe(new SchoolYear(114)));

        await app.Db(async db =>
        {
            var early = app.Clock.GetUtcNow().UtcDateTime;
            db.AddRange(ForeignerAt(9001, 1, early, ForeignKind.InSchool), ForeignerAt(9002, 1, early, ForeignKind.OutOfSchool));
            // Lost from sight, outgrown, and one who left only after the checkpoint.
            db.AddRange(ForeignerAt(9003, 1, early, ForeignKind.InSchool, "unreachable"), ForeignerAt(9004, 1, early, ForeignKind.InSchool, gradeYear: 112));
            db.AddRange(ForeignerAt(9005, 1, early, ForeignKind.InSchool, "epidemic"), ForeignerAt(9005, 2, early.AddDays(9), ForeignKind.InSchool, "unreachable"));
            await db.SaveAsync(Act.System("登錄外籍生", "system.test", early));
        });

        app.Clock.Advance(TimeSpan.FromDays(10));
        await FillAsync(app, [Pupil(1), Pupil(2), Pupil(3), Pupil(4)]);
        await app.Db(async db =>
        {
            await using var scope = app.Services.CreateAsyncScope();
            await scope.ServiceProvider
                .GetRequiredService<StudentNet.Platform.Jobs.IRuns>()
                .RequestAsync(db, "checkpoint", new CheckpointOrder("Q1.2", 114, 1), "checkpoint/Q1.2/114/1", Act.System("凍結", "system.checkpoint", app.Clock.GetUtcNow().UtcDateTime));
            await db.SaveAsync(Act.System("凍結", "system.checkpoint", app.Clock.GetUtcNow().UtcDateTime));
        });
        await app.RunJobsAsync();

        var frozen = (await app.Db(db => FrozenFigures.ReadAsync(db, "Q1.2", new SchoolYear(114), SchoolLevel.Elementary, [SmallCountry.School, SmallCountry.County])))!;
        (frozen[SmallCountry.School, "on_roll"], frozen[SmallCountry.School, "counted"], frozen[SmallCountry.School, "dropped_out"]).ShouldBe((3, 2, 1));
        (frozen[SmallCountry.County, "on_roll"], frozen[SmallCountry.County, "submitted"]).ShouldBe((3, 1));
        (frozen[SmallCountry.School, "foreign_in_school"], frozen[SmallCountry.School, "foreign_out_of_school"]).ShouldBe((2, 1));
        using var county = await app.ClientAs(Persona.County);
        var shown = (await county.OpenAsync("/Q1.21")).Text;
        shown.ShouldContain("第 2 學期檢核基準日 的數字");
        shown.ShouldContain("在校外籍生");
    }

    [Fact]
    public async Task Outside_its_window_a_term_is_only_looked_at()
    {
        await using var app = await TestApp.CreateAsync();
        using var clerk = await app.ClientAs(Persona.Clerk);
        await FillAsync(app, [Pupil(1)]);
        var page = await clerk.OpenAsync($"/Q1.31/pupil/{await PersonAsync(app)}");
        // 2026-08-20: the second term of 114 has closed, the first of 115 has begun.
        app.Clock.Advance(TimeSpan.FromDays(50));
        using var later = await app.ClientAs(Persona.Clerk);
        (await later.OpenAsync("/Q1.31?term=114-2")).TextsOf("table.q1 tbody tr").Count.ShouldBe(1);
        (await later.OpenAsync("/Q1.31")).Text.ShouldContain("本學期還沒有名單");
        var old = await later.OpenAsync($"/Q1.31/pupil/{await PersonAsync(app)}?term=114-2");
        old.Document.QuerySelectorAll("button.btn-danger").ShouldBeEmpty();
        var counter = IntakeCounter.Of(app);
        (await counter.ReceiveAsync(Format, Of(Pupil(1)), organisation: SmallCountry.School, settings: Settings)).ShouldBeOfType<ReceptionResult.Refused>().Problem.Code.ShouldBe("window.closed");
        page.Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_low_income_list_marks_pupils_by_number_and_says_when_it_came()
    {
        await using var app = await TestApp.CreateAsync();
        using var clerk = await app.ClientAs(Persona.Clerk);
        await FillAsync(app, [Pupil(1), Pupil(2), Pupil(3)]);
        (await clerk.OpenAsync("/Q1.31/low-income")).Text.ShouldContain("還沒有收到");
        var counter = IntakeCounter.Of(app);
        await counter.AcceptAsync(await counter.SendAsync("low-income-list", IntakeCounter.Text($"證號,類別\r\n{Pupil(1).Number},低收入戶\r\n{Pupil(9).Number},中低收\r\n"), settings: ("month", "11505")));
        await counter.AcceptAsync(await counter.SendAsync("low-income-list", IntakeCounter.Text($"證號,類別\r\n{Pupil(2).Number},2\r\n"), settings: ("month", "115/06")));

        var page = await clerk.OpenAsync("/Q1.31/low-income");
        page.TextsOf("tbody th").ShouldBe([Pupil(2).Name]);
        page.Text.ShouldContain("115 年 6 月，接收 115/07/01");
        var file = await clerk.Http.GetStringAsync("/Q1.31/low-income?handler=export&kind=Csv");
        file.ShouldContain("中低收入戶");
        file.ShouldNotContain(Pupil(2).Number);
    }

    [Fact]
    public async Task County_and_ministry_see_who_has_not_filed_and_look_into_a_school()
    {
        await using var app = await TestApp.CreateAsync();
        using var county = await app.ClientAs(Persona.County);
        using var ministry = await app.ClientAs(Persona.Ministry);
        await FillAsync(app, [Pupil(1)]);
        var progress = await county.OpenAsync("/Q1.21?show=unfiled");
        progress.TextsOf("tbody th").ShouldBe([$"{SmallCountry.School} 範一國小", $"{SmallCountry.OtherSchool} 範二國小"]);
        (await county.OpenAsync($"/Q1.21/school/{SmallCountry.School}")).TextsOf("table.q1 tbody tr").Count.ShouldBe(1);
        (await county.Http.GetStringAsync($"/Q1.21/school/{SmallCountry.School}?handler=export&kind=Csv")).ShouldContain("在校本國籍生");
        (await county.GetAsync($"/Q1.21/school/{SmallCountry.ForeignSchool}?handler=export&kind=Csv")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await county.GetAsync($"/Q1.21/school/{SmallCountry.ForeignSchool}")).Status.ShouldBe(HttpStatusCode.NotFound);
        var map = await ministry.OpenAsync("/Q1.11");
        map.Find($".tilemap a[href='#c-{SmallCountry.County}']");
        map.Find($"tr#c-{SmallCountry.County} a[href*='county={SmallCountry.County}']");
        (await ministry.OpenAsync($"/Q1.11?county={SmallCountry.County}")).TextsOf("tbody th").Count.ShouldBe(2);
        (await ministry.OpenAsync($"/Q1.11/school/{SmallCountry.ForeignSchool}")).Text.ShouldContain("本學期還沒有名單");
    }

    private static ForeignPupilEvent ForeignerAt(long person, int seq, DateTime at, ForeignKind kind, string? absence = null, int gradeYear = 114) =>
        new()
        {
            PersonId = person,
            SchoolCode = SmallCountry.School,
            Seq = seq,
            At = at,
            GradeYear = gradeYear,
            Grade = 5,
            Kind = kind,
            ArrivedOn = new DateOnly(2023, 8, 30),
            Absence = absence,
        };
}
