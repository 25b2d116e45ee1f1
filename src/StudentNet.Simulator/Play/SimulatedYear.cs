using System.Diagnostics;
using StudentNet.Kernel;
using StudentNet.Simulator.Country;
using StudentNet.Simulator.Doors;

namespace StudentNet.Simulator.Play;

/// <summary>
/// One enrolment year from the ministry's lists to the comparison of 9/15, played through pages and files only, and held against the hidden truth.
/// </summary>
public sealed class SimulatedYear(Options options, Action<string> say)
{
    /// <summary>Schools that work at the same time.</summary>
    private const int AtOnce = 3;

    /// <summary>How often a run is asked for until a kill hits it.</summary>
    private const int KillsTried = 10;

    /// <summary>Milliseconds after a run was seen at work.</summary>
    private const int LatestKill = 400;

    private const string FirstOfficer = "officer@example.gov.tw";

    private readonly CountryPlan _plan = options.Plan;
    private readonly PublishedData _data = new(options.DataFolder);
    private readonly Stopwatch _time = new();
    private readonly List<DoubleJourney> _doubles = [];

    /// <summary>Plays the year on a server of its own and reckons up.</summary>
    public async Task<Reckoning> PlayAsync(CancellationToken cancellation)
    {
        _time.Start();
        var children = NumberStories.Give(SyntheticCountry.Create(_plan, _data), options.Numbers, _plan.Seed);
        Tell($"{children.Count:N0} 名學生");
        await using var folder = new TrialFolder(options.Folder, "studentnet-year-");
        await using var server = await ServerProcess.StartAsync(Setting(folder.Path), cancellation);
        try
        {
            return await PlayAsync(server, children, cancellation);
        }
        catch (RefusedException e)
        {
            throw new RefusedException($"{e.Message}\n{server.LastWords()}");
        }
    }

    private async Task<Reckoning> PlayAsync(ServerProcess server, IReadOnlyList<Child> children, CancellationToken cancellation)
    {
        using var officer = new Clerk(server.Address, FirstOfficer);
        await officer.ActivateAsync(server.PrintedCode(FirstOfficer), cancellation);
        var ministry = new Ministry(officer, _plan, _data);
        await ministry.SetClockAsync(new DateOnly(_plan.Year.Gregorian - 1, 12, 16), cancellation);
        await ministry.ImportListsAsync(cancellation);
        Tell("村里與學校名冊已匯入");
        var counties = await CountiesAsync(server, ministry, cancellation);
        var published = _data.Schools();
        var units = new List<SchoolUnit>();
        foreach (var county in counties)
        {
            await county.SetWindowsAsync(cancellation);
            await county.PublishDistrictsAsync(cancellation);
            units.AddRange(await county.SchoolAccountsAsync(published, cancellation));
        }

        var schools = new Schools(units);
        Tell($"{counties.Count} 縣市設定期程、公告學區；{schools.All.Count:N0} 校有帳號");

        await SendListsAsync(ministry, children, cancellation);
        var journeys = new Journeys(_plan, DistrictTable.Load(_data, _plan.Level), schools);
        var counts = await AllocateAsync(server, ministry, counties, children, journeys, cancellation);
        var travellers = await JourneysAsync(counties, children, journeys, cancellation);
        var offices = Offices(server, schools, travellers);
        try
        {
            var registered = await RegisterAsync(ministry, counties, offices, children, cancellation);
            foreach (var county in counties)
            {
                await county.ConfirmProposalsAsync(cancellation);
            }

            await NumbersAsync(ministry, counties, offices, children, SeasonMoment.AfterRegistration, cancellation);
            await ministry.SetClockAsync(new DateOnly(_plan.Year.Gregorian, 9, 2), cancellation);
            await EachAsync(offices, (office, stop) => office.AdmitAsync(stop), cancellation);
            Tell($"{offices.Count:N0} 校提交入學");
            await NumbersAsync(ministry, counties, offices, children, SeasonMoment.AfterAdmission, cancellation);
            var notFound = await NotFoundAsync(offices, children, cancellation);
            var figures = await CompareAsync(server, ministry, cancellation);
            await NumbersAsync(ministry, counties, offices, children, SeasonMoment.AfterComparison, cancellation);
            var reckoning = await ReckonAsync(counties, offices, [.. travellers.Where(j => IsTruth(j))], counts, registered, figures, cancellation);
            var untold = options.Numbers.Except(children.Select(c => c.Story).OfType<NumberStory>()).ToList();
            var marksLost = await MarksLostAsync(offices, travellers, cancellation);
            return (
                reckoning with
                {
                    Numbers = options.Numbers.Select(s => s.Fate).Distinct().ToDictionary(fate => fate, fate => children.Count(c => c.Story?.Fate == fate)),
                    Untold = untold.Count,
                    NotFound = notFound.Count,
                    MarksLost = marksLost.Count,
                }
            ).With(
                [
                    .. notFound.Select(c => $"not found by every number: {c.Story}"),
                    .. marksLost.Select(c => $"registration gone: {c.Story}"),
                    .. untold.Select(s => $"{s} befell nobody: there are too few children"),
                ]
            );
        }
        finally
        {
            offices.ForEach(o => o.Dispose());
        }
    }

