namespace StudentNet.Tests.Kernel.Windows;

public class FilingScopeTests
{
    private static readonly SchoolYear Year = new(115);

    [Fact]
    public void What_is_not_said_stays_unknown()
    {
        var scope = FilingScope.Of(Year, null);

        (scope.Year, scope.IsOfNoYear).ShouldBe((Year, false));
        (scope.Level, scope.IsOfEitherLevel).ShouldBe(((SchoolLevel?)null, false));
        (scope.Part, scope.HasRowsOfAllParts).ShouldBe(((string?)null, false));
    }

    [Fact]
    public void Master_data_are_of_no_year_on_purpose()
    {
        var scope = FilingScope.OfNoYear(SchoolLevel.Elementary);

        (scope.Year, scope.IsOfNoYear, scope.Level).ShouldBe(((SchoolYear?)null, true, SchoolLevel.Elementary));
    }

    [Fact]
    public void A_term_is_a_part_of_its_year()
    {
        var scope = FilingScope.Of(Year.Term(2), SchoolLevel.JuniorHigh);

        (scope.Year, scope.Level, scope.Part).ShouldBe((Year, SchoolLevel.JuniorHigh, "2"));
    }

    [Fact]
    public void Both_levels_at_once_are_no_level_said()
    {
        var scope = FilingScope.Of(Year, SchoolLevel.Elementary).OfEitherLevel();

        (scope.Level, scope.IsOfEitherLevel).ShouldBe(((SchoolLevel?)null, true));
    }

    [Fact]
    public void One_part_and_rows_of_all_parts_take_each_other_back()
    {
        var all = FilingScope.Of(Year, null).OfPart("new").OfAllParts();
        (all.Part, all.HasRowsOfAllParts).ShouldBe(((string?)null, true));

        var one = all.OfPart("new");
        (one.Part, one.HasRowsOfAllParts).ShouldBe(("new", false));
    }
}
