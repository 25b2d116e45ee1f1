using System.Text;
using Npgsql;

namespace StudentNet.Tests.Infrastructure;

/// <summary>
/// A PostgreSQL database that a test has finished with, made as the template is, for the next one: a tenth of what a new database costs, most of which
/// is not its files but everything that a server and its callers learn about it (connections, catalogue, prepared statements). What a test did to more
/// than rows, or is still doing, cannot be taken back like this; such a database is dropped.
/// </summary>
internal sealed class RenewedDatabase
{
    /// <summary>All that a test could change beside rows, in one figure: tables, columns, triggers and whether they are on, rules, functions, rights, settings; and who is still at work.</summary>
    private const string Shape = """
        select md5(string_agg(part, '|' order by part))
        from (
          select concat('n ', n.nspname) as part from pg_namespace n where n.nspname not like 'pg\_%'
          union all
          select concat('r ', c.relname, ' ', c.relkind, ' ', c.relacl::text, ' ', c.reloptions::text)
          from pg_class c
          where c.relnamespace = 'public'::regnamespace
          union all
          select concat('c ', c.relname, ' ', a.attnum, a.attname, ' ', a.atttypid, a.attnotnull, a.atthasdef, a.attisdropped, a.attacl::text)
          from pg_attribute a
          join pg_class c on c.oid = a.attrelid
          where a.attnum > 0 and c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v')
          union all
          select concat('t ', t.tgrelid::regclass, ' ', t.tgname, ' ', t.tgenabled) from pg_trigger t where not t.tgisinternal
          union all
          select concat('f ', p.proname, ' ', md5(p.prosrc)) from pg_proc p where p.pronamespace = 'public'::regnamespace
          union all
          select concat('k ', k.conname, ' ', k.contype, ' ', k.convalidated) from pg_constraint k where k.connamespace = 'public'::regnamespace
          union all
          select concat('s ', s.setconfig::text) from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase where d.datname = current_database()
          union all
          select concat('l ', count(*)) from pg_largeobject_metadata
          union all
          select concat('b ', count(*)) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'
        ) as parts
        """;

    /// <summary>Tables that have, or have had, rows; and whether they are small enough to be emptied row by row, which is quicker for a few pages.</summary>
    private const string Touched = """
        select c.relname, pg_relation_size(c.oid) <= 65536
        from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and pg_relation_size(c.oid) > 0
        """;

    private const string Numbers = "select schemaname, sequencename, coalesce(last_value, start_value), last_value is not null from pg_sequences";

    private readonly string _shape;
    private readonly IReadOnlyList<(string Table, string Rows)> _rows;
    private readonly IReadOnlyDictionary<string, (long Value, bool IsCalled)> _numbers;

    private RenewedDatabase(string shape, IReadOnlyList<(string, string)> rows, IReadOnlyDictionary<string, (long, bool)> numbers) =>
        (_shape, _rows, _numbers) = (shape, rows, numbers);

    /// <summary>Learns what a database is like that no test has had.</summary>
    public static async Task<RenewedDatabase> OfAsync(NpgsqlConnection database)
    {
        await database.OpenAsync();
        var rows = new List<(string, string)>();
        foreach (var (table, _) in await TouchedAsync(database))
        {
            using var reader = await database.BeginTextExportAsync($"copy \"{table}\" to stdout");
            if (await reader.ReadToEndAsync() is { Length: > 0 } text)
            {
                rows.Add((table, text));
            }
        }

        return new RenewedDatabase(await ShapeAsync(database), rows, await NumbersAsync(database));
    }

    /// <summary>Makes it so again; false: it cannot be.</summary>
    public async Task<bool> TryAsync(NpgsqlConnection database)
    {
        try
        {
            await database.OpenAsync();
            await using var transaction = await database.BeginTransactionAsync();
            // As a copy of somebody else's changes: no trigger fires and no key is looked for, in whatever order tables are emptied. Until the end of the
            // transaction only, however it ends: the connection goes back to its pool.
            await RunAsync(database, "set local session_replication_role = replica; set local lock_timeout = '1s'");
            if (await ShapeAsync(database) != _shape)
            {
                return false;
            }

            var touched = await TouchedAsync(database);
            var large = touched.Where(t => !t.IsSmall).Select(t => $"\"{t.Table}\"").ToList();
            var text = new StringBuilder();
            foreach (var (table, _) in touched.Where(t => t.IsSmall))
            {
                text.Append("delete from \"").Append(table).Append("\";");
            }

            if (large.Count > 0)
            {
                text.Append("truncate ").AppendJoin(',', large).Append(';');
            }

            foreach (var (name, number) in await NumbersAsync(database))
            {
                if (_numbers[name] is var was && was != number)
                {
                    text.Append(System.Globalization.CultureInfo.InvariantCulture, $"select setval('{name}', {was.Value}, {was.IsCalled});");
                }
            }

            await RunAsync(database, text.ToString());
            foreach (var (table, rows) in _rows)
            {
                await using var writer = await database.BeginTextImportAsync($"copy \"{table}\" from stdin");
                await writer.WriteAsync(rows);
            }

            await transaction.CommitAsync();
            await database.CloseAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            // The test's server or its connections are gone, or something of it still holds a row: then this is no database for another test.
            return false;
        }
    }

    private static async Task<string> ShapeAsync(NpgsqlConnection database)
    {
        await using var command = new NpgsqlCommand(Shape, database);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<IReadOnlyList<(string Table, bool IsSmall)>> TouchedAsync(NpgsqlConnection database)
    {
        await using var command = new NpgsqlCommand(Touched, database);
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<(string, bool)>();
        while (await reader.ReadAsync())
        {
            found.Add((reader.GetString(0), reader.GetBoolean(1)));
        }

        return found;
    }

    private static async Task<IReadOnlyDictionary<string, (long Value, bool IsCalled)>> NumbersAsync(NpgsqlConnection database)
    {
        await using var command = new NpgsqlCommand(Numbers, database);
        await using var reader = await command.ExecuteReaderAsync();
        var found = new Dictionary<string, (long, bool)>(StringComparer.Ordinal);
        while (await reader.ReadAsync())
        {
            found[$"\"{reader.GetString(0)}\".\"{reader.GetString(1)}\""] = (reader.GetInt64(2), reader.GetBoolean(3));
        }

        return found;
    }

    private static async Task RunAsync(NpgsqlConnection database, string text)
    {
        if (text.Length > 0)
        {
            await using var command = new NpgsqlCommand(text, database);
            await command.ExecuteNonQueryAsync();
        }
    }
}
