using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Organisations;

/// <summary>Which organisations and schools lie in a scope, and that a list shows nothing to a level of which it says nothing.</summary>
public sealed class ScopeSetsTests
{
    private static readonly Scope[] BelowTheMinistry =
    [
        new Scope.County(SmallCountry.County),
        new Scope.Township(SmallCountry.Township),
        new Scope.School(SmallCountry.School),
    ];

    [Fact]
    public async Task The_ministry_has_every_organisation_and_every_school()
    {
        await using var country = await CountryAsync();
        await using var db = country.OpenDb();
        (await CodesAsync(db.OrganisationsOf(new Scope.National()))).ShouldBe(await CodesAsync(db.Set<Organisation>()));
        (await CodesAsync(db.SchoolsOf(new Scope.National()))).ShouldBe([
            SmallCountry.ForeignSchool,
            SmallCountry.JuniorHigh,
            SmallCountry.School,
            SmallCountry.OtherSchool,
            SmallCountry.SchoolOfForeigners,
        ]);
    }

    [Fact]
    public async Task A_county_has_itself_its_townships_and_its_schools_foreign_and_closed_ones_too()
    {
        await using var country = await CountryAsync();
        await using var db = country.OpenDb();
        var county = new Scope.County(SmallCountry.County);
        string[] schools = [SmallCountry.JuniorHigh, SmallCountry.School, SmallCountry.OtherSchool, SmallCountry.SchoolOfForeigners];

        (await CodesAsync(db.SchoolsOf(county))).ShouldBe(schools);
        (await CodesAsync(db.OrganisationsOf(county))).ShouldBe([SmallCountry.County, SmallCountry.Township, SmallCountry.OtherTownship, .. schools], ignoreOrder: true);
    }

    [Fact]
    public async Task A_township_is_by_itself_and_has_no_school()
    {
        await using var country = await CountryAsync();
        await using var db = country.OpenDb();
        var township = new Scope.Township(SmallCountry.Township);
        (await CodesAsync(db.OrganisationsOf(township))).ShouldBe([SmallCountry.Township]);
        (await CodesAsync(db.SchoolsOf(township))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_school_is_by_itself()
    {
        await using var country = await CountryAsync();
        await using var db = country.OpenDb();
        var school = new Scope.School(SmallCountry.School);
        (await CodesAsync(db.OrganisationsOf(school))).ShouldBe([SmallCountry.School]);
        (await CodesAsync(db.SchoolsOf(school))).ShouldBe([SmallCountry.School]);
    }

    [Fact]
    public async Task Each_level_sees_by_what_the_list_says_for_it()
    {
        await using var country = await CountryAsync();
        await using var db = country.OpenDb();
        foreach (var (scope, seen) in BelowTheMinistry.Zip([SmallCountry.OtherSchool, SmallCountry.JuniorHigh, SmallCountry.ForeignSchool]))
        {
            var rows = db.Set<Organisation>()
                .Within(scope, county: _ => o => o.Code == SmallCountry.OtherSchool, township: _ => o => o.Code == SmallCountry.JuniorHigh, school: _ => o => o.Code == SmallCountry.ForeignSchool);
            (await CodesAsync(rows)).ShouldBe([seen], scope.ToString());
        }
    }

    [Fact]
    public async Task A_list_that_says_nothing_for_a_level_shows_it_nothing_and_the_ministry_everything()
    {
        await using var country = await CountryAsync();
        await using var db = country.OpenDb();
        foreach (var scope in BelowTheMinistry)
        {
            (await CodesAsync(db.Set<Organisation>().Within(scope))).ShouldBeEmpty(scope.ToString());
        }

        (await CodesAsync(db.Set<Organisation>().Within(new Scope.National()))).ShouldBe(await CodesAsync(db.Set<Organisation>()));
    }

    [Fact]
    public void Nothing_to_choose_from_is_a_mistake_and_no_empty_list()
    {
        Should.Throw<ArgumentNullException>(() => ((IQueryable<Organisation>)null!).Within(new Scope.National())).ParamName.ShouldBe("rows");
        Should.Throw<ArgumentNullException>(() => ((StudentNetDb)null!).OrganisationsOf(new Scope.National())).ParamName.ShouldBe("db");
    }

    /// <summary>The small country with its foreign school, and its second elementary school closed.</summary>
    private static async Task<TestDatabase> CountryAsync()
    {
        var database = await TestDatabase.CreateAsync();
        await using var db = database.OpenDb();
        await SmallCountry.SeedAsync(db);
        await SmallCountry.OpenForForeignersAsync(db);
        (await db.Set<Organisation>().SingleAsync(o => o.Code == SmallCountry.OtherSchool)).ClosedOn = new DateOnly(2026, 6, 30);
        await db.SaveAsync(Act.System("關閉學校", "system.test", TestApp.Start.UtcDateTime));
        return database;
    }

    private static async Task<List<string>> CodesAsync(IQueryable<Organisation> organisations) =>
        [.. (await organisations.Select(o => o.Code).ToListAsync()).Order(StringComparer.Ordinal)];
}
