using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
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
        var pupils = rolls.Sum(r => r.Pupils.Count);
        if (options.Ways.Except(parcels.Select(p => p.Way)).ToList() is { Count: > 0 } idle)
        {
            throw new RefusedException(TooFew(idle, rolls.Count, pupils));
        }

        if (pupils < _plan.Pupils)
        {
            Tell($"{string.Join('、', _plan.Counties)}公布的國小學生只有 {pupils:N0} 名，不足 {_plan.Pupils:N0}，全部參加");
        }

        Tell($"{pupils:N0} 名學生、{rolls.Count:N0} 校、{parcels.Count:N0} 個檔案，錯誤 {parcels.Sum(p => p.Bad.Count):N0} 列");
        await using var folder = new TrialFolder(options.Folder, "studentnet-term-");
        // Its folders must be there when the server begins to watch them.
        await using var ssh = options.Ways.Contains(Way.Sftp) ? await OpenSshAsync(cancellation) : null;
        if (ssh?.Outside is { } outside)
        {
            Tell(outside);
        }

        var setting = Setting(folder.Path, ssh);
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
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var kills = new Kills(server, options.Kills, parcels.Count + parcels.Count(p => p.Bad.Count > 0), _plan.Seed, Tell);
        var killing = kills.RunAsync(ended.Token);
        await EachAsync(
            parcels,
            async (parcel, stop) =>
            {
                var delivery = await offices.SenderOf(parcel).SendAsync(new Letter(offices.OrganisationOf(parcel), parcel.FileName, parcel.Content), stop);
                var check = delivery.ResultFile is { } file ? ResultCheck.Of(parcel, file) : new ResultCheck(0, parcel.Bad.Count, 0, null, []);
                first[parcel] = (delivery, check);
                check.Doubts.ToList().ForEach(_doubts.Add);
                kills.Progress();
            },
            cancellation
        );
        Tell($"寄出 {parcels.Count:N0} 個檔案，結果檔列出 {first.Values.Sum(f => f.Check.Found):N0} 列");

        var cleared = await MendAsync(offices, first, kills, cancellation);
        await RepeatAsync(offices, first, kills, cancellation);
        await ended.CancelAsync();
        await killing;
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
            options.Kills,
            kills.Done,
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
        Kills kills,
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

                kills.Progress();
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

    /// <summary>
    /// As long as kills are outstanding and nothing is left to send, the mended files are sent again: nothing of them is new, so nothing may change.
    /// </summary>
    private static async Task RepeatAsync(
        TermOffices offices,
        IReadOnlyDictionary<Parcel, (Delivery Delivery, ResultCheck Check)> first,
        Kills kills,
        CancellationToken cancellation
    )
    {
        var mended = first.Where(f => f.Value.Check.Mended is not null).OrderBy(f => f.Key.Number).ToList();
        for (var round = 1; mended.Count > 0 && kills.AreOutstanding; round++)
        {
            foreach (var (parcel, sent) in mended.TakeWhile(_ => kills.AreOutstanding))
            {
                // Not the same bytes: a blank line more makes it a file of its own, whose answer is not taken for the first one's.
                byte[] content = [.. sent.Check.Mended!, .. Enumerable.Repeat((byte)'\n', round)];
                var name = string.Create(CultureInfo.InvariantCulture, $"again-{round}-{parcel.Number:D4}.csv");
                await offices.SenderOf(parcel).SendAsync(new Letter(offices.OrganisationOf(parcel), name, content), cancellation);
                kills.Progress();
            }
        }
    }

    private string TooFew(IReadOnlyList<Way> idle, int schools, int pupils)
    {
        var all = _data.Statistics(_plan.Counties);
        var words = $"只有 {schools} 校、{pupils:N0} 名學生，沒有檔案走 {string.Join('、', idle)}；";
        return all.Count > schools
            ? $"{words}請增加 --pupils（{string.Join('、', _plan.Counties)}共有 {all.Count} 校、{all.Sum(s => s.Pupils):N0} 名），或以 --ways 指定要走的門"
            : $"{words}這些縣市已經全部參加，請以 --counties 增加縣市，或以 --ways 指定要走的門";
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
