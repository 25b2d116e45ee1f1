using Microsoft.Data.Sqlite;
using Npgsql;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Data;

[WithoutDatabase]
public sealed class DatabaseFaultTests
{
    [Fact]
    public void A_writer_that_waited_in_vain_is_told_to_come_again() =>
        DatabaseFault.IsPassing(new InvalidOperationException("saving", new SqliteException("database is locked", 5))).ShouldBeTrue();

    [Fact]
    public void So_is_whoever_found_no_connection() =>
        DatabaseFault.IsPassing(new PostgresException("too many clients", "FATAL", "FATAL", PostgresErrorCodes.TooManyConnections)).ShouldBeTrue();

    [Fact]
    public void A_broken_statement_is_a_failure_of_ours() =>
        DatabaseFault.IsPassing(new InvalidOperationException("saving", new SqliteException("no such column", 1))).ShouldBeFalse();

    [Fact]
    public void So_is_whoever_was_given_up_so_that_another_could_go_on()
    {
        var saving = new InvalidOperationException("saving", new PostgresException("deadlock detected", "ERROR", "ERROR", PostgresErrorCodes.DeadlockDetected));
        DatabaseFault.IsPassing(saving).ShouldBeTrue();
        DatabaseFault.GaveWay(saving).ShouldBeTrue();
        DatabaseFault.GaveWay(new InvalidOperationException("saving", new SqliteException("database is locked", 5))).ShouldBeFalse();
    }
}
