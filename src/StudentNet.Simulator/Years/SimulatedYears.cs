using System.Diagnostics;
using System.Globalization;
using StudentNet.Simulator.Country;
using StudentNet.Simulator.Doors;
using StudentNet.Simulator.Play;

namespace StudentNet.Simulator.Years;

/// <summary>
/// A small country of all ages through some school years, day by day: registry, border, counties and schools send what happens to its children, wrong, late,
/// doubled and by halves; the county officers do their Friday's work. After every weekly run the cases are held against the truth, and every child's standing
/// against the plain rules; at the end every child on every day. Nothing goes past pages and files.
/// </summary>
public sealed class SimulatedYears(YearsOptions options, Action<string> say)
{
    private const string FirstOfficer = "officer@example.gov.tw";
    private const int DoubtsKept = 60;

    /// <summary>What the ledger has not followed yet, it has seconds later.</summary>
    private static readonly TimeSpan Follows = TimeSpan.FromSeconds(20);

    private static readonly Dictionary<int, string> Titles = new()
    {
        [10] = "各班學生名單", [12] = "上學期名單", [60] = "非學（學校名單）", [62] = "非學（核定）", [70] = "暫緩入學", [72] = "因故（核定）", [90] = "出國（學校名單）",
        [92] = "出境（移民署）", [100] = "列管中", [110] = "待指派", [120] = "中輟", [132] = "待分發", [140] = "轉出未轉入", [150] = "上學期在校、本學期未列",
        [PlainLedger.Unexplained] = "未解釋",
    };

    private readonly YearsPlan _plan = options.Plan;
    private readonly PublishedData _data = new(options.DataFolder);
    private readonly Stopwatch _time = new();
    private readonly List<string> _doubts = [];
    private readonly PlainLedger _ledger = new();
    private readonly Dictionary<int, (string Case, string County, bool IsDesignated)> _cases = [];
    private readonly SortedSet<string> _pages = new(StringComparer.Ordinal);
    private Town _town = null!;
    private YearsWorld _world = null!;
    private int _lost;
    private int _wrong;
    private int _missed;
    private int _differences;
    private int _fridays;
    private int _files;
    private int _kills;
    private readonly List<(DateOnly Day, byte[] Content)> _changes = [];
    private int _sentThrough;
    private DateOnly _latest;

    /// <summary>Plays the years on a server of its own and reckons up.</summary>
    public async Task<YearsReckoning> PlayAsync(CancellationToken cancellation)
    {
        _time.Start();
        _town = Town.Load(_data, _plan.Counties, villages: 3, _plan.Elementary, junior: 1);
        _world = new YearsWorld(_plan, _town);
        Populate();
        await using var folder = new TrialFolder(options.Folder, "studentnet-years-");
        await using var server = await ServerProcess.StartAsync(Setting(folder.Path), cancellation);
        try
        {
            using var offices = await YearsOffices.OpenAsync(server, FirstOfficer, _town, _plan, _data, cancellation);
            Tell($"{_world.Children.Count:N0} 名學生，{Math.Min(_plan.Kinds, Lives.Kinds.Count):N0} 種人生");
            return await PlayAsync(server, offices, cancellation);
        }
        catch (RefusedException e)
        {
            throw new RefusedException($"{e.Message}\n{string.Join('\n', _doubts)}\n{server.LastWords()}");
        }
    }

