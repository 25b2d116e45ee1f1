using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Admissions.Marking;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Admissions.Marking;
using static StudentNet.Tests.Modules.Admissions.Marking.MarkingTown;

namespace StudentNet.Tests.Modules.Admissions;

/// <summary>What other modules ask of the entries of many children at once.</summary>
public sealed class EntryWriterTests
{
    private const long Newcomer = 51;
    private const long OutOfCohort = 52;

    [Fact]
    public async Task Listing_gives_each_child_that_enters_an_entry_and_keeps_those_that_are_there()
    {
        await using var town = await MarkingTown.CreateAsync();
        var before = await town.EntryAsync(1);
        await AskAsync(town, (set, act) => EntryWriter.ListAsync(set, Year, Grade, act), [(1, SmallCountry.County), (Newcomer, SmallCountry.OtherCounty)], outOfCohort: OutOfCohort);
        await AskAsync(town, (set, act) => EntryWriter.ListAsync(set, Year, Grade, act), [(1, SmallCountry.County), (Newcomer, SmallCountry.OtherCounty)], outOfCohort: OutOfCohort);

        var entry = await town.EntryAsync(Newcomer);
        (entry.State, entry.CountyCode, entry.AllocatedSchool).ShouldBe((EntryState.Pending, SmallCountry.OtherCounty, null));
        var listed = (await town.EventsAsync(Newcomer)).ShouldHaveSingleItem("asked twice, listed once");
        (listed.What, listed.State, listed.AccountId, listed.OrganisationCode, listed.Detail).ShouldBe((EntryEvents.Listed, EntryState.Pending, 7L, SmallCountry.County, "收件 #9"));
        (await town.EntryAsync(1)).Version.ShouldBe(before.Version, "an entry that is there is not touched");
        (await town.App.Db(db => db.Set<Entry>().AnyAsync(e => e.PersonId == OutOfCohort))).ShouldBeFalse("nobody of another cohort enters");
    }

    [Fact]
    public async Task Moving_hands_the_entry_to_the_county_the_child_lives_in_and_keeps_what_its_school_was_shown()
    {
        await using var town = await MarkingTown.CreateAsync();
        var published = (await town.EntryAsync(1)).PublishedAt;
        await AskAsync(town, (set, act) => EntryWriter.MoveAsync(set, Year, Grade, act), [(1, SmallCountry.OtherCounty), (2, SmallCountry.County)]);

        var moved = await town.EntryAsync(1);
        (moved.CountyCode, moved.AllocatedSchool, moved.PublishedAt).ShouldBe((SmallCountry.OtherCounty, SmallCountry.School, published));
        (await town.EventsAsync(1)).ShouldHaveSingleItem().Detail.ShouldBe($"{SmallCountry.County} → {SmallCountry.OtherCounty}");
        (await town.EventsAsync(2)).ShouldBeEmpty("who did not move has no event");
    }

    [Fact]
    public async Task Whom_the_comparison_found_nowhere_is_not_admitted_until_a_school_admits_the_child()
    {
        await using var town = await MarkingTown.CreateAsync();
        await town.HereAsync(SmallCountry.School, 1);
        await town.MarkAsync(SmallCountry.School, EntryStage.Registration, new MarkLine(2, new MarkWish.NotHere("abroad", null, "範例國"), MarkCase.AnyVersion, false));
        town.App.Clock.Advance(new DateTimeOffset(2026, 9, 1, 2, 0, 0, TimeSpan.Zero) - town.App.Clock.GetUtcNow());
        (await town.HereAsync(SmallCountry.School, 3, stage: EntryStage.Admission))[3].ShouldBeOfType<MarkAnswer.Change>();

        (await AskAsync(town, NotFoundAsync, All)).ShouldBe(All.Length - 1, "all but the admitted one");
        (await AskAsync(town, NotFoundAsync, All)).ShouldBe(0, "found nowhere twice changes nothing more");

        await EverybodyByTheOneRuleAsync(town);
        (await town.EntryAsync(1)).RegisteredSchool.ShouldBe(SmallCountry.School, "where the child registered stays readable");
        (await town.EntryAsync(2)).Reason.ShouldBe("abroad", "why it did not register too");
        var last = (await town.EventsAsync(1))[^1];
        (last.What, last.State, last.RunId, last.SchoolCode).ShouldBe((EntryEvents.NotFound, EntryState.NotAdmitted, 5L, SmallCountry.School));

        await town.HereAsync(SmallCountry.School, 1, stage: EntryStage.Admission);
        (await town.EntryAsync(1)).State.ShouldBe(EntryState.Admitted);
        await EverybodyByTheOneRuleAsync(town);
    }

    private static (long, string)[] All => [.. Enumerable.Range(1, OwnCount).Select(i => ((long)i, SmallCountry.County)), (Neighbour, SmallCountry.County), (Unplaced, SmallCountry.County)];

    private static Task<int> NotFoundAsync(PersonSet set, EntryAct act) => EntryWriter.NotFoundAsync(set, Year, Grade, act with { RunId = 5, AccountId = null });

    private static async Task EverybodyByTheOneRuleAsync(MarkingTown town)
    {
        foreach (var (person, _) in All)
        {
            var entry = await town.EntryAsync(person);
            var marks = await town.App.Db(db => db.Set<EntryMark>().AsNoTracking().Where(m => m.PersonId == person).ToListAsync());
            new EntryOutcome(entry.State, entry.RegisteredSchool, entry.AdmittedSchool, entry.Reason, entry.ReasonDetail).ShouldBe(EntryOutcome.Of(entry, marks));
        }
    }

    private static Task AskAsync(MarkingTown town, Func<PersonSet, EntryAct, Task> ask, (long Person, string County)[] people, long? outOfCohort = null) =>
        AskAsync<int>(
            town,
            async (set, act) =>
            {
                await ask(set, act);
                return 0;
            },
            people,
            outOfCohort
        );

    private static Task<T> AskAsync<T>(MarkingTown town, Func<PersonSet, EntryAct, Task<T>> ask, (long Person, string County)[] people, long? outOfCohort = null)
    {
        var cohort = Cohort.Entering(Year, Grade).Year;
        return town.App.Db(db =>
            db.WriteAsync(
                Act.System("交付一批學生", "system.test", town.App.Clock.GetUtcNow().UtcDateTime),
                async () =>
                {
                    var set = await PersonSet.FillAsync(db, FillAsync, default);
                    return await ask(set, new EntryAct(town.App.Clock.GetUtcNow().UtcDateTime, 7, SmallCountry.County, null, "收件 #9"));

                    async Task FillAsync()
                    {
                        foreach (var (person, county) in people)
                        {
                            await InsertAsync(person, county, cohort);
                        }

                        if (outOfCohort is { } other)
                        {
                            await InsertAsync(other, SmallCountry.County, cohort - 1);
                        }
                    }

                    async Task InsertAsync(long person, string county, int year)
                    {
                        await using var insert = await db.CommandAsync(
                            "insert into person_set (person_id, county_code, cohort) values (@person, @county, @year)",
                            new { person, county, year }
                        );
                        await insert.ExecuteNonQueryAsync();
                    }
                }
            )
        );
    }
}
