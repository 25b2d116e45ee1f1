using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Students;
using StudentNet.Platform.Intake;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Platform.Intake;

namespace StudentNet.Tests.Modules.Students;

public sealed class ForeignStudentsFormatTests
{
    private const string Format = "foreign-students";
    private const string Headings = "證號種類,證號,姓名,性別,生日,國籍,年級,班級,學生樣態,到校日期,離校日期,未返臺原因,未返臺起日,預計返臺日,情形說明";
    private const string Passport = "4,E12345678,測試安,男,106/03/02,越南,3,1,在校,112/08/30,,,,,";

    [Fact]
    public async Task A_file_registers_pupils_with_passports_permits_and_issued_numbers()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        await AcceptAsync(counter, Passport, "2,F800000000,範例蓮,女,107/05/06,印尼,2,02班,非學,113/08/30,,,,,", ",,樣本無,男,106/01/01,無國籍,3,,在校,114/09/01,,,,,");

        var numbers = await counter.App.Db(db => db.Set<PersonIdentifier>().ToListAsync());
        numbers.Select(n => n.Kind).ShouldBe([PersonNumberKind.Passport, PersonNumberKind.Residence, PersonNumberKind.Issued], ignoreOrder: true);
        var pupils = await counter.App.Db(db => db.Set<ForeignPupil>().ToListAsync());
        pupils.Select(p => (p.Grade, p.ClassName, p.Kind)).ShouldBe(
            [(3, "01", ForeignKind.InSchool), (2, "02", ForeignKind.OutOfSchool), (3, null, ForeignKind.InSchool)],
            ignoreOrder: true
        );
        (await counter.App.Db(db => db.Set<ForeignPupilEvent>().CountAsync(e => e.ReceiptId != null))).ShouldBe(3);
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing_and_issues_no_second_number()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        string[] rows = [Passport, ",,樣本無,男,106/01/01,無國籍,3,,在校,114/09/01,,,,,"];
        await AcceptAsync(counter, rows);
        var again = await SendAsync(counter, rows);
        var counts = await counter.App.Db(db => db.Set<DifferenceCount>().Where(d => d.ReceiptId == again.Id).ToListAsync());
        counts.ShouldHaveSingleItem().ShouldSatisfyAllConditions(c => c.Kind.ShouldBe(DifferenceKind.Unchanged), c => c.Number.ShouldBe(2));
        await counter.AcceptAsync(again);