    private async Task<YearsReckoning> PlayAsync(ServerProcess server, YearsOffices offices, CancellationToken cancellation)
    {
        // Spread over the time; each comes at the next weekly run.
        var kills = new Queue<DateOnly>(Enumerable.Range(1, options.Kills).Select(k => _plan.Begins.AddDays(k * (_plan.Ends.DayNumber - _plan.Begins.DayNumber) / (options.Kills + 1))));
        for (var (day, year) = (_plan.Begins, 0); day <= _plan.Ends; day = day.AddDays(1))
        {
            if (!IsStop(day))
            {
                continue;
            }

            var isRun = IsRunDay(day);
            var isKill = isRun && kills.TryPeek(out var due) && due <= day;
            if (isKill)
            {
                kills.Dequeue();
            }

            await WithKillAsync(server, isKill && kills.Count % 2 == 1, day, () => offices.GoToAsync(day, Due(day), cancellation), cancellation);
            _latest = _world.Days.Contains(day) || IsListDay(day) ? day : _latest;
            // What happens today is the truth of today, and nobody has been told yet.
            _world.Live(day);
            if (isRun)
            {
                await CasesAsync(offices, day, cancellation);
            }

            await WithKillAsync(server, isKill && kills.Count % 2 == 0, day, () => SendAsync(offices, day, cancellation), cancellation);
            if (isRun)
            {
                await CompareAsync(offices, day, cancellation);
                _fridays++;
            }

            if (SchoolYear.Of(day).Roc != year)
            {
                year = SchoolYear.Of(day).Roc;
                Tell($"{RocDate.Format(day)}：列管 {_cases.Count:N0} 人，不同 {_differences:N0}，遺漏 {_missed + _lost:N0}，誤列 {_wrong:N0}");
            }
        }

        var standings = await HistoriesAsync(offices, cancellation);
        return new YearsReckoning(
            _world.Children.Count,
            _world.Children.Select(c => c.Kind).Distinct().Count(),
            _plan.Ends.DayNumber - _plan.Begins.DayNumber + 1,
            standings,
            _fridays,
            _files,
            _kills,
            _lost,
            _wrong,
            _missed,
            _differences,
            (int)Math.Round(_time.Elapsed.TotalSeconds)
        )
        {
            Doubts = _doubts,
            KillsWanted = options.Kills,
        };
    }

    /// <summary>Every kind of life once, then children whom nothing befalls or a drawn kind, in cohorts that are at school all the while.</summary>
    private void Populate()
    {
        var kinds = Lives.Kinds.Take(_plan.Kinds).ToList();
        var youngest = Cohort.Entering(_plan.First, SchoolLevel.Elementary).Year;
        var firstDay = new DateOnly(_plan.First.Gregorian, 9, 16);
        var children = new List<(YearChild Child, LifeKind Kind, SeededDraw Draw)>();
        for (var n = 0; n < _plan.Children; n++)
        {
            var draw = SeededDraw.For(_plan.Seed, "child", n);
            // Every second of those beyond the kinds is ordinary: a school has more pupils than stories.
            var kind = n < kinds.Count ? kinds[n] : draw.Chance(6_000) ? kinds[0] : draw.Pick(kinds);
            var cohort = kind.Age is { } age ? youngest + age : kind.Turns.Count > 0 ? youngest - draw.Below(7) : youngest + 2 - draw.Below(11);
            children.Add((_world.Add(kind.Name, cohort, _town.Counties[n % _town.Counties.Count], draw), kind, draw));
        }

        _world.Live(_plan.First.Previous.FirstDay);
        foreach (var (child, kind, draw) in children)
        {
            var start = Start(firstDay.AddDays(draw.Below(240)));
            foreach (var turn in kind.Turns)
            {
                var ends = turn.Plan(_world, child, start, draw);
                start = Start(ends.AddDays(draw.Between(20, 60)));
            }

            if (child.GradeIn(_plan.First.Previous) >= 1 && !kind.Name.StartsWith("born-abroad", StringComparison.Ordinal))
            {
                _world.Joins(child, _world.SchoolFor(child));
            }
        }
    }

    /// <summary>In a small play lives change on the same few days.</summary>
    private DateOnly Start(DateOnly day)
    {
        if (_plan.MonthsBetween == 1)
        {
            return day;
        }

        var months = (day.Year * 12) + day.Month;
        months += (_plan.MonthsBetween - (months % _plan.MonthsBetween)) % _plan.MonthsBetween;
        return new DateOnly((months - 1) / 12, ((months - 1) % 12) + 1, 6);
    }