    private async Task<List<CountyOffice>> CountiesAsync(ServerProcess server, Ministry ministry, CancellationToken cancellation)
    {
        var counties = new List<CountyOffice>();
        foreach (var name in _plan.Counties.Select(c => c.Replace('台', '臺')))
        {
            var clerk = new Clerk(server.Address, $"county{counties.Count + 1}@example.gov.tw");
            await clerk.ActivateAsync(await ministry.AppointAsync(name, clerk.SignInName, cancellation), cancellation);
            counties.Add(new CountyOffice(name, clerk, _plan, _data));
        }

        return counties;
    }

    private async Task SendListsAsync(Ministry ministry, IReadOnlyList<Child> children, CancellationToken cancellation)
    {
        var file = new RegistryFile(_plan);
        await ministry.SetClockAsync(new DateOnly(_plan.Year.Gregorian, 3, 26), cancellation);
        var rows = await ministry.SendRegistryListAsync("1", file.Reference(children), cancellation);
        Tell($"3/20 名冊 {rows:N0} 列");
        await ministry.SetClockAsync(new DateOnly(_plan.Year.Gregorian, 4, 13), cancellation);
        rows = await ministry.SendRegistryListAsync("2", file.Omissions(children), cancellation);
        rows += await ministry.SendRegistryListAsync("3", file.ChangesBefore(children), cancellation);
        Tell($"遺漏名單與異動 {rows:N0} 列");
        await NumbersAsync(ministry, [], [], children, SeasonMoment.BeforeAllocation, cancellation);
    }

    /// <summary>
    /// What is found out about numbers at a moment: the registry's list says it, or the county at its page. Whoever works with the children knows it
    /// from then on.
    /// </summary>
    private async Task NumbersAsync(
        Ministry ministry,
        IReadOnlyList<CountyOffice> counties,
        IReadOnlyList<SchoolOffice> offices,
        IReadOnlyList<Child> children,
        SeasonMoment moment,
        CancellationToken cancellation
    )
    {
        if (options.Numbers.Count == 0)
        {
            return;
        }

        var file = new RegistryFile(_plan);
        await ministry.SetClockAsync(file.DayOf(moment), cancellation);
        var rows = await ministry.SendRegistryListAsync("3", file.Numbers(children, moment), cancellation);
        var found = children.Where(c => c.Story is { IsDouble: true } s && s.At == moment).ToList();
        var proposed = found.Where(c => c.Story!.Fate == NumberFate.Proposed).Select(TwoRecords.Of).ToList();
        var joined = 0;
        foreach (var county in counties)
        {
            joined += await county.JoinProposalsAsync(proposed, cancellation);
        }

        if (joined != proposed.Count)
        {
            throw new RefusedException($"N7.21 has {joined} of {proposed.Count} proposed children.");
        }

        var journeys = _doubles.Where(d => found.Contains(d.Records.One)).ToList();
        foreach (var office in offices)
        {
            office.Join(journeys);
        }

        Tell($"證號異動（{moment}）{rows:N0} 列，縣市合併 {joined:N0} 人");
    }

