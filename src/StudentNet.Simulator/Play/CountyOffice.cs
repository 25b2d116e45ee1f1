using System.Globalization;
using StudentNet.Simulator.Country;
using StudentNet.Simulator.Doors;

namespace StudentNet.Simulator.Play;

/// <summary>The figures of a county's allocation, as its page shows them.</summary>
public sealed record AllocationCount(int Residents, int Allocated, int Choice, int NeedsPerson);

/// <summary>A county's officer: settings, districts, AA accounts, allocation, decisions by hand, numbers and records put right, designation and release.</summary>
internal sealed class CountyOffice(string name, Clerk clerk, CountryPlan plan, PublishedData data)
{
    private const string SamePerson = "/N7.21/same";

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(300);

    public string Name => name;

    private string Level => ((int)plan.Level).ToString(CultureInfo.InvariantCulture);

    /// <summary>M1.21: allocation from 4/1 to 5/31, so that registration opens on 6/1.</summary>
    public async Task SetWindowsAsync(CancellationToken cancellation)
    {
        string Day(int month, int day) => RocDate.Format(new DateOnly(plan.Year.Gregorian, month, day));
        var page = await clerk.GetAsync($"/M1.21?level={Level}&year={plan.Year}", cancellation);
        await page.Form(selector: "form[data-guard]")
            .Set("Input.OmissionsClose", Day(5, 15))
            .Set("Input.AllocationOpens", Day(3, 25))
            .Set("Input.AllocationCloses", Day(5, 31))
            .SubmitAsync(cancellation: cancellation);
    }

    /// <summary>Codes for the AA accounts of all its schools, as the file that is had once.</summary>
    public async Task<IReadOnlyList<SchoolUnit>> SchoolAccountsAsync(IReadOnlyDictionary<string, PublishedSchool> published, CancellationToken cancellation)
    {
        var page = await clerk.GetAsync("/A1/schools", cancellation);
        var file = await page.Form(selector: "form[action*='handler=All']").DownloadAsync(cancellation);
        return
        [
            .. CsvTable
                .Read(file)
                .Select(row =>
                {
                    var known = published.GetValueOrDefault(row["學校代碼"][..6]);
                    return new SchoolUnit(row["學校代碼"], row["學校"], name, known?.Township ?? "", known?.IsPrivate ?? true, row["帳號"], row["啟用碼"]);
                }),
        ];
    }

    /// <summary>M3.21: sends the district table, says for every kind of finding why it publishes all the same, publishes.</summary>
    public async Task PublishDistrictsAsync(CancellationToken cancellation)
    {
        var settings = new Dictionary<string, string> { ["year"] = plan.Year.ToString(), ["level"] = Level };
        await Uploads.SendAsync(clerk, "district-table", "districts.csv", await File.ReadAllBytesAsync(data.Districts, cancellation), settings, cancellation);
        var list = await clerk.GetAsync($"/M3.21?level={Level}&year={plan.Year}", cancellation);
        var draft = list.Link("草案 ") ?? throw list.Refusal("no draft");
        var page = await clerk.GetAsync($"{draft}/publish", cancellation);
        var form = page.Form(selector: "form[data-guard]");
        foreach (var field in page.Document.QuerySelectorAll("input[name^='Reasons[']").Select(f => f.GetAttribute("name")!))
        {
            form.Set(field, "範例：原表如此，下次修訂時更正");
        }

        await form.SubmitAsync(cancellation: cancellation);
    }

    /// <summary>Asks for the allocation; what it does, it does by itself.</summary>
    public async Task AskForAllocationAsync(string published, CancellationToken cancellation)
    {
        var page = await clerk.GetAsync($"/N1.21?level={Level}", cancellation);
        var form = page.Form(selector: "form[action*='handler=Run']");
        await form.Put("published", published).SubmitAsync(cancellation: cancellation);
    }

    /// <summary>Waits until no run is under way, and gives the figures.</summary>
    public async Task<AllocationCount> AllocationAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var page = await clerk.GetAsync($"/N1.21?level={Level}", cancellation);
            var figures = page.Document.QuerySelectorAll("dl.stats dd").Select(d => Marks.Number(d.TextContent)).ToList();
            if (page.Link("看作業進度") is null && figures is [var residents, var allocated, var choice, var needs, 0])
            {
                return new AllocationCount(residents, allocated, choice, needs);
            }

