using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Bench.Pages;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Admissions.Marking;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Commands;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Windows;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Bench.Evening;

/// <summary>
/// <c>./bench evening</c>: the last evening of a county's registration on PostgreSQL. Four hundred clerks mark by the page, half of them send a file, each
/// school submits. Nothing acknowledged may be missing afterwards, nothing may answer 500, and a mark may take three times what it takes one clerk alone.
/// </summary>
internal static class EveningBench
{
    private const double MostTimesAlone = 3;

    public static async Task<int> RunAsync(CommandLine line)
    {
        var seconds = double.Parse(line.Option("seconds") ?? "300", CultureInfo.InvariantCulture);
        var pace = TimeSpan.FromSeconds(double.Parse(line.Option("pace") ?? "5", CultureInfo.InvariantCulture));
        var folder = Directory.CreateTempSubdirectory("sn-evening-").FullName;
        await using var cluster = await PostgresCluster.StartAsync(durable: true);
        await cluster.AdministerAsync("create database evening");
        var connection = cluster.Connection("evening");
        try
        {
            await FillAsync(folder, connection);
            return await MeasureAsync(folder, connection, TimeSpan.FromSeconds(seconds), pace);
        }
        finally
        {
            Npgsql.NpgsqlConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task FillAsync(string folder, string connection)
    {
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"布置 {EveningCounty.Schools} 校，每校 {EveningCounty.ChildrenOfASchool} 名新生 …"));
        await using var app = PageServer.Build(["--data", folder, "--no-worker", "--database", connection], EveningCounty.Now);
        await Application.PrepareAsync(app);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<StudentNetDb>();
        await EveningCounty.FillAsync(db, scope.ServiceProvider.GetRequiredService<IPasswordHasher<Account>>(), scope.ServiceProvider.GetRequiredService<FilingCalendar>());
        await using var analyse = await db.CommandAsync("vacuum analyze");
        await analyse.ExecuteNonQueryAsync();
    }

    private static async Task<int> MeasureAsync(string folder, string connection, TimeSpan length, TimeSpan pace)
    {
        await using var server = await PageServer.StartAsync(folder, connection, EveningCounty.Now, hasWorker: true);
        var (warm, alone, evening) = (new EveningLog(), new EveningLog(), new EveningLog());
        // The last school's clerks are not among the others: one is for the compiler, the other is the one alone.
        var last = EveningCounty.Schools - 1;
        await OneAsync(server, last, 0, warm);
        await OneAsync(server, last, 1, alone);

        var clerks = Enumerable.Range(0, last).SelectMany(s => Enumerable.Range(0, EveningCounty.ClerksOfASchool).Select(c => new EveningClerk(server.Address, s, c, evening))).ToList();
        Console.Error.WriteLine($"{clerks.Count} 位承辦人登入 …");
        await Parallel.ForEachAsync(clerks, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (clerk, _) => await clerk.SignInAsync());
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"開始，{length.TotalSeconds:N0} 秒 …"));
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(clerks.Select((clerk, i) => Task.Run(() => clerk.WorkAsync(watch, pace * i / clerks.Count, pace, length))));
        var taken = watch.Elapsed;
        clerks.ForEach(c => c.Dispose());

        var (missing, received) = await CheckAsync(folder, connection, evening);
        return Write(evening, alone, taken, missing, received, server.PeakMegabytes);
    }

    private static async Task OneAsync(PageServer server, int school, int clerk, EveningLog log)
    {
        using var one = new EveningClerk(server.Address, school, clerk, log);
        await one.SignInAsync();
        await one.WorkAsync(Stopwatch.StartNew(), TimeSpan.Zero, TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(30));
    }

    /// <summary>Acknowledged marks that are not stored, and how many files are.</summary>
    private static async Task<(int Missing, int Received)> CheckAsync(string folder, string connection, EveningLog log)
    {
        await using var app = PageServer.Build(["--data", folder, "--no-worker", "--database", connection], EveningCounty.Now);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<StudentNetDb>();
        var stored = (await db.Set<EntryMark>().Where(m => m.Stage == EntryStage.Registration && m.State == MarkState.Here).Select(m => new { m.SchoolCode, m.PersonId }).ToListAsync())
            .Select(m => (m.SchoolCode, m.PersonId))
            .ToHashSet();
        var missing = log.Acknowledged.Count(a => !stored.Contains((EveningCounty.School(a.School), a.Child)));
        return (missing, await db.Set<Receipt>().CountAsync());
    }

    private static int Write(EveningLog evening, EveningLog alone, TimeSpan taken, int missing, int received, long megabytes)
    {
        var (together, one) = (P95(evening.Marks), P95(alone.Marks));
        var stamps = evening.Submissions;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                {taken.TotalSeconds:N0} 秒：標記 {evening.Marks.Count:N0} 筆（每秒 {evening.Marks.Count / taken.TotalSeconds:N0}），上傳 {evening.Uploads} 檔，提交 {stamps} 校，伺服器記憶體最高 {megabytes:N0} MB
                標記每百筆中第 95 慢的：{together:N0} ms，一位承辦人單獨時 {one:N0} ms，{together / one:N1} 倍（目標 {MostTimesAlone} 倍以內）
                收到回覆而沒有存下的標記：{missing}；送出而沒有收件的檔案：{evening.Uploads + alone.Uploads - received}；失敗的要求：{evening.Faults.Count}
                """
            )
        );
        foreach (var fault in evening.Faults.GroupBy(f => f).OrderByDescending(f => f.Count()).Take(10))
        {
            Console.WriteLine($"  {fault.Count()} × {fault.Key}");
        }

        return missing == 0 && evening.Faults.Count == 0 ? 0 : 1;
    }

    private static double P95(IReadOnlyCollection<double> taken) => taken.Order().ElementAt((int)(taken.Count * 0.95));
}