    private static async Task<List<Child>> NotFoundAsync(List<SchoolOffice> offices, IReadOnlyList<Child> children, CancellationToken cancellation)
    {
        // Numbers that no list has named yet cannot be found.
        var sought = children
            .Where(c => c.Story is { } s && s.At != SeasonMoment.AfterComparison && s.Then != SeasonMoment.AfterComparison)
            .ToHashSet();
        return await GatherAsync(offices, (office, stop) => office.NotFoundAsync(sought, stop), cancellation);
    }

    private static async Task<List<Child>> MarksLostAsync(List<SchoolOffice> offices, IReadOnlyList<Journey> travellers, CancellationToken cancellation)
    {
        var registered = (await GatherAsync(offices, (office, stop) => office.RegisteredAsync(stop), cancellation)).ToHashSet();
        return [.. travellers.Where(j => j.Child.Story is not null && IsTruth(j) && !registered.Contains(j.Child)).Select(j => j.Child)];
    }

    /// <summary>Whether a journey is a child's own, and not that of one of its two records.</summary>
    private static bool IsTruth(Journey journey) => journey.Child.Story is not { IsDouble: true } || journey.Child.FormerNumber is not null;

    private static async Task<List<Child>> GatherAsync(
        IEnumerable<SchoolOffice> offices,
        Func<SchoolOffice, CancellationToken, Task<IReadOnlyList<Child>>> ask,
        CancellationToken cancellation
    )
    {
        var gathered = new List<Child>();
        await EachAsync(
            offices,
            async (office, stop) =>
            {
                var told = await ask(office, stop);
                lock (gathered)
                {
                    gathered.AddRange(told);
                }
            },
            cancellation
        );
        return gathered;
    }

    private async Task<AllocationCount> AllocateAsync(
        ServerProcess server,
        Ministry ministry,
        IReadOnlyList<CountyOffice> counties,
        IReadOnlyList<Child> children,
        Journeys journeys,
        CancellationToken cancellation
    )
    {
        await ministry.SetClockAsync(new DateOnly(_plan.Year.Gregorian, 4, 20), cancellation);
        foreach (var county in counties)
        {
            await county.AskForAllocationAsync("Keep", cancellation);
        }

        if (options.Kills.Contains(KilledRun.Allocation))
        {
            await InterruptAsync(server, ministry, "新生分發", () => counties[0].AskForAllocationAsync("Keep", cancellation), cancellation);
        }

        var sum = new AllocationCount(0, 0, 0, 0);
        foreach (var county in counties)
        {
            var count = await county.AllocationAsync(cancellation);
            sum = new(sum.Residents + count.Residents, sum.Allocated + count.Allocated, sum.Choice + count.Choice, sum.NeedsPerson + count.NeedsPerson);
        }

        Tell($"分發：{sum.Residents:N0} 人＝一校 {sum.Allocated:N0}＋可選校 {sum.Choice:N0}＋待人工 {sum.NeedsPerson:N0}");
        var index = ChildKey.Index(Records(children, SeasonMoment.BeforeAllocation), c => c, ChildKey.OnPage);
        foreach (var county in counties)
        {
            var decided = await county.DecideByHandAsync(key => index.TryGetValue(key, out var child) ? Wish(child, county, journeys) : null, cancellation);
            await county.PublishAllocationAsync(cancellation);
            Tell($"{county.Name}人工分發 {decided:N0} 人並公告");
        }

        return sum;
    }

    /// <summary>
    /// The school that a family has told the county: most who will come have; whoever wants an approval has, because the county gives it; of the
    /// others nobody has been heard.
    /// </summary>
    private string? Wish(Child child, CountyOffice county, Journeys journeys)
    {
        var isHeard = child.Fate switch
        {
            Fate.Deferred or Fate.HomeEducation => true,
            Fate.Attends or Fate.ChoosesListed or Fate.MovesBefore or Fate.ChangesMind => !SeededDraw.For(_plan.Seed, "wish" + child.Number.Value).Chance(500),
            _ => false,
        };
        return isHeard && child.CurrentHome.County == county.Name ? journeys.Own(child) : null;
    }

