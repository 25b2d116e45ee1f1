using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Ledger;
using static StudentNet.Tests.Infrastructure.SmallCountry;

namespace StudentNet.Tests.Modules.Admissions;

/// <summary>A child deferred this year is on next year's list, whatever its age (domain §1, §4).</summary>
public sealed class DeferredEntriesTests
{
    private static readonly SchoolYear Year = new(115);

    [Fact]
    public async Task The_next_years_list_brings_in_the_countys_deferred_and_nobody_else()
    {
        var town = await LedgerTown.CreateAsync(new(2026, 7, 1));
        await using var app = town.App;
        var (deferred, abroad, elsewhere, unapproved, ended) = (
            await town.ChildAsync(2020), await town.ChildAsync(2020), await town.ChildAsync(2020, ForeignVillage), await town.ChildAsync(2020), await town.ChildAsync(2020));
        await DeferAsync(deferred, "deferred", "府教特字第 1150001 號");
        await DeferAsync(abroad, "abroad", "範例國");
        await DeferAsync(elsewhere, "deferred", "府教特字第 1150002 號");
        await DeferAsync(unapproved, "deferred", null);
        await DeferAsync(ended, "deferred", "府教特字第 1150003 號");
        town.GoTo(new(2027, 3, 20));
        await town.EndAsync(ended, ResidenceEnd.MovedAbroad, new DateOnly(2027, 1, 5));
        var entering = await town.ChildAsync(2021);
        await ListAsync(town, entering);
        await ListAsync(town, entering);
        var listed = await app.Db(db => db.Set<Entry>().AsNoTracking().Where(e => e.Year == Year.Next).OrderBy(e => e.PersonId).ToListAsync());
        listed.Select(e => (e.PersonId, e.Level, e.State, e.CountyCode)).ShouldBe(
            [(deferred, SchoolLevel.Elementary, EntryState.Pending, County), (entering, SchoolLevel.Elementary, EntryState.Pending, County)]
        );
        await town.FollowAsync();
        (await town.OnAsync(deferred, new(2027, 9, 1))).ShouldBe($"awaiting-county {County}");

        Task DeferAsync(long child, string reason, string? number) => town.EnterAsync(child, Year, SchoolLevel.Elementary, EntryState.NotRegistered, School, reason, number);
    }

    /// <summary>The registry's list of the year names one child.</summary>
    private static Task ListAsync(LedgerTown town, long child) =>
        town.App.Db(db =>
        {
            var act = new Act("戶籍名冊", "N1.21", town.Now, County, County);
            return db.WriteAsync(
                act,
                async () =>
                {
                    var set = await PersonSet.FillAsync(
                        db,
                        () => db.Database.ExecuteSqlAsync($"insert into person_set (person_id, county_code, cohort) values ({child}, {County}, {2021})"),
                        default
                    );
                    await new EntriesOfRegistry().FollowAsync(new RegistryListed(set, Year.Next, act, 1, County, []), default);
                    return 0;
                }
            );
        });
}
