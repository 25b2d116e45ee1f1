using CsCheck;

namespace StudentNet.Tests.Kernel.Calendar;

public class CohortTests
{
    public static TheoryData<DateOnly, int> EdgesOfACohort => new()
    {
        { new(2018, 9, 1), 2018 },
        { new(2018, 9, 2), 2019 },
        { new(2018, 12, 31), 2019 },
        { new(2019, 1, 1), 2019 },
        { new(2019, 9, 1), 2019 },
        { new(2019, 9, 2), 2020 },
    };

    [Theory]
    [MemberData(nameof(EdgesOfACohort))]
    public void A_cohort_runs_from_2_September_to_1_September(DateOnly birth, int year) => Cohort.Of(birth).Year.ShouldBe(year);

    [Fact]
    public void Grade_one_of_114_was_born_from_2018_09_02_to_2019_09_01()
    {
        var cohort = Cohort.Entering(new SchoolYear(114), SchoolLevel.Elementary);

        cohort.BornFrom.ShouldBe(new DateOnly(2018, 9, 2));
        cohort.BornTo.ShouldBe(new DateOnly(2019, 9, 1));
        cohort.EntryDate(SchoolLevel.Elementary).ShouldBe(new DateOnly(2025, 9, 1));
        cohort.EntryYear(SchoolLevel.Elementary).ShouldBe(new SchoolYear(114));
        cohort.EntryDate(SchoolLevel.JuniorHigh).ShouldBe(new DateOnly(2031, 9, 1));
        cohort.EntryYear(SchoolLevel.JuniorHigh).ShouldBe(new SchoolYear(120));
    }

    [Fact]
    public void A_cohort_is_in_the_entry_grade_of_a_level_in_its_entry_year()
    {
        var cohort = new Cohort(2019);
        foreach (var level in Enum.GetValues<SchoolLevel>())
            cohort.GradeIn(cohort.EntryYear(level)).ShouldBe(level.EntryGrade());
    }

    [Fact]
    public void Every_birth_date_lies_in_its_cohort_and_entering_is_the_inverse_of_entry() =>
        Gen.Select(Gen.Date[new DateTime(1950, 1, 1), new DateTime(2150, 1, 1)], Gen.Enum<SchoolLevel>()).Sample((date, level) =>
        {
            var birth = DateOnly.FromDateTime(date);
            var cohort = Cohort.Of(birth);
            birth.ShouldBeInRange(cohort.BornFrom, cohort.BornTo);
            Cohort.Entering(cohort.EntryYear(level), level).ShouldBe(cohort);
        });

    [Fact]
    public void The_levels_are_named_as_the_schools_name_them()
    {
        SchoolLevel.Elementary.Title().ShouldBe("國小");
        SchoolLevel.JuniorHigh.Title().ShouldBe("國中");
    }

    [Fact]
    public void Cohorts_stand_in_the_order_of_their_years()
    {
        var (older, younger) = (new Cohort(2018), new Cohort(2019));

        (older < younger, younger < older, older < new Cohort(2018)).ShouldBe((true, false, false));
        (younger > older, older > younger, older > new Cohort(2018)).ShouldBe((true, false, false));
        (older <= younger, younger <= older, older <= new Cohort(2018)).ShouldBe((true, false, true));
        (younger >= older, older >= younger, older >= new Cohort(2018)).ShouldBe((true, false, true));
    }
}