    /// <summary>As whom lists have the children when a moment has passed: those with two records as two, until somebody finds out.</summary>
    private static IEnumerable<Child> Records(IEnumerable<Child> children, SeasonMoment passed) =>
        children.SelectMany(c =>
            c.Story is { IsDouble: true } s && s.At > passed
                ? TwoRecords.Of(c) is var d && s.IsProposal ? [d.First] : [TwoRecords.Of(c).First, TwoRecords.Of(c).Second]
                : (Child[])[c]
        );

    private async Task<IReadOnlyList<Journey>> JourneysAsync(
        IReadOnlyList<CountyOffice> counties,
        IReadOnlyList<Child> children,
        Journeys journeys,
        CancellationToken cancellation
    )
    {
        var index = ChildKey.Index(Records(children, SeasonMoment.BeforeAllocation), c => c, ChildKey.InFile);
        var allocated = new Dictionary<Child, string>();
        foreach (var county in counties)
        {
            foreach (var (key, school) in await county.AllocatedAsync(cancellation))
            {
                if (school.Length > 0 && index.TryGetValue(key, out var child))
                {
                    allocated[child] = school;
                }
            }
        }

        string? Of(Child child) => allocated.GetValueOrDefault(child);
        _doubles.AddRange(
            children.Where(c => c.Story is { IsDouble: true } s && s.At > SeasonMoment.AfterPublication).Select(TwoRecords.Of).Select(d => journeys.Of(d, Of(d.First), Of(d.Second)))
        );
        var stillTwo = _doubles.ToDictionary(d => d.Records.One);
        return
        [
            .. children.SelectMany(c =>
                stillTwo.TryGetValue(c, out var two) ? [two.First, two.Second, two.One]
                // Found out between allocation and registration: either record may have the school.
                : c.Story is { IsDouble: true, At: SeasonMoment.AfterPublication } && TwoRecords.Of(c) is var d ? [journeys.Of(c, Of(d.Second) ?? Of(d.First))]
                : (Journey[])[journeys.Of(c, Of(c))]
            ),
        ];
    }

    private List<SchoolOffice> Offices(ServerProcess server, Schools schools, IReadOnlyList<Journey> travellers)
    {
        var ones = _doubles.Select(d => d.One).ToHashSet();
        var byCode = travellers
            .Where(j => !ones.Contains(j))
            .SelectMany(j => new[] { j.Allocated, j.Registers, j.AlsoRegisters, j.Admitted }.OfType<string>().Distinct().Select(code => (Code: code, Journey: j)))
            .ToLookup(p => p.Code, p => p.Journey, StringComparer.Ordinal);
        return [.. schools.All.Where(s => byCode.Contains(s.Code)).Select(s => new SchoolOffice(server.Address, s, [.. byCode[s.Code]], _plan.Seed))];
    }

    private async Task<HashSet<Child>> RegisterAsync(
        Ministry ministry,
        IReadOnlyList<CountyOffice> counties,
        List<SchoolOffice> offices,
        IReadOnlyList<Child> children,
        CancellationToken cancellation
    )
    {
        await NumbersAsync(ministry, [], offices, children, SeasonMoment.AfterPublication, cancellation);
        await ministry.SetClockAsync(new DateOnly(_plan.Year.Gregorian, 6, 3), cancellation);
        await EachAsync(offices, (office, stop) => office.EnableAsync(stop), cancellation);
        Tell($"{offices.Count:N0} 校啟用承辦人");
        await ministry.SetClockAsync(new DateOnly(_plan.Year.Gregorian, 7, 6), cancellation);
        var rows = await ministry.SendRegistryListAsync("3", new RegistryFile(_plan).ChangesAfter(children), cancellation);
        Tell($"異動 {rows:N0} 列");
        var registered = new HashSet<Child>();
        await EachAsync(
            offices,
            async (office, stop) =>
            {
                await office.RenewAsync(stop);
                var here = await office.RegisterAsync(stop);
                lock (registered)
                {
                    registered.UnionWith(here);
                }
            },
            cancellation
        );
        Tell($"{offices.Count:N0} 校提交報到，{registered.Count:N0} 人");
        return registered;
    }

