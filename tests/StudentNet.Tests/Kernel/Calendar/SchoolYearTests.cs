using CsCheck;

namespace StudentNet.Tests.Kernel.Calendar;

public class SchoolYearTests
{
    [Fact]
    public void School_year_115_runs_from_August_2026_to_July_2027()
    {
        var year = new SchoolYear(115);

        year.Gregorian.ShouldBe(2026);
        year.FirstDay.ShouldBe(new DateOnly(2026, 8, 1));
        year.LastDay.ShouldBe(new DateOnly(2027, 7, 31));
        year.ToString().ShouldBe("115");
        year.Title.ShouldBe("115 學年度");
    }

    [Theory]
    [InlineData("2026-07-31", 114)]
    [InlineData("2026-08-01", 115)]
    [InlineData("2026-12-31", 115)]
    [InlineData("2027-01-01", 115)]
    [InlineData("2027-07-31", 115)]
    public void The_year_changes_on_the_first_of_August(string day, int roc) =>
        SchoolYear.Of(Day(day)).ShouldBe(new SchoolYear(roc));

    [Fact]
    public void Every_day_lies_in_its_own_school_year_and_in_its_own_term() => Gen.Date[new DateTime(1950, 1, 1), new DateTime(2150, 1, 1)]
        .Select(DateOnly.FromDateTime)
        .Sample(day =>
        {
            var term = Term.Of(day);
            day.ShouldBeInRange(term.FirstDay, term.LastDay);
            term.Year.ShouldBe(SchoolYear.Of(day));
            term.Year.Contains(day).ShouldBeTrue();
        });

    [Fact]
    public void Years_and_terms_follow_one_another_without_a_gap() => Gen.Int[50, 200].Sample(roc =>
    {
        var year = new SchoolYear(roc);
        year.LastDay.AddDays(1).ShouldBe(year.Next.FirstDay);
        year.Next.Previous.ShouldBe(year);
        (year < year.Next).ShouldBeTrue();

        var first = year.Term(1);
        first.FirstDay.ShouldBe(year.FirstDay);
        first.LastDay.AddDays(1).ShouldBe(first.Next.FirstDay);
        first.Next.LastDay.ShouldBe(year.LastDay);
        first.Next.Next.ShouldBe(year.Next.Term(1));
        first.Previous.Next.ShouldBe(first);
        (first < first.Next && first.Next < first.Next.Next).ShouldBeTrue();
    });

    [Theory]
    [InlineData("115", 115)]
    [InlineData("1", 1)]
    [InlineData("999", 999)]
    [InlineData(" １１５ ", 115)]
    [InlineData("115學年度", 115)]
    [InlineData("115 學年度", 115)]
    public void A_school_year_is_read_as_people_write_it(string text, int roc)
    {
        SchoolYear.TryParse(text, out var year).ShouldBeTrue();
        year.Roc.ShouldBe(roc);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("1000")]
    [InlineData("2026")]
    [InlineData("115-1")]
    [InlineData("1學年度15")]
    [InlineData("一一五")]
    public void What_is_no_ROC_school_year_is_refused(string? text)
    {
        SchoolYear.TryParse(text, out var year).ShouldBeFalse();
        year.ShouldBe(default);
    }

    private static DateOnly Day(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd");

    [Fact]
    public void School_years_stand_in_their_order()
    {
        var (earlier, later) = (new SchoolYear(114), new SchoolYear(115));

        (earlier < later, later < earlier, earlier < new SchoolYear(114)).ShouldBe((true, false, false));
        (later > earlier, earlier > later, earlier > new SchoolYear(114)).ShouldBe((true, false, false));
        (earlier <= later, later <= earlier, earlier <= new SchoolYear(114)).ShouldBe((true, false, true));
        (later >= earlier, earlier >= later, earlier >= new SchoolYear(114)).ShouldBe((true, false, true));
    }
}
