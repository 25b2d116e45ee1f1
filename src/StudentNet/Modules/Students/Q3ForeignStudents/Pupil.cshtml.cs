using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Students.Q3ForeignStudents;

/// <summary>Q3.31 one foreign pupil of the school: change it, see what it was before.</summary>
[Function("Q3.31")]
public sealed class PupilModel(StudentNetDb db, ForeignRoster roster, ForeignPupilRegister register) : ForeignPupilPage
{
    public PupilRow<ForeignPupil> Row { get; private set; } = null!;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<ForeignPupilEvent> History { get; private set; } = [];

    /// <summary>Version of the row when the page was opened.</summary>
    [BindProperty]
    public int Seen { get; set; }

    public override string NumberHint => "號碼不變請留空；換領新證時填新證號，舊證號仍查得到";

    public async Task<IActionResult> OnGetAsync(long personId, CancellationToken cancellation)
    {
        if (!await FindAsync(personId, cancellation))
        {
            return NotFound();
        }

        Input.From(Row, SchoolYear.Of(Today));
        Seen = Row.Pupil.Version;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(long personId, CancellationToken cancellation)
    {
        if (!await FindAsync(personId, cancellation))
        {
            return NotFound();
        }

        var number = this.ReadNumber(Input, mayBeBlank: true);
        if (!ModelState.IsValid || (number is not null && !MayLookUp()))
        {
            return this.Unprocessable();
        }

        var pupil = await db.Set<ForeignPupil>().SingleAsync(p => p.PersonId == personId && p.SchoolCode == Row.Pupil.SchoolCode, cancellation);
        if (
            await register.ChangeAsync(pupil, Caller.Organisation, Input.Person(number), Input.Standing(), Seen, Act("修改外籍生", personId: personId), cancellation)
            is { } refused
        )
        {
            if (refused == PupilRegister.Changed && await FindAsync(personId, cancellation))
            {
                // What was typed stays in the form; what the other did stands in the history, and has been seen now.
                Seen = Row.Pupil.Version;
                ModelState.Remove(nameof(Seen));
            }

            this.Refuse(Input, refused);
            return this.Unprocessable();
        }

        this.Tell("已儲存，異動已留存。");
        return RedirectToPage();
    }

    /// <summary>One entry of the history in words.</summary>
    public static string InWords(ForeignPupilEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        var place = $"{e.Grade} 年{(e.ClassName is { } name ? $" {name} 班" : "，未編班")}，{e.Kind.Title()}";
        var absence = e.Absence is { } code ? $"；{ForeignAbsences.Title(code)}（{RocDate.Format(e.AbsentSince!.Value)} 起{(e.AbsenceDetail is { } detail ? $"，{detail}" : "")}）" : "";
        return $"{place}{absence}{(e.LeftOn is { } left ? $"；{RocDate.Format(left)} 離校" : "")}";
    }

    private async Task<bool> FindAsync(long personId, CancellationToken cancellation)
    {
        if (await roster.Within(Caller.Scope).SingleOrDefaultAsync(r => r.Pupil.PersonId == personId, cancellation) is not { } row)
        {
            return false;
        }

        Row = row;
        var school = Caller.Organisation.Code;
        History = await db.Set<ForeignPupilEvent>()
            .AsNoTracking()
            .Where(e => e.PersonId == personId && e.SchoolCode == school)
            .OrderByDescending(e => e.Seq)
            .ToListAsync(cancellation);
        await AuditReadAsync(personId, "檢視外籍生");
        return true;
    }
}
