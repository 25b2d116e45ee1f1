using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace StudentNet.Platform.Data;

/// <summary>
/// Set-based statements. Their texts are <c>.sql</c> files beside the code that runs them, one text for both databases wherever it can be:
/// <c>allocate.sql</c>, or <c>allocate.sqlite.sql</c> and <c>allocate.postgres.sql</c>. File names are unique in the whole application.
/// </summary>
public static class Sql
{
    private static readonly ConcurrentDictionary<(string, Dialect), string> Texts = new();

    /// <summary>The text of a statement file for this database; a missing file is a bug and throws.</summary>
    public static string Text(string name, Dialect dialect) =>
        Texts.GetOrAdd(
            (name, dialect),
            static key =>
            {
                var (name, dialect) = key;
                return Read($"Sql/{name}.{dialect.ToString().ToLowerInvariant()}.sql")
                    ?? Read($"Sql/{name}.sql")
                    ?? throw new InvalidOperationException($"There is no statement file {name}.sql.");
            }
        );

    /// <summary>Runs a statement file; parameters are the public properties of <paramref name="parameters"/>. Returns rows affected.</summary>
    public static async Task<int> RunAsync(this StudentNetDb db, string name, object? parameters, CancellationToken cancellation = default)
    {
        await using var command = await db.CommandAsync(Text(name, db.Dialect), parameters, cancellation);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Runs a statement file that returns one value.</summary>
    public static async Task<T> ScalarAsync<T>(this StudentNetDb db, string name, object? parameters, CancellationToken cancellation = default)
    {
        await using var command = await db.CommandAsync(Text(name, db.Dialect), parameters, cancellation);
        var value = await command.ExecuteScalarAsync(cancellation);
        return value is null or DBNull
            ? default!
            : (T)Convert.ChangeType(value, Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Streams the rows of a statement file.</summary>
    public static async IAsyncEnumerable<T> QueryAsync<T>(
        this StudentNetDb db,
        string name,
        object? parameters,
        Func<DbDataReader, T> read,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        await using var command = await db.CommandAsync(Text(name, db.Dialect), parameters, cancellation);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            yield return read(reader);
        }
    }

    /// <summary>A command on the context's connection and transaction, with named parameters (<c>@year</c>).</summary>
    public static async Task<DbCommand> CommandAsync(
        this StudentNetDb db,
        string text,
        object? parameters = null,
        CancellationToken cancellation = default
    )
    {
        var connection = db.Database.GetDbConnection();
        if (connection.State != System.Data.ConnectionState.Open)
        {
            await db.Database.OpenConnectionAsync(cancellation);
        }

        var command = connection.CreateCommand();
        command.CommandText = text;
        command.CommandTimeout = 0;
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        foreach (var property in parameters?.GetType().GetProperties() ?? [])
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = property.Name;
            parameter.Value = Value(property.GetValue(parameters));
            if (parameter.Value is DBNull && property.PropertyType == typeof(string))
            {
                parameter.DbType = System.Data.DbType.String;
            }

            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>How a domain value looks to the driver, the same as the model's converters store it.</summary>
    public static object Value(object? value) =>
        value switch
        {
            null => DBNull.Value,
            SchoolYear year => year.Roc,
            SchoolLevel level => (int)level,
            Enum word => word.ToString(),
            _ => value,
        };

    private static string? Read(string resource)
    {
        using var stream = typeof(Sql).Assembly.GetManifestResourceStream(resource);
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
