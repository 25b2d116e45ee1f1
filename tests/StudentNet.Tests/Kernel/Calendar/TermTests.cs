namespace StudentNet.Tests.Kernel.Calendar;

public class TermTests
{
    private static readonly SchoolYear Year = new(115);

    [Fact]
    public void The_first_term_ends_with_January_and_the_second_begins_with_February()
    {
        Year.Term(1).LastDay.ShouldBe(new DateOnly(2027, 1, 31));
        Year.Term(2).FirstDay.ShouldBe(new DateOnly(2027, 2, 1));
        Term.Of(new DateOnly(2027, 1, 31)).ShouldBe(Year.Term(1));
        Term.Of(new DateOnly(2027, 2, 1)).ShouldBe(Year.Term(2));
        Term.Of(new DateOnly(2027, 7, 31)).ShouldBe(Year.Term(2));
        Term.Of(new DateOnly(2027, 8, 1)).ShouldBe(Year.Next.Term(1));
    }

    [Fact]
    public void Its_title_is_what_the_forms_print() => Year.Term(1).Title.ShouldBe("115 學年度第 1 學期");

    [Fact]
    public void There_is_no_term_but_the_first_and_the_second()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Year.Term(0));
        Should.Throw<ArgumentOutOfRangeException>(() => Year.Term(3));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_written_term_is_read_back(int number)
    {
        Term.TryParse(Year.Term(number).ToString(), out var term).ShouldBeTrue();
        term.ShouldBe(Year.Term(number));
    }

    [Fact]
    public void Before_the_second_term_is_the_first_and_before_the_first_the_second_of_the_year_before()
    {
        Year.Term(2).Previous.ShouldBe(Year.Term(1));
        Year.Term(1).Previous.ShouldBe(Year.Previous.Term(2));
    }

    [Fact]
    public void Terms_stand_in_the_order_of_years_and_numbers()
    {
        var (earlier, later) = (Year.Term(1), Year.Term(2));

        (earlier < later, later < earlier, earlier < Year.Term(1)).ShouldBe((true, false, false));
        (later > earlier, earlier > later, earlier > Year.Term(1)).ShouldBe((true, false, false));
        (earlier <= later, later <= earlier, earlier <= Year.Term(1)).ShouldBe((true, false, true));
        (later >= earlier, earlier >= later, earlier >= Year.Term(1)).ShouldBe((true, false, true));
        (Year.Previous.Term(2) < earlier).ShouldBeTrue("the year comes before the number");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("115")]
    [InlineData("115-3")]
    [InlineData("115-1-1")]
    public void What_is_no_term_is_refused(string? text) => Term.TryParse(text, out _).ShouldBeFalse();
}
