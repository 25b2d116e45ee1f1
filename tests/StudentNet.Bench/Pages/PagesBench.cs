using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Npgsql;
using StudentNet.Platform.Commands;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Bench.Pages;

/// <summary>
/// <c>./bench pages</c>: every page of every level at several sizes of the country, and what the targets of design §9 say of it: a page costs what it shows.
/// Everybody's data are kept between runs.
/// </summary>
internal static class PagesBench
{
    private const int Visitors = 8;
    private const int Looks = 11;
    private const int CountedLooks = 3;

    /// <summary>What a page may cost at the largest size against the smallest, a deep page against the first, and the ministry's against the school's.</summary>
    private const double MostGrowth = 1.2;

    /// <summary>Looks a second at the large school's list.</summary>
    private const double RosterPerSecond = 80;
    private const long MostMegabytes = 250;

    public static async Task<int> RunAsync(CommandLine line)
    {
        int[] sizes = [.. (line.Option("sizes") ?? "100000,2000000").Split(',').Select(n => int.Parse(n, NumberStyles.None, CultureInfo.InvariantCulture))];
        var kept = Path.GetFullPath(line.Option("keep") ?? Path.Combine(Path.GetTempPath(), "studentnet-bench"));
        var seconds = double.Parse(line.Option("seconds") ?? "1", CultureInfo.InvariantCulture);
        var only = line.Option("only")?.Split(',');
        Directory.CreateDirectory(kept);
        var (pages, omitted) = PageRow.Read();
        pages = [.. pages.Where(p => only is null || only.Contains(p.Endpoint.Split(' ')[0]))];
        var figures = new List<PageFigure>();
        if (line.Option("database") is null or "sqlite")
        {
            figures.AddRange(await MeasureAsync(kept, null, sizes.Min(), pages, seconds));
        }

        if (line.Option("database") is null or "postgres")
        {
            await using var cluster = await PostgresCluster.StartAsync(durable: true, Path.Combine(kept, "postgres"), "-c shared_preload_libraries=pg_stat_statements");
            foreach (var size in sizes)
            {
                figures.AddRange(await MeasureAsync(kept, cluster, size, pages, seconds));
            }
        }

        Write(figures);
        Console.WriteLine($"沒有量測（路徑參數沒有代表）：{string.Join('、', omitted)}");
        if (line.Option("out") is { } file)
        {
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(figures, JsonSerializerOptions.Web));
        }

