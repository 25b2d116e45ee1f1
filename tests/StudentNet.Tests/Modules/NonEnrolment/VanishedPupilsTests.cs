using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.NonEnrolment;
using StudentNet.Modules.NonEnrolment.P1Comparison;
using StudentNet.Modules.NonEnrolment.P2Cases;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Students;
using StudentNet.Platform.Data;
using StudentNet.Platform.Jobs;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Ledger;
using static StudentNet.Tests.Infrastructure.SmallCountry;

namespace StudentNet.Tests.Modules.NonEnrolment;

/// <summary>
/// Pupils who vanish, one row for each way in which they do (domain §1, §7): who answers on which day, and what is in the case that the Friday opens, or opens again.
/// All of them live in one country through one year.
/// </summary>
public sealed class VanishedPupilsTests
{
    private static readonly SchoolYear Year = new(115);
    private static readonly string[] Fridays = ["2026-10-09", "2026-10-16", "2026-11-06", "2026-11-20", "2027-03-19", "2027-08-06"];

    /// <param name="Stands">Rule and organisation on a day, as known at the end.</param>
    /// <param name="Case">What happened to the child's cases; two cases are parted by a bar.</param>
    private sealed record Story(string Name, int Cohort, (string On, Func<LedgerTown, long, Task> Do)[] Steps, (string On, string Stands)[] Stands, string Case);