    private bool IsStop(DateOnly day) => _plan.EveryDay || IsListDay(day) || (day.Month, day.Day) == (9, 2) || _world.Days.Contains(day) || (IsRunDay(day) && !IsQuiet(day));

    /// <summary>Nothing has happened since the last Friday, no crossing is due, and no rule's day has passed: what a run would say it has said.</summary>
    private bool IsQuiet(DateOnly friday) =>
        friday.DayOfWeek == DayOfWeek.Friday
        && friday.DayNumber - _latest.DayNumber > 11
        && !_world.Border.Exists(r => _world.BorderTells(r.Day) <= friday)
        && !Enumerable.Range(0, 7).Select(n => friday.AddDays(-n)).Any(d => (d.Month, d.Day) is (8, 1) or (9, 1) or (9, 16) or (10, 1) or (2, 1) or (3, 16));

    /// <summary>The whole list of the registry comes on one day of the year.</summary>
    private bool IsListDay(DateOnly day) => (day.Month, day.Day) == (_plan.Begins.Month, _plan.Begins.Day);

    /// <summary>Fridays, and the day of the first comparison.</summary>
    private static bool IsRunDay(DateOnly day) => day.DayOfWeek == DayOfWeek.Friday || (day.Month, day.Day) == (9, 15);

    /// <summary>Titles of the runs that have to have ended on a day.</summary>
    private List<string> Due(DateOnly day)
    {
        var runs = new List<string> { "學籍帳冊夜間核對" };
        if (day.DayOfWeek == DayOfWeek.Friday)
        {
            runs.Add("各年級失聯學生列管");
        }

        var year = SchoolYear.Of(day);
        var first = new DateOnly(year.Gregorian, 9, 15);
        if (year >= _plan.First && (day == first || (day.DayOfWeek == DayOfWeek.Friday && day > first.AddDays(1))))
        {
            runs.AddRange(["全國大比對", "全國大比對"]);
        }

        return runs;
    }

    private async Task WithKillAsync(ServerProcess server, bool isKill, DateOnly day, Func<Task> work, CancellationToken cancellation)
    {
        if (!isKill)
        {
            await work();
            return;
        }

        var killing = KillAsync();
        await work();
        await killing;

        async Task KillAsync()
        {
            await Task.Delay(SeededDraw.For(_plan.Seed, "kill", day.DayNumber).Below(700), cancellation);
            await server.KillAsync(cancellation);
            Tell($"{RocDate.Format(day)}：伺服器被中止（SIGKILL），重新啟動");
            await server.StartAsync(cancellation);
            _kills++;
        }
    }

