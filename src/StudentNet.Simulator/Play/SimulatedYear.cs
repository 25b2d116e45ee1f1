using System.Diagnostics;
using StudentNet.Simulator.Country;
using StudentNet.Simulator.Doors;

namespace StudentNet.Simulator.Play;

/// <summary>
/// One enrolment year from the ministry's lists to the comparison of 9/15, played through pages and files only, and held against the hidden truth.
/// </summary>
public sealed class SimulatedYear(Options options, Action<string> say)
{
    private const string FirstOfficer = "officer@example.gov.tw";

    private readonly CountryPlan _plan = options.Plan;
    private readonly PublishedData _data = new(options.DataFolder);
    private readonly Stopwatch _time = new();

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
        var killer = new RunKiller(server, ministry, children.Count, _plan.Seed, Tell);
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

        var news = new NumberNews(_plan, options.Numbers, ministry, counties, children, Tell);
        await SendListsAsync(ministry, news, children, cancellation);
        var journeys = new Journeys(_plan, DistrictTable.Load(_data, _plan.Level), schools);
        var counts = await AllocateAsync(ministry, killer, counties, news, journeys, cancellation);
        var travellers = await JourneysAsync(counties, news, journeys, cancellation);
        var offices = Offices(server, schools, news, travellers);
        try
        {
            var registered = await RegisterAsync(ministry, news, offices, children, cancellation);
            foreach (var county in counties)
            {
                await county.ConfirmProposalsAsync(cancellation);
            }

            await news.TellAsync(offices, SeasonMoment.AfterRegistration, cancellation);
            await ministry.SetClockAsync(new DateOnly(_plan.Year.Gregorian, 9, 2), cancellation);
            await SchoolOffice.EachAsync(offices, (office, stop) => office.AdmitAsync(stop), cancellation);
            Tell($"{offices.Count:N0} 校提交入學");
            await news.TellAsync(offices, SeasonMoment.AfterAdmission, cancellation);
            var notFound = await news.NotFoundAsync(offices, cancellation);
            var figures = await CompareAsync(ministry, killer, cancellation);
            await news.TellAsync(offices, SeasonMoment.AfterComparison, cancellation);
            var reckoning = await ReckonAsync(counties, offices, news, [.. travellers.Where(NumberNews.IsTruth)], counts, registered, figures, cancellation);
            var marksLost = await NumberNews.MarksLostAsync(offices, travellers, cancellation);
            return (
                reckoning with
                {
                    Numbers = news.Told,
                    Untold = news.Untold.Count,
                    NotFound = notFound.Count,
                    MarksLost = marksLost.Count,
                }
            ).With(
                [
                    .. notFound.Select(c => $"not found by every number: {c.Story}"),
                    .. marksLost.Select(c => $"registration gone: {c.Story}"),
                    .. news.Untold.Select(s => $"{s} befell nobody: there are too few children"),
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

    private async Task SendListsAsync(Ministry ministry, NumberNews news, IReadOnlyList<Child> children, CancellationToken cancellation)
    {
        var file = new RegistryFile(_plan);
        await ministry.SetClockAsync(new DateOnly(_plan.Year.Gregorian, 3, 26), cancellation);
        var rows = await ministry.SendRegistryListAsync("1", file.Reference(children), cancellation);
        Tell($"3/20 名冊 {rows:N0} 列");
        await ministry.SetClockAsync(new DateOnly(_plan.Year.Gregorian, 4, 13), cancellation);
        rows = await ministry.SendRegistryListAsync("2", file.Omissions(children), cancellation);
        rows += await ministry.SendRegistryListAsync("3", file.ChangesBefore(children), cancellation);
        Tell($"遺漏名單與異動 {rows:N0} 列");
        await news.TellAsync([], SeasonMoment.BeforeAllocation, cancellation);
    }

    private async Task<AllocationCount> AllocateAsync(
        Ministry ministry,
        RunKiller killer,
        IReadOnlyList<CountyOffice> counties,
        NumberNews news,
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
            await killer.KillAsync("新生分發", () => counties[0].AskForAllocationAsync("Keep", cancellation), cancellation);
        }

        var sum = new AllocationCount(0, 0, 0, 0);
        foreach (var county in counties)
        {
            var count = await county.AllocationAsync(cancellation);
            sum = new(sum.Residents + count.Residents, sum.Allocated + count.Allocated, sum.Choice + count.Choice, sum.NeedsPerson + count.NeedsPerson);
        }

        Tell($"分發：{sum.Residents:N0} 人＝一校 {sum.Allocated:N0}＋可選校 {sum.Choice:N0}＋待人工 {sum.NeedsPerson:N0}");
        var index = ChildKey.Index(news.Records(SeasonMoment.BeforeAllocation), c => c, ChildKey.OnPage);
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

    private static async Task<IReadOnlyList<Journey>> JourneysAsync(
        IReadOnlyList<CountyOffice> counties,
        NumberNews news,
        Journeys journeys,
        CancellationToken cancellation
    )
    {
        var index = ChildKey.Index(news.Records(SeasonMoment.BeforeAllocation), c => c, ChildKey.InFile);
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

        return news.Journeys(journeys, child => allocated.GetValueOrDefault(child));
    }

    private List<SchoolOffice> Offices(ServerProcess server, Schools schools, NumberNews news, IReadOnlyList<Journey> travellers)
    {
        var ones = news.Doubles.Select(d => d.One).ToHashSet();
        var byCode = travellers
            .Where(j => !ones.Contains(j))
            .SelectMany(j => new[] { j.Allocated, j.Registers, j.AlsoRegisters, j.Admitted }.OfType<string>().Distinct().Select(code => (Code: code, Journey: j)))
            .ToLookup(p => p.Code, p => p.Journey, StringComparer.Ordinal);
        return [.. schools.All.Where(s => byCode.Contains(s.Code)).Select(s => new SchoolOffice(server.Address, s, [.. byCode[s.Code]], _plan.Seed))];
    }

    private async Task<HashSet<Child>> RegisterAsync(
        Ministry ministry,
        NumberNews news,
        List<SchoolOffice> offices,
        IReadOnlyList<Child> children,
        CancellationToken cancellation
    )
    {
        await news.TellAsync(offices, SeasonMoment.AfterPublication, cancellation);
        // Before the last sixty days of the school year: from then on a duty is given for the next one, and nobody would have to renew it.
        await ministry.SetClockAsync(new DateOnly(_plan.Year.Gregorian, 5, 29), cancellation);
        await SchoolOffice.EachAsync(offices, (office, stop) => office.EnableAsync(stop), cancellation);
        Tell($"{offices.Count:N0} 校啟用承辦人");
        await ministry.SetClockAsync(new DateOnly(_plan.Year.Gregorian, 7, 6), cancellation);
        var rows = await ministry.SendRegistryListAsync("3", new RegistryFile(_plan).ChangesAfter(children), cancellation);
        Tell($"異動 {rows:N0} 列");
        var registered = await SchoolOffice.GatherAsync(
            offices,
            async (office, stop) =>
            {
                await office.RenewAsync(stop);
                return await office.RegisterAsync(stop);
            },
            cancellation
        );
        Tell($"{offices.Count:N0} 校提交報到，{registered.Distinct().Count():N0} 人");
        return [.. registered];
    }

    private async Task<IReadOnlyDictionary<string, int>> CompareAsync(Ministry ministry, RunKiller killer, CancellationToken cancellation)
    {
        await ministry.SetClockAsync(new DateOnly(_plan.Year.Gregorian, 9, 15), cancellation);
        await ministry.AskForComparisonAsync(cancellation);
        if (options.Kills.Contains(KilledRun.Comparison))
        {
            await killer.KillAsync("全國大比對", () => ministry.AskForComparisonAsync(cancellation), cancellation);
        }

        var figures = await ministry.ComparisonAsync(cancellation);
        Tell($"大比對：{figures.Values.Sum():N0} 人");
        return figures;
    }

    private async Task<Reckoning> ReckonAsync(
        IReadOnlyList<CountyOffice> counties,
        List<SchoolOffice> offices,
        NumberNews news,
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

        var admitted = (await SchoolOffice.GatherAsync(offices, (office, stop) => office.AdmittedAsync(stop), cancellation)).CountBy(c => c).ToDictionary();
        return Reckoning.Of(travellers, counts, registered.Count, admitted, tracked, figures, news.DoublesAtComparison, _time.Elapsed);
    }

    private ServerSetting Setting(string folder)
    {
        var assembly = options.Server ?? ServerProcess.BesideThis();
        string[] database = options.Database is { } postgres ? ["--database", postgres] : [];
        return new ServerSetting(assembly, folder, ["--training", "empty", "--officer", FirstOfficer, .. database]);
    }

    private void Tell(string what) => say($"{_time.Elapsed:mm\\:ss} {what}");
}
