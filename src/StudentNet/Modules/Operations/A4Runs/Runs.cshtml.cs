using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Jobs;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Operations.A4Runs;

/// <summary>A4 作業紀錄: the runs of one's own organisation, the ministry's of all.</summary>
[Function("A4")]
public sealed class RunsModel(StudentNetDb db, IEnumerable<IRunKind> kinds, RunsUnderWay underWay) : FunctionPage
{
    /// <summary>Filter by state; null: all.</summary>
    [BindProperty(SupportsGet = true, Name = "state")]
    public RunStatus? State { get; set; }

    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    public PageOf Part { get; private set; } = new(0);

    public IReadOnlyDictionary<RunStatus, int> Counts { get; private set; } = new Dictionary<RunStatus, int>();

    public IReadOnlyList<RunView> Views { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var mine = VisibleTo(db, Caller);
        Counts = await mine.GroupBy(r => r.Status).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        var shown = State is { } state ? mine.Where(r => r.Status == state) : mine;
        Part = new PageOf(await shown.CountAsync(cancellation), Number);
        var runs = await shown.OrderByDescending(r => r.Id).Skip(Part.Skip).Take(Part.Size).ToListAsync(cancellation);
        var codes = runs.Select(r => r.OrganisationCode).Distinct().ToList();
        var names = await db.Set<Organisation>().Where(o => codes.Contains(o.Code)).ToDictionaryAsync(o => o.Code, o => o.Name, cancellation);
        Views =
        [
            .. runs.Select(r => new RunView(r, kinds.FirstOrDefault(k => k.Kind == r.Kind), underWay.Of(r), names.GetValueOrDefault(r.OrganisationCode, r.OrganisationCode), [])),
        ];
    }

    /// <summary>The runs a caller may see.</summary>
    internal static IQueryable<Run> VisibleTo(StudentNetDb db, Caller caller) =>
        caller.Level == Level.Ministry
            ? db.Set<Run>().AsNoTracking()
            : db.Set<Run>().AsNoTracking().Where(r => r.OrganisationCode == caller.Organisation.Code);
}
