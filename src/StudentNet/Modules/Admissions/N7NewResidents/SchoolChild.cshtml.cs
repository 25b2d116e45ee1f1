using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions.Marking;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Admissions.N7NewResidents;

/// <summary>N7.31 one child that the school proposed: what the county says, and mending it until the county has confirmed.</summary>
[Function("N7.31")]
public sealed class SchoolChildModel(StudentNetDb db, ProposalRoster roster, ProposalRegister register) : NewResidentsPage
{
    [BindProperty]
    public ProposalForm Input { get; set; } = new();

    public ProposalRow Row { get; private set; } = null!;

    public bool MayMend => Row.Proposal.State is ProposalState.Open or ProposalState.Returned;

    public async Task<IActionResult> OnGetAsync(long personId, CancellationToken cancellation)
    {
        if (!await FindAsync(personId, cancellation))
        {
            return NotFound();
        }

        (Input.Name, Input.Sex, Input.BirthDate, Input.Nationality) = (Row.Person.Name, Row.Person.Sex, Row.Person.BirthDate, Row.Person.Nationality);
        (Input.Address, Input.Reason, Input.Words) = (Row.Proposal.Address, Row.Proposal.Reason, Row.Proposal.Words);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(long personId, CancellationToken cancellation)
    {
        if (!await FindAsync(personId, cancellation) || !MayMend)
        {
            return NotFound();
        }

        var number = this.ReadNumber(Input, mayBeBlank: true);
        if (!ModelState.IsValid || (number is not null && !MayLookUp()))
        {
            return this.Unprocessable();
        }

        var (year, level) = (Row.Proposal.Year, Row.Proposal.Level);
        var proposal = await db.Set<ProposedChild>().SingleAsync(p => p.PersonId == personId && p.Year == year && p.Level == level, cancellation);
        var list = new MarkedList(Caller.Organisation, year, EntryStage.Registration);
        if (await register.MendAsync(proposal, list, Input.Draft(number), Act("補正提報學生", personId: personId), cancellation) is { } refused)
        {
            this.Refuse(Input, refused);
            return this.Unprocessable();
        }

        this.Tell("已補正，等縣市確認。");
        return RedirectToPage();
    }

    private async Task<bool> FindAsync(long personId, CancellationToken cancellation)
    {
        if (await roster.FindAsync(Caller.Scope, personId, cancellation) is not { } row)
        {
            return false;
        }

        Row = row;
        await AuditReadAsync(personId, "檢視提報學生");
        return true;
    }
}
