using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Access;

/// <summary>
/// Design §9: a page runs at most eight statements, sign-in, frame and audit together. Pages that still cost more stand in <c>page-costs.csv</c> with
/// what they cost: no page may come to cost more, and whoever makes one cheaper takes its row away.
/// </summary>
[Collection(nameof(EverybodyAsked))]
[OnOneDatabase(OneDatabase.Server)]
public sealed class PageCostTests(EverybodyAsked asked)
{
    private const int Budget = 8;
    private const string File = "page-costs.csv";

    [Fact]
    public async Task No_page_runs_more_statements_than_its_budget()
    {
        Assert.SkipUnless(TestDatabases.Dialect == Dialect.Postgres, "Statements are counted by the driver of PostgreSQL.");
        using var statements = new SentStatements(new NpgsqlConnectionStringBuilder(asked.App.Services.GetRequiredService<DataOptions>().Postgres).Database!);
        var allowed = ReadBudgets();
        var (wrong, asks, dearest) = (new StringBuilder(), 0, new SortedDictionary<string, int>(StringComparer.Ordinal));
        foreach (var row in AccessMatrix.Read().Where(row => row.Method == "GET"))
        {
            foreach (var asker in asked.Askers.Where(asker => row.Expected[asker.Name] == AccessVerdict.Allow))
            {
                // Twice: what is kept between requests (windows, what is due) has been read by the first.
                await asker.AskAsync(row.Method, row.Path);
                statements.Take();
                await asker.AskAsync(row.Method, row.Path);
                var sent = statements.Take();
                asks++;
                dearest[row.Endpoint] = Math.Max(dearest.GetValueOrDefault(row.Endpoint), sent.Count);
                if (sent.Count > allowed.GetValueOrDefault(row.Endpoint, Budget))
                {
                    wrong.AppendLine(CultureInfo.InvariantCulture, $"{row.Path} for {asker.Name}: {sent.Count} statements, allowed {allowed.GetValueOrDefault(row.Endpoint, Budget)}");
                    wrong.AppendJoin('\n', sent.Select(s => "    " + Fold(s))).AppendLine();
                }
            }
        }

        foreach (var (endpoint, statementsNow) in dearest.Where(d => allowed.TryGetValue(d.Key, out var most) && d.Value < most))
        {
            wrong.AppendLine(CultureInfo.InvariantCulture, $"{endpoint}: {statementsNow} statements now; write that into {File}, or take its row away where it is {Budget} or fewer");
        }

        wrong.ToString().ShouldBeEmpty();
        asks.ShouldBeGreaterThan(300, "If the pages are not asked, nothing is counted.");
        dearest.Values.Sum().ShouldBeGreaterThan(300, "If the driver reports nothing, nothing is counted.");
    }

    private static Dictionary<string, int> ReadBudgets()
    {
        using var text = new StreamReader(typeof(PageCostTests).Assembly.GetManifestResourceStream(File)!);
        return text.ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Skip(1)
            .Select(line => line.Split(','))
            .ToDictionary(cells => cells[0], cells => int.Parse(cells[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }

    private static string Fold(string statement)
    {
        var line = string.Join(' ', statement.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > 160 ? line[..160] + "…" : line;
    }
}