    /// <summary>What the weekly run did, held against the truth; then the counties' Friday: releases confirmed, schools designated.</summary>
    private async Task CasesAsync(YearsOffices offices, DateOnly day, CancellationToken cancellation)
    {
        var index = Index();
        var open = await OpenAsync(offices, index, day, cancellation);
        foreach (var child in _world.Children)
        {
            var (isOpen, wasOpen) = (open.ContainsKey(child.Id), _cases.ContainsKey(child.Id));
            // 逾齡除案 releases by itself, on its day; whoever is of an age for 國中 then and still nowhere gets a case of that level.
            if (wasOpen && AgedOutOn(child, day) is { } aged && (!isOpen || open[child.Id].Case != _cases[child.Id].Case))
            {
                _ledger.Case(child.Id, aged, 0, null);
                _cases.Remove(child.Id);
                wasOpen = false;
            }

            if (isOpen && !wasOpen)
            {
                _ledger.Case(child.Id, day, 110, open[child.Id].County);
            }
            else if (wasOpen && !isOpen)
            {
                Count(ref _differences, day, child, "the case is gone, and nobody released it");
                _ledger.Case(child.Id, day, 0, null);
            }

            Judge(child, day, isOpen);
        }

        foreach (var county in offices.Counties.Values)
        {
            await county.ConfirmReleasesAsync(cancellation);
        }

        var left = await OpenAsync(offices, index, day, cancellation);
        foreach (var child in _world.Children.Where(c => open.ContainsKey(c.Id)))
        {
            if (!left.ContainsKey(child.Id))
            {
                _ledger.Case(child.Id, day, 0, null);
                continue;
            }

            var known = _ledger.On(child.Id, day, besidesCases: true);
            var isAccounted = known is null or { Rule: <= PlainLedger.LastExplaining };
            var isKnownToAll = child.Truth is Whereabouts.AtSchool or Whereabouts.Explained or Whereabouts.Over && child.ToldBy <= day;
            if (day.DayOfWeek == DayOfWeek.Friday && (isAccounted || isKnownToAll) && child.GradeIn(SchoolYear.Of(day)) <= 9)
            {
                Count(ref _wrong, day, child, $"tracked although {child.Truth} since {child.Since}, otherwise {known}");
            }
        }

        foreach (var (code, county) in offices.Counties)
        {
            if (left.Values.Any(c => c.County == code) && await county.DesignateAsync(cancellation) is > 0 and var waiting)
            {
                throw new RefusedException($"{county.Name}: {waiting} cases cannot be designated.");
            }
        }

        var designated = left.Count > 0 ? await OpenAsync(offices, index, day, cancellation) : left;
        foreach (var (child, file) in designated)
        {
            if (!_cases.TryGetValue(child, out var before) || !before.IsDesignated)
            {
                _ledger.Case(child, day, 100, file.School);
            }
        }

        _cases.Clear();
        foreach (var (child, file) in designated)
        {
            _cases[child] = (file.Case, file.County, true);
        }
    }

    /// <summary>The day on which a child's case ended by age, where that was in the last weeks.</summary>
    private static DateOnly? AgedOutOn(YearChild child, DateOnly day) =>
        new[] { SchoolLevel.Elementary, SchoolLevel.JuniorHigh }.Select(level => (DateOnly?)AgeOut.Date(child.Born, level)).FirstOrDefault(on => on <= day && day < on.Value.AddDays(14));

    private void Judge(YearChild child, DateOnly day, bool isOpen)
    {
        if (isOpen)
        {
            return;
        }

        var isFriday = day.DayOfWeek == DayOfWeek.Friday;
        if (isFriday && child is { Truth: Whereabouts.Nowhere, IsListed: true } && child.ToldBy <= day && child.GradeIn(SchoolYear.Of(day)) is >= 1 and <= 9)
        {
            Count(ref _lost, day, child, $"nowhere since {child.Since}, stands by {_ledger.On(child.Id, day)}");
        }

        if (_ledger.On(child.Id, day, besidesCases: true) is not { Rule: PlainLedger.Unexplained })
        {
            return;
        }

        var isEverybody = day >= new DateOnly(SchoolYear.Of(day).Gregorian, 10, 1);
        if (isFriday ? isEverybody || _ledger.WasExplainedBefore(child.Id, day) : child.GradeIn(SchoolYear.Of(day)) is 1 or 7)
        {
            Count(ref _missed, day, child, "unexplained and without a case");
        }
    }

    private async Task<Dictionary<int, (string Case, string County, string School)>> OpenAsync(
        YearsOffices offices,
        IReadOnlyDictionary<ChildKey, YearChild> index,
        DateOnly day,
        CancellationToken cancellation
    )
    {
        var open = new Dictionary<int, (string, string, string)>();
        foreach (var (code, county) in offices.Counties)
        {
            foreach (var (key, number, school) in await county.TrackedAsync(cancellation))
            {
                var child = index[key];
                if (!open.TryAdd(child.Id, (number, code, school)))
                {
                    Count(ref _wrong, day, child, "two open cases");
                }
            }
        }

        return open;
    }

