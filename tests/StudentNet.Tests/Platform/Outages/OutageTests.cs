using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using StudentNet.Platform.Commands;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Outages;

/// <summary>What counts as «something is away», however it is wrapped, and what does not: a fault of ours must keep its stack trace.</summary>
[WithoutDatabase]
public sealed class OutageTests
{
    public static TheoryData<Exception, string?> Faults =>
        new()
        {
            { new NpgsqlException("Failed to connect", new SocketException((int)SocketError.ConnectionRefused)), "database.away" },
            { new NpgsqlException("Exception while reading from stream", new EndOfStreamException()), "database.away" },
            { Of(PostgresErrorCodes.AdminShutdown), "database.away" },
            { Of(PostgresErrorCodes.CannotConnectNow), "database.away" },
            { Of("08006"), "database.away" },
            { new SqliteException("unable to open database file", 14), "database.away" },
            { new NpgsqlException("The connection pool has been exhausted", new TimeoutException()), "database.busy" },
            { Of(PostgresErrorCodes.TooManyConnections), "database.busy" },
            { new SqliteException("database is locked", 5), "database.busy" },
            { Of(PostgresErrorCodes.ReadOnlySqlTransaction), "database.read-only" },
            { new SqliteException("attempt to write a readonly database", 8), "database.read-only" },
            { Of(PostgresErrorCodes.DiskFull), "database.full" },
            { new SqliteException("database or disk is full", 13), "database.full" },
            { Of(PostgresErrorCodes.DataCorrupted), "database.damaged" },
            { new SqliteException("database disk image is malformed", 11), "database.damaged" },
            { new SqliteException("file is not a database", 26), "database.damaged" },
            { new SqliteException("disk I/O error", 10), "disk.failed" },
            { new IOException("No space left on device", 28), "disk.full" },
            { new IOException("Read-only file system", 30), "disk.read-only" },
            { new UnauthorizedAccessException("Access to the path is denied.", new IOException("Permission denied", 13)), "disk.denied" },
            // Ours, or the sender's.
            { Of(PostgresErrorCodes.UniqueViolation), null },
            { Of(PostgresErrorCodes.UndefinedTable), null },
            { new SqliteException("no such table", 1), null },
            { new UnauthorizedAccessException(), null },
            { new IOException("The client reset the request stream."), null },
            { new InvalidOperationException("a bug"), null },
        };

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public void What_is_away_is_known_however_it_is_wrapped(Exception fault, string? code)
    {
        Exception[] wrapped =
        [
            fault,
            new InvalidOperationException("An exception has been raised that is likely due to a transient failure.", fault),
            new DbUpdateException("saving", fault),
            new AggregateException(new InvalidOperationException("another"), new DbUpdateException("saving", fault)),
        ];
        foreach (var exception in wrapped)
        {
            Outage.Of(exception)?.Code.ShouldBe(code);
            (Outage.Of(exception) is null).ShouldBe(code is null);
        }
    }

    [Fact]
    public void Every_outage_has_words_and_an_exit_code_that_the_help_explains()
    {
        foreach (var outage in Outage.All)
        {
            outage.What.EndsWith('。').ShouldBeFalse(outage.Code);
            outage.Pause.ShouldBeGreaterThan(TimeSpan.Zero, outage.Code);
            ExitCode.Meanings.Select(m => m.Code).ShouldContain(outage.ExitCode, outage.Code);
        }

        Outage.All.Select(o => o.Code).ShouldBeUnique();
        Outage.DatabaseDamaged.ExitCode.ShouldBe(ExitCode.Damaged, "to try again does not help");
        Outage.DatabaseAway.ExitCode.ShouldBe(ExitCode.Away);
    }

    [Fact]
    public void Five_hundred_requests_are_one_line_a_minute_with_their_number()
    {
        using var kept = new KeptLines();
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(kept));
        var clock = new FakeTimeProvider();
        var log = new OutageLog(factory.CreateLogger<OutageLog>(), clock);
        var fault = new SqliteException("database or\ndisk is full", 13);

        for (var i = 0; i < 500; i++)
        {
            log.Say(Outage.DatabaseFull, fault, "a request");
        }

        log.Say(Outage.DatabaseAway, new SqliteException("unable to open database file", 14), "a request");
        kept.All.Count.ShouldBe(2, "another kind has a line of its own");
        kept.All[0].Text.ShouldContain("[database.full] during a request: database or disk is full (0 more");
        clock.Advance(TimeSpan.FromMinutes(1));
        log.Say(Outage.DatabaseFull, fault, "a run");
        kept.All[^1].Text.ShouldContain("during a run: database or disk is full (499 more since the line before)");
        kept.All.ShouldAllBe(line => !line.HasStack);
    }

    private static PostgresException Of(string state) => new("words", "FATAL", "FATAL", state);
}
