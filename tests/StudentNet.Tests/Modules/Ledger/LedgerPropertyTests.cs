using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Ledger;
using StudentNet.Modules.NonEnrolment;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Students;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;
using static StudentNet.Tests.Infrastructure.SmallCountry;

namespace StudentNet.Tests.Modules.Ledger;

/// <summary>
/// Random lives of a few children over some years: they move, enter, are on rolls, leave, drop out, are deferred, tracked, abroad, merged. Whatever happened,
/// every child in the ledger has exactly one standing on every day, the one that plain C# finds (<see cref="ReferenceLedger"/>); deciding everybody anew finds
/// no difference from what was decided child by child; and the totals are the registry's.
/// </summary>
public sealed class LedgerPropertyTests
{
    private static readonly DateOnly First = new(2026, 3, 20);
    private static readonly DateOnly Last = new(2029, 12, 31);
    private static readonly string?[] Villages = [Village, OtherVillage, ForeignVillage, null];
    private static readonly string[] Schools = [School, OtherSchool, ForeignSchool, JuniorHigh];
    private static readonly int[] Cohorts = [2020, 2020, 2017, 2015, 2013];

    /// <param name="Pause">Days since what happened before.</param>
    /// <param name="What">Which of the kinds below.</param>
    private sealed record Step(int Pause, int Child, int What, int One, int Two);

    private static readonly Gen<Step> Steps = Gen.Select(Gen.Int[0, 45], Gen.Int[0, 4], Gen.Int[0, 27], Gen.Int[0, 5], Gen.Int[0, 5]).Select(s => new Step(s.Item1, s.Item2, s.Item3, s.Item4, s.Item5));

    [Fact]
    public async Task Every_child_stands_in_one_way_on_every_day_whatever_happened() =>
        await Steps.List[5, 45].SampleAsync(LiveAsync, iter: 25, threads: 1);

    private static async Task LiveAsync(List<Step> steps)
    {
        var town = await LedgerTown.CreateAsync(First);
        await using var app = town.App;
        await app.Db(OpenForForeignersAsync);
        var children = new List<long>();
        foreach (var cohort in Cohorts)
        {
            children.Add(await town.ChildAsync(cohort, Villages[children.Count % 3]));
        }

        var day = First;
        foreach (var (step, index) in steps.Select((s, i) => (s, i)))
        {
            day = day.AddDays(step.Pause);
            town.GoTo(day);
            await HappenAsync(town, children[step.Child], children[(step.Child + 1 + step.One) % children.Count], day, step);
            if (index % 4 == 3)
            {
                await town.FollowAsync();
            }
        }

        await town.FollowAsync();
        await HoldsAsync(town, children);
        (await town.DecideAllAsync()).ShouldBe(0, "what was decided by changed children is what deciding everybody finds");
        var proof = await app.Db(db => LedgerCheck.RunAsync(db, town.Now, new DateOnly(2026, 8, 20), new DateOnly(2026, 10, 10)));
        proof.IsWhole.ShouldBeTrue(string.Join('；', proof.Faults.Select(f => $"{f.Words} {f.Children}").Concat(proof.Totals.Select(t => $"{t.Day} {t.Standing}≠{t.Registered}")).Concat(proof.Counts.Select(c => $"counts {c}"))));
    }

    private static async Task HoldsAsync(LedgerTown town, List<long> children)
    {
        var reference = await town.App.Db(ReferenceLedger.ReadAsync);
        foreach (var child in children)
        {
            var periods = await town.PeriodsAsync(child);
            foreach (var (day, expected) in reference.Of(child, First, Last))
            {
                var there = periods.Where(p => p.ValidFrom <= day && day < p.ValidUntil).ToList();
                there.Count.ShouldBe(expected is null ? 0 : 1, $"{child} on {day}");
                if (expected is { } standing)
                {
                    (there[0].Rule, there[0].OrganisationCode).ShouldBe(standing, $"{child} on {day}");
                }
            }
        }
    }

