using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Platform.Audit;
using StudentNet.Platform.Commands;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Audit;

public sealed class AuditCheckTests
{
    private const int Links = 6;

    [Fact]
    public async Task Whole_chains_are_whole_and_their_heads_are_given()
    {
        await using var database = await ChainsAsync();
        var results = await CheckAsync(database);
        results.Select(r => r.Chain).ShouldBe(["97010", "98010"]);
        results.ShouldAllBe(r => r.Break == null && r.Entries == Links);
        await using var db = database.OpenDb();
        results.Select(r => r.Head).ShouldBe(await db.Set<AuditHead>().OrderBy(h => h.Chain).ThenBy(h => h.Lane).Select(h => h.Hash).ToListAsync());
    }

    [Theory]
    [InlineData("what", "'改了'")]
    [InlineData("reason", "'改了'")]
    [InlineData("reason", "null")]
    [InlineData("detail", "'9'")]
    [InlineData("function", "'X'")]
    [InlineData("account_id", "7")]
    [InlineData("appointment_id", "7")]
    [InlineData("organisation_code", "'7'")]
    [InlineData("person_id", "7")]
    [InlineData("kind", "'Read'")]
    [InlineData("shown_set", "7")]
    [InlineData("shown_hash", "'7'")]
    [InlineData("hash", "'00'")]
    public async Task An_altered_field_is_found(string column, string value)
    {
        await using var database = await ChainsAsync();
        await TamperAsync(database, $"update audit_entry set {column} = {value} where chain = '98010' and seq = 3");
        (await BreakAsync(database)).ShouldBe(new AuditBreak(3, AuditFault.Altered));
    }

    [Fact]
    public async Task An_altered_time_is_found()
    {
        await using var database = await ChainsAsync();
        await TamperAsync(database, "update audit_entry set at = (select at from audit_entry where chain = '98010' and seq = 5) where chain = '98010' and seq = 3");
        (await BreakAsync(database)).ShouldBe(new AuditBreak(3, AuditFault.Altered));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_deleted_entry_is_found(int seq)
    {
        await using var database = await ChainsAsync();
        await TamperAsync(database, $"delete from audit_entry where chain = '98010' and seq = {seq}");
        (await BreakAsync(database)).ShouldBe(new AuditBreak(seq, AuditFault.Missing));
    }

    [Fact]
    public async Task Two_exchanged_entries_are_found()
    {
        await using var database = await ChainsAsync();
        await TamperAsync(
            database,
            "update audit_entry set seq = 99 where chain = '98010' and seq = 2;"
                + "update audit_entry set seq = 2 where chain = '98010' and seq = 3;"
                + "update audit_entry set seq = 3 where chain = '98010' and seq = 99"
        );
        (await BreakAsync(database)).ShouldBe(new AuditBreak(2, AuditFault.Unlinked));
    }

    [Fact]
    public async Task A_cut_off_end_is_found()
    {
        await using var database = await ChainsAsync();
        await TamperAsync(database, "delete from audit_entry where chain = '98010' and seq > 4");
        (await BreakAsync(database)).ShouldBe(new AuditBreak(5, AuditFault.Truncated));
    }

    [Fact]
    public async Task A_chain_that_is_gone_is_found()
    {
        await using var database = await ChainsAsync();
        await TamperAsync(database, "delete from audit_entry where chain = '98010'");
        (await BreakAsync(database)).ShouldBe(new AuditBreak(1, AuditFault.Truncated));
    }

    [Fact]
    public async Task A_missing_or_turned_back_head_is_found()
    {
        await using var database = await ChainsAsync();
        await TamperAsync(database, "update audit_head set seq = 4, hash = (select hash from audit_entry where chain = '98010' and seq = 4) where chain = '98010'");
        (await BreakAsync(database)).Fault.ShouldBe(AuditFault.HeadDiffers);
        await TamperAsync(database, "delete from audit_head where chain = '98010'");
        (await BreakAsync(database)).Fault.ShouldBe(AuditFault.HeadMissing);
    }

    [Theory]
    [InlineData("delete from audit_shown where person_id = 5")]
    [InlineData("delete from audit_shown")]
    [InlineData("update audit_shown set person_id = 6 where person_id = 5")]
    [InlineData("insert into audit_shown (person_id, set_id) select 9, id from audit_set")]
    [InlineData("delete from audit_set")]
    [InlineData("update audit_set set hash = '00'")]
    public async Task A_child_taken_out_of_what_was_shown_or_put_into_it_is_found(string sql)
    {
        await using var database = await ChainsAsync();
        await using (var db = database.OpenDb())
        {
            await AuditTrail.ReadAsync(db, new Act("看", "N3.31", TestApp.Start.UtcDateTime, "980601", "98010") { AccountId = 1 }, [3, 5, 7]);
            await AuditTrail.ReadAsync(db, new Act("看", "N3.31", TestApp.Start.UtcDateTime, "980601", "98010") { AccountId = 1 }, [3, 5, 7]);
        }

        (await CheckAsync(database)).ShouldAllBe(r => r.Break == null);
        await TamperAsync(database, sql);
        (await BreakAsync(database)).ShouldBe(new AuditBreak(Links + 1, AuditFault.ShownAltered));
    }

    [Fact]
    public async Task Sets_that_were_taken_away_by_the_rule_of_keeping_are_no_alteration_and_any_other_that_is_gone_is()
    {
        await using var app = await TestApp.CreateAsync();
        var (now, old) = (TestApp.Start.UtcDateTime, TestApp.Start.UtcDateTime.AddYears(-6));
        await LookAsync(old, 3, 5);
        await LookAsync(old, 3, 7);
        await LookAsync(now, 3, 7);
        await LookAsync(now, 9, 11);
        (await ForgetAsync("--before", "115/06/01")).ShouldBe(ExitCode.Refused, "less than half a year is kept");
        (await ForgetAsync("--before", "昨天")).ShouldBe(ExitCode.Usage);
        (await ShownAsync()).ShouldBe([3, 3, 5, 7, 9, 11]);

        (await ForgetAsync("--before", "110/07/01")).ShouldBe(ExitCode.Done);
        (await ShownAsync()).ShouldBe([3, 7, 9, 11], "what was shown again later is kept");
        (await CheckAsync(app)).ShouldAllBe(r => r.Break == null);
        // Shown again, the list is kept again.
        await LookAsync(now, 3, 5);
        (await ShownAsync()).ShouldBe([3, 3, 5, 7, 9, 11]);
        (await CheckAsync(app)).ShouldAllBe(r => r.Break == null);

        await app.Db(db => db.Database.ExecuteSqlRawAsync("delete from audit_shown where person_id in (9, 11); delete from audit_set where id not in (select set_id from audit_shown)"));
        (await CheckAsync(app)).ShouldContain(r => r.Break != null && r.Break.Fault == AuditFault.ShownAltered);

        Task LookAsync(DateTime at, params long[] people) =>
            app.Db(db => AuditTrail.ReadAsync(db, new Act("看", "N3.31", at, "980601", "98010") { AccountId = 1 }, people));

        Task<List<long>> ShownAsync() => app.Db(db => db.Set<AuditShown>().Select(s => s.PersonId).OrderBy(p => p).ToListAsync());

        async Task<int> ForgetAsync(params string[] words)
        {
            await using var scope = app.Services.CreateAsyncScope();
            var command = scope.ServiceProvider.GetServices<ICommand>().Single(c => c.Name == "audit-forget");
            return await command.RunAsync(scope.ServiceProvider, new CommandLine(["audit-forget", .. words]), CancellationToken.None);
        }
    }

    private static Task<IReadOnlyList<AuditLaneResult>> CheckAsync(TestApp app) => app.Db(db => new AuditCheck(db).RunAsync());

    [Fact]
    public async Task A_number_typed_as_a_reason_does_not_enter_the_chain()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.OpenDb();
        await AppendAsync(db, "98010", 0, "Ａ123456789 與 a223456781、AC01234567 同戶");
        (await db.Set<AuditEntry>().SingleAsync(e => e.Chain == "98010")).Reason.ShouldBe("[證號] 與 [證號]、[證號] 同戶");
    }

