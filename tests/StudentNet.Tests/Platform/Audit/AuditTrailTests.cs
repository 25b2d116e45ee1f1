using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Audit;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Audit;

/// <summary>
/// The head of a chain is the last row that a transaction locks. Where it was not, two schools that marked the same child and a file that was
/// being accepted waited for each other (seen with two whole cities on PostgreSQL).
/// </summary>
public sealed class AuditTrailTests
{
    [Fact]
    public async Task Writes_and_looks_inside_a_write_take_their_place_in_the_chain_at_its_end_in_their_order()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.OpenDb();
        var before = await CountAsync(db);
        await db.WriteAsync(Act("外"), async () =>
        {
            await db.WriteAsync(Act("內一"), () => Task.FromResult(0));
            await AuditTrail.ReadAsync(db, Act("看"), [1, 2, 3]);
            await db.WriteAsync(Act("內二"), () => Task.FromResult(0));
            (await CountAsync(db)).ShouldBe(before, "an entry that is there holds the head of its chain");
            return 0;
        });
        (await WhatAsync(db)).ShouldBe(["內一", "看", "內二", "外"]);
        (await new AuditCheck(db).RunAsync()).ShouldAllBe(r => r.Break == null);
    }

    [Fact]
    public async Task A_list_that_is_looked_at_again_is_kept_once_and_every_look_is_an_entry()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.OpenDb();
        await AuditTrail.ReadAsync(db, Act("看"), [7, 3, 5]);
        await AuditTrail.ExportAsync(db, Act("帶走"), [3, 5, 7, 7]);
        await AuditTrail.ReadAsync(db, Act("另看"), [3, 5]);
        await AuditTrail.ReadAsync(db, Act("看一人") with { PersonId = 9 }, [9]);
        await AuditTrail.ReadAsync(db, Act("沒有人"), []);

        var entries = await db.Set<AuditEntry>().Where(e => e.Chain == "98010").OrderBy(e => e.Seq).ToListAsync();
        entries.Select(e => (e.What, e.Kind, e.Detail)).ShouldBe([
            ("看", AuditKind.Read, """{"people":3}"""),
            ("帶走", AuditKind.Export, """{"people":3}"""),
            ("另看", AuditKind.Read, """{"people":2}"""),
            ("看一人", AuditKind.Read, """{"people":1}"""),
            ("沒有人", AuditKind.Read, """{"people":0}"""),
        ]);
        entries[1].ShownSet.ShouldBe(entries[0].ShownSet.ShouldNotBeNull());
        entries[2].ShownSet.ShouldNotBe(entries[0].ShownSet);
        entries.Skip(3).ShouldAllBe(e => e.ShownSet == null && e.ShownHash == null);
        (await db.Set<AuditSet>().CountAsync()).ShouldBe(2);
        (await db.Set<AuditShown>().OrderBy(s => s.SetId == entries[0].ShownSet ? 0 : 1).ThenBy(s => s.PersonId).Select(s => s.PersonId).ToListAsync()).ShouldBe([3, 5, 7, 3, 5]);
        (await new AuditCheck(db).RunAsync()).ShouldAllBe(r => r.Break == null);
    }

    [Fact]
    public async Task Many_who_look_at_the_same_lists_at_once_do_not_stand_in_each_others_way()
    {
        await using var database = await TestDatabase.CreateAsync();
        await Task.WhenAll(Enumerable.Range(0, 12).Select(async i =>
        {
            await using var db = database.OpenDb();
            await db.WriteAsync(Act("外") with { AccountId = i }, async () =>
            {
                foreach (var set in (long[][])(i % 2 == 0 ? [[1, 2], [3, 4]] : [[3, 4], [1, 2]]))
                {
                    await AuditTrail.ReadAsync(db, Act("看") with { AccountId = i }, set);
                }

                return 0;
            });
        }));
        await using var reading = database.OpenDb();
        (await reading.Set<AuditShown>().CountAsync()).ShouldBe(4);
        (await new AuditCheck(reading).RunAsync()).ShouldAllBe(r => r.Break == null);
    }

    [Fact]
    public async Task Chains_are_taken_in_one_order_by_everybody()
    {
        await using var database = await TestDatabase.CreateAsync();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(async i =>
        {
            await using var db = database.OpenDb();
            var (first, second) = i % 2 == 0 ? ("97010", "98010") : ("98010", "97010");
            await db.WriteAsync(Act("外", first), () => db.WriteAsync(Act("內", second), () => Task.FromResult(0)));
        }));
        await using var reading = database.OpenDb();
        (await reading.Set<AuditEntry>().CountAsync(e => e.Chain == "97010" || e.Chain == "98010")).ShouldBe(20);
    }

    [Fact]
    public async Task Two_clerks_of_a_county_do_not_wait_for_each_other()
    {
        Assert.SkipUnless(TestDatabases.Dialect == Dialect.Postgres, "SQLite has one writer at a time.");
        await using var database = await TestDatabase.CreateAsync();
        await using var one = database.OpenDb();
        await using var held = await one.Database.BeginTransactionAsync();
        await one.SaveAsync(Act("甲") with { AccountId = 1 });

        await using var other = database.OpenDb();
        await using (var limit = await other.CommandAsync("set lock_timeout = '5s'"))
        {
            await other.Database.OpenConnectionAsync();
            await limit.ExecuteNonQueryAsync();
        }

        await other.SaveAsync(Act("乙") with { AccountId = 2 });

        await held.CommitAsync();
        (await new AuditCheck(other).RunAsync()).Where(r => r.Chain == "98010").Select(r => (r.Lane, r.Entries, r.Break)).ShouldBe([(1, 1, null), (2, 1, null)]);
    }

    [Fact]
    public void An_account_and_a_client_keep_to_one_lane()
    {
        AuditLane.Of(Act("甲")).ShouldBe(0, "the system");
        AuditLane.Of(Act("甲") with { AccountId = 130 }).ShouldBe(AuditLane.Of(Act("乙") with { AccountId = 130, ClientId = "x" }));
        AuditLane.Of(Act("甲") with { ClientId = "academic-system" }).ShouldBe(AuditLane.Of(Act("乙") with { ClientId = "academic-system" }));
        Enumerable.Range(1, 640).GroupBy(n => AuditLane.Of(Act("甲") with { AccountId = n })).ShouldAllBe(g => g.Count() == 10);
        Enumerable.Range(1, 640).Select(n => AuditLane.Of(Act("甲") with { ClientId = $"client-{n}" })).Distinct().Count().ShouldBe(AuditLane.Count);
    }

    [Fact]
    public async Task A_write_that_failed_leaves_no_entry_to_the_next()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.OpenDb();
        await Should.ThrowAsync<InvalidOperationException>(() => db.WriteAsync(Act("外"), async () =>
        {
            await db.WriteAsync(Act("內"), () => Task.FromResult(0));
            return Failed();
        }));
        await db.WriteAsync(Act("後"), () => Task.FromResult(0));
        (await WhatAsync(db)).ShouldBe(["後"]);

        static int Failed() => throw new InvalidOperationException("stop");
    }

    private static Task<int> CountAsync(StudentNetDb db) => db.Set<AuditEntry>().CountAsync();

    private static async Task<List<string>> WhatAsync(StudentNetDb db) =>
        await db.Set<AuditEntry>().Where(e => e.Chain == "98010").OrderBy(e => e.Seq).Select(e => e.What).ToListAsync();

    private static Act Act(string what, string chain = "98010") => new(what, "N3.31", TestApp.Start.UtcDateTime, "980601", chain);
}
