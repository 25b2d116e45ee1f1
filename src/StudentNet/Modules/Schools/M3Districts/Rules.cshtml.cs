using Microsoft.AspNetCore.Mvc;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Schools.M3Districts;

/// <summary>M3.21 學區列: the lines of a plan, by township or village, and those that wait for a place; a draft's can be changed and removed.</summary>
[Function("M3.21")]
public sealed class RulesModel(StudentNetDb db, DistrictReader reader, DistrictDrafts drafts) : PlanPage(db)
{
    /// <summary>Township, 8 characters; the first by default.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Township { get; set; }

    /// <summary>One village only.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Village { get; set; }

    /// <summary><c>unplaced</c>: the lines that wait for a place.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    public IReadOnlyList<Organisation> Townships { get; private set; } = [];

    public IReadOnlyList<RuleLine> Lines { get; private set; } = [];

    public IReadOnlyList<DistrictUnplacedLine> Unplaced { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!await FindAsync(cancellation))
        {
            return NotFound();
        }

        Townships = await reader.TownshipsAsync(Plan.CountyCode, cancellation);
        Township ??= Village is { Length: >= 8 } ? Village[..8] : (Townships.Count > 0 ? Townships[0].Code : null);
        Unplaced = await reader.UnplacedAsync(Id, cancellation);
        if (Show != "unplaced")
        {
            Lines = await reader.RulesAsync(Id, Village ?? Township, cancellation: cancellation);
        }

        return Page();
    }

    /// <summary>Removes one line.</summary>
    public async Task<IActionResult> OnPostRemoveAsync(int ruleNo, CancellationToken cancellation)
    {
        if (!await FindAsync(cancellation))
        {
            return NotFound();
        }

        if (await drafts.RemoveAsync(Plan, ruleNo, Act("刪除學區列", detail: $"plan {Id} rule {ruleNo}"), cancellation) is { } problem)
        {
            ModelState.AddModelError("", $"{problem.Message}。{problem.Hint}");
            await OnGetAsync(cancellation);
            return this.Unprocessable();
        }

        this.Tell($"已刪除規則 {ruleNo}。");
        return Redirect($"/M3.21/plan/{Id}/rules?township={Township}&village={Village}&show={Show}");
    }
}