    [Fact]
    public async Task Acts_at_once_make_one_chain()
    {
        await using var database = await TestDatabase.CreateAsync();
        await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(async i =>
                {
                    await using var db = database.OpenDb();
                    await AppendAsync(db, "98010", i);
                })
        );
        (await CheckAsync(database)).Single(r => r.Chain == "98010").ShouldSatisfyAllConditions(r => r.Entries.ShouldBe(20), r => r.Break.ShouldBeNull());
    }

    private static async Task<TestDatabase> ChainsAsync()
    {
        var database = await TestDatabase.CreateAsync();
        await using var db = database.OpenDb();
        // The preparation of the database is no part of these tests.
        await using (var empty = await db.CommandAsync("delete from audit_entry; delete from audit_head"))
        {
            await empty.ExecuteNonQueryAsync();
        }

        for (var i = 0; i < Links; i++)
        {
            await AppendAsync(db, "98010", i);
            await AppendAsync(db, "97010", i);
        }

        return database;
    }

    private static Task<int> AppendAsync(StudentNetDb db, string chain, int number, string? reason = "原因")
    {
        var act = new Act("測試", "N3.31", TestApp.Start.UtcDateTime.AddMinutes(number), "980601", chain)
        {
            AccountId = 1,
            AppointmentId = 2,
            PersonId = 3,
            Reason = reason,
            Detail = number.ToString(CultureInfo.InvariantCulture),
        };
        return db.SaveAsync(act);
    }

    private static async Task<IReadOnlyList<AuditLaneResult>> CheckAsync(TestDatabase database)
    {
        await using var db = database.OpenDb();
        return await new AuditCheck(db).RunAsync();
    }

    private static async Task<AuditBreak> BreakAsync(TestDatabase database)
    {
        var results = await CheckAsync(database);
        results.Where(r => r.Chain != "98010").ShouldAllBe(r => r.Break == null);
        return results.Single(r => r.Chain == "98010").Break.ShouldNotBeNull();
    }

    private static async Task TamperAsync(TestDatabase database, string sql)
    {
        await using var db = database.OpenDb();
        await using var command = await db.CommandAsync(sql);
        (await command.ExecuteNonQueryAsync()).ShouldBeGreaterThan(0);
    }
}
