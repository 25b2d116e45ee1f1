using System.Data.Common;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Intake;

/// <summary>What the steps and the acceptance of a format have in hand. The transaction is open; everything runs inside it.</summary>
public sealed class IntakeContext(StudentNetDb db, FileFormat format, Receipt receipt, Act act, IReadOnlyDictionary<string, object?> settings)
{
    public StudentNetDb Db { get; } = db;

    /// <summary>Services of the run that checks or accepts; null while a file is only looked at.</summary>
    public IServiceProvider? Services { get; init; }

    public FileFormat Format { get; } = format;

    public Receipt Receipt { get; } = receipt;

    /// <summary>Who accepts; while the file is checked, the system.</summary>
    public Act Act { get; } = act;

    /// <summary>What was said beside the file, read: <c>year</c> as int.</summary>
    public IReadOnlyDictionary<string, object?> Settings { get; } = settings;

    /// <summary>Name of the table that holds the staged rows.</summary>
    public string Staging => StagingTable.NameOf(Receipt.Id);

    /// <summary>Name of the table that holds the keys of its bad rows (<see cref="FileFormat.Key"/>).</summary>
    public string Rejected => RejectedTable.NameOf(Receipt.Id);

    /// <summary>
    /// Runs a statement file with the standing parameters (<see cref="SetStep"/>) and the public properties of <paramref name="more"/>;
    /// returns rows affected.
    /// </summary>
    public async Task<int> RunAsync(string sql, object? more = null, CancellationToken cancellation = default)
    {
        await using var command = await CommandAsync(Sql.Text(sql, Db.Dialect), more, cancellation);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Runs a statement file that returns one whole number.</summary>
    public async Task<long> CountAsync(string sql, object? more = null, CancellationToken cancellation = default)
    {
        await using var command = await CommandAsync(Sql.Text(sql, Db.Dialect), more, cancellation);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellation) ?? 0L, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Streams the rows of a statement file.</summary>
    public async IAsyncEnumerable<T> QueryAsync<T>(
        string sql,
        object? more,
        Func<DbDataReader, T> read,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        await using var command = await CommandAsync(Sql.Text(sql, Db.Dialect), more, cancellation);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            yield return read(reader);
        }
    }

    /// <summary>A command with <c>{staging}</c> and <c>{rejected}</c> filled in and the standing parameters added.</summary>
    internal async Task<DbCommand> CommandAsync(string text, object? more, CancellationToken cancellation)
    {
        var filled = text.Replace("{staging}", Staging, StringComparison.Ordinal).Replace("{rejected}", Rejected, StringComparison.Ordinal);
        var command = await Db.CommandAsync(filled, more, cancellation);
        foreach (var (name, value) in Settings)
        {
            Add(command, name, value);
        }

        Add(command, "receipt", Receipt.Id);
        Add(command, "organisation", Receipt.OrganisationCode);
        Add(command, "county", Receipt.CountyCode);
        Add(command, "now", Act.At);
        Add(command, "today", TaipeiTime.Today(Act.At));
        Add(command, "supplements", Receipt.Supplements);
        return command;
    }

    private static void Add(DbCommand command, string name, object? value)
    {
        if (command.Parameters.Contains(name))
        {
            return;
        }

        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        if (value is null)
        {
            parameter.DbType = System.Data.DbType.String;
        }

        parameter.Value = Sql.Value(value);
        command.Parameters.Add(parameter);
    }
}
