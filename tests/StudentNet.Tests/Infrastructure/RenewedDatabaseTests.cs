using Microsoft.EntityFrameworkCore;
using Npgsql;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Tests.Infrastructure;

/// <summary>A database of PostgreSQL that one test has had is for the next as if nobody had had it.</summary>
[OnOneDatabase(OneDatabase.Server)]
public sealed class RenewedDatabaseTests
{
    [Fact]
    public async Task Rows_and_numbers_are_those_of_a_new_one()
    {
        await using var database = await TestDatabase.CreateAsync();
        var asNew = await With(database, RenewedDatabase.OfAsync);
        var before = await NumberedAsync(database);
        await WriteAsync(database);
        (await NumberedAsync(database)).ShouldNotBe(before);

        (await With(database, asNew.TryAsync)).ShouldBeTrue();

        (await NumberedAsync(database)).ShouldBe(before);
        await using var db = database.OpenDb();
        (await db.Set<Organisation>().CountAsync(o => o.Code == "99998")).ShouldBe(0);
        // What the application prepared is there, and its triggers fire again.
        (await db.Database.SqlQueryRaw<long>("select count(*) as \"Value\" from applied_shape").SingleAsync()).ShouldBeGreaterThan(0);
        (await db.Database.SqlQueryRaw<string>("select current_setting('session_replication_role') as \"Value\"").SingleAsync()).ShouldBe("origin");
    }

    [Theory]
    [InlineData("alter table person disable trigger all")]
    [InlineData("create table left_behind (n int)")]
    [InlineData("drop index ix_submission_organisation_code")]
    [InlineData("alter table organisation alter column name drop not null")]
    [InlineData("create or replace function left_behind() returns int language sql as 'select 1'")]
    public async Task One_that_was_changed_in_more_than_its_rows_is_not_given_to_another(string change)
    {
        await using var database = await TestDatabase.CreateAsync();
        var asNew = await With(database, RenewedDatabase.OfAsync);
        await using (var db = database.OpenDb())
        {
            await db.Database.ExecuteSqlRawAsync(change);
        }

        (await With(database, asNew.TryAsync)).ShouldBeFalse();
    }

    [Fact]
    public async Task One_in_which_somebody_is_still_at_work_is_not_given_to_another()
    {
        await using var database = await TestDatabase.CreateAsync();
        var asNew = await With(database, RenewedDatabase.OfAsync);
        await using var db = database.OpenDb();
        await using var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await db.Database.ExecuteSqlRawAsync("select 1", TestContext.Current.CancellationToken);
        (await With(database, asNew.TryAsync)).ShouldBeFalse();
        await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        (await With(database, d => RoleAsync(d))).ShouldBe("origin", "nothing of the attempt stays in the connection, which goes back to its pool");
    }

    private static async Task<string> RoleAsync(NpgsqlConnection database)
    {
        await database.OpenAsync();
        await using var command = new NpgsqlCommand("select current_setting('session_replication_role')", database);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<T> With<T>(TestDatabase database, Func<NpgsqlConnection, Task<T>> work)
    {
        await using var db = database.OpenDb();
        return await work((NpgsqlConnection)db.Database.GetDbConnection());
    }

    private static async Task WriteAsync(TestDatabase database)
    {
        await using var db = database.OpenDb();
        db.Add(new Organisation { Code = "99998", Level = Level.County, Name = "範例縣" });
        await db.SaveAsync(Act.System("試寫", "system.test", new DateTime(2026, 4, 1, 0, 0, 0, DateTimeKind.Utc)));
        await db.Database.SqlQueryRaw<long>("select nextval('run_id_seq') as \"Value\"").ToListAsync();
    }

    /// <summary>What the next number of every sequence will come after.</summary>
    private static async Task<string> NumberedAsync(TestDatabase database)
    {
        await using var db = database.OpenDb();
        return await db.Database
            .SqlQueryRaw<string>("select string_agg(concat(sequencename, ' ', last_value), '|' order by sequencename) as \"Value\" from pg_sequences")
            .SingleAsync();
    }
}
