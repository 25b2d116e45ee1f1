using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.NonEnrolment.P2Cases;

/// <summary>P2.41 a letter of the compulsory-attendance ladder to print: 勸告書, 警告書, 處分書. It goes to the guardian, so the child's number is not on it.</summary>
[Function("P2.41")]
public sealed class LetterModel(StudentNetDb db, CaseRoster roster) : FunctionPage
{
    public CaseRow Row { get; private set; } = null!;

    public CaseMeasure Letter { get; private set; } = null!;

    /// <summary>The county, before whose government a 訴願 is brought.</summary>
    public string County { get; private set; } = "";

    public string Township => Caller.Organisation.Name;

    public async Task<IActionResult> OnGetAsync(string caseNo, int seq, CancellationToken cancellation)
    {
        if (await roster.Within(Caller.Scope).SingleOrDefaultAsync(r => r.Case.CaseNo == caseNo, cancellation) is not { } row)
        {
            return NotFound();
        }

        var tracked = row.Case;
        var letter = await db.Set<CaseMeasure>()
            .AsNoTracking()
            .SingleOrDefaultAsync(m => m.PersonId == tracked.PersonId && m.CaseSeq == tracked.CaseSeq && m.Seq == seq && m.VoidedAt == null, cancellation);
        if (letter is null || MeasureKinds.Find(letter.Kind) is not { HasLetter: true })
        {
            return NotFound();
        }

        (Row, Letter) = (row, letter);
        County = await db.Set<Organisation>().Where(o => o.Code == Caller.Organisation.CountyCode).Select(o => o.Name).FirstOrDefaultAsync(cancellation) ?? "";
        await AuditReadAsync(tracked.PersonId, $"列印{MeasureKinds.TitleOf(letter.Kind)}");
        return Page();
    }
}