    private async Task<IReadOnlyDictionary<string, int>> CompareAsync(ServerProcess server, Ministry ministry, CancellationToken cancellation)
    {
        await ministry.SetClockAsync(new DateOnly(_plan.Year.Gregorian, 9, 15), cancellation);
        await ministry.AskForComparisonAsync(cancellation);
        if (options.Kills.Contains(KilledRun.Comparison))
        {
            await InterruptAsync(server, ministry, "全國大比對", () => ministry.AskForComparisonAsync(cancellation), cancellation);
        }

        var figures = await ministry.ComparisonAsync(cancellation);
        Tell($"大比對：{figures.Values.Sum():N0} 人");
        return figures;
    }

    private async Task<Reckoning> ReckonAsync(
        IReadOnlyList<CountyOffice> counties,
        List<SchoolOffice> offices,
        IReadOnlyList<Journey> travellers,
        AllocationCount counts,
        HashSet<Child> registered,
        IReadOnlyDictionary<string, int> figures,
        CancellationToken cancellation
    )
    {
        var index = ChildKey.Index(travellers, j => j.Child, ChildKey.InFile);
        var tracked = new List<Journey?>();
        foreach (var county in counties)
        {
            tracked.AddRange((await county.TrackedAsync(cancellation)).Select(t => index.GetValueOrDefault(t.Key)));
            if (await county.DesignateAsync(cancellation) is > 0 and var left)
            {
                Tell($"{county.Name}還有 {left:N0} 案沒有指派");
            }
        }

        var admitted = new Dictionary<Child, int>();
        await EachAsync(
            offices,
            async (office, stop) =>
            {
                var here = await office.AdmittedAsync(stop);
                lock (admitted)
                {
                    foreach (var child in here)
                    {
                        admitted[child] = admitted.GetValueOrDefault(child) + 1;
                    }
                }
            },
            cancellation
        );
        var doubles = _doubles.Count(d => d.Records.One.Story!.At == SeasonMoment.AfterComparison);
        return Reckoning.Of(travellers, counts, registered.Count, admitted, tracked, figures, doubles, _time.Elapsed);
    }

    /// <summary>
    /// Kills the server in the middle of a run, and starts it again. A run that was over before is asked for once more, and the kill comes sooner:
    /// a kill that hits nothing proves nothing.
    /// </summary>
    private async Task InterruptAsync(ServerProcess server, Ministry ministry, string title, Func<Task> askAgain, CancellationToken cancellation)
    {
        var draw = SeededDraw.For(_plan.Seed, "kill");
        for (var attempt = 1; attempt <= KillsTried; attempt++)
        {
            if (await ministry.RunningAsync(title, cancellation) is { } run)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(draw.Below(LatestKill / attempt)), cancellation);
                await server.KillAsync(cancellation);
                await server.StartAsync(cancellation);
                // Nobody takes a run up before the lease of the killed server has ended, so one that is over now was over then.
                if (await ministry.IsUnderWayAsync(run, cancellation))
                {
                    Tell($"伺服器在{title}進行中被中止（SIGKILL），重新啟動");
                    return;
                }
            }

            await askAgain();
        }

        throw new RefusedException($"試了 {KillsTried} 次，都沒能在{title}進行中中止伺服器：作業太快結束。請以 --share 增加學生");
    }

    private static Task EachAsync(IEnumerable<SchoolOffice> offices, Func<SchoolOffice, CancellationToken, Task> work, CancellationToken cancellation) =>
        Parallel.ForEachAsync(
            offices,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (office, stop) => await work(office, stop)
        );

    private ServerSetting Setting(string folder)
    {
        var assembly = options.Server ?? ServerProcess.BesideThis();
        string[] database = options.Database is { } postgres ? ["--database", postgres] : [];
        return new ServerSetting(assembly, folder, ["--training", "empty", "--officer", FirstOfficer, .. database]);
    }

    private void Tell(string what) => say($"{_time.Elapsed:mm\\:ss} {what}");
}