    /// <summary>Everything that offices have to say on a day, some of it twice, old, or by halves.</summary>
    private async Task SendAsync(YearsOffices offices, DateOnly day, CancellationToken cancellation)
    {
        var draw = SeededDraw.For(_plan.Seed, "feeds", day.DayNumber);
        if (IsListDay(day))
        {
            await WholeListAsync(offices, day, cancellation);
        }

        if (_world.Registry.Count > 0)
        {
            await ChangesAsync(offices, day, draw, cancellation);
        }

        foreach (var county in _town.Counties)
        {
            await ApprovalsAsync(offices, county, cancellation);
            await RollsAsync(offices, county, day, draw, cancellation);
        }

        if (day.DayOfWeek == DayOfWeek.Friday && !_plan.HasNoBorderList(day))
        {
            await BorderAsync(offices, day, draw, cancellation);
        }
    }

    private static Dictionary<string, string> ListSettings(DateOnly day, string list) => new() { ["year"] = ListYear(day).ToString(), ["list"] = list };

    /// <summary>The year whose entrants a list of a day names: from March on the coming one.</summary>
    private static SchoolYear ListYear(DateOnly day) => SchoolYear.Of(day.AddMonths(5));

    /// <summary>The whole list of the year. In the second year half of it comes first, in the third that of the year before: nobody may leave a list by them.</summary>
    private async Task WholeListAsync(YearsOffices offices, DateOnly day, CancellationToken cancellation)
    {
        var year = ListYear(day);
        var listed = _world.Children.Where(c => !c.IsStruck && (c.IsListed || !c.Kind.StartsWith("born-abroad", StringComparison.Ordinal)) && c.Cohort >= year.Gregorian - 15 && c.Cohort <= year.Gregorian - 6).ToList();
        var known = listed.Where(c => c.IsListed).ToList();
        if (year.Roc == _plan.First.Roc + 1)
        {
            await ListAsync("half.csv", YearsFiles.Residents(known.Where(c => c.Id % 5 < 2), day));
        }
        else if (year.Roc == _plan.First.Roc + 2)
        {
            await ListAsync("stale.csv", YearsFiles.Residents(known.Where(c => c.Id % 9 > 0), day.AddYears(-1)));
        }

        var whole = listed.Where(c => !c.IsForgotten).ToList();
        await ListAsync("whole.csv", YearsFiles.Residents(whole, day));
        foreach (var child in whole)
        {
            child.IsListed = true;
            Resident(child, child.Home, day);
        }

        foreach (var child in listed)
        {
            child.IsForgotten = false;
        }

        ListDeferred(day);

        async Task ListAsync(string name, byte[] content) => Accepted(await offices.SendAsync("MOE", "registry-list", ListSettings(day, "4"), name, content, cancellation));
    }

    private async Task ChangesAsync(YearsOffices offices, DateOnly day, SeededDraw draw, CancellationToken cancellation)
    {
        var rows = _world.Registry.ToList();
        _world.Registry.Clear();
        var content = YearsFiles.Changes(rows, day);
        Accepted(await offices.SendAsync("MOE", "registry-list", ListSettings(day, "3"), "changes.csv", content, cancellation));
        if (draw.Chance(2_500))
        {
            Accepted(await offices.SendAsync("MOE", "registry-list", ListSettings(day, "3"), "changes-again.csv", [.. content, (byte)'\n'], cancellation));
        }

        if (draw.Chance(2_000) && _changes.Find(c => c.Day < day.AddDays(-30)) is { Content: { } old } stale)
        {
            // A list of last month, sent again: what has been told since stands.
            _changes.Remove(stale);
            Accepted(await offices.SendAsync("MOE", "registry-list", ListSettings(stale.Day, "3"), "changes-old.csv", [.. old, (byte)'\n'], cancellation));
        }

        _changes.Add((day, content));
        foreach (var row in rows)
        {
            row.Child.IsListed = true;
            switch (row.Change)
            {
                case "死亡" or "喪失國籍" or "出境遷出":
                    _ledger.Ended(row.Child.Id, day, row.ChangedOn);
                    break;
                case "遷出":
                    // Until another county reports the child, the old one goes on answering.
                    break;
                default:
                    Resident(row.Child, row.Home, day);
                    break;
            }
        }

        ListDeferred(day);
    }

