using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Tests.Access;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Residents;

/// <summary>For whom a county answers; and that asking for a few children never goes through all of the county's.</summary>
public sealed partial class PersonScopeTests
{
    [Fact]
    public async Task Each_table_is_asked_for_the_named_children_alone()
    {
        await using var app = await TestApp.CreateAsync();
        await using var services = app.Services.CreateAsyncScope();
        var people = services.ServiceProvider.GetRequiredService<PersonScope>();

        var statement = people.Within(new Scope.County(SmallCountry.County), [1, 2]).ToQueryString();

        var parts = statement.Split("UNION ALL");
        parts.Length.ShouldBe(6, "Residence, entry, case and the three lists of pupils each say for whom the county answers.");
        parts.ShouldAllBe(part => NamesPeople().IsMatch(part), statement);
    }

    [Fact]
    public async Task A_county_answers_for_who_lives_there_and_for_who_is_on_a_list_of_its_schools()
    {
        await using var app = await TestApp.CreateAsync();
        await AccessWorld.SeedAsync(app);
        await using var services = app.Services.CreateAsyncScope();
        var people = services.ServiceProvider.GetRequiredService<PersonScope>();
        long[] asked = [AccessWorld.Child, AccessWorld.ForeignPupil, 1];

        (await people.WithinAsync(new Scope.County(SmallCountry.County), asked)).ShouldBe([AccessWorld.Child, AccessWorld.ForeignPupil], ignoreOrder: true);
        (await people.WithinAsync(new Scope.County(SmallCountry.OtherCounty), asked)).ShouldBeEmpty();
        (await people.WithinAsync(new Scope.National(), asked)).ShouldBe([AccessWorld.Child, AccessWorld.ForeignPupil], ignoreOrder: true);
    }

    [GeneratedRegex("""person_id"? (IN \(|= ANY \()""")]
    private static partial Regex NamesPeople();
}
