using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Schools;
using StudentNet.Modules.Students;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Platform.Intake;
using static StudentNet.Tests.Modules.Students.Q1ClassRolls.RollFile;

namespace StudentNet.Tests.Modules.Students.Q1ClassRolls;

public sealed class ClassRollFormatTests
{
    [Fact]
    public async Task A_file_becomes_the_roll_and_the_same_file_again_changes_nothing()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        RollRowText[] rows = [.. Enumerable.Range(1, 20).Select(Pupil), Pupil(21) with { Class = "2", State = "非學", NonSchool = "1", Place = "是" }];
        var first = await SendAsync(counter, rows);
        (await DifferencesAsync(counter, first)).ShouldBe([(DifferenceKind.New, "1 年 01 班", 20), (DifferenceKind.New, "1 年 02 班", 1)]);
        await counter.AcceptAsync(first);

        var pupils = await PupilsAsync(counter);
        pupils.Count.ShouldBe(21);
        pupils.Single(p => p.ClassName == "02").ShouldSatisfyAllConditions(
            p => p.CountsAs.ShouldBe(PupilFigure.NonSchoolWithPlace),
            p => p.SchoolCode.ShouldBe(SmallCountry.School),
            p => p.Content.ShouldBe(p.Line.Content),
            p => RollLine.Parse(p.Content).ShouldBe(p.Line)
        );