    private void Resident(YearChild child, Home home, DateOnly day)
    {
        var county = _town.Counties.First(c => c.Name == home.County).Code;
        _ledger.Resident(child.Id, day, home.Since, child.Cohort, county);
        _ledger.Listed(child.Id, ListYear(day), county, day);
    }

    /// <summary>Of every county that a list names.</summary>
    private void ListDeferred(DateOnly day)
    {
        foreach (var county in _town.Counties)
        {
            _ledger.ListDeferred(ListYear(day), county.Code, day);
        }
    }

    private async Task ApprovalsAsync(YearsOffices offices, PlayedCounty county, CancellationToken cancellation)
    {
        var own = _world.Approvals.Where(a => a.Child.Home.County == county.Name).ToList();
        if (own.Count == 0)
        {
            return;
        }

        _world.Approvals.RemoveAll(own.Contains);
        Accepted(await offices.SendAsync(county.Code, "approvals", new Dictionary<string, string>(), "approvals.csv", YearsFiles.Approvals(own), cancellation));
        foreach (var row in own)
        {
            _ledger.Approved(row.Child.Id, row.Kind, row.Document, row.From, row.Through, _world.Today);
        }
    }

    private async Task RollsAsync(YearsOffices offices, PlayedCounty county, DateOnly day, SeededDraw draw, CancellationToken cancellation)
    {
        var term = Kernel.Term.Of(day);
        var schools = county.Schools.Where(s => _world.Dirty.Contains(s) && _world.HasFiled(s)).ToList();
        var pupils = _world.Children
            .SelectMany(c => c.OnRolls.Where(r => schools.Contains(r.Key)).Select(r => (School: r.Key, Child: c, Line: new RollLine(c.GradeIn(term.Year), r.Value))))
            .OrderBy(p => p.School, StringComparer.Ordinal)
            .ToList();
        if (pupils.Count == 0)
        {
            return;
        }

        var settings = new Dictionary<string, string> { ["year"] = term.Year.ToString(), ["term"] = term.Number.ToString(CultureInfo.InvariantCulture) };
        var content = YearsFiles.Rolls(pupils, term.FirstDay);
        var answer = await SendRollAsync("roll.csv", content);
        // A school of which more than half leave is asked whether that is so.
        Accepted(answer is { Status: "ready" } ? await offices.ConfirmAsync(county.Code, answer.Receipt, cancellation) : answer);
        foreach (var school in schools.Where(s => pupils.Exists(p => p.School == s)))
        {
            _ledger.Roll(school, term, day, pupils.Where(p => p.School == school).ToDictionary(p => p.Child.Id, p => p.Line));
            _world.Dirty.Remove(school);
        }

        if (draw.Chance(1_500))
        {
            Accepted(await SendRollAsync("roll-again.csv", [.. content, (byte)'\n']));
        }

        var largest = pupils.GroupBy(p => p.School).OrderByDescending(g => g.Count()).First().ToList();
        if (draw.Chance(1_500) && largest.Count >= 5)
        {
            // Less than half of a roll: nobody may leave by it.
            var half = await SendRollAsync("roll-half.csv", YearsFiles.Rolls(largest.Take((largest.Count - 1) / 2), term.FirstDay));
            if (half.IsAccepted)
            {
                _differences++;
                Doubt($"{RocDate.Format(day)}: half a roll of {largest[0].School} was taken for a whole one: {half.Words}");
            }
        }

        Task<ApiAnswer> SendRollAsync(string name, byte[] file) => offices.SendAsync(county.Code, "class-roll", settings, name, file, cancellation);
    }

