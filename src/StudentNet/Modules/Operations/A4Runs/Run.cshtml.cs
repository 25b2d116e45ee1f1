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

/// <summary>One run: phases, counts, progress, findings, outcome. The part that changes fetches its successor until the run has ended.</summary>
[Function("A4")]
public sealed class RunModel(StudentNetDb db, IRuns runs, IEnumerable<IRunKind> kinds, RunsUnderWay underWay, FigureTitles titles) : FunctionPage
{
    private const int FindingsShown = 500;

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    public RunView View { get; private set; } = null!;

    public IReadOnlyList<(FigureTitle Title, long Value)> Figures { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await LoadAsync(cancellation) ? Page() : NotFound();

    /// <summary>The part that changes.</summary>
    public async Task<IActionResult> OnGetProgressAsync(CancellationToken cancellation) =>
        await LoadAsync(cancellation) ? Partial("_RunProgress", this) : NotFound();

    public async Task<IActionResult> OnPostRetryAsync(CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation))
        {
            return NotFound();
        }

        this.Tell(
            await runs.RetryAsync(db, Id, Act("再執行一次", detail: FormattableString.Invariant($"run {Id}")), cancellation)
                ? "已排入，從沒有完成的階段繼續。"
                : "這項作業已在執行，或已有新的一次。"
        );
        return RedirectToPage(new { Id });
    }

    private async Task<bool> LoadAsync(CancellationToken cancellation)
    {
        var run = await RunsModel.VisibleTo(db, Caller).SingleOrDefaultAsync(r => r.Id == Id, cancellation);
        if (run is null)
        {
            return false;
        }

        var name = await db.Set<Organisation>().Where(o => o.Code == run.OrganisationCode).Select(o => o.Name).SingleOrDefaultAsync(cancellation);
        var findings = await db.Set<RunFinding>().AsNoTracking().Where(f => f.RunId == Id).OrderBy(f => f.Seq).Take(FindingsShown).ToListAsync(cancellation);
        View = new RunView(run, kinds.FirstOrDefault(k => k.Kind == run.Kind), underWay.Of(run), name ?? run.OrganisationCode, findings);
        Figures = titles.Read(run.Outcome);
        return true;
    }
}
