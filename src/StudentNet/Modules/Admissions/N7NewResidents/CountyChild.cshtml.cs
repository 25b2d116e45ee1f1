using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions.Marking;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Admissions.N7NewResidents;

/// <summary>N7.21 one proposed child: the county confirms it, sends it back, or says which child of the registry it is.</summary>
[Function("N7.21")]
public sealed class CountyChildModel(StudentNetDb db, ProposalRoster roster, ProposalRegister register, PersonScope people) : NewResidentsPage
{
    [BindProperty, Display(Name = "縣市意見"), StringLength(200)]
    public string? Words { get; set; }

    [BindProperty, Display(Name = "名冊學生的完整證號"), StringLength(20)]
    public string? Number { get; set; }

    public ProposalRow Row { get; private set; } = null!;

    public IReadOnlyList<PossiblySame> PossiblySame { get; private set; } = [];

    /// <summary>Those of them for whom the county answers: they can be looked at side by side without naming their number.</summary>
    public IReadOnlySet<long> Comparable { get; private set; } = new HashSet<long>();

    /// <summary>A merged child is settled; everything else may be answered again.</summary>
    public bool MayAnswer => Row.Proposal.State != ProposalState.Merged;

    public async Task<IActionResult> OnGetAsync(long personId, CancellationToken cancellation) =>
        await FindAsync(personId, cancellation) is null ? NotFound() : Page();

    public async Task<IActionResult> OnPostConfirmAsync(long personId, CancellationToken cancellation)
    {
        if (await FindAsync(personId, cancellation) is not { } proposal)
        {
            return NotFound();
        }

        await register.ConfirmAsync(proposal, Text(Words), Act("確認提報學生", personId: personId), cancellation);
        this.Tell($"已確認 {Row.Person.Name}。");
        return Redirect("/N7.21?show=Open");
    }

    public async Task<IActionResult> OnPostReturnAsync(long personId, CancellationToken cancellation)
    {
        if (await FindAsync(personId, cancellation) is not { } proposal)
        {
            return NotFound();
        }

        if (Text(Words) is not { } words)
        {
            ModelState.AddModelError(nameof(Words), "退回要寫明請學校補正什麼。");
            return this.Unprocessable();
        }

        await register.ReturnAsync(proposal, words, Act("退回提報學生", personId: personId), cancellation);
        this.Tell($"已退回學校補正。學生仍由 {Row.School.Name} 負責。");
        return Redirect("/N7.21?show=Open");
    }

    public async Task<IActionResult> OnPostMergeAsync(long personId, CancellationToken cancellation)
    {
        if (await FindAsync(personId, cancellation) is not { } proposal)
        {
            return NotFound();
        }

        var number = PersonNumber.Parse(Number);
        if (!number.IsValid)
        {
            ModelState.AddModelError(nameof(Number), $"{number.Problem.Value.Message}。{number.Problem.Value.Hint}");
            return this.Unprocessable();
        }

        if (!MayLookUp())
        {
            return this.Unprocessable();
        }

        // Name or birth date of the proposal prove the number, as in every search for a child.
        var byName = new ChildQuery(number.Number.Value, Row.Person.Name, null);
        var byBirth = new ChildQuery(number.Number.Value, null, Row.Person.BirthDate);
        var act = Act("合併提報學生", personId: personId);
        if (await register.MergeAsync(proposal, byName, Text(Words), act, cancellation) is not null && await register.MergeAsync(proposal, byBirth, Text(Words), act, cancellation) is { } problem)
        {
            ModelState.AddModelError(nameof(Number), $"{problem.Message}。{problem.Hint}");
            return this.Unprocessable();
        }

        this.Tell("已合併。學校的報到、入學登錄已移到名冊的學生。");
        return Redirect("/N7.21?show=Open");
    }

    private async Task<ProposedChild?> FindAsync(long personId, CancellationToken cancellation)
    {
        if (await roster.FindAsync(Caller.Scope, personId, cancellation) is not { } row)
        {
            return null;
        }

        Row = row;
        PossiblySame = row.Proposal.State == ProposalState.Merged ? [] : await roster.PossiblySameAsync(row, cancellation);
        Comparable = PossiblySame.Count == 0 ? Comparable : await people.WithinAsync(Caller.Scope, [.. PossiblySame.Select(s => s.PersonId)], cancellation);
        await AuditReadAsync([personId, .. PossiblySame.Select(s => s.PersonId)], "檢視提報學生", personId);
        if (HttpMethods.IsPost(Request.Method) && !MayAnswer)
        {
            return null;
        }

        var (year, level) = (row.Proposal.Year, row.Proposal.Level);
        return await db.Set<ProposedChild>().SingleAsync(p => p.PersonId == personId && p.Year == year && p.Level == level, cancellation);
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
