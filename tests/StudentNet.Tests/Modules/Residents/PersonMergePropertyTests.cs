using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Admissions.Marking;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Schools;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Platform.Intake;
using static StudentNet.Tests.Modules.Residents.MergeWorld;

namespace StudentNet.Tests.Modules.Residents;

/// <summary>Marks, allocations, merges and their taking apart in any order (decision 92).</summary>
public sealed class PersonMergePropertyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Whatever_order_marks_merges_and_their_taking_apart_come_in_each_child_is_in_one_explained_state(int seed)
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var app = counter.App;
        var draw = new Random(seed);
        var people = new List<long>();
        for (var n = 0; n < 5; n++)
        {
            people.Add(await PersonAsync(app, 30 + n));
        }

        string[] schools = [SmallCountry.School, SmallCountry.OtherSchool, SmallCountry.ForeignSchool];
        var merges = new Stack<long>();
        for (var step = 0; step < 40; step++)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            var standing = await app.Db(db => db.Set<Person>().Where(p => p.MergedInto == null).OrderBy(p => p.PersonId).Select(p => p.PersonId).ToListAsync());
            var child = standing[draw.Next(standing.Count)];
            switch (draw.Next(5))
            {
                case 0 when standing.Count > 1:
                    var other = standing.Where(p => p != child).ElementAt(draw.Next(standing.Count - 1));
                    merges.Push((await MergeAsync(app, child, other)).Id);
                    break;
                case 1 when merges.Count > 0:
                    await ApartAsync(app, merges.Pop());
                    break;
                case 2:
                    await EnterAsync(app, child, schools[draw.Next(3)], draw.Next(2) == 0 ? null : app.Clock.GetUtcNow().UtcDateTime);
                    break;
                default:
                    MarkWish wish = draw.Next(3) == 0 ? new MarkWish.Clear() : new MarkWish.Here();
                    await MarkAsync(app, child, schools[draw.Next(3)], draw.Next(3) == 0 ? EntryStage.Admission : EntryStage.Registration, wish, isAddition: true);
                    break;
            }

            await CheckAsync(app, people);
        }
    }

    /// <summary>One record a child stands for; what schools said stands there; the state is the one that follows from it; nothing is left on the others.</summary>
    private static Task CheckAsync(TestApp app, List<long> people) =>
        app.Db(async db =>
        {
            var merged = await db.Set<Person>().Where(p => p.MergedInto != null).Select(p => p.PersonId).ToListAsync();
            var entries = await db.Set<Entry>().AsNoTracking().ToListAsync();
            var marks = await db.Set<EntryMark>().AsNoTracking().ToListAsync();
            var events = await db.Set<EntryEvent>().AsNoTracking().ToListAsync();
            entries.Select(e => e.PersonId).Concat(marks.Select(m => m.PersonId)).Intersect(merged).ShouldBeEmpty("nothing may stay with a record that nobody looks at");
            foreach (var entry in entries)
            {
                var state = EntryOutcome.Of(entry, [.. marks.Where(m => m.PersonId == entry.PersonId)]);
                new EntryOutcome(entry.State, entry.RegisteredSchool, entry.AdmittedSchool, entry.Reason, entry.ReasonDetail).ShouldBe(state);
                events.ShouldContain(e => e.PersonId == entry.PersonId && e.State == entry.State, "the state has its event");
            }

            marks.Where(m => m.Stands).Select(m => m.PersonId).Except(entries.Select(e => e.PersonId)).ShouldBeEmpty("a child that a school has, has an entry");
            (await db.Set<PersonIdentifier>().CountAsync()).ShouldBe(people.Count, "no number is lost");
            (await db.Set<PersonIdentifier>().Where(i => i.IsCurrent).GroupBy(i => i.PersonId).AllAsync(g => g.Count() == 1)).ShouldBeTrue();
        });
}
