using System.Globalization;
using StudentNet.Simulator.Country;
using StudentNet.Simulator.Doors;
using StudentNet.Simulator.Play;
using StudentNet.Simulator.Term;

namespace StudentNet.Simulator.Years;

/// <summary>A child as a county's ledger lists it.</summary>
/// <param name="Rule">Title of the rule.</param>
internal sealed record ListedStanding(ChildKey Key, string Rule, string Organisation);

/// <summary>A period of a child's page.</summary>
/// <param name="Until">The last day of it.</param>
internal sealed record ShownPeriod(DateOnly From, DateOnly Until, string Rule, string Organisation);

/// <summary>Everybody who takes part in the years: ministry, counties, and the machines that send their files.</summary>
internal sealed class YearsOffices : IDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(300);

    private static readonly TimeSpan BetweenReceipts = TimeSpan.FromMilliseconds(80);

    /// <summary>A run that a killed server held is taken up when its lease has ended.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    private readonly Clerk _officer;
    private readonly List<Clerk> _clerks = [];
    private readonly Dictionary<string, ApiClient> _machines = new(StringComparer.Ordinal);
    private readonly PublishedData _data;
    private readonly Town _town;
    private readonly CountryPlan _plan;
    private readonly Ministry _ministry;

    private YearsOffices(Clerk officer, Town town, YearsPlan plan, PublishedData data)
    {
        (_officer, _town, _data) = (officer, town, data);
        _plan = new CountryPlan(plan.First, SchoolLevel.Elementary, plan.Counties, plan.Seed);
        _ministry = new Ministry(officer, _plan, data);
    }

    public Dictionary<string, CountyOffice> Counties { get; } = new(StringComparer.Ordinal);

    /// <summary>Gives the ministry its lists and machine, and each county its officer and machine.</summary>
    public static async Task<YearsOffices> OpenAsync(ServerProcess server, string firstOfficer, Town town, YearsPlan plan, PublishedData data, CancellationToken cancellation)
    {
        var officer = new Clerk(server.Address, firstOfficer);
        await officer.ActivateAsync(server.PrintedCode(firstOfficer), cancellation);
        var offices = new YearsOffices(officer, town, plan, data);
        await offices._ministry.SetClockAsync(plan.Begins.AddDays(-1), cancellation);
        var none = new Dictionary<string, string>();
        await Uploads.SendAsync(officer, "village-list", "villages.csv", town.Villages, none, cancellation);
        await Uploads.SendAsync(officer, "school-list", "elementary.csv", town.ElementaryList, new Dictionary<string, string> { ["level"] = "1" }, cancellation);
        await Uploads.SendAsync(officer, "school-list", "junior.csv", town.JuniorList, new Dictionary<string, string> { ["level"] = "7" }, cancellation);
        await offices.ConnectAsync(server, "MOE", ["registry-list", "border-crossings"], cancellation);
        foreach (var county in town.Counties)
        {
            var clerk = new Clerk(server.Address, $"county{offices._clerks.Count + 1}@example.gov.tw");
            offices._clerks.Add(clerk);
            await clerk.ActivateAsync(await offices._ministry.AppointAsync(county.Name, clerk.SignInName, cancellation), cancellation);
            offices.Counties[county.Code] = new CountyOffice(county.Name, clerk, offices._plan, data);
            await offices.ConnectAsync(server, county.Code, ["class-roll", "approvals"], cancellation);
        }

        return offices;
    }

    /// <summary>Moves the clock, and waits until what is due by then has been done.</summary>
    public async Task GoToAsync(DateOnly day, IReadOnlyCollection<string> runs, CancellationToken cancellation)
    {
        await Steady.AskAsync(
            async () =>
            {
                await _ministry.SetClockAsync(day, cancellation);
                return 0;
            },
            cancellation
        );
        await DoneAsync(day, runs, cancellation);
    }

    /// <summary>Sends a file of an organisation by its machine.</summary>
    public Task<ApiAnswer> SendAsync(string sender, string format, IReadOnlyDictionary<string, string> settings, string name, byte[] content, CancellationToken cancellation) =>
        _machines[sender].SendAsync(format, sender, settings, name, content, BetweenReceipts, cancellation);

    /// <summary>The sender says that a file of which many leave is right.</summary>
    public Task<ApiAnswer> ConfirmAsync(string sender, long receipt, CancellationToken cancellation) => _machines[sender].ConfirmAsync(receipt, BetweenReceipts, cancellation);

    /// <summary>Every child of a county in the ledger today, by the county's list as a file.</summary>
    public async Task<IReadOnlyList<ListedStanding>> StandingsAsync(int county, CancellationToken cancellation) =>
        [
            .. (await _clerks[county].ExportAsync("/P1.21/ledger/children", cancellation)).Select(row => new ListedStanding(
                new ChildKey(row["姓名"], Day(row["出生日期"]), row["證號"]),
                row["依據"],
                row["負責單位代碼"]
            )),
        ];

    /// <summary>The addresses of all children of a county's list, by name and birth date.</summary>
    public async Task<IReadOnlyList<string>> ChildPagesAsync(int county, CancellationToken cancellation)
    {
        var pages = new List<string>();
        for (var number = 1; ; number++)
        {
            var page = await _clerks[county].GetAsync(string.Create(CultureInfo.InvariantCulture, $"/P1.21/ledger/children?page={number}"), cancellation);
            pages.AddRange(page.Document.QuerySelectorAll("table tbody th a").Select(a => a.GetAttribute("href")!.Split('/')[^1]));
            if (page.Link("下一頁") is null)
            {
                return pages;
            }
        }
    }

    /// <summary>A child's whole history, as the ministry reads it.</summary>
    public async Task<(string Name, DateOnly Born, IReadOnlyList<ShownPeriod> Periods)> HistoryAsync(string person, CancellationToken cancellation)
    {
        var page = await _officer.GetAsync($"/P1.11/ledger/child/{person}", cancellation);
        var head = page.Document.QuerySelectorAll("dl.kv dd");
        return (
            Screen.Fold(head[0].TextContent),
            Day(Screen.Fold(head[2].TextContent)),
            [
                .. page
                    .Document.QuerySelectorAll("[aria-label='每一天的狀態'] tbody tr")
                    .Select(row => new ShownPeriod(
                        Day(Screen.Fold(row.Children[0].TextContent)),
                        Day(Screen.Fold(row.Children[1].TextContent)),
                        Screen.Fold(row.Children[4].ChildNodes[0].TextContent).Split(' ')[0],
                        Screen.Fold(row.Children[3].TextContent)
                    )),
            ]
        );
    }

    public void Dispose()
    {
        _officer.Dispose();
        _clerks.ForEach(c => c.Dispose());
        foreach (var machine in _machines.Values)
        {
            machine.Dispose();
        }
    }

    private async Task ConnectAsync(ServerProcess server, string organisation, IReadOnlyList<string> formats, CancellationToken cancellation)
    {
        var client = $"years-{organisation.ToLowerInvariant()}";
        var secret = await Machines.CreateAsync(_officer, client, organisation, key: "", formats, cancellation);
        _machines[organisation] = new ApiClient(server.Address, client, secret);
    }

    /// <summary>Waits until every run that was due on a day has ended well.</summary>
    private async Task DoneAsync(DateOnly day, IReadOnlyCollection<string> runs, CancellationToken cancellation)
    {
        for (var asked = System.Diagnostics.Stopwatch.StartNew(); asked.Elapsed < Longest; await Task.Delay(BetweenLooks, cancellation))
        {
            var page = await Steady.AskAsync(() => _officer.GetAsync("/A4", cancellation), cancellation);
            var rows = page
                .Document.QuerySelectorAll("[aria-label='背景作業'] tbody tr")
                .Select(r => (Title: Screen.Fold(r.Children[1].TextContent), Asked: r.Children[3].QuerySelector("time")?.TextContent ?? "", State: Screen.Fold(r.Children[4].TextContent)))
                .ToList();
            if (rows.Find(r => r.State == "失敗") is { Title: { } failed })
            {
                throw page.Refusal($"{failed} failed");
            }

            var today = RocDate.Format(day);
            var there = rows.Where(r => r.Asked.Contains(today, StringComparison.Ordinal)).Select(r => r.Title).ToList();
            if (rows.TrueForAll(r => r.State == "完成") && runs.CountBy(r => r).All(r => there.Count(t => t == r.Key) >= r.Value))
            {
                return;
            }
        }

        throw new RefusedException($"{RocDate.Format(day)}: not everything that was due has been done: {string.Join('、', runs)}");
    }

    private static DateOnly Day(string text) => RocDate.TryParse(text, out var day) ? day : throw new RefusedException($"「{text}」 is no date.");
}
