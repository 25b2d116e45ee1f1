// The performance table, as ratios: every job beside the least that any such job must do, on the same rows, the same database, in the same run.
using System.Globalization;
using System.Text.Json;
using StudentNet.Bench;
using StudentNet.Bench.Evening;
using StudentNet.Bench.Pages;
using StudentNet.Platform.Commands;
using StudentNet.Tests.Infrastructure;

if (args is [PageServer.Verb, ..])
{
    return await PageServer.ServeAsync(args);
}

var line = new CommandLine(args);
if (line.Command == "pages")
{
    return await PagesBench.RunAsync(line);
}

if (line.Command == "evening")
{
    return await EveningBench.RunAsync(line);
}

var children = Number("children", 400_000);
var candidates = Number("candidates", 2_000_000);
var clerks = Number("clerks", 200);
var histories = Number("histories", 1_000_000);
var reading = Number("reading", 400_000);
int[] rolls = [.. (line.Option("rolls") ?? "100000,1000000,2000000").Split(',').Select(n => int.Parse(n, NumberStyles.None, CultureInfo.InvariantCulture))];
var parts = line.Option("only")?.Split(',');
var only = line.Option("database");
Site.AnalysedEmpty = line.Option("analysed-empty") is not null;
var figures = new List<Figure>();

if (only is null or "sqlite")
{
    await MeasureAsync(null);
}

if (only is null or "postgres")
{
    await using var cluster = await PostgresCluster.StartAsync(durable: true);
    await MeasureAsync(cluster);
}

Console.WriteLine();
Console.WriteLine("| 資料庫 | 作業 | 列數 | 秒 | 列/秒 | 基準 | 基準秒數 | 倍數 | 至此記憶體最高 MB |");
Console.WriteLine("|---|---|--:|--:|--:|---|--:|--:|--:|");
foreach (var f in figures)
{
    Console.WriteLine(
        string.Create(
            CultureInfo.InvariantCulture,
            $"| {f.Database} | {f.Job} | {f.Rows:N0} | {f.Seconds:N1} | {f.RowsPerSecond:N0} | {f.Bare} | {f.BareSeconds:N1} | {f.TimesBare:N1} | {f.PeakMegabytes:N0} |"
        )
    );
}

Console.WriteLine();
foreach (var job in figures.GroupBy(f => (f.Database, f.Job, f.Bare)).Where(job => job.Count() > 1))
{
    var (small, large) = (job.MinBy(f => f.Rows)!, job.MaxBy(f => f.Rows)!);
    Console.WriteLine(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{job.Key.Database} {job.Key.Job}：每列成本，{large.Rows:N0} 列是 {small.Rows:N0} 列的 {small.RowsPerSecond / large.RowsPerSecond:N2} 倍（{job.Key.Bare}：{small.Rows / small.BareSeconds / (large.Rows / large.BareSeconds):N2} 倍）"
        )
    );
}

if (line.Option("out") is { } file)
{
    await File.WriteAllTextAsync(file, JsonSerializer.Serialize(figures, JsonSerializerOptions.Web));
}

return 0;

async Task MeasureAsync(PostgresCluster? cluster)
{
    await AddAsync($"讀檔 {reading:N0}", () => Reading.MeasureAsync(cluster, reading));
    await AddAsync($"名冊 {children:N0}", () => Intake.MeasureAsync(cluster, children));
    if (parts?.Contains("班級名冊") != false)
    {
        // Once for the compiler, whose work a small file would otherwise pay for.
        await ClassRollIntake.MeasureAsync(cluster, 20_000);
    }

    // Three sizes: what a row costs must not grow with the file.
    foreach (var rows in rolls)
    {
        await AddAsync($"班級名冊 {rows:N0}", () => ClassRollIntake.MeasureAsync(cluster, rows));
    }

    await AddAsync($"分發 {children:N0}", () => Jobs.AllocateAsync(cluster, children));
    await AddAsync($"登錄 {clerks:N0} 人", () => Marking.MeasureAsync(cluster, clerks, 15));
    await AddAsync($"歷程 {histories:N0}", () => Histories.MeasureAsync(cluster, histories, 10));
    await AddAsync($"大比對 {candidates:N0}", () => Jobs.CompareAsync(cluster, candidates));
}

async Task AddAsync(string what, Func<Task<IReadOnlyList<Figure>>> job)
{
    if (parts?.Contains(what.Split(' ')[0]) == false)
    {
        return;
    }

    Console.Error.WriteLine($"{what} …");
    var measured = await job();
    figures.AddRange(measured);
    // A later part may take long, or fail: what is known is said now, and again in the table.
    foreach (var f in measured)
    {
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {f.Job} {f.Seconds:N1} s, {f.Bare} {f.BareSeconds:N1} s"));
    }
}

int Number(string name, int usual) => line.Option(name) is { } given ? int.Parse(given, NumberStyles.AllowThousands, CultureInfo.InvariantCulture) : usual;
