using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Ledger;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;
using static StudentNet.Tests.Infrastructure.SmallCountry;

namespace StudentNet.Tests.Modules.Ledger;

/// <summary><c>verify-ledger</c> finds what was done to the ledger behind its back, and nothing where nothing was.</summary>
public sealed class LedgerCheckTests
{
    private static readonly DateOnly From = new(2026, 9, 20);
    private static readonly DateOnly To = new(2026, 9, 26);

    [Fact]
    public async Task A_ledger_that_was_left_alone_is_proved()
    {
        var (town, _) = await SettledAsync();
        await using var app = town.App;
        var proof = await ProveAsync(town);
        proof.IsWhole.ShouldBeTrue();
        (proof.Children, proof.Days, proof.Waiting).ShouldBe((3, 7, 0));
    }

    [Fact]
    public async Task A_day_without_a_standing_is_found()
    {
        var (town, child) = await SettledAsync();
        await using var app = town.App;
        await TamperAsync(town, $"update standing set valid_until = '2026-09-22' where person_id = {child} and superseded_at is null");
        var proof = await ProveAsync(town);
        proof.Faults.ShouldHaveSingleItem().ShouldBe(new LedgerFault("gap", 1, child));
        proof.Totals[0].ShouldBe(new LedgerDay(new(2026, 9, 22), 2, 3));
        proof.Totals.Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_child_that_is_nowhere_in_the_ledger_is_found()
    {
        var (town, child) = await SettledAsync();
        await using var app = town.App;
        await TamperAsync(town, $"delete from standing where person_id = {child}");
        var proof = await ProveAsync(town);
        proof.Faults.ShouldHaveSingleItem().Kind.ShouldBe("missing");
        proof.Totals.Count.ShouldBe(7);
    }

    [Fact]
    public async Task Two_standings_on_one_day_are_found_where_somebody_took_the_constraint_away()
    {
        var (town, child) = await SettledAsync();
        await using var app = town.App;
        await TamperAsync(
            town,
            TestDatabases.Dialect == Dialect.Sqlite ? "drop trigger standing_once_new" : "alter table standing drop constraint standing_once",
            $"""
            insert into standing (person_id, seq, valid_from, valid_until, rule, organisation_code, cohort, recorded_at)
            select person_id, 99, '2026-09-21', '2026-09-22', rule, organisation_code, cohort, recorded_at from standing where person_id = {child} and superseded_at is null
            """
        );
        var proof = await ProveAsync(town);
        proof.Faults.ShouldHaveSingleItem().ShouldBe(new LedgerFault("overlap", 1, child));
        proof.Totals.ShouldHaveSingleItem().ShouldBe(new LedgerDay(new(2026, 9, 21), 4, 3));
    }

    [Fact]
    public async Task A_standing_that_its_facts_do_not_give_and_one_that_nobody_should_have_are_found()
    {
        var (town, child) = await SettledAsync();
        await using var app = town.App;
        await TamperAsync(
            town,
            $"update standing set rule = 10, organisation_code = '{School}' where person_id = {child} and superseded_at is null",
            $"update standing set valid_from = '2026-08-25', person_id = {child + 1000} where person_id = {child + 1} and superseded_at is null"
        );
        var proof = await ProveAsync(town);
        proof.Faults.Select(f => (f.Kind, f.Children)).ShouldBe([("beyond", 1), ("missing", 1), ("otherwise", 1)]);
        proof.Totals.ShouldBeEmpty("a wrong child in the place of a missing one hides in totals");
        proof.IsWhole.ShouldBeFalse();
    }

    [Fact]
    public async Task Kept_counts_that_no_longer_are_those_of_the_children_are_found()
    {
        var (town, _) = await SettledAsync();
        await using var app = town.App;
        await TamperAsync(town, "update standing_count set people = people + 1");
        (await ProveAsync(town)).Counts.ShouldBe([new DateOnly(2026, 9, 20)]);
    }

    [Fact]
    public async Task The_nightly_run_puts_right_what_it_finds_and_says_of_how_many()
    {
        var (town, child) = await SettledAsync();
        await using var app = town.App;
        await TamperAsync(town, $"update standing set valid_until = '2026-09-22' where person_id = {child} and superseded_at is null");
        (await town.DecideAllAsync()).ShouldBe(1);
        (await town.DecideAllAsync()).ShouldBe(0);
        (await ProveAsync(town)).IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task Counts_follow_the_children_through_the_day()
    {
        var (town, child) = await SettledAsync();
        await using var app = town.App;
        await town.RollAsync(child, School, new SchoolYear(115), 1, 1);
        await town.FollowAsync();
        var counts = await app.Db(db => db.Set<StandingCount>().AsNoTracking().Where(c => c.People != 0).ToListAsync());
        counts.Single(c => c.Rule == 10).ShouldSatisfyAllConditions(c => c.People.ShouldBe(1), c => c.CountyCode.ShouldBe(County));
        counts.Sum(c => c.People).ShouldBe(3);
        (await ProveAsync(town)).IsWhole.ShouldBeTrue();
    }

    /// <summary>Three children of six in September, decided and counted.</summary>
    private static async Task<(LedgerTown Town, long Child)> SettledAsync()
    {
        var town = await LedgerTown.CreateAsync(new(2026, 9, 20));
        var child = await town.ChildAsync(2020);
        await town.ChildAsync(2020);
        await town.ChildAsync(2018, ForeignVillage);
        (await town.DecideAllAsync()).ShouldBe(0, "they waited to be decided");
        return (town, child);
    }

    private static Task<LedgerProof> ProveAsync(LedgerTown town) => town.App.Db(db => LedgerCheck.RunAsync(db, town.Now, From, To));

    /// <summary>Writes past everything.</summary>
    private static Task TamperAsync(LedgerTown town, params string[] statements) =>
        town.App.Db(async db =>
        {
            foreach (var statement in statements)
            {
                await db.Database.ExecuteSqlRawAsync(statement);
            }
        });
}