    private async Task BorderAsync(YearsOffices offices, DateOnly day, SeededDraw draw, CancellationToken cancellation)
    {
        const int Others = 6;
        var through = day.AddDays(-YearsPlan.BorderLag);
        var rows = _world.Border.Where(r => r.Day <= through).ToList();
        if (rows.Count == 0)
        {
            return;
        }

        _world.Border.RemoveAll(rows.Contains);
        if (_sentThrough > 0 && draw.Chance(4_000))
        {
            // Half a list: who is on it as having left is not taken off any list, who came back is at home.
            await ListAsync("half.csv", rows, 0, counted: false);
            Cross(rows.Where(r => rows.Count * 3 >= _sentThrough * 2 || !r.IsOut));
        }

        await ListAsync("border.csv", rows, Others, counted: true);
        _sentThrough = rows.Count + Others;
        Cross(rows);
        if (draw.Chance(2_500))
        {
            await ListAsync("border-again.csv", rows, Others + 1, counted: true);
            _sentThrough++;
        }

        async Task ListAsync(string name, IReadOnlyList<BorderRow> list, int others, bool counted)
        {
            var settings = new Dictionary<string, string> { ["through"] = RocDate.Format(through), ["counted"] = counted ? "是" : "否" };
            Accepted(await offices.SendAsync("MOE", "border-crossings", settings, name, YearsFiles.Crossings(list, through, others), cancellation));
        }

        void Cross(IEnumerable<BorderRow> crossed)
        {
            foreach (var row in crossed)
            {
                _ledger.Crossed(row.Child.Id, row.IsOut, row.Day, row.Clock.Replace(":", "", StringComparison.Ordinal), day);
            }
        }
    }

    /// <summary>Every child of every county stands once, and as the plain rules say.</summary>
    private async Task CompareAsync(YearsOffices offices, DateOnly day, CancellationToken cancellation)
    {
        var index = Index();
        var asked = Stopwatch.StartNew();
        while (true)
        {
            var found = await DifferencesAsync(offices, index, day, cancellation);
            if (found.Count == 0)
            {
                break;
            }

            if (asked.Elapsed > Follows)
            {
                _differences += found.Count;
                found.ForEach(Doubt);
                break;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(300), cancellation);
        }

        // Addresses of pages, while children are on a list.
        if (day.Day <= 7 || _pages.Count == 0)
        {
            for (var county = 0; county < _town.Counties.Count; county++)
            {
                _pages.UnionWith(await offices.ChildPagesAsync(county, cancellation));
            }
        }
    }

    private async Task<List<string>> DifferencesAsync(YearsOffices offices, IReadOnlyDictionary<ChildKey, YearChild> index, DateOnly day, CancellationToken cancellation)
    {
        var found = new List<string>();
        var seen = new Dictionary<int, (int County, ListedStanding Listed)>();
        for (var county = 0; county < _town.Counties.Count; county++)
        {
            foreach (var listed in await offices.StandingsAsync(county, cancellation))
            {
                if (!index.TryGetValue(listed.Key, out var child))
                {
                    found.Add($"{RocDate.Format(day)}: a child that nobody sent");
                }
                else if (!seen.TryAdd(child.Id, (county, listed)))
                {
                    found.Add(Words(day, child, "stands twice"));
                }
            }
        }

        foreach (var child in _world.Children)
        {
            var expected = _ledger.On(child.Id, day);
            var there = seen.TryGetValue(child.Id, out var shown) ? ((int County, ListedStanding Listed)?)shown : null;
            if (expected is null != there is null)
            {
                found.Add(Words(day, child, $"expected {expected}, is {there?.Listed.Rule}"));
            }
            else if (
                expected is { } standing
                && (Titles[standing.Rule], standing.Organisation, standing.County) != (there!.Value.Listed.Rule, there.Value.Listed.Organisation, _town.Counties[there.Value.County].Code)
            )
            {
                found.Add(Words(day, child, $"expected {standing}, is {there.Value.Listed.Rule} {there.Value.Listed.Organisation}"));
            }
        }

        return found;
    }

