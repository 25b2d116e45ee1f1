using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using StudentNet.Platform.Audit;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;
using StudentNet.Tests.Architecture;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Platform.Intake;

namespace StudentNet.Tests.Platform.Data;

/// <summary>docs/security.md says how the servers' account of PostgreSQL is kept from rewriting the audit: its own statements, carried out.</summary>
[OnOneDatabase(OneDatabase.Server)]
public sealed partial class SplitAccountTests
{
    private const string Account = "studentnet_app";

    private static readonly string[] Forbidden =
    [
        "update audit_entry set what = '沒有這回事'",
        "delete from audit_entry",
        "truncate audit_entry",
        "drop table audit_entry",
        "alter table audit_entry disable trigger all",
        "delete from audit_head",
        "truncate audit_head",
        "update audit_shown set person_id = 1",
        "delete from audit_shown",
        "update audit_set set hash = ''",
        "delete from audit_set",
    ];

    [Fact]
    public async Task The_servers_work_with_an_account_that_cannot_rewrite_the_audit()
    {
        Assert.SkipUnless(TestDatabase.Dialect == Dialect.Postgres, "SQLite has no accounts.");
        await using var database = await TestDatabase.CreateAsync();
        await using (var owner = database.OpenDb())
        {
            await owner.Database.ExecuteSqlRawAsync($"create role {Account} login");
            await owner.Database.ExecuteSqlRawAsync(Documented());
        }

        var connection = new NpgsqlConnectionStringBuilder(database.Options.Postgres) { Username = Account }.ConnectionString;
        await using var app = Application.Build(["--data", database.Options.Folder, "--database", connection, "--no-worker"], builder => builder.Logging.ClearProviders());
        await Application.PrepareAsync(app);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<StudentNetDb>();
        foreach (var n in (int[])[1, 2, 3])
        {
            db.Add(new Organisation { Code = $"9999{n}", Level = Level.County, Name = $"測試縣{n}", CountyCode = $"9999{n}" });
            await db.SaveAsync(Act.System("設立縣市", "system.test", TestApp.Start.UtcDateTime));
        }

        await StagingTable.CreateAsync(db, SampleFormat.Format, 1, default);
        await StagingTable.DropAsync(db, 1, default);
        var chains = await new AuditCheck(db).RunAsync();
        chains.Sum(chain => chain.Entries).ShouldBe(3);
        chains.ShouldAllBe(chain => chain.Break == null);

        foreach (var statement in Forbidden)
        {
            var fault = await Should.ThrowAsync<PostgresException>(() => db.Database.ExecuteSqlRawAsync(statement), statement);
            fault.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, statement);
        }
    }

    /// <summary>The statements of the page, as whoever reads it would copy them.</summary>
    private static string Documented() => Block().Match(File.ReadAllText(Path.Combine(Repository.Root, "docs", "security.md"))).Groups["sql"].Value;

    [GeneratedRegex("```\n(?<sql>grant .*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
