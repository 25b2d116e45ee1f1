using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.NonEnrolment;
using StudentNet.Modules.NonEnrolment.P1Comparison;
using StudentNet.Modules.NonEnrolment.P2Cases;
using StudentNet.Platform.Data;
using StudentNet.Platform.Jobs;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Ledger;
using static StudentNet.Tests.Infrastructure.SmallCountry;

namespace StudentNet.Tests.Modules.NonEnrolment;

/// <summary>Children of any age who fall out of what explained them get a case by themselves, once (domain §1, §7).</summary>
public sealed class LedgerCasesTests
{
    private static readonly SchoolYear Year = new(115);

    [Fact]
    public async Task Deferred_last_year_and_on_no_list_this_year()
    {
        var town = await LedgerTown.CreateAsync(new(2026, 7, 1));
        await using var app = town.App;
        var child = await town.ChildAsync(2020);
        await town.EnterAsync(child, Year, SchoolLevel.Elementary, EntryState.NotRegistered, School, "deferred", "府教特字第 1150001 號");
        await RunAsync(town, new(2027, 8, 27));
        (await CasesAsync(town)).ShouldBeEmpty("deferred until the end of August");
        await RunAsync(town, new(2027, 9, 3));
        var opened = (await CasesAsync(town)).ShouldHaveSingleItem();
        (opened.PersonId, opened.CountyCode, opened.Level, opened.ComparisonId, opened.SchoolCode).ShouldBe((child, County, SchoolLevel.Elementary, 0, null));
        opened.CaseNo.ShouldStartWith("116-");
        await RunAsync(town, new(2027, 9, 10));
        (await CasesAsync(town)).Count.ShouldBe(1, "the one case is still open");
        await town.FollowAsync();
        (await town.OnAsync(child, new(2027, 9, 10))).ShouldBe($"case-open {County}");
    }

