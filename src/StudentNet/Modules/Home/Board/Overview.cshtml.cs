using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Home.Board;

/// <summary>H.11 全國填報總覽: the counties by a measure as a map and ranked, how long until the checkpoint, and how the number of those missing goes down.</summary>
[Function("H.11")]
public sealed class OverviewModel(StudentNetDb db, IEnumerable<ICountyMeasures> sources) : FunctionPage
{
    /// <summary>Key of the measure; none: the one that is due next.</summary>
    [BindProperty(SupportsGet = true, Name = "by")]
    public string? Key { get; set; }

    public IReadOnlyList<CountyMeasure> Measures { get; private set; } = [];

    public CountyMeasure Chosen { get; private set; } = null!;

    /// <summary>Every county with its amount in each measure, the one that lags most first.</summary>
    public IReadOnlyList<(string Code, string Name, IReadOnlyList<Amount?> Amounts)> Counties { get; private set; } = [];

    public BurnDown? Chart { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var measures = new List<CountyMeasure>();
        foreach (var source in sources.OrderBy(s => s.Order))
        {
            measures.AddRange(await source.OfAsync(Now, cancellation));
        }

        Measures = measures;
        Chosen =
            measures.FirstOrDefault(m => m.Key == Key)
            ?? measures.Where(m => m is { IsNow: true, DueAt: not null }).OrderBy(m => m.DueAt < Now).ThenBy(m => m.DueAt).FirstOrDefault()
            ?? measures[0];
        var names = await db.Set<Organisation>().AsNoTracking().Where(o => o.Level == Level.County).OrderBy(o => o.Code).Select(o => new { o.Code, o.Name }).ToListAsync(cancellation);
        var at = measures.IndexOf(Chosen);
        Counties =
        [
            .. names
                .Select(c => (c.Code, c.Name, Amounts: (IReadOnlyList<Amount?>)[.. measures.Select(m => m.Counties.GetValueOrDefault(c.Code))]))
                .OrderBy(c => c.Amounts[at] is null)
                .ThenBy(c => c.Amounts[at] is { } a ? (Chosen.IsShare ? (double)a.Value / Math.Max(1, a.Max) : -a.Value) : 0),
        ];
        Chart = Chosen is { DueAt: { } due, FirstStamps: { } stamps } ? BurnDown.OfDays((int)Chosen.Whole, stamps, due, Now) : null;
    }
}