        (await counter.App.Db(db => db.Set<Person>().CountAsync())).ShouldBe(2);
        (await counter.App.Db(db => db.Set<ForeignPupilEvent>().CountAsync())).ShouldBe(2);
    }

    [Fact]
    public async Task A_child_that_is_not_in_the_file_stays_and_one_that_left_says_so()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        await AcceptAsync(counter, Passport, "2,F800000000,範例蓮,女,107/05/06,ID,2,02,在校,113/08/30,,,,,");
        await AcceptAsync(counter, "2,F800000000,範例蓮,女,107/05/06,ID,2,02,在校,113/08/30,115/06/30,,,,");

        var pupils = await counter.App.Db(db => db.Set<ForeignPupil>().OrderBy(p => p.Grade).ToListAsync());
        pupils.Select(p => p.LeftOn).ShouldBe([new DateOnly(2026, 6, 30), null]);
    }

    [Theory]
    [InlineData("2,F800000000,範例蓮,女,107/05/06,中華民國,2,02,在校,113/08/30,,,,,", "國籍")]
    [InlineData("2,F800000000,範例蓮,女,107/05/06,印尼,8,02,在校,113/08/30,,,,,", "年級")]
    [InlineData("2,F800000000,範例蓮,女,107/05/06,印尼,2,02,在校,113/08/30,,因疫情無法返臺,,,", "未返臺起日")]
    [InlineData("2,F800000000,範例蓮,女,107/05/06,印尼,2,02,在校,113/08/30,,入境居家檢疫中,112/03/01,,", "未返臺原因")]
    [InlineData("2,F800000000,範例蓮,女,107/05/06,印尼,2,02,在校,113/08/30,,其他,114/03/01,,", "情形說明")]
    [InlineData("2,F800000000,範例蓮,女,107/05/06,印尼,2,02,在校,113/08/30,113/08/01,,,,", "離校日期")]
    [InlineData("2,F800000001,範例蓮,女,107/05/06,印尼,2,02,在校,113/08/30,,,,,", "證號")]
    public async Task A_row_that_cannot_be_is_told_where_it_is_wrong_and_the_others_go_in(string row, string column)
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var receipt = await SendAsync(counter, Passport, row);
        (receipt.Status, receipt.GoodRows, receipt.BadRows).ShouldBe((ReceiptStatus.Ready, 1, 1));
        (await counter.FindingsAsync(receipt)).ShouldContain(f => f.Line == 3 && f.Severity == Severity.Error && f.ColumnTitle == column);
    }

    [Fact]
    public async Task An_absence_that_its_reason_covers_goes_in()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        await AcceptAsync(counter, "2,F800000000,範例蓮,女,107/05/06,印尼,2,02,在校,109/08/30,,1,109/02/10,,");
        var pupil = await counter.App.Db(db => db.Set<ForeignPupil>().SingleAsync());
        (pupil.Absence, pupil.AbsentSince).ShouldBe(("epidemic", new DateOnly(2020, 2, 10)));
    }

    [Fact]
    public async Task New_pupils_wait_for_8_30_and_the_others_do_not()
    {
        await using var counter = IntakeCounter.Of(await TestApp.CreateAsync());
        await counter.App.Db(SmallCountry.SeedAsync);
        counter.App.Clock.SetUtcNow(new DateTimeOffset(2026, 8, 29, 3, 0, 0, TimeSpan.Zero));
        const string NewPupil = "4,E7654321,測試新,女,109/03/02,越南,1,1,在校,115/08/28,,,,,";
        var early = await SendAsync(counter, Passport, NewPupil);
        (await counter.FindingsAsync(early))
            .ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(f => f.Code.ShouldBe("window.closed"), f => f.Reason.ShouldContain("Q3.31"), f => f.Hint.ShouldContain("115/08/30"));

        counter.App.Clock.SetUtcNow(new DateTimeOffset(2026, 8, 30, 3, 0, 0, TimeSpan.Zero));
        (await SendAsync(counter, Passport, NewPupil)).GoodRows.ShouldBe(2);
    }

    [Fact]
    public async Task A_child_on_two_lists_is_told_to_the_second_school()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        await AcceptAsync(counter, Passport);
        var receipt = await counter.SendAsync(Format, IntakeCounter.Text($"{Headings}\n{Passport}\n"), organisation: SmallCountry.OtherSchool);
        (await counter.FindingsAsync(receipt)).ShouldHaveSingleItem().Reason.ShouldContain("980601 範一國小");
        receipt.GoodRows.ShouldBe(1);
    }

    [Fact]
    public async Task Q1_takes_its_two_columns_from_the_list_and_grades_count_on_by_themselves()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        await AcceptAsync(
            counter,
            Passport,
            "4,E1111111,測試乙,女,106/03/02,越南,3,1,非學,112/08/30,,,,,",
            "4,E2222222,測試丙,女,106/03/02,越南,3,1,在校,112/08/30,,離境後失去聯繫,114/09/01,,電話不通",
            "4,E3333333,測試丁,女,103/03/02,越南,6,1,在校,112/08/30,,,,,"
        );
        var year = new SchoolYear(114);
        (await CountsAsync(year)).ShouldBe([new ForeignCount(SmallCountry.School, 3, "01", 1, 1), new ForeignCount(SmallCountry.School, 6, "01", 1, 0)], ignoreOrder: true);
        (await CountsAsync(year.Next)).ShouldBe([new ForeignCount(SmallCountry.School, 4, "01", 1, 1)]);

        Task<IReadOnlyList<ForeignCount>> CountsAsync(SchoolYear of) =>
            counter.App.Db(db => ForeignCounts.OfAsync(db, [SmallCountry.School], of, new DateOnly(2026, 7, 1)));
    }

    private static Task<Receipt> SendAsync(IntakeCounter counter, params string[] rows) =>
        counter.SendAsync(Format, IntakeCounter.Text(string.Join('\n', rows.Prepend(Headings)) + "\n"), organisation: SmallCountry.School);

    private static async Task AcceptAsync(IntakeCounter counter, params string[] rows)
    {
        var receipt = await SendAsync(counter, rows);
        (receipt.Status, receipt.BadRows).ShouldBe((ReceiptStatus.Ready, 0), string.Join('\n', (await counter.FindingsAsync(receipt)).Select(f => f.Reason)));
        (await counter.AcceptAsync(receipt)).Status.ShouldBe(ReceiptStatus.Accepted);
    }
}
