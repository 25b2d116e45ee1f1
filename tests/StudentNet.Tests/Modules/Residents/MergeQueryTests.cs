using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.Residents.SamePerson;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Residents;

/// <summary>
/// The list of merges pays for the merges that it shows, and not for the county. As a set («is the record in what the county answers for») the same question
/// read every residence and entry of a city for each merge: minutes for two cities on PostgreSQL.
/// </summary>
public sealed class MergeQueryTests
{
    [Fact]
    public async Task A_county_asks_for_each_record_by_its_key_and_never_for_all_it_answers_for()
    {
        await using var app = await TestApp.CreateAsync();
        await using var scope = app.Services.CreateAsyncScope();
        var query = scope.ServiceProvider.GetRequiredService<MergeQuery>();
        var county = new Scope.County(SmallCountry.County);
        foreach (var statement in new[] { query.Within(county).ToQueryString(), query.Exchanges(county).ToQueryString() })
        {
            statement.ShouldContain("EXISTS");
            statement.Split('\n', '\r').ShouldNotContain(line => line.TrimEnd().EndsWith("IN (", StringComparison.Ordinal), statement);
        }
    }
}
