using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using StudentNet.Kernel;
using StudentNet.Simulator.Country;
using StudentNet.Simulator.Doors;
using StudentNet.Simulator.Play;

namespace StudentNet.Simulator.Term;

/// <summary>
/// One term's class rolls sent by pages, command line, API and SFTP, one row in a hundred wrong in one of thirty ways; the result files are read, mended
/// and sent back, and what is stored in the end is held against the hidden truth. Nothing goes past these doors.
/// </summary>
public sealed class SimulatedTerm(TermOptions options, Action<string> say)
{
    /// <summary>Offices that work at the same time.</summary>
    private const int AtOnce = 3;

    /// <summary>Seconds until the server answers, as long as that has not been seen.</summary>
    private const int LikelyStart = 3;

    private const string FirstOfficer = "officer@example.gov.tw";

    private readonly TermPlan _plan = options.Plan;
    private readonly PublishedData _data = new(options.DataFolder);
    private readonly Stopwatch _time = new();
    private readonly ConcurrentBag<string> _doubts = [];

    /// <summary>Plays the term on a server of its own and reckons up.</summary>
    public async Task<TermReckoning> PlayAsync(CancellationToken cancellation)
    {
        _time.Start();
        var rolls = SyntheticTerm.Create(_plan, _data);
        var parcels = Parcels.Pack(_plan, rolls, options.Ways);
        if (options.Ways.Except(parcels.Select(p => p.Way)).ToList() is { Count: > 0 } idle)
        {
            throw new RefusedException($"學校太少，沒有檔案走 {string.Join('、', idle)}；請增加 --pupils，或以 --ways 指定要走的門");
        }

        Tell($"{rolls.Sum(r => r.Pupils.Count):N0} 名學生、{rolls.Count:N0} 校、{parcels.Count:N0} 個檔案，錯誤 {parcels.Sum(p => p.Bad.Count):N0} 列");
        var folder = options.Folder is { } named ? Directory.CreateDirectory(named).FullName : Directory.CreateTempSubdirectory("studentnet-term-").FullName;
        try
        {
            // Its folders must be there when the server begins to watch them.
            await using var ssh = options.Ways.Contains(Way.Sftp) ? await OpenSshAsync(cancellation) : null;
            var setting = Setting(folder, ssh);
            await using var server = await ServerProcess.StartAsync(setting, cancellation);
            try
            {
                return await PlayAsync(server, setting, ssh, rolls, parcels, cancellation);
            }
            catch (RefusedException e)
            {
                throw new RefusedException($"{e.Message}\n{server.LastWords()}");
            }
        }
        finally
        {
            if (options.Folder is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private async Task<TermReckoning> PlayAsync(
        ServerProcess server,
        ServerSetting setting,
        OpenSsh? ssh,
        IReadOnlyList<Roll> rolls,
        IReadOnlyList<Parcel> parcels,
        CancellationToken cancellation
    )
    {
        using var offices = await TermOffices.OpenAsync(server, setting, _plan, _data, options.Ways, ssh, FirstOfficer, cancellation);
        Tell($"{offices.Schools.All.Count:N0} 校有帳號");
        var byPage = parcels.Where(p => p.Way == Way.Page).SelectMany(p => p.Rolls).Select(r => r.School).ToList();
        await EachAsync(byPage, offices.EnableAsync, cancellation);
        Tell($"{byPage.Count:N0} 校啟用承辦人");

        var first = new ConcurrentDictionary<Parcel, (Delivery Delivery, ResultCheck Check)>();
        using var killing = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var kills = KillAsync(server, killing.Token);
        await EachAsync(
            parcels,
            async (parcel, stop) =>
            {
                var delivery = await offices.SenderOf(parcel).SendAsync(new Letter(offices.OrganisationOf(parcel), parcel.FileName, parcel.Content), stop);
                var check = delivery.ResultFile is { } file ? ResultCheck.Of(parcel, file) : new ResultCheck(0, parcel.Bad.Count, 0, null, []);
                first[parcel] = (delivery, check);
                check.Doubts.ToList().ForEach(_doubts.Add);
            },
            cancellation
        );
        Tell($"寄出 {parcels.Count:N0} 個檔案，結果檔列出 {first.Values.Sum(f => f.Check.Found):N0} 列");

        var cleared = await MendAsync(offices, first, cancellation);
        await killing.CancelAsync();
        await kills;
        Tell($"補正 {cleared:N0} 列");
        var differences = await CompareAsync(offices, rolls, cancellation);
        return new TermReckoning(
            rolls.Sum(r => r.Pupils.Count),
            rolls.Count,
            parcels.GroupBy(p => p.Way).OrderBy(g => g.Key).ToDictionary(g => g.Key, g => g.Count()),
            parcels.SelectMany(p => p.Bad.Values).Select(e => e.Mistake).Distinct().Count(),
            parcels.Sum(p => p.Bad.Count),
            first.Values.Sum(f => f.Check.Found),
            first.Values.Sum(f => f.Check.Missed),
            first.Values.Sum(f => f.Check.Invented),
            cleared,
            differences,
            (int)Math.Round(_time.Elapsed.TotalSeconds)
        )
        {
            Doubts = [.. _doubts],
        };
    }

    /// <summary>Sends every mended file back the way it came; gives how many bad rows are settled while the attempt is kept.</summary>
    private async Task<int> MendAsync(
        TermOffices offices,
        IReadOnlyDictionary<Parcel, (Delivery Delivery, ResultCheck Check)> first,
        CancellationToken cancellation
    )
    {
        var cleared = 0;
        await EachAsync(
            first.Where(f => f.Value.Check.Mended is not null),
            async (sent, stop) =>
            {
                var (parcel, (attempt, check)) = sent;
                var letter = new Letter(offices.OrganisationOf(parcel), $"mended-{parcel.Number:D4}.csv", check.Mended!);
                var second = await offices.SenderOf(parcel).SendAsync(letter, stop);
                var settled = await offices.SettledAsync(parcel, attempt.Receipt, second.Receipt, stop);
                Interlocked.Add(ref cleared, settled);
                if (settled != parcel.Bad.Count || second.Bad > 0)
                {
                    _doubts.Add($"{parcel.FileName} ({parcel.Way}): {settled} of {parcel.Bad.Count} settled, {second.Bad} bad again");
                }
            },
            cancellation
        );
        return cleared;
    }

    private async Task<int> CompareAsync(TermOffices offices, IReadOnlyList<Roll> rolls, CancellationToken cancellation)
    {
        var differences = 0;
        await EachAsync(
            rolls,
            async (roll, stop) =>
            {
                await offices.EnableAsync(roll.School, stop);
                var found = RollCheck.Differences(roll, _plan.Term, await offices.ImportFileAsync(roll.School, stop));
                Interlocked.Add(ref differences, found.Count);
                found.Take(5).ToList().ForEach(_doubts.Add);
            },
            cancellation
        );
        return differences;
    }

    /// <summary>Kills the server at drawn moments while files come in and come back mended, with all its work, and starts it again.</summary>
    private async Task KillAsync(ServerProcess server, CancellationToken cancellation)
    {
        var draw = SeededDraw.For(_plan.Seed, "kills");
        var start = TimeSpan.FromSeconds(LikelyStart);
        for (var kill = 0; kill < options.Kills; kill++)
        {
            try
            {
                // By the pace of the machine: on a busy one, where a start takes long, the server would get nothing done between two kills.
                await Task.Delay(start * (draw.Between(10, 100) / 100.0), cancellation);
            }
            catch (OperationCanceledException)
            {
                _doubts.Add($"killed {kill} times instead of {options.Kills}: all files had arrived");
                return;
            }

            await server.KillAsync(CancellationToken.None);
            Tell($"伺服器被中止（SIGKILL），第 {kill + 1} 次");
            var began = _time.Elapsed;
            await server.StartAsync(CancellationToken.None);
            start = _time.Elapsed - began;
        }
    }

    private static Task EachAsync<T>(IEnumerable<T> items, Func<T, CancellationToken, Task> work, CancellationToken cancellation) =>
        Parallel.ForEachAsync(
            items,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (item, stop) => await work(item, stop)
        );

    private static Task<OpenSsh> OpenSshAsync(CancellationToken cancellation) =>
        OpenSsh.Missing is { } missing
            ? throw new RefusedException($"{missing}；不走 SFTP 就加上 --ways page,commandline,api")
            : OpenSsh.StartAsync(cancellation);

    private ServerSetting Setting(string folder, OpenSsh? ssh)
    {
        var assembly = options.Server ?? ServerProcess.BesideThis();
        string[] database = options.Database is { } postgres ? ["--database", postgres] : [];
        // The sftp program renames a file when it is whole: nothing has to rest.
        string[] sftp = ssh is null ? [] : ["--sftp", ssh.Root, "--sftp-rest", "0"];
        return new ServerSetting(assembly, folder, ["--training", "empty", "--officer", FirstOfficer, .. database, .. sftp]);
    }

    private void Tell(string what) => say(string.Create(CultureInfo.InvariantCulture, $"{_time.Elapsed:mm\\:ss} {what}"));
}
