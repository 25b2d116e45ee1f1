using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.Schools.M3Districts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Intake;

/// <summary>
/// No statement on a file may read the whole file again for each stored row: that takes a county's file from seconds to hours, and no test of a
/// few rows would notice. What is looked at is the plan that the embedded database makes, for every statement file that names the staged rows.
/// </summary>
public sealed partial class StagingTableTests
{
    [Fact]
    public async Task No_statement_reads_the_whole_file_for_each_stored_row()
    {
        await using var app = await TestApp.CreateAsync();
        await EmbeddedAsync(async db =>
        {
            var formats = app.Services.GetRequiredService<FormatCatalogue>().All.Select((format, i) => (Format: format, Receipt: (long)i + 1)).ToList();
            foreach (var (format, receipt) in formats)
            {
                await StagingTable.CreateAsync(db, format, receipt, default);
                await StagingTable.IndexAsync(db, format, receipt, default);
            }

            // Working tables of formats, which their own statements make, and those in which rows are handed from one module to another.
            foreach (var table in (string[])["registry-list-place-table", "registry-leaving-table", "person-set-table", "named-schools-table", "named-villages-table"])
            {
                await db.RunAsync(table, null);
            }

            var districts = formats.Single(f => f.Format.Code == DistrictTableFormat.Code).Receipt;
            var open = Sql.Text("district-table-placed-open", db.Dialect).Replace("{staging}", StagingTable.NameOf(districts), StringComparison.Ordinal);
            await using (var command = await db.CommandAsync(open))
            {
                await command.ExecuteNonQueryAsync();
            }

            var (slow, unread) = (new List<string>(), new List<string>());
            foreach (var (name, statement) in Statements())
            {
                // Whose statement it is shows from the columns: it can be prepared for that format. Where it can be for several, one plan has to be good.
                var scans = new List<string[]>();
                foreach (var (format, receipt) in formats)
                {
                    if (await PlanAsync(db, statement, receipt) is { } plan)
                    {
                        scans.Add([.. Repeated(plan, Names(statement, receipt)).Select(scan => $"{name} ({format.Code}): {scan}")]);
                    }
                }

                (scans.Count == 0 ? unread : slow).AddRange(scans.Count == 0 ? [name] : scans.MinBy(s => s.Length)!);
            }

            unread.ShouldBeEmpty("for no format could these be prepared");
            slow.ShouldBeEmpty();
        });
    }

    /// <summary>Works on an embedded database of its own, whichever the tests run on.</summary>
    private static async Task EmbeddedAsync(Func<StudentNetDb, Task> work)
    {
        var folder = Directory.CreateTempSubdirectory("sn-plans-");
        var builder = new DbContextOptionsBuilder<SqliteDb>();
        var file = Path.Combine(folder.FullName, "plans.db");
        // The application opens files that are there and makes none by opening.
        await File.WriteAllBytesAsync(file, []);
        DataServices.UseSqlite(builder, file);
        await using (var db = new SqliteDb(builder.Options))
        {
            await db.Database.MigrateAsync();
            await PublishedViews.BringUpToDateAsync(db);
            await work(db);
            // Its own connections only: tests beside this one have theirs open.
            await db.Database.CloseConnectionAsync();
            SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
        }

        folder.Delete(recursive: true);
    }

    /// <summary>The single statements of the files that name the staged rows.</summary>
    private static IEnumerable<(string Name, string Statement)> Statements() =>
        from resource in typeof(StagingTable).Assembly.GetManifestResourceNames()
        where resource.StartsWith("Sql/", StringComparison.Ordinal) && !resource.EndsWith(".postgres.sql", StringComparison.Ordinal)
        let name = resource["Sql/".Length..^".sql".Length]
        from statement in Comments().Replace(Sql.Text(name.Replace(".sqlite", "", StringComparison.Ordinal), Dialect.Sqlite), "").Split(';')
        where statement.Contains("{staging}", StringComparison.Ordinal)
        select (name, statement);

    /// <summary>The plan as (id, parent, what) or null where the statement is not of this format.</summary>
    private static async Task<List<(int Id, int Parent, string Detail)>?> PlanAsync(StudentNetDb db, string statement, long receipt)
    {
        var text = statement
            .Replace("{staging}", StagingTable.NameOf(receipt), StringComparison.Ordinal)
            .Replace("{rejected}", RejectedTable.NameOf(receipt), StringComparison.Ordinal);
        await using var command = await db.CommandAsync($"explain query plan {text}");
        foreach (var parameter in Parameters().Matches(text).Select(m => m.Value).Distinct())
        {
            var bound = command.CreateParameter();
            (bound.ParameterName, bound.Value) = (parameter, DBNull.Value);
            command.Parameters.Add(bound);
        }

        try
        {
            await using var reader = await command.ExecuteReaderAsync();
            var plan = new List<(int, int, string)>();
            while (await reader.ReadAsync())
            {
                plan.Add((reader.GetInt32(0), reader.GetInt32(1), reader.GetString(3)));
            }

            return plan;
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode == SQLitePCL.raw.SQLITE_ERROR)
        {
            return null;
        }
    }

    /// <summary>Scans of the staged rows inside what is asked again for each row outside.</summary>
    private static IEnumerable<string> Repeated(List<(int Id, int Parent, string Detail)> plan, HashSet<string> names)
    {
        var again = new HashSet<int>();
        foreach (var (id, parent, detail) in plan)
        {
            if (again.Contains(parent) || detail.StartsWith("CORRELATED", StringComparison.Ordinal))
            {
                again.Add(id);
                if (detail.StartsWith("SCAN ", StringComparison.Ordinal) && names.Contains(detail.Split(' ')[1]))
                {
                    yield return detail;
                }
            }
        }
    }

    /// <summary>What a plan may call the staged rows.</summary>
    private static HashSet<string> Names(string statement, long receipt) =>
        [StagingTable.NameOf(receipt), .. Aliases().Matches(statement).Select(m => m.Groups[1].Value)];

    [GeneratedRegex("^--.*$", RegexOptions.Multiline)]
    private static partial Regex Comments();

    [GeneratedRegex(@"@\w+")]
    private static partial Regex Parameters();

    [GeneratedRegex(@"\{staging\} (?:as )?(\w+)")]
    private static partial Regex Aliases();
}