    private static readonly Story[] Stories =
    [
        new(
            "left in grade 4 and arrived at none",
            2017,
            [("2026-09-21", On(School, 1, 4)), ("2026-11-03", Left(School, 1, 4))],
            [("2026-11-02", $"roll {School}"), ("2026-11-05", $"released {School}"), ("2026-11-06", $"case-open {County}")],
            "Opened"
        ),
        new(
            "left and was received within three days",
            2017,
            [
                ("2026-09-21", On(School, 1, 4)), ("2026-11-03", Left(School, 1, 4)), ("2026-11-05", On(ForeignSchool, 1, 4)),
                ("2027-02-22", On(ForeignSchool, 2, 4)), ("2027-08-05", On(ForeignSchool, 1, 5, 116)),
            ],
            [("2026-11-04", $"released {School}"), ("2026-11-06", $"roll {ForeignSchool}"), ("2027-08-06", $"roll {ForeignSchool}")],
            ""
        ),
        new(
            "left and was received when the case was open already",
            2017,
            [("2026-09-21", On(School, 1, 4)), ("2026-11-03", Left(School, 1, 4)), ("2026-11-17", On(ForeignSchool, 1, 4))],
            [("2026-11-16", $"case-open {County}"), ("2026-11-17", $"roll {ForeignSchool}")],
            "Opened ReleaseProposed"
        ),
        new(
            "on the roll last term and not on the one its school has filed",
            2017,
            [("2026-09-21", On(School, 1, 4)), ("2027-02-22", Filed(School, 2, 4))],
            [("2027-02-21", $"roll-before {School}"), ("2027-02-22", $"not-on-next-roll {School}"), ("2027-03-15", $"not-on-next-roll {School}"), ("2027-03-16", $"unexplained {County}"), ("2027-03-19", $"case-open {County}")],
            "Opened"
        ),
        new(
            "the only one of its grade, and the school files its other grades",
            2017,
            [("2026-09-21", On(OtherSchool, 1, 4))],
            [("2027-03-15", $"roll-before {OtherSchool}"), ("2027-03-16", $"unexplained {County}"), ("2027-03-19", $"case-open {County}")],
            "Opened"
        ),
        new(
            "finished grade 6 and is on no list of grade 7",
            2015,
            [("2026-09-21", On(School, 1, 6)), ("2027-02-22", On(School, 2, 6))],
            [("2027-07-31", $"roll {School}"), ("2027-08-01", $"unexplained {County}"), ("2027-08-06", $"case-open {County}")],
            "Opened"
        ),
        new(
            "dropped out, and not on its school's next roll",
            2017,
            [("2026-09-21", (town, child) => town.RollAsync(child, School, Year, 1, 4, PupilFigure.DroppedOut))],
            [("2027-02-01", $"roll-dropped-out {School}"), ("2027-02-22", $"not-on-next-roll {School}"), ("2027-03-19", $"case-open {County}")],
            "Opened"
        ),
        new(
            "at a foreign school until Christmas",
            2017,
            [("2026-09-21", (town, child) => town.ForeignAsync(child, new(2026, 9, 1), new(2026, 12, 24)))],
            [("2026-12-24", $"foreign-school {SchoolOfForeigners}"), ("2026-12-25", $"unexplained {County}"), ("2027-03-19", $"case-open {County}")],
            "Opened"
        ),
        new(
            "confirmed as enrolled and missing from that school's next roll: the same case again",
            2016,
            [
                ("2026-09-21", On(School, 1, 5)), ("2026-10-05", Left(School, 1, 5)), ("2026-10-12", On(OtherSchool, 1, 5)), ("2026-10-19", ReleasedAs(12)),
                ("2027-02-22", Filed(OtherSchool, 2, 5)), ("2027-03-22", (town, child) => town.CaseAsync(child, OtherSchool)),
            ],
            [
                ("2026-10-09", $"case-open {County}"), ("2026-10-12", $"roll {OtherSchool}"), ("2027-02-22", $"not-on-next-roll {OtherSchool}"),
                ("2027-03-16", $"unexplained {County}"), ("2027-03-19", $"case-open {County}"), ("2027-03-22", $"case {OtherSchool}"),
            ],
            "Opened ReleaseProposed Released Reopened Designated"
        ),
        new(
            "confirmed as admitted and never on the roll: the same case again",
            2020,
            [
                ("2026-09-21", (town, child) => town.ApproveAsync(child, "illness", new(2026, 9, 1), new(2026, 10, 7))), ("2026-10-12", (town, child) => town.EnterAsync(child, Year, SchoolLevel.Elementary, EntryState.Admitted, OtherSchool)),
                ("2026-10-19", ReleasedAs(10)), ("2026-11-02", Filed(OtherSchool, 1, 1)),
            ],
            [("2026-10-09", $"case-open {County}"), ("2026-11-01", $"admitted {OtherSchool}"), ("2026-11-02", $"unexplained {County}"), ("2026-11-06", $"case-open {County}")],
            "Opened ReleaseProposed Released Reopened"
        ),
        new(
            "released for an approval that has ended: the same case again",
            2017,
            [
                ("2026-09-21", On(School, 1, 4)), ("2026-10-05", Left(School, 1, 4)), ("2026-10-12", (town, child) => town.ApproveAsync(child, "special-reason", new(2026, 10, 12), new(2026, 11, 15))),
                ("2026-10-19", ReleasedAs(20)),
            ],
            [("2026-11-15", $"excused {County}"), ("2026-11-16", $"unexplained {County}"), ("2026-11-20", $"case-open {County}")],
            "Opened ReleaseProposed Released Reopened"
        ),
        new(
            "abroad and home again, as the border tells two weeks later",
            2017,
            [("2026-09-21", Crossed(BorderDirection.Out, "2026-09-10")), ("2026-11-17", Crossed(BorderDirection.In, "2026-11-03"))],
            [("2026-09-10", $"abroad {County}"), ("2026-11-02", $"abroad {County}"), ("2026-11-03", $"unexplained {County}"), ("2026-11-20", $"case-open {County}")],
            "Opened"
        ),
        new(
            "released for being abroad and home again: the same case again",
            2017,
            [
                ("2026-09-21", On(School, 1, 4)), ("2026-10-05", Left(School, 1, 4)), ("2026-10-12", Crossed(BorderDirection.Out, "2026-10-10")), ("2026-10-19", ReleasedAs(52)),
                ("2026-11-17", Crossed(BorderDirection.In, "2026-11-16")),
            ],
            [("2026-10-09", $"case-open {County}"), ("2026-11-15", $"abroad {County}"), ("2026-11-16", $"unexplained {County}"), ("2026-11-20", $"case-open {County}")],
            "Opened ReleaseProposed Released Reopened"
        ),
        new(
            "found in grade 6 and lost on the way to grade 7: a case of the other level",
            2015,
            [
                ("2026-09-21", On(School, 1, 6)), ("2026-10-05", Left(School, 1, 6)), ("2026-10-12", On(OtherSchool, 1, 6)), ("2026-10-19", ReleasedAs(12)),
                ("2027-02-22", On(OtherSchool, 2, 6)),
            ],
            [("2027-07-31", $"roll {OtherSchool}"), ("2027-08-06", $"case-open {County}")],
            "Opened ReleaseProposed Released | Opened"
        ),
    ];