        return 0;
    }

    private static async Task<IReadOnlyList<PageFigure>> MeasureAsync(string kept, PostgresCluster? cluster, int pupils, IReadOnlyList<PageRow> pages, double seconds)
    {
        var database = cluster is null ? "sqlite" : "postgres";
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{database} {pupils:N0} …"));
        var world = await PageWorld.OpenAsync(kept, cluster, pupils);
        await using var counted = world.Connection is { } connection ? await OpenCountAsync(connection) : null;
        await using var server = await PageServer.StartAsync(world.Folder, world.Connection, PageCountry.Now);
        var figures = new List<PageFigure>();
        foreach (var level in pages.GroupBy(p => p.Level))
        {
            using var visitor = await PageVisitor.SignInAsync(server.Address, level.Key);
            foreach (var page in level)
            {
                if (await MeasureAsync(server, visitor, counted, page, seconds) is not { } measured)
                {
                    continue;
                }

                figures.Add(measured with { Database = database, Pupils = pupils });
            }
        }

        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  伺服器記憶體最高 {server.PeakMegabytes:N0} MB（目標 {MostMegabytes} MB 以下）"));
        return figures;
    }

    private static async Task<PageFigure?> MeasureAsync(PageServer server, PageVisitor visitor, NpgsqlConnection? counted, PageRow page, double seconds)
    {
        // The first looks are for the compiler, and for what is kept between looks.
        for (var i = 0; i < 3; i++)
        {
            if (await visitor.LookAsync(page.Path) is var (status, _) && status != HttpStatusCode.OK)
            {
                Console.Error.WriteLine($"  {page.Path} {page.Level}：{(int)status}，沒有量測");
                return null;
            }
        }

        double? statements = null;
        double? databaseTime = null;
        if (counted is not null)
        {
            await ExecuteAsync(counted, "select pg_stat_statements_reset()");
            for (var i = 0; i < CountedLooks; i++)
            {
                await visitor.LookAsync(page.Path);
            }

            (statements, databaseTime) = await CountAsync(counted);
        }

        var (taken, bytes) = (new List<double>(), 0L);
        for (var i = 0; i < Looks; i++)
        {
            var watch = Stopwatch.StartNew();
            bytes = (await visitor.LookAsync(page.Path)).Bytes;
            taken.Add(watch.Elapsed.TotalMilliseconds);
        }

        // Twice as long as it is measured: a page that is looked at for the first time is compiled, and compiled better while it is looked at.
        await TogetherAsync(visitor, page, 2 * seconds);
        var before = server.ProcessorTime;
        var (looks, took) = await TogetherAsync(visitor, page, seconds);
        return new PageFigure(
            "",
            0,
            page.Endpoint,
            page.Level,
            statements,
            bytes,
            databaseTime,
            (server.ProcessorTime - before).TotalMilliseconds / looks,
            taken.Order().ElementAt(Looks / 2),
            looks / took.TotalSeconds
        );
    }

    /// <summary>Everybody looks at a page again and again for some seconds: how often, in how long.</summary>
    private static async Task<(int Looks, TimeSpan Took)> TogetherAsync(PageVisitor visitor, PageRow page, double seconds)
    {
        var (together, looks) = (Stopwatch.StartNew(), 0);
        await Task.WhenAll(
            Enumerable
                .Range(0, Visitors)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        while (together.Elapsed.TotalSeconds < seconds)
                        {
                            await visitor.LookAsync(page.Path);
                            Interlocked.Increment(ref looks);
                        }
                    })
                )
        );
        return (looks, together.Elapsed);
    }

    private static async Task<NpgsqlConnection> OpenCountAsync(string connection)
    {
        var opened = new NpgsqlConnection(connection);
        await opened.OpenAsync();
        await ExecuteAsync(opened, "create extension if not exists pg_stat_statements");
        return opened;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string statement)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Statements and milliseconds a look. Beginning and ending a transaction are no statements that read.</summary>
    private static async Task<(double Statements, double Milliseconds)> CountAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(
            """
            select
              coalesce(sum(calls) filter (where query !~* '^(begin|commit|rollback|set|discard|savepoint|release)'), 0)::float8,
              coalesce(sum(total_exec_time), 0)::float8
            from pg_stat_statements
            where dbid = (select oid from pg_database where datname = current_database()) and query !~ 'pg_stat_statements'
            """,
            connection
        );
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetDouble(0) / CountedLooks, reader.GetDouble(1) / CountedLooks);
    }

    private static void Write(IReadOnlyList<PageFigure> figures)
    {
        Console.WriteLine();
        Console.WriteLine("| 資料庫 | 頁 | 層級 | 學生 | 敘述 | KB | 資料庫 ms | 程式 CPU ms | 全部 ms | 每秒（8 人） | 對最小規模的倍數 |");
        Console.WriteLine("|---|---|---|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var f in figures.OrderBy(f => f.Database, StringComparer.Ordinal).ThenBy(f => f.Page, StringComparer.Ordinal).ThenBy(f => f.Level).ThenBy(f => f.Pupils))
        {
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {f.Database} | {f.Page} | {f.Level} | {f.Pupils:N0} | {f.Statements:N1} | {f.Bytes / 1024.0:N0} | {f.DatabaseMilliseconds:N1} | {f.ProcessorMilliseconds:N1} | {f.Milliseconds:N1} | {f.PerSecond:N0} | {GrowthOf(f, figures):N2} |"
                )
            );
        }

        Console.WriteLine();
        foreach (var miss in Misses(figures))
        {
            Console.WriteLine($"未達目標：{miss}");
        }
    }

    /// <summary>Time of a look against the same page at the smallest size; null for that size itself.</summary>
    private static double? GrowthOf(PageFigure figure, IReadOnlyList<PageFigure> figures)
    {
        var smallest = figures.Where(f => f.Database == figure.Database && f.Page == figure.Page && f.Level == figure.Level).MinBy(f => f.Pupils)!;
        return smallest.Pupils == figure.Pupils ? null : figure.Milliseconds / smallest.Milliseconds;
    }

    private static IEnumerable<string> Misses(IReadOnlyList<PageFigure> figures)
    {
        foreach (var f in figures)
        {
            var where = string.Create(CultureInfo.InvariantCulture, $"{f.Database} {f.Pupils:N0} {f.Page} {f.Level}");
            if (f.Statements > 8.01)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{where}：{f.Statements:N1} 個敘述（8 個以內）");
            }

            if (GrowthOf(f, figures) is { } growth and > MostGrowth)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{where}：學生多了，時間是 {growth:N2} 倍（{MostGrowth} 倍以內）");
            }

            if (f.Page.Split(' ') is [var first, _] && figures.FirstOrDefault(o => o.Page == first && (o.Database, o.Pupils, o.Level) == (f.Database, f.Pupils, f.Level)) is { } front && f.Milliseconds > MostGrowth * front.Milliseconds)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{where}：後面的頁是第一頁的 {f.Milliseconds / front.Milliseconds:N2} 倍");
            }

            if (f.Level == Level.Ministry && SchoolsSide(f, figures) is { } school && f.Milliseconds > MostGrowth * school.Milliseconds)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{where}：國教署是學校（{school.Page}）的 {f.Milliseconds / school.Milliseconds:N2} 倍");
            }

            if (f is { Page: "/N3.31", Level: Level.School, PerSecond: < RosterPerSecond })
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{where}：每秒 {f.PerSecond:N0} 次（{RosterPerSecond} 次以上）");
            }
        }
    }

    /// <summary>The school's page of the same function: 3 in the place of the level.</summary>
    private static PageFigure? SchoolsSide(PageFigure ministry, IReadOnlyList<PageFigure> figures) =>
        ministry.Page.EndsWith(".11", StringComparison.Ordinal)
            ? figures.FirstOrDefault(f => f.Page == ministry.Page[..^2] + "31" && f.Level == Level.School && (f.Database, f.Pupils) == (ministry.Database, ministry.Pupils))
            : null;
}
