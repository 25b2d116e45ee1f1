using System.Text.RegularExpressions;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;
using static StudentNet.Tests.Infrastructure.SmallCountry;

namespace StudentNet.Tests.Modules.Ledger;

/// <summary>Whatever a child's standing is decided from has the child decided again when it changes, in both databases.</summary>
public sealed partial class StandingDueTests
{
    [Theory]
    [InlineData(Dialect.Sqlite)]
    [InlineData(Dialect.Postgres)]
    public void Every_table_behind_the_facts_is_watched(Dialect dialect)
    {
        var facts = Sql.Text("standing-facts", dialect);
        var tables = PublishedViews.All.Where(v => Regex.IsMatch(facts, $@"\b(from|join) {v.Key}\b")).SelectMany(v => Source().Matches(Comment().Replace(v.Value, "")).Select(m => m.Groups[1].Value)).Distinct().ToList();
        tables.Count.ShouldBeGreaterThan(7);
        var shape = DatabaseShape.Of(dialect)["standing-due"];
        foreach (var table in tables)
        {
            foreach (var change in (string[])["insert", "update", "delete"])
            {
                var trigger = Trigger().Matches(shape).SingleOrDefault(m => m.Groups["change"].Value == change && m.Groups["table"].Value == table);
                trigger.ShouldNotBeNull($"{change} on {table} queues nobody: the child would keep its old standing until the night");
                (dialect == Dialect.Postgres || trigger.Value.Contains("insert into standing_due", StringComparison.Ordinal)).ShouldBeTrue($"{change} on {table}");
            }
        }
    }

    [Fact]
    public async Task A_change_that_is_taken_back_queues_nobody_and_one_that_stays_queues_its_child_once()
    {
        var town = await LedgerTown.CreateAsync(new(2026, 9, 20));
        await using var app = town.App;
        var (child, other) = (await town.ChildAsync(2018), await town.ChildAsync(2018));
        (await town.FollowAsync()).ShouldBe(2);
        await town.PlaceAsync(child, School, new(2026, 9, 1), null);
        await town.PlaceAsync(child, OtherSchool, new(2026, 9, 1), null);
        (await town.FollowAsync()).ShouldBe(1);
        (await town.OnAsync(other, new(2026, 9, 20))).ShouldBe($"unexplained {County}");
        await Should.ThrowAsync<InvalidOperationException>(() =>
            app.Db(async db =>
                await db.WriteAsync<int>(
                    Act.System("測試", "system.test", town.Now),
                    async () =>
                    {
                        await using var command = await db.CommandAsync($"update special_placement set until = since where person_id = {child}");
                        await command.ExecuteNonQueryAsync();
                        throw new InvalidOperationException("taken back");
                    }
                )
            )
        );
        (await town.FollowAsync()).ShouldBe(0);
    }

    [GeneratedRegex("--[^\\n]*")]
    private static partial Regex Comment();

    /// <summary>What a view reads.</summary>
    [GeneratedRegex(@"\b(?:from|join)\s+([a-z_]+)\b")]
    private static partial Regex Source();

    /// <summary>A trigger with its table and, on SQLite, its body.</summary>
    [GeneratedRegex(@"create trigger \w+ after (?<change>insert|update|delete) on (?<table>\w+)[\s\S]*?(?=drop trigger|\z)")]
    private static partial Regex Trigger();
}
