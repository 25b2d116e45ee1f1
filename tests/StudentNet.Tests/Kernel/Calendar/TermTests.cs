using StudentNet.Kernel;

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
    public void A_third_term_is_a_bug() => Should.Throw<ArgumentOutOfRangeException>(() => Year.Term(3));

    [Fact]
    public void A_written_term_is_read_back()
    {
        Term.TryParse(Year.Term(2).ToString(), out var term).ShouldBeTrue();
        term.ShouldBe(Year.Term(2));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("115")]
    [InlineData("115-3")]
    [InlineData("115-1-1")]
    public void What_is_no_term_is_refused(string? text) => Term.TryParse(text, out _).ShouldBeFalse();
}
