using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Support;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Home.Board;

/// <summary>A county with its amount in each measure, in their order; null: it has nothing to measure.</summary>
public sealed record NationLine(string Code, string Name, IReadOnlyList<Amount?> Amounts);

/// <summary>The ministry's home, 全國填報總覽: the counties by a measure as a map and ranked, how long until the checkpoint, and how those missing become fewer.</summary>
/// <param name="Counties">Every county, the one that lags most in the chosen measure first.</param>
/// <param name="Chart">Those missing in the chosen measure, day by day; null: it is not submitted.</param>
/// <param name="Now">UTC.</param>
public sealed record NationHome(IReadOnlyList<CountyMeasure> Measures, CountyMeasure Chosen, IReadOnlyList<NationLine> Counties, BurnDown? Chart, DueList Due, AnnouncementList News, DateTime Now)
{
    /// <summary>Place of the chosen measure in a line.</summary>
    public int At { get; } = Measures.ToList().IndexOf(Chosen);

    /// <summary>Figures of the country that stand above the map.</summary>
    public IEnumerable<HomeFigure> Figures => Measures.SelectMany(m => m.Figures);

    /// <summary>Visits overdue, or another number that should be 0: the badges of the map.</summary>
    public CountyMeasure? Alerts => Measures.FirstOrDefault(m => !m.IsShare);

    /// <summary>As tiles. A number that should be 0 is the lighter the more there is of it, as a share that lags.</summary>
    public CountyMap Map =>
        new(
            "縣市進度",
            Chosen.Title,
            [
                .. Counties
                    .Where(c => c.Amounts[At] is not null)
                    .Select(c => new CountyTile(c.Name, Percent(c.Amounts[At]!), $"#c-{c.Code}") { Alerts = Alerts?.Counties.GetValueOrDefault(c.Code)?.Value ?? 0 }),
            ]
        )
        {
            AlertWord = Alerts?.Title,
        };

    /// <summary>The table as a file.</summary>
    public IReadOnlyList<TableColumn<NationLine>> Columns =>
        [
            new("縣市", c => c.Name),
            .. Measures.SelectMany((m, i) => new TableColumn<NationLine>[] { new($"{m.Key} {m.Title}", c => c.Amounts[i]?.Value), new(m.IsShare ? $"{m.Key} 應提交" : $"{m.Key} 列管中", c => c.Amounts[i]?.Max) }),
        ];

    /// <summary>How a county does in the chosen measure, in a word.</summary>
    public Status? StatusOf(NationLine county)
    {
        ArgumentNullException.ThrowIfNull(county);
        return (Alerts?.Counties.GetValueOrDefault(county.Code)?.Value, county.Amounts[At]) switch
        {
            (>= CountyTile.ManyFrom, _) => new Status(Tone.Bad, "逾期訪查", "exclamation-triangle"),
            (_, null or { Max: 0 }) => null,
            (_, { } amount) when Chosen.IsShare && amount.Value == amount.Max => new Status(Tone.Ok, "已完成", "check-lg"),
            _ when Chosen.IsShare && Chosen.DueAt < Now => new Status(Tone.Bad, "逾期", "exclamation-triangle"),
            (_, { } amount) when Chosen.IsShare && CountyTile.PercentOf(amount.Value, amount.Max) < CountyTile.LowBelow => new Status(Tone.Warn, "進度落後", "alarm"),
            _ => new Status(Tone.None, "進行中", ""),
        };
    }

    private int? Percent(Amount amount) => CountyTile.PercentOf(amount.Value, amount.Max) is { } percent ? (Chosen.IsShare ? percent : 100 - percent) : null;
}

/// <summary>Reads the ministry's home: a statement or two for each module, bounded by the counties.</summary>
public sealed class NationHomes(StudentNetDb db, IEnumerable<ICountyMeasures> sources, TodoQuery todos, AnnouncementQuery announcements)
{
    /// <param name="key">The chosen measure; null or unknown: the one that is due next.</param>
    public async Task<NationHome> OfAsync(Caller caller, string? key, DateTime now, CancellationToken cancellation = default)
    {
        var measures = new List<CountyMeasure>();
        foreach (var source in sources.OrderBy(s => s.Order))
        {
            measures.AddRange(await source.OfAsync(now, cancellation));
        }

        var chosen =
            measures.FirstOrDefault(m => m.Key == key)
            ?? measures.Where(m => m is { IsNow: true, DueAt: not null }).OrderBy(m => m.DueAt < now).ThenBy(m => m.DueAt).FirstOrDefault()
            ?? measures[0];
        var at = measures.IndexOf(chosen);
        var names = await db.Set<Organisation>().AsNoTracking().Where(o => o.Level == Level.County).OrderBy(o => o.Code).Select(o => new { o.Code, o.Name }).ToListAsync(cancellation);
        List<NationLine> counties =
        [
            .. names
                .Select(c => new NationLine(c.Code, c.Name, [.. measures.Select(m => m.Counties.GetValueOrDefault(c.Code))]))
                .OrderBy(c => c.Amounts[at] is null)
                .ThenBy(c => c.Amounts[at] is { } a ? (chosen.IsShare ? (double)a.Value / Math.Max(1, a.Max) : -a.Value) : 0),
        ];
        BurnDown? chart = null;
        if (chosen is { DueAt: { } due, FirstStamps: { } stamps })
        {
            var schools = BurnDown.OfDays((int)chosen.Whole, stamps, due, now);
            chart = (chosen.OpenNow is { } open ? BurnDown.OfChildren(chosen.OpenDays, open, schools, due, now) : null) ?? schools;
        }

        return new NationHome(measures, chosen, counties, chart, await todos.SortedAsync(caller, now, cancellation), await announcements.ListAsync(caller, IndexModel.NewsLines, cancellation), now);
    }
}
