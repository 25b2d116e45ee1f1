using CsCheck;

namespace StudentNet.Tests.Kernel.Calendar;

public class AgeOutTests
{
    [Fact]
    public void The_child_of_the_slide_ages_out_on_2022_09_02() =>
        AgeOut.Date(new DateOnly(2010, 3, 25), SchoolLevel.Elementary).ShouldBe(new DateOnly(2022, 9, 2));

    [Theory]
    [InlineData(1, 2022, 2026)]
    [InlineData(2, 2023, 2027)]
    public void One_day_of_birth_decides_over_a_year(int dayInSeptember2010, int elementary, int juniorHigh)
    {
        var birth = new DateOnly(2010, 9, dayInSeptember2010);

        AgeOut.Date(birth, SchoolLevel.Elementary).ShouldBe(new DateOnly(elementary, 9, 2));
        AgeOut.Date(birth, SchoolLevel.JuniorHigh).ShouldBe(new DateOnly(juniorHigh, 9, 2));
    }

    [Theory]
    [InlineData("2010-03-25", "2025-07-31")]
    [InlineData("2010-07-31", "2025-07-31")]
    [InlineData("2010-08-01", "2026-07-31")]
    [InlineData("2012-02-29", "2027-07-31")]
    public void Compulsory_age_ends_with_the_school_year_in_which_15_is_reached(string birth, string until) =>
        AgeOut.CompulsoryUntil(DateOnly.Parse(birth)).ShouldBe(DateOnly.Parse(until));

    [Fact]
    public void Nobody_ages_out_before_the_level_could_have_been_finished() =>
        Gen.Select(Gen.Date[new DateTime(1980, 1, 1), new DateTime(2100, 1, 1)], Gen.Enum<SchoolLevel>()).Sample((date, level) =>
        {
            var birth = DateOnly.FromDateTime(date);
            var years = level == SchoolLevel.Elementary ? 6 : 3;
            AgeOut.Date(birth, level).ShouldBeGreaterThan(Cohort.Of(birth).EntryDate(level).AddYears(years));
        });
}