    [Fact]
    public async Task Each_is_somebodys_on_every_day_and_in_one_case()
    {
        var town = await LedgerTown.CreateAsync(new(2026, 9, 20));
        await using var app = town.App;
        await app.Db(OpenForForeignersAsync);
        var children = new Dictionary<string, long>();
        foreach (var story in Stories)
        {
            children[story.Name] = await town.ChildAsync(story.Cohort);
        }

        var steps = Stories.SelectMany(s => s.Steps.Select(step => (Day: Day(step.On), Child: (long?)children[s.Name], step.Do)))
            .Concat(Fridays.Select(f => (Day: Day(f), Child: (long?)null, Do: (Func<LedgerTown, long, Task>)((t, _) => FridayAsync(t)))))
            .OrderBy(s => s.Day)
            .ThenBy(s => s.Child is null);
        foreach (var (day, child, act) in steps)
        {
            town.GoTo(day);
            await act(town, child ?? 0);
        }

        await town.FollowAsync();
        var (wrong, events) = (new List<string>(), await app.Db(db => db.Set<CaseEvent>().AsNoTracking().OrderBy(e => e.CaseSeq).ThenBy(e => e.Seq).ToListAsync()));
        var reference = await app.Db(ReferenceLedger.ReadAsync);
        foreach (var story in Stories)
        {
            var child = children[story.Name];
            foreach (var (on, stands) in story.Stands)
            {
                var found = await town.OnAsync(child, Day(on));
                if (found != stands)
                {
                    wrong.Add($"{story.Name}: {found} on {on}, not {stands}");
                }
            }

            var told = string.Join(" | ", events.Where(e => e.PersonId == child).GroupBy(e => e.CaseSeq).Select(g => string.Join(' ', g.Select(e => e.Kind))));
            if (told != story.Case)
            {
                wrong.Add($"{story.Name}: case «{told}», not «{story.Case}»");
            }

            var periods = await town.PeriodsAsync(child);
            wrong.AddRange(
                reference
                    .Of(child, new(2026, 9, 1), new(2027, 12, 31))
                    .Where(d => periods.Count(p => p.ValidFrom <= d.Day && d.Day < p.ValidUntil && (p.Rule, p.OrganisationCode) == d.Standing) != 1)
                    .Take(1)
                    .Select(d => $"{story.Name}: on {d.Day} plain C# finds {d.Standing}")
            );
        }

        string.Join('\n', wrong).ShouldBeEmpty();
        (await app.Db(db => db.Set<TrackedCase>().Where(c => c.ReleasedAt == null).GroupBy(c => new { c.PersonId, c.Level }).AnyAsync(g => g.Count() > 1))).ShouldBeFalse("one open case of a child and level");
        (await town.DecideAllAsync()).ShouldBe(0);
    }

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);

    private static Func<LedgerTown, long, Task> On(string school, int term, int grade, int year = 115) => (town, child) => town.RollAsync(child, school, new SchoolYear(year), term, grade);

    private static Func<LedgerTown, long, Task> Left(string school, int term, int grade) => (town, child) => town.RollAsync(child, school, Year, term, grade, null);

    private static Func<LedgerTown, long, Task> Crossed(BorderDirection direction, string on) => (town, child) => town.CrossAsync(child, direction, Day(on));

    /// <summary>The school files a grade's roll, on which the child is not.</summary>
    private static Func<LedgerTown, long, Task> Filed(string school, int term, int grade) =>
        async (town, _) => await town.RollAsync(await town.ChildAsync(2021 - grade), school, Year, term, grade);

    private static Func<LedgerTown, long, Task> ReleasedAs(int pass) =>
        async (town, child) =>
        {
            var problem = await town.App.Db(async db =>
                await new CaseRegister(db).ReleaseAsync(await db.Set<TrackedCase>().SingleAsync(c => c.PersonId == child), pass, new Act("解除列管", "P2.21", town.Now, County, County))
            );
            problem.ShouldBeNull();
        };

    private static async Task FridayAsync(LedgerTown town)
    {
        await town.App.Db(db => town.App.Services.GetRequiredService<IRuns>().RequestAsync(db, LedgerCasesRun.Name, new { }, LedgerCasesRun.Name, Act.System("測試", "P1.11", town.Now)));
        await town.App.RunJobsAsync();
        (await town.App.Db(db => db.Set<Run>().AsNoTracking().Where(r => r.Failure != null).Select(r => r.Failure).ToListAsync())).ShouldBeEmpty();
    }
}
