using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace StudentNet.Platform.Data;

/// <summary>
/// Tells the faults of both databases apart. One that passes is not a broken one: the embedded database has one writer, and whoever waits a
/// minute in vain behind a large file may simply come again; so may whoever finds no free connection of PostgreSQL, or was given up so that
/// another could go on, or changed what another had just changed.
/// </summary>
public static class DatabaseFault
{
    private const int SqliteKeyTaken = 1555;
    private const int SqliteUniqueTaken = 2067;

    /// <summary>Whether the exception, or one inside it, says that the database had no time.</summary>
    public static bool IsPassing(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (
                IsGivenUp(exception)
                || exception is DbUpdateConcurrencyException
                || Outage.Of(exception) == Outage.DatabaseBusy
            )
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the database gave this transaction up because it and another waited for each other: the same again at once may succeed.</summary>
    public static bool GaveWay(Exception? exception)
    {
        while (exception is not null && !IsGivenUp(exception))
        {
            exception = exception.InnerException;
        }

        return exception is not null;
    }

    /// <summary>Whether the database says that a key is there already.</summary>
    public static bool KeyIsTaken(Exception? fault) =>
        fault
            is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation }
                or SqliteException { SqliteExtendedErrorCode: SqliteKeyTaken or SqliteUniqueTaken };

    private static bool IsGivenUp(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };
}