    /// <summary>At the end: every child on every day since the ledger began. Gives how many days of children were compared.</summary>
    private async Task<long> HistoriesAsync(YearsOffices offices, CancellationToken cancellation)
    {
        var children = _world.Children.SelectMany(c => c.Names.SelectMany(n => c.BirthDates.Select(b => (Key: (n, b), Child: c)))).ToDictionary(p => p.Key, p => p.Child);
        for (var county = 0; county < _town.Counties.Count; county++)
        {
            _pages.UnionWith(await offices.ChildPagesAsync(county, cancellation));
        }

        var (standings, seen) = (0L, new HashSet<int>());
        foreach (var page in _pages)
        {
            var (name, born, periods) = await offices.HistoryAsync(page, cancellation);
            if (!children.TryGetValue((name, born), out var child) || !seen.Add(child.Id))
            {
                _differences++;
                Doubt($"a page of a child that nobody sent, or a second one: {page}");
                continue;
            }

            for (var day = _plan.First.Previous.FirstDay; day <= _plan.Ends; day = day.AddDays(1))
            {
                standings++;
                var holding = periods.Where(p => p.From <= day && day <= p.Until).ToList();
                var expected = _ledger.On(child.Id, day);
                if (holding.Count != (expected is null ? 0 : 1) || (expected is { } standing && !IsSame(standing, holding[0])))
                {
                    Count(ref _differences, day, child, $"at the end: expected {expected}, are {string.Join('、', holding)}");
                    break;
                }
            }
        }

        foreach (var child in _world.Children.Where(c => !seen.Contains(c.Id) && _ledger.On(c.Id, _plan.Ends) is not null))
        {
            Count(ref _differences, _plan.Ends, child, "has no page");
        }

        return standings;
    }

    private bool IsSame(PlainStanding standing, ShownPeriod period)
    {
        var who = _town.Counties.FirstOrDefault(c => c.Code == standing.Organisation) is { } county ? county.Name : standing.Organisation;
        return Titles[standing.Rule] == period.Rule && period.Organisation.Split(' ')[0] == who;
    }

    private Dictionary<ChildKey, YearChild> Index()
    {
        var index = new Dictionary<ChildKey, YearChild>();
        foreach (var child in _world.Children)
        {
            foreach (var key in child.Names.SelectMany(n => child.BirthDates.SelectMany(b => child.Numbers.Select(x => new ChildKey(n, b, Masking.NumberForFile(x.Value))))))
            {
                index.Add(key, child);
            }
        }

        return index;
    }

    private void Accepted(ApiAnswer answer)
    {
        _files++;
        if (!answer.IsAccepted || answer.Bad > 0)
        {
            throw new RefusedException($"{answer.Words} {(answer.Result is { } rows ? System.Text.Encoding.UTF8.GetString(rows) : "")}");
        }
    }

    private void Count(ref int figure, DateOnly day, YearChild child, string what)
    {
        figure++;
        Doubt(Words(day, child, what));
    }

    private static string Words(DateOnly day, YearChild child, string what) => $"{RocDate.Format(day)}: #{child.Id} {child.Kind}, cohort {child.Cohort}: {what}";

    private void Doubt(string words)
    {
        if (_doubts.Count < DoubtsKept)
        {
            _doubts.Add(words);
            Tell(words);
        }
    }

    private ServerSetting Setting(string folder)
    {
        var assembly = options.Server ?? ServerProcess.BesideThis();
        string[] database = options.Database is { } postgres ? ["--database", postgres] : [];
        return new ServerSetting(assembly, folder, ["--training", "empty", "--officer", FirstOfficer, .. database]);
    }

    private void Tell(string what) => say(string.Create(CultureInfo.InvariantCulture, $"{_time.Elapsed:mm\\:ss} {what}"));
}
