using System.Globalization;
using StudentNet.Simulator.Country;
using StudentNet.Simulator.Doors;

namespace StudentNet.Simulator.Play;

/// <summary>The ministry's officer: lists of villages and schools, accounts of the counties, the registry's lists, the comparison, and the clock.</summary>
internal sealed class Ministry(Clerk clerk, CountryPlan plan, PublishedData data)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(300);

    private string Level => ((int)plan.Level).ToString(CultureInfo.InvariantCulture);

    /// <summary>A trial takes the lines of its counties; the whole play takes the lists as they are published.</summary>
    private IReadOnlyList<string>? Part => plan.Share < 1 ? [.. plan.Counties.Select(c => c.Replace('台', '臺'))] : null;

    /// <summary>Moves the training clock to nine in the morning of a day.</summary>
    public async Task SetClockAsync(DateOnly day, CancellationToken cancellation)
    {
        var page = await clerk.GetAsync("/A5", cancellation);
        await page.Form(selector: "form[action*='handler=Set']")
            .Set("Day", RocDate.Format(day))
            .Set("Time", "09:00")
            .SubmitAsync(cancellation: cancellation);
    }

    /// <summary>Villages as published, and those that are newer; then the schools of the level.</summary>
    public async Task ImportListsAsync(CancellationToken cancellation)
    {
        await Uploads.SendAsync(clerk, "village-list", "villages.csv", PublishedData.Bytes(data.Villages, Part), None, cancellation);
        await Uploads.SendAsync(clerk, "village-list", "population.csv", PublishedData.Bytes(data.Population, Part), None, cancellation);
        var level = new Dictionary<string, string> { ["level"] = Level };
        foreach (var list in data.SchoolLists(plan.Level))
        {
            await Uploads.SendAsync(clerk, "school-list", Path.GetFileName(list), PublishedData.Bytes(list, Part), level, cancellation);
        }
    }

    /// <summary>An account for a county's officer; gives its activation code.</summary>
    public async Task<string> AppointAsync(string county, string signInName, CancellationToken cancellation)
    {
        var form = (await clerk.GetAsync("/A1/add", cancellation)).Form("指派並發給啟用碼");
        var organisation = form.OptionOf("OrganisationCode", county);
        var page = await form.Set("DutyCode", "CountyOfficer")
            .Set("OrganisationCode", organisation)
            .Set("PersonName", "承辦人範例")
            .Set("SignInName", signInName)
            .SubmitAsync("指派並發給啟用碼", cancellation);
        return People.CodeOn(page);
    }

    /// <summary>A list of the registry: 1 that of 3/20, 2 omissions, 3 changes. Gives how many rows went in.</summary>
    public async Task<int> SendRegistryListAsync(string kind, byte[]? file, CancellationToken cancellation)
    {
        if (file is null)
        {
            return 0;
        }

        return await Uploads.SendAsync(clerk, "registry-list", $"registry-{kind}.csv", file, ListSettings(kind), cancellation);
    }

    /// <summary>A change list of which rows may come back; null: the registry sends none.</summary>
    public async Task<SentFile> SendChangesAsync(byte[]? file, CancellationToken cancellation) =>
        file is null ? new SentFile(0, []) : await Uploads.SendAndReadAsync(clerk, "registry-list", "registry-3.csv", file, ListSettings("3"), cancellation);

    private Dictionary<string, string> ListSettings(string kind) => new() { ["year"] = plan.Year.ToString(), ["list"] = kind };

    /// <summary>Asks for the national comparison; what it does, it does by itself.</summary>
    public async Task AskForComparisonAsync(CancellationToken cancellation)
    {
        var page = await clerk.GetAsync($"/P1.11?level={Level}", cancellation);
        await page.Form("執行全國大比對").SubmitAsync("執行全國大比對", cancellation);
    }

    /// <summary>Waits for its result and gives the figures by pass: 順序 and 人數; without an order: in no school.</summary>
    public async Task<IReadOnlyDictionary<string, int>> ComparisonAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var page = await clerk.GetAsync($"/P1.11?level={Level}", cancellation);
            var rows = page.Document.QuerySelectorAll("[aria-label='逐項比對'] tbody tr").ToList();
            if (rows.Count > 0)
            {
                return rows.ToDictionary(
                    r => Screen.Fold(r.Children[0].TextContent),
                    r => Marks.Number(r.Children[^1].TextContent),
                    StringComparer.Ordinal
                );
            }

            await Task.Delay(BetweenLooks, cancellation);
        }
    }

    /// <summary>
    /// A4: the address of a run of this title as soon as it is being worked on; null when none waits or is worked on any more.
    /// </summary>
    public async Task<string?> RunningAsync(string title, CancellationToken cancellation)
    {
        while (true)
        {
            // In this order: a run goes from waiting to running.
            var waits = (await clerk.GetAsync("/A4?state=Waiting", cancellation)).Link(title) is not null;
            if ((await clerk.GetAsync("/A4?state=Running", cancellation)).Link(title) is { } run)
            {
                return run;
            }

            if (!waits)
            {
                return null;
            }
        }
    }

    /// <summary>A4: whether a run has not ended yet.</summary>
    public async Task<bool> IsUnderWayAsync(string run, CancellationToken cancellation) =>
        (await clerk.GetAsync(run, cancellation)).Document.QuerySelector("[data-refresh]:not([data-refresh=''])") is not null;

    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();
}