            await Task.Delay(BetweenLooks, cancellation);
        }
    }

    /// <summary>公告.</summary>
    public async Task PublishAllocationAsync(CancellationToken cancellation)
    {
        var page = await clerk.GetAsync($"/N1.21/publish?level={Level}", cancellation);
        await page.Form(selector: "form[action*='handler=Publish']").SubmitAsync(cancellation: cancellation);
    }

    /// <summary>Who was allocated where, by the county's own list as a file.</summary>
    public async Task<IReadOnlyList<(ChildKey Key, string School)>> AllocatedAsync(CancellationToken cancellation) =>
        [
            .. (await clerk.ExportAsync($"/N2.21?level={Level}", cancellation)).Select(row => (KeyOf(row), row["分發學校"].Split(' ')[0])),
        ];

    /// <summary>人工分發: puts children whose family has said where they want to go into that school, all of a school at once.</summary>
    /// <param name="wish">The school a child wants, or null: the county leaves it.</param>
    public async Task<int> DecideByHandAsync(Func<ChildKey, string?> wish, CancellationToken cancellation)
    {
        var wishes = new List<(string School, string Pick)>();
        Screen page;
        var number = 1;
        do
        {
            page = await clerk.GetAsync($"/N1.21/people?level={Level}&page={number++}", cancellation);
            var rows = page.Document.QuerySelectorAll("#decide tbody tr").ToList();
            wishes.AddRange(
                rows.Select(r => (School: wish(PageKey(r)), Pick: r.QuerySelector("input[name=pick]")!.GetAttribute("value")!))
                    .Where(w => w.School is not null)
                    .Select(w => (w.School!, w.Pick))
            );
            if (rows.Count == 0)
            {
                break;
            }
        } while (page.Link("下一頁") is not null);

        foreach (var school in wishes.GroupBy(w => w.School))
        {
            var form = (await clerk.GetAsync($"/N1.21/people?level={Level}", cancellation)).Form(selector: "form#decide");
            foreach (var (_, pick) in school)
            {
                form.Tick("pick", pick);
            }

            await form.Set("Input.School", school.Key).Set("Input.Reason", "family-choice").SubmitAsync("分發選取的學生", cancellation);
        }

        return wishes.Count;
    }

    /// <summary>Who is tracked and not released, by the county's list as a file.</summary>
    public async Task<IReadOnlyList<(ChildKey Key, string CaseNo, string School)>> TrackedAsync(CancellationToken cancellation) =>
        [
            .. (await clerk.ExportAsync("/P2.21", cancellation)).Where(row => row["狀態"] != "已解列").Select(row => (KeyOf(row), row["案號"], row["列管或建議學校"])),
        ];

    /// <summary>指派: every case to the school that is proposed, and the rest to the first that the page offers. Gives how many still have none.</summary>
    public async Task<int> DesignateAsync(CancellationToken cancellation)
    {
        var page = await clerk.GetAsync("/P2.21/designate", cancellation);
        if (page.Has("#designate"))
        {
            await page.Form(selector: "#designate").SubmitAsync(cancellation: cancellation);
        }

        foreach (var row in await clerk.ExportAsync("/P2.21?state=AwaitingDesignation", cancellation))
        {
            var form = (await clerk.GetAsync($"/P2.21/{row["案號"]}", cancellation)).Form("指派");
            await form.Set("School", form.FirstOption("School")).SubmitAsync("指派", cancellation);
        }

        return (await clerk.ExportAsync("/P2.21?state=AwaitingDesignation", cancellation)).Count;
    }

    /// <summary>N7.21: takes up what schools proposed.</summary>
    public async Task ConfirmProposalsAsync(CancellationToken cancellation)
    {
        while ((await clerk.GetAsync("/N7.21?show=Open", cancellation)).Document.QuerySelector("table.table tbody th a")?.GetAttribute("href") is { } child)
        {
            await (await clerk.GetAsync(child, cancellation)).Form("確認有這名學生").SubmitAsync("確認有這名學生", cancellation);
        }
    }

    /// <summary>N7.21: says of proposed children which listed child each of them is. Gives how many were found on the list.</summary>
    public async Task<int> JoinProposalsAsync(IReadOnlyCollection<TwoRecords> found, CancellationToken cancellation)
    {
        var wanted = found.ToDictionary(d => ChildKey.OnPage(d.Second, d.Second.Number), d => d.First.Number);
        var links = new List<(string Href, PersonNumber Number)>();
        Screen page;
        var number = 1;
        do
        {
            page = await clerk.GetAsync($"/N7.21?show=Confirmed&page={number++}", cancellation);
            foreach (var row in page.Document.QuerySelectorAll("table.table tbody tr"))
            {
                if (wanted.TryGetValue(PageKey(row), out var listed))
                {
                    links.Add((row.QuerySelector("th a")!.GetAttribute("href")!, listed));
                }
            }
        } while (page.Link("下一頁") is not null);

        foreach (var (href, listed) in links)
        {
            await (await clerk.GetAsync(href, cancellation)).Form("與這名學生合併").Set("Number", listed.Value).SubmitAsync("與這名學生合併", cancellation);
        }

        return links.Count;
    }

    /// <summary>
    /// N7.21 合併與證號: of the registry's rows that came back, those of the county that name two children by one another's number. Exchanges their
    /// numbers, and asks whose each is now. Gives how many pairs it put right; a row that has no counterpart is a mistake of the play, and throws.
    /// </summary>
    public async Task<int> ExchangeNumbersAsync(IEnumerable<IReadOnlyDictionary<string, string>> back, CancellationToken cancellation)
    {
        var own = back.Where(row => row["縣市"] == name).ToList();
        var pairs = 0;
        while (own is [var row, ..])
        {
            var twin = own.FirstOrDefault(t => t["證號"] == row["舊證號"] && t["舊證號"] == row["證號"] && t["出生日期"] == row["出生日期"]);
            if (twin is null)
            {
                throw new RefusedException($"A row of the registry came back: {string.Join(' ', row.Where(c => c.Key is not ("證號" or "舊證號" or "姓名")).Select(c => c.Value))}");
            }

            await ExchangeAsync(row, twin, cancellation);
            await AskWhoseAsync(row, cancellation);
            await AskWhoseAsync(twin, cancellation);
            own.Remove(row);
            own.Remove(twin);
            pairs++;
        }

        return pairs;
    }

    /// <summary>P2.21: confirms that those whom a comparison or a merge has found are released. Gives how many.</summary>
    public async Task<int> ConfirmReleasesAsync(CancellationToken cancellation)
    {
        var proposed = await clerk.ExportAsync("/P2.21?proposed=true", cancellation);
        foreach (var row in proposed)
        {
            await (await clerk.GetAsync($"/P2.21/{row["案號"]}", cancellation)).Form("解除列管").SubmitAsync("解除列管", cancellation);
        }

        return proposed.Count;
    }

    private async Task ExchangeAsync(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other, CancellationToken cancellation)
    {
        var page = await (await clerk.GetAsync(SamePerson, cancellation))
            .Form(selector: "#look form")
            .Set("FirstNumber", one["證號"])
            .Set("SecondNumber", other["證號"])
            .SubmitAsync(cancellation: cancellation);
        if (!page.Text.Contains(one["姓名"], StringComparison.Ordinal) || !page.Text.Contains(other["姓名"], StringComparison.Ordinal))
        {
            page.Refuse("these are not the twins");
        }

        await page.Form("對調兩人的證號").Set("ExchangeReason", "戶政通報兩人證號互換").SubmitAsync("對調兩人的證號", cancellation);
    }

    /// <summary>Whose the number of a row was at the end of the row's day: the child's that the row names.</summary>
    private async Task AskWhoseAsync(IReadOnlyDictionary<string, string> row, CancellationToken cancellation)
    {
        var page = await (await clerk.GetAsync(SamePerson, cancellation))
            .Form(selector: "#who form")
            .Set("Number", row["證號"])
            .Set("Day", row["資料日期"])
            .SubmitAsync(cancellation: cancellation);
        if (page.Document.QuerySelector("#holder .rare")?.TextContent != row["姓名"])
        {
            page.Refuse("the number is not the twin's to whom it was given");
        }
    }

    private static ChildKey KeyOf(IReadOnlyDictionary<string, string> row) =>
        RocDate.TryParse(row["出生日期"], out var born)
            ? new ChildKey(row["姓名"], born, row["證號"])
            : throw new RefusedException($"「{row["出生日期"]}」 is no date.");

    private static ChildKey PageKey(AngleSharp.Dom.IElement row)
    {
        var born = Screen.Fold(row.QuerySelector("time")?.TextContent ?? "");
        return RocDate.TryParse(born, out var day)
            ? new ChildKey(Screen.Fold(row.QuerySelector("th")!.TextContent), day, Screen.Fold(row.QuerySelector(".id")!.TextContent).Split(' ')[0])
            : throw new RefusedException($"「{born}」 is no date.");
    }
}