        var again = await SendAsync(counter, rows);
        (await DifferencesAsync(counter, again)).ShouldBe([(DifferenceKind.Unchanged, "1 年 01 班", 20), (DifferenceKind.Unchanged, "1 年 02 班", 1)]);
        await counter.AcceptAsync(again);
        (await PupilsAsync(counter)).Select(p => (p.PersonId, p.Version, p.ReceiptId)).ShouldBe(pupils.Select(p => (p.PersonId, p.Version, p.ReceiptId)));
        (await counter.App.Db(db => db.Set<ClassPupilEvent>().CountAsync())).ShouldBe(21);
        (await counter.App.Db(db => db.Set<Person>().CountAsync())).ShouldBe(21);
    }

    [Fact]
    public async Task New_changed_and_leaving_pupils_are_told_by_class_and_kept_in_the_history()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        await AcceptAsync(counter, Pupil(1), Pupil(2), Pupil(3));

        var next = await SendAsync(counter, Pupil(1), Pupil(2) with { Class = "02" }, Pupil(4));
        (await DifferencesAsync(counter, next)).ShouldBe(
            [
                (DifferenceKind.Changed, "1 年 02 班", 1),
                (DifferenceKind.Leaving, "1 年 01 班", 1),
                (DifferenceKind.New, "1 年 01 班", 1),
                (DifferenceKind.Unchanged, "1 年 01 班", 1),
            ]
        );
        await counter.AcceptAsync(next);

        (await PupilsAsync(counter)).Count.ShouldBe(3);
        var events = await counter.App.Db(db => db.Set<ClassPupilEvent>().AsNoTracking().OrderBy(e => e.PersonId).ThenBy(e => e.Seq).ToListAsync());
        events.Select(e => (e.Seq, e.What, e.ClassName)).ShouldBe(
            [(1, "joined", "01"), (1, "joined", "01"), (2, "changed", "02"), (1, "joined", "01"), (2, "left", "01"), (1, "joined", "01")]
        );
    }

    [Fact]
    public async Task A_child_who_comes_back_goes_on_with_its_history()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        await AcceptAsync(counter, Pupil(1), Pupil(2));
        await AcceptAsync(counter, Pupil(1));
        await AcceptAsync(counter, Pupil(1), Pupil(2));
        (await counter.App.Db(db => db.Set<ClassPupilEvent>().Where(e => e.Seq > 1).OrderBy(e => e.Seq).Select(e => e.What).ToListAsync())).ShouldBe(["left", "joined"]);
    }

    [Fact]
    public async Task A_bad_row_keeps_its_child_on_the_roll_and_its_correction_removes_nobody()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        await AcceptAsync(counter, Pupil(1), Pupil(2), Pupil(3));
        var bad = await SendAsync(counter, Pupil(1) with { Seat = "11" }, Pupil(2) with { State = "不知道" });
        (bad.GoodRows, bad.BadRows).ShouldBe((1, 1));
        await counter.AcceptAsync(bad);
        // Child 3 was left out and is gone; child 2 was in a bad row and stays.
        (await PupilsAsync(counter)).Select(p => p.Seat).ShouldBe([11, 2], ignoreOrder: true);

        var correction = await counter.SendAsync(
            Format,
            System.Text.Encoding.UTF8.GetBytes($"{Headings},收件編號,檔案列\r\n{(Pupil(2) with { Seat = "12" }).Line},{bad.Id},3\r\n"),
            organisation: SmallCountry.School,
            settings: Settings
        );
        await counter.AcceptAsync(correction);
        (await PupilsAsync(counter)).Select(p => p.Seat).ShouldBe([11, 12], ignoreOrder: true);
        (await counter.ReceiptAsync(bad.Id)).OpenRows.ShouldBe(0);
    }

    [Fact]
    public async Task More_than_half_of_a_roll_leaves_only_when_somebody_says_so()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        await AcceptAsync(counter, [.. Enumerable.Range(1, 10).Select(Pupil)]);
        var few = await SendAsync(counter, Pupil(1), Pupil(2), Pupil(3), Pupil(4));
        var shrink = await counter.App.Db(async db =>
        {
            await using var scope = counter.App.Services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<ReceiptRegister>().ShrinkAsync(db, await db.Set<Receipt>().SingleAsync(r => r.Id == few.Id));
        });
        (shrink!.Stored, shrink.Leaving).ShouldBe((10, 6));
        shrink.Parts.ShouldContain(new Leavers("", 10, 6));
    }

    [Fact]
    public async Task A_footer_keeps_nobody_on_the_roll()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        await AcceptAsync(counter, Pupil(1), Pupil(2), Pupil(3));
        var file = System.Text.Encoding.UTF8.GetBytes($"{Headings}\r\n{Pupil(1).Line}\r\n{Pupil(2).Line}\r\n以下空白{new string(',', 16)}\r\n");
        var receipt = await counter.SendAsync(Format, file, organisation: SmallCountry.School, settings: Settings);
        (receipt.Rows, receipt.GoodRows, receipt.BadRows, receipt.WarnedRows).ShouldBe((2, 2, 0, 0));
        (await counter.FindingsAsync(receipt)).Select(f => (f.Line, f.Code)).ShouldBe([(4, "row.foot")]);
        await counter.AcceptAsync(receipt);
        (await PupilsAsync(counter)).Select(p => p.Seat).ShouldBe([1, 2], ignoreOrder: true);
    }

    [Fact]
    public async Task Who_stays_because_of_a_bad_row_is_named_with_the_row_and_counted()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        await AcceptAsync(counter, Pupil(1), Pupil(2), Pupil(3));
        var receipt = await SendAsync(counter, Pupil(1), Pupil(2) with { Number = "", Name = "" });
        (await DifferencesAsync(counter, receipt)).ShouldBe([(DifferenceKind.Staying, "1 年 01 班", 2), (DifferenceKind.Unchanged, "1 年 01 班", 1)], ignoreOrder: true);
        var staying = (await counter.FindingsAsync(receipt)).Where(f => f.Code == "roll.stays").ToList();
        staying.Select(f => (f.Line, f.Value, f.Reason.Contains(Pupil(2).Name, StringComparison.Ordinal) || f.Reason.Contains(Pupil(3).Name, StringComparison.Ordinal)))
            .ShouldBe([(3, Pupil(2).Number, true), (3, Pupil(3).Number, true)], ignoreOrder: true);
        await counter.AcceptAsync(receipt);
        (await PupilsAsync(counter)).Count.ShouldBe(3);
        (await counter.FindingsAsync(receipt)).Count(f => f.Code == "roll.stays").ShouldBe(2);
    }

    [Fact]
    public async Task A_file_of_another_school_corrects_nobody_and_its_own_school_does_by_name()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        await AcceptAsync(counter, Pupil(1), Pupil(2));
        var other = await counter.SendAsync(Format, Of(Pupil(1) with { Name = "李代丙", Seat = "11" }), organisation: SmallCountry.OtherSchool, settings: Settings);
        (await counter.FindingsAsync(other)).Select(f => f.Code).ShouldContain("people.not-ours");
        await counter.AcceptAsync(other);
        (await NameAsync(counter, Pupil(1).Number)).ShouldBe(Pupil(1).Name);

        // The child's own school has a task, once however often the file comes; it alone can correct the record.
        await counter.AcceptAsync(await counter.SendAsync(Format, Of(Pupil(1) with { Name = "李代丙", Seat = "12" }), organisation: SmallCountry.OtherSchool, settings: Settings));
        var told = await counter.App.Db(db => db.Set<OrganisationNotice>().AsNoTracking().Where(n => n.Text.Contains("寫得不同")).ToListAsync());
        told.Select(n => n.OrganisationCode).ShouldBe([SmallCountry.School]);
        using (var clerk = await counter.App.ClientAs(Persona.Clerk))
        {
            var page = await clerk.OpenAsync("/Q1.31/conflicts");
            page.TextOf("#notices").ShouldContain("請核對並更正");
            page.Text.ShouldNotContain("李代丙", Case.Sensitive, "what the other file says is told to its sender only");
            (await page.SubmitAsync(button: "標為已讀")).Text.ShouldNotContain("請核對並更正");
        }

        var own = await SendAsync(counter, Pupil(1), Pupil(2) with { Name = "測更正" });
        var correction = (await counter.FindingsAsync(own)).Single(f => f.Code == "people.correct");
        correction.Reason.ShouldBe($"將更正系統裡的資料：姓名 {Pupil(2).Name} → 測更正；");
        await counter.AcceptAsync(own);
        (await NameAsync(counter, Pupil(2).Number)).ShouldBe("測更正");
    }

    [Fact]
    public async Task Files_and_hands_write_classes_as_the_county_has_chosen_and_a_file_stays_as_it_was_read()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        (await counter.App.ClientAs(Persona.Clerk)).Dispose();
        await counter.App.Db(async db =>
        {
            var set = CountyParameters.Default(SmallCountry.County, RollFile.Term.Year, SchoolLevel.Elementary);
            set.ClassNaming = ClassNaming.WithGrade;
            db.Add(set);
            await db.SaveAsync(Act.System("設定", "system.test", TestApp.Start.UtcDateTime));
        });
        var receipt = await SendAsync(counter, Pupil(1) with { Class = "1" }, Pupil(2) with { Class = "一" }, Pupil(3) with { Class = "101" }, Pupil(4) with { Class = "忠" });
        await counter.App.Db(db => db.Set<CountyParameter>().ExecuteUpdateAsync(s => s.SetProperty(p => p.ClassNaming, ClassNaming.Plain)));
        await counter.AcceptAsync(receipt);
        (await PupilsAsync(counter)).Select(p => p.ClassName).Distinct().Order().ShouldBe(["101", "忠"]); // as it stood when the file was received
        await AcceptAsync(counter, Pupil(1) with { Class = "01" }, Pupil(2), Pupil(3), Pupil(4) with { Class = "忠" });
        (await PupilsAsync(counter)).Select(p => p.ClassName).Distinct().Order().ShouldBe(["1", "忠"]);
    }

    [Fact]
    public async Task Twins_are_not_exchanged_by_a_file()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        await AcceptAsync(counter, Pupil(1), Pupil(2));
        var exchanged = await SendAsync(counter, Pupil(1) with { Name = Pupil(2).Name }, Pupil(2) with { Name = Pupil(1).Name }, Pupil(3));
        (await counter.FindingsAsync(exchanged)).Where(f => f.Severity == Severity.Error).Select(f => (f.Line, f.Code)).ShouldBe([(2, "people.exchanged"), (3, "people.exchanged")]);
        await counter.AcceptAsync(exchanged);
        (await NameAsync(counter, Pupil(1).Number)).ShouldBe(Pupil(1).Name);
        (await PupilsAsync(counter)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task One_name_and_birth_date_under_two_numbers_of_a_file_is_told()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var receipt = await SendAsync(counter, Pupil(1), Pupil(2) with { Name = Pupil(1).Name });
        (await counter.FindingsAsync(receipt)).Where(f => f.Code == "people.twice-named").Select(f => (f.Line, f.Reason)).ShouldBe([(3, "與第 2 列姓名、生日相同，證號不同")]);
    }

    [Fact]
    public async Task Rows_of_several_sheets_are_one_roll_and_a_double_names_the_sheet()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var book = new MadeWorkbook()
            .Sheet("101班", Headings.Split(','), Pupil(1).Line.Split(','))
            .Sheet("102班", Headings.Split(','), Pupil(2).Line.Split(','), Pupil(1).Line.Split(','));
        var receipt = await counter.SendAsync(Format, book.Bytes(), organisation: SmallCountry.School, settings: Settings);
        receipt.SheetNames.ShouldBe(["101班", "102班"]);
        var twice = (await counter.FindingsAsync(receipt)).Where(f => f.Code == "roll.twice").ToList();
        twice.ShouldNotBeEmpty();
        twice.ShouldContain(f => f.Reason == "與工作表「101班」第 2 列是同一名學生");
    }

    private static Task<string> NameAsync(IntakeCounter counter, string number) =>
        counter.App.Db(db => db.Set<PersonIdentifier>().Where(i => i.Number == number).Join(db.Set<Person>(), i => i.PersonId, p => p.PersonId, (_, p) => p.Name).SingleAsync());

    public static TheoryData<string, string> Errors =>
        new()
        {
            { "roll.foreign", (Pupil(1) with { Nationality = "越南", Number = StudentNet.Kernel.InventedNumber.Residence(StudentNet.Kernel.Sex.Female, 1).Value }).Line },
            { "roll.kind", (Pupil(1) with { State = "非學" }).Line },
            { "roll.place", (Pupil(1) with { Place = "是" }).Line },
            { "roll.sick-from", (Pupil(1) with { State = "長期病假" }).Line },
            { "roll.sick-order", (Pupil(1) with { State = "長期病假", SickFrom = "115/05/01", SickTo = "115/04/01" }).Line },
            { "roll.level", (Pupil(1) with { Grade = "7" }).Line },
            { "roll.school", (Pupil(1) with { School = SmallCountry.OtherSchool }).Line },
            { "cell.range", (Pupil(1) with { Reduction = "4" }).Line },
            { "cell.code", (Pupil(1) with { Kind = "Z" }).Line },
            { "roll.class", (Pupil(1) with { Class = "班" }).Line },
        };

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task What_is_wrong_is_said_and_keeps_the_row_out(string code, string line)
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var receipt = await counter.SendAsync(
            Format,
            System.Text.Encoding.UTF8.GetBytes($"{Headings}\r\n{line}\r\n"),
            organisation: SmallCountry.School,
            settings: Settings
        );
        (await counter.FindingsAsync(receipt)).Where(f => f.Severity == Severity.Error).Select(f => f.Code).ShouldBe([code]);
        receipt.Status.ShouldBe(ReceiptStatus.NeedsAttention);
    }

    [Fact]
    public async Task What_is_only_doubtful_is_said_and_goes_in()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var receipt = await SendAsync(
            counter,
            Pupil(1) with { Birth = "105/03/01" },
            Pupil(2) with { Seat = "" },
            Pupil(3) with { NonSchool = "1" },
            Pupil(4) with { SickFrom = "115/03/01" },
            Pupil(5) with { Seat = "9" },
            Pupil(9)
        );
        (await counter.FindingsAsync(receipt)).Select(f => (f.Line, f.Code)).ShouldBe(
            [(2, "roll.birth-grade"), (3, "roll.no-seat"), (4, "roll.kind-idle"), (5, "roll.sick-idle"), (6, "roll.seat"), (7, "roll.seat")]
        );
        receipt.GoodRows.ShouldBe(6);
    }

    [Fact]
    public async Task The_same_child_twice_goes_back_in_both_rows()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var receipt = await SendAsync(counter, Pupil(1), Pupil(2), Pupil(1) with { Class = "02" });
        (await counter.FindingsAsync(receipt)).Where(f => f.Severity == Severity.Error).Select(f => (f.Line, f.Code)).ShouldBe([(2, "roll.twice"), (4, "roll.twice")]);
        receipt.GoodRows.ShouldBe(1);
    }

    [Fact]
    public async Task A_child_on_two_rolls_is_both_schools_until_they_have_talked()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        await AcceptAsync(counter, Pupil(1));
        var other = await counter.SendAsync(Format, Of(Pupil(1), Pupil(2)), organisation: SmallCountry.ForeignSchool, settings: Settings);
        (await counter.FindingsAsync(other)).ShouldHaveSingleItem().Code.ShouldBe("roll.other-roll");
        await counter.AcceptAsync(other);
        (await PupilsAsync(counter)).GroupBy(p => p.PersonId).Select(g => g.Count()).ShouldBe([2, 1], ignoreOrder: true);
    }

    [Fact]
    public async Task A_county_sends_several_of_its_schools_in_one_file_and_no_other()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        await AcceptAsync(counter, Pupil(1), Pupil(2));
        var receipt = await counter.SendAsync(
            Format,
            Of(
                Pupil(1) with { School = SmallCountry.School },
                Pupil(3) with { School = SmallCountry.OtherSchool },
                Pupil(4) with { School = SmallCountry.ForeignSchool },
                Pupil(5)
            ),
            organisation: SmallCountry.County,
            settings: Settings
        );
        (await counter.FindingsAsync(receipt)).Select(f => (f.Line, f.Code)).ShouldBe([(4, "roll.school"), (5, "roll.school")]);
        (await DifferencesAsync(counter, receipt)).ShouldBe(
            [(DifferenceKind.Leaving, SmallCountry.School, 1), (DifferenceKind.New, SmallCountry.OtherSchool, 1), (DifferenceKind.Unchanged, SmallCountry.School, 1)]
        );
        await counter.AcceptAsync(receipt);
        (await PupilsAsync(counter)).Select(p => p.SchoolCode).ShouldBe([SmallCountry.School, SmallCountry.OtherSchool], ignoreOrder: true);
    }

    [Fact]
    public async Task A_school_whose_system_files_for_it_uploads_nothing_by_page()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        await counter.App.Db(db => db.Set<School>().Where(s => s.Code == SmallCountry.School).ExecuteUpdateAsync(s => s.SetProperty(x => x.UsesRecordSystem, true)));
        var format = counter.App.Services.GetRequiredService<FormatCatalogue>()[Format];
        await counter.App.Db(async db =>
        {
            var school = await db.Set<StudentNet.Platform.Organisations.Organisation>().SingleAsync(o => o.Code == SmallCountry.School);
            (await format.Refuses!(db, school, Door.Page, new Dictionary<string, object?>(), default)).ShouldNotBeNull().Code.ShouldBe("roll.by-system");
            (await format.Refuses(db, school, Door.Sftp, new Dictionary<string, object?>(), default)).ShouldBeNull();
        });
    }

    private static Task<Receipt> SendAsync(IntakeCounter counter, params RollRowText[] rows) =>
        counter.SendAsync(Format, Of(rows), organisation: SmallCountry.School, settings: Settings);

    private static async Task AcceptAsync(IntakeCounter counter, params RollRowText[] rows) =>
        (await counter.AcceptAsync(await SendAsync(counter, rows), shrinkConfirmed: true)).Status.ShouldBe(ReceiptStatus.Accepted);

    private static Task<List<ClassPupil>> PupilsAsync(IntakeCounter counter) =>
        counter.App.Db(db => db.Set<ClassPupil>().AsNoTracking().OrderBy(p => p.PersonId).ThenBy(p => p.SchoolCode).ToListAsync());

    private static async Task<List<(DifferenceKind, string, int)>> DifferencesAsync(IntakeCounter counter, Receipt receipt)
    {
        var counts = await counter.App.Db(db => db.Set<DifferenceCount>().Where(d => d.ReceiptId == receipt.Id).ToListAsync());
        return [.. counts.OrderBy(c => c.Kind.ToString(), StringComparer.Ordinal).ThenBy(c => c.Part, StringComparer.Ordinal).Select(c => (c.Kind, c.Part, c.Number))];
    }
}
