using Microsoft.Data.Sqlite;
using Npgsql;

namespace StudentNet.Platform.Data;

/// <summary>
/// Tells "too busy just now" from "broken": the embedded database has one writer, and whoever waits a minute in vain behind a large file may
/// simply come again; so may whoever finds no free connection of PostgreSQL.
/// </summary>
public static class BusyDatabase
{
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;

    /// <summary>Whether the exception, or one inside it, says that the database had no time.</summary>
    public static bool Caused(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (
                exception
                is SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked }
                    or PostgresException { SqlState: PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.LockNotAvailable }
                    or NpgsqlException { InnerException: TimeoutException }
            )
            {
                return true;
            }
        }

        return false;
    }
}
