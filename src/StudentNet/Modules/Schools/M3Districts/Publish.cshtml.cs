using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Schools.M3Districts;

/// <summary>M3.21 公告學區: the sum of what is published, and for each kind of error the county's reason for publishing all the same.</summary>
[Function("M3.21")]
public sealed class PublishModel(StudentNetDb db, DistrictChecks checks, DistrictPublication publication, DistrictReader reader) : PlanPage(db)
{
    /// <summary>Reasons by check code.</summary>
    [BindProperty]
    public Dictionary<string, string?> Reasons { get; set; } = [];

    public PlanSummary Summary { get; private set; } = null!;

    public IReadOnlyList<IGrouping<DistrictCheck, DistrictFinding>> Errors { get; private set; } = [];

    public int Others { get; private set; }

    public int Changes { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await PrepareAsync(cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!await PrepareAsync(cancellation))
        {
            return NotFound();
        }

        var given = Reasons.Where(r => !string.IsNullOrWhiteSpace(r.Value)).ToDictionary(r => r.Key, r => r.Value!, StringComparer.Ordinal);
        var act = Act("公告學區", reason: string.Join('；', given.Select(r => $"{r.Key}：{r.Value}")), detail: $"plan {Id}");
        try
        {
            var result = await publication.PublishAsync(Plan, given, act, cancellation);
            if (result.IsPublished)
            {
                this.Tell($"已公告 {Plan.Year.Title} {Plan.Level.Title()}學區，共 {Summary.Rules:N0} 列。");
                return Redirect($"/M3.21?level={(int)Plan.Level}&year={Plan.Year.Roc}");
            }

            if (result.Problem is { } problem)
            {
                ModelState.AddModelError("", $"{problem.Message}。{problem.Hint}");
            }

            foreach (var check in result.Unanswered)
            {
                ModelState.AddModelError($"Reasons[{check.Code}]", $"「{check.Title}」還沒有修正，也沒有填寫仍要公告的原因");
            }
        }
        catch (DbUpdateConcurrencyException)
        {
            ModelState.AddModelError("", "另一位承辦人剛剛公告了學區，這份草案沒有公告。請重新整理頁面後再決定。");
        }

        return this.Unprocessable();
    }

    private async Task<bool> PrepareAsync(CancellationToken cancellation)
    {
        if (!await FindAsync(cancellation) || !IsDraft)
        {
            return false;
        }

        var findings = await checks.OfAsync(Plan, cancellation);
        Errors = [.. findings.Where(f => f.Check.Severity == DistrictSeverity.Error).GroupBy(f => f.Check)];
        Others = findings.Count - Errors.Sum(e => e.Count());
        Changes = (await reader.ChangesAsync(Plan, cancellation)).Count;
        Summary = (await reader.PlansAsync(Plan.CountyCode, Plan.Year, Plan.Level, cancellation)).Single(p => p.Plan.Id == Id);
        return true;
    }
}