    private static async Task HappenAsync(LedgerTown town, long child, long other, DateOnly day, Step step)
    {
        var people = await town.App.Db(db => db.Set<Person>().AsNoTracking().Where(p => p.PersonId == child || p.PersonId == other).ToDictionaryAsync(p => p.PersonId));
        var person = people[child];
        if (person.MergedInto is not null)
        {
            return;
        }

        var year = SchoolYear.Of(day);
        var term = Term.Of(day).Number;
        var grade = Math.Clamp(new Cohort(person.Cohort).GradeIn(year), 1, 9);
        var school = grade > 6 ? JuniorHigh : Schools[step.One % 3];
        switch (step.What)
        {
            case 0 or 1:
                await town.MoveAsync(child, Villages[step.One % 4], step.Two < 3 ? day.AddDays(-10 * step.Two) : null);
                break;
            case 2:
                await town.EndAsync(child, person.Ended is null ? (ResidenceEnd)(step.One % 3) : null, step.Two < 3 ? day.AddDays(-5 * step.Two) : null);
                break;
            case >= 3 and <= 6:
                await town.RollAsync(child, school, year, term, grade, step.Two == 0 ? null : (PupilFigure)(step.Two % 6));
                break;
            case 7:
                // The term before, late: a school that mends its old roll.
                var late = term == 2 ? (Year: year, Term: 1) : (Year: year.Previous, Term: 2);
                await town.RollAsync(child, school, late.Year, late.Term, grade, step.Two == 0 ? null : PupilFigure.EnrolledNational);
                break;
            case >= 8 and <= 11:
                var entering = SchoolYear.Of(day.AddMonths(4));
                var level = grade > 5 ? SchoolLevel.JuniorHigh : SchoolLevel.Elementary;
                var state = (EntryState)(step.One + (step.Two > 3 ? 1 : 0));
                var reason = state is EntryState.NotRegistered or EntryState.NotAdmitted ? (step.Two % 3) switch { 0 => "deferred", 1 => "home-education", _ => null } : null;
                await town.EnterAsync(child, entering, level, state, state is EntryState.Pending or EntryState.NeedsPerson ? null : school, reason, reason is null ? null : "第 1 號");
                break;
            case 12 or 13:
                await town.CaseAsync(child, step.Two switch { 0 or 1 => null, 2 or 3 => school, _ => "" });
                break;
            case 14:
                await town.PlaceAsync(child, school, day.AddDays(1 - day.Day), step.Two < 4 ? day.AddDays(30 * step.Two) : null, step.One == 0 ? "awaiting" : "home");
                break;
            case 15:
                await town.ForeignAsync(child, day.AddDays(-step.One), step.Two < 4 ? day.AddDays(20 * step.Two) : null);
                break;
            case 16 when child != other && people[other].MergedInto is null:
                await MergeAsync(town, Math.Min(child, other), Math.Max(child, other));
                break;
            case 20 or 21 when step.Two < 5:
                var kind = ApprovalKinds.All[step.One % ApprovalKinds.All.Count].Code;
                await town.ApproveAsync(child, kind, day.AddDays(20 * (step.Two - 2)), day.AddDays(60 + (30 * step.Two)), $"第 {step.Two} 號");
                break;
            case 22:
                await town.VoidApprovalsAsync(child);
                break;
            case 23 or 24:
                await town.CrossAsync(child, step.One % 2 == 0 ? BorderDirection.Out : BorderDirection.In, day.AddDays(-14 + step.Two), $"0{step.One}00");
                break;
            case 25:
                await town.SayAsync(child, step.One % 2 == 0 ? "correctional" : "dropout", "DroppedOut", day.AddDays(-step.One), step.Two < 4 ? day.AddDays(20 * step.Two) : null, school);
                break;
            case 26 or 27:
                await town.TransferAsync(child, school, step.Two < 4 ? Schools[step.One % 4] : null);
                break;
            default:
                await town.RollAsync(child, school, year, term, grade);
                break;
        }
    }

    private static async Task MergeAsync(LedgerTown town, long kept, long merged)
    {
        await using var scope = town.App.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PersonMerge>().MergeAsync(kept, merged, "測試", new Act("合併", "N7.21", town.Now, County, County));
    }
}