    [Fact]
    public async Task Left_a_school_in_grade_4_and_arrived_at_none()
    {
        var town = await LedgerTown.CreateAsync(new(2026, 9, 20));
        await using var app = town.App;
        var (lost, moved) = (await town.ChildAsync(2017), await town.ChildAsync(2017));
        await town.RollAsync(lost, School, Year, 1, 4);
        await town.RollAsync(moved, School, Year, 1, 4);
        town.GoTo(new(2026, 11, 3));
        await town.RollAsync(lost, School, Year, 1, 4, null);
        await town.RollAsync(moved, School, Year, 1, 4, null);
        await town.RollAsync(moved, ForeignSchool, Year, 1, 4);
        await RunAsync(town, new(2026, 11, 5));
        (await CasesAsync(town)).ShouldBeEmpty("three days are the school's");
        await RunAsync(town, new(2026, 11, 6));
        (await CasesAsync(town)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(c => c.PersonId.ShouldBe(lost), c => c.ProposedSchool.ShouldBe(School));
    }

    [Fact]
    public async Task A_case_of_the_comparison_is_proposed_for_release_also_between_the_years_when_no_comparison_runs()
    {
        var town = await LedgerTown.CreateAsync(new(2027, 8, 2));
        await using var app = town.App;
        var (found, lost, later) = (await town.ChildAsync(2020), await town.ChildAsync(2020), await town.ChildAsync(2020));
        foreach (var child in new[] { found, lost, later })
        {
            await town.CaseAsync(child, School);
        }

        await town.RollAsync(found, School, Year.Next, 1, 2);
        await RunAsync(town, new(2027, 8, 27));
        (await CasesAsync(town)).Where(c => c.ProposedReleasePass is not null).ShouldHaveSingleItem().ShouldSatisfyAllConditions(c => c.PersonId.ShouldBe(found), c => c.ProposedReleasePass.ShouldBe(12));
        town.GoTo(new(2027, 9, 20));
        await town.RollAsync(later, School, Year.Next, 1, 2);
        await RunAsync(town, new(2027, 9, 24));
        (await CasesAsync(town)).Single(c => c.PersonId == later).ProposedReleasePass.ShouldBeNull("from 9/15 on the comparison says it of its own cases");
    }

    [Fact]
    public async Task Home_education_that_has_ended()
    {
        var town = await LedgerTown.CreateAsync(new(2026, 7, 1));
        await using var app = town.App;
        var child = await town.ChildAsync(2014);
        await town.EnterAsync(child, Year, SchoolLevel.JuniorHigh, EntryState.NotRegistered, JuniorHigh, "home-education", "府教字第 1150002 號");
        await RunAsync(town, new(2027, 7, 31));
        (await CasesAsync(town)).ShouldBeEmpty();
        await RunAsync(town, new(2027, 8, 6));
        (await CasesAsync(town)).ShouldHaveSingleItem().Level.ShouldBe(SchoolLevel.JuniorHigh);
    }

    [Fact]
    public async Task Admitted_and_not_on_the_schools_roll_at_the_checkpoint_and_its_admission_proposes_no_release()
    {
        var town = await LedgerTown.CreateAsync(new(2026, 9, 8));
        await using var app = town.App;
        var (there, lost) = (await town.ChildAsync(2020), await town.ChildAsync(2020));
        await town.EnterAsync(there, Year, SchoolLevel.Elementary, EntryState.Admitted, School);
        await town.EnterAsync(lost, Year, SchoolLevel.Elementary, EntryState.Admitted, School);
        town.GoTo(new(2026, 9, 20));
        await town.RollAsync(there, School, Year, 1, 1);
        await RunAsync(town, new(2026, 9, 25));
        (await CasesAsync(town)).ShouldBeEmpty("the school has until 9/30");
        await RunAsync(town, new(2026, 10, 2));
        (await CasesAsync(town)).ShouldHaveSingleItem().PersonId.ShouldBe(lost);
        await CompareAsync(town, new(2026, 10, 9));
        await RunAsync(town, new(2026, 10, 9));
        (await CasesAsync(town)).Single().ProposedReleasePass.ShouldBeNull("the comparison knows of the admission, which is older than the case and no news");
        town.GoTo(new(2026, 10, 12));
        await town.RollAsync(lost, OtherSchool, Year, 1, 1);
        await RunAsync(town, new(2026, 10, 16));
        (await CasesAsync(town)).Single().ProposedReleasePass.ShouldBe(12, "it is on another school's roll");
        (await app.Db(db => db.Set<CaseEvent>().AsNoTracking().SingleAsync(e => e.Kind == CaseEventKind.ReleaseProposed))).SchoolCode.ShouldBe(OtherSchool);
        await town.RollAsync(lost, OtherSchool, Year, 1, 1, null);
        await RunAsync(town, new(2026, 10, 23));
        (await CasesAsync(town)).Single().ProposedReleasePass.ShouldBeNull("it has left again");
    }

    [Fact]
    public async Task Whom_nothing_ever_explained_is_left_to_the_county_and_the_comparison()
    {
        var town = await LedgerTown.CreateAsync(new(2026, 9, 20));
        await using var app = town.App;
        await town.ChildAsync(2017);
        await RunAsync(town, new(2026, 9, 25));
        (await CasesAsync(town)).ShouldBeEmpty();
    }

    [Fact]
    public async Task After_the_checkpoint_everybody_is_looked_for_where_the_rolls_are_there()
    {
        var town = await LedgerTown.CreateAsync(new(2026, 9, 20));
        await using var app = town.App;
        var (never, elsewhere) = (await town.ChildAsync(2017), await town.ChildAsync(2017, ForeignVillage));
        await town.RollAsync(await town.ChildAsync(2016), School, Year, 1, 5);
        await RunAsync(town, new(2026, 10, 2));
        (await CasesAsync(town)).ShouldBeEmpty("one school of three has filed: the child may be on a roll that is only late");
        (await app.Db(db => db.Set<RunFinding>().AsNoTracking().Where(f => f.Code == "ledger-cases.few-rolls").CountAsync())).ShouldBe(2, "and each county is told of");
        await town.RollAsync(await town.ChildAsync(2016), OtherSchool, Year, 1, 5);
        await RunAsync(town, new(2026, 10, 9));
        (await CasesAsync(town)).ShouldHaveSingleItem().PersonId.ShouldBe(never);
        await town.RollAsync(await town.ChildAsync(2016, ForeignVillage), ForeignSchool, Year, 1, 5);
        await RunAsync(town, new(2026, 10, 16));
        (await CasesAsync(town)).Select(c => c.PersonId).ShouldBe([never, elsewhere]);
    }

    [Fact]
    public async Task From_10_15_an_open_case_of_an_earlier_year_stands_on_a_list_of_its_own_until_its_release()
    {
        var town = await LedgerTown.CreateAsync(new(2026, 9, 20));
        await using var app = town.App;
        var child = await town.ChildAsync(2017);
        await town.CaseAsync(child, School);
        (await EarlierAsync(new(2026, 10, 15))).ShouldBe((0, 0), "it is this year's");
        (await EarlierAsync(new(2027, 10, 14))).ShouldBe((0, 0), "visits of last year's are still noted");
        (await EarlierAsync(new(2027, 10, 15))).ShouldBe((1, 1));
        await town.CaseAsync(child, "");
        (await EarlierAsync(new(2027, 10, 15))).ShouldBe((0, 0));

        Task<(int Counted, int Listed)> EarlierAsync(DateOnly day) =>
            app.Db(async db =>
            {
                var all = new CaseRoster(db).Within(new Scope.County(County));
                return ((await CaseRoster.CountAsync(all, day)).Earlier, await CaseRoster.Filter(all, null, null, day, isEarlier: true).CountAsync());
            });
    }

    private static async Task RunAsync(LedgerTown town, DateOnly day)
    {
        town.GoTo(day);
        await town.App.Db(db =>
            town.App.Services.GetRequiredService<IRuns>().RequestAsync(db, LedgerCasesRun.Name, new { }, $"{LedgerCasesRun.Name}", Act.System("測試", "P1.11", town.Now))
        );
        await DoneAsync(town);
    }

    private static async Task CompareAsync(LedgerTown town, DateOnly day)
    {
        town.GoTo(day);
        await town.App.Db(db =>
            town.App.Services.GetRequiredService<IRuns>()
                .RequestAsync(db, ComparisonRun.Name, new ComparisonOrder(Year.Roc, (int)SchoolLevel.Elementary, day), "comparison", Act.System("大比對", "P1.11", town.Now))
        );
        await DoneAsync(town);
    }

    private static async Task DoneAsync(LedgerTown town)
    {
        await town.App.RunJobsAsync();
        (await town.App.Db(db => db.Set<Run>().AsNoTracking().Where(r => r.Failure != null).Select(r => r.Failure).ToListAsync())).ShouldBeEmpty();
    }

    private static Task<List<TrackedCase>> CasesAsync(LedgerTown town) => town.App.Db(db => db.Set<TrackedCase>().AsNoTracking().OrderBy(c => c.CaseNo).ToListAsync());
}
