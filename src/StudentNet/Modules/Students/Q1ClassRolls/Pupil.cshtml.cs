using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>Q1.31 編修學生: one pupil of the school's roll, its history, and taking it off the roll.</summary>
[Function("Q1.31")]
public sealed class PupilModel(StudentNetDb db, WindowGate gate, WindowBanners banners, RollDoubts doubts, ClassRollRegister register)
    : SchoolRollPage(db, gate, banners, doubts), IRollFormPage
{
    [BindProperty(SupportsGet = true)]
    public long PersonId { get; set; }

    [BindProperty]
    public RollForm Input { get; set; } = new();

    /// <summary>Version of the row when the page was opened.</summary>
    [BindProperty]
    public int Seen { get; set; }

    /// <summary>Why the pupil leaves.</summary>
    [BindProperty]
    public string? Reason { get; set; }

    public ClassPupil Pupil { get; private set; } = null!;

    public Person Person { get; private set; } = null!;

    public string? Number { get; private set; }

    public IReadOnlyList<ClassPupilEvent> Events { get; private set; } = [];

    /// <summary>What somebody else has made of the row meanwhile.</summary>
    public RollLine? Theirs { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation))
        {
            return NotFound();
        }

        Input = RollForm.Of(Pupil.Line);
        Seen = Pupil.Version;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation))
        {
            return NotFound();
        }

        if (!ModelState.IsValid || !Input.IsKnown)
        {
            return this.Unprocessable();
        }

        Input.Naming = await NamingAsync(cancellation);
        foreach (var (field, message) in ClassRollRules.Broken(Input.Line, Level))
        {
            ModelState.AddModelError($"Input.{field}", message);
        }

        return ModelState.IsValid
            ? Answer(await register.SaveAsync(Pupil, Input.Line, Seen, Act("編修各班學生", personId: PersonId), cancellation), "已儲存")
            : this.Unprocessable();
    }

    public async Task<IActionResult> OnPostLeaveAsync(CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation))
        {
            return NotFound();
        }

        ModelState.Clear();
        if (string.IsNullOrWhiteSpace(Reason))
        {
            ModelState.AddModelError("Reason", "請填轉出原因，例如 轉學到哪一所學校");
            Input = RollForm.Of(Pupil.Line);
            return this.Unprocessable();
        }

        var act = Act("各班學生轉出", Reason.Trim(), PersonId);
        return Answer(await register.LeaveAsync(Pupil, Reason.Trim(), Seen, act, cancellation), "已轉出，在其他學校名單出現之前會列在「兩校名單與未轉入」");
    }

    private IActionResult Answer(RollAnswer answer, string done)
    {
        switch (answer)
        {
            case RollAnswer.Done:
                this.Tell($"{Person.Name} {done}。");
                return Redirect($"/Q1.31/pupils?class={Input.ClassKind}&grade={Input.Grade}&name={Uri.EscapeDataString(Input.Line.ClassName)}");
            case RollAnswer.Unchanged:
                this.Tell("內容相同，沒有變更。");
                return Redirect($"/Q1.31/pupil/{PersonId}");
            case RollAnswer.Conflict conflict:
                Theirs = conflict.Now.Line;
                Seen = conflict.Now.Version;
                ModelState.Remove(nameof(Seen));
                ModelState.AddModelError("", "您開啟之後，這名學生已被修改。請看兩邊的內容，再決定是否儲存");
                return this.Unprocessable();
            default:
                var problem = ((RollAnswer.Refused)answer).Problem;
                ModelState.AddModelError("", $"{problem.Message}。{problem.Hint}");
                return this.Unprocessable();
        }
    }

    private async Task<bool> LoadAsync(CancellationToken cancellation)
    {
        if (await register.FindAsync(PersonId, Term, School, cancellation) is not { } pupil)
        {
            return false;
        }

        await PrepareAsync(cancellation);
        Pupil = pupil;
        var named = await Database.Set<Person>()
            .AsNoTracking()
            .Where(p => p.PersonId == PersonId)
            .Select(p => new { Person = p, Number = Database.CurrentNumbers().Where(i => i.PersonId == p.PersonId).Select(i => i.Number).FirstOrDefault() })
            .SingleAsync(cancellation);
        (Person, Number) = (named.Person, named.Number);
        Events = await Database.Set<ClassPupilEvent>()
            .AsNoTracking()
            .Where(e => e.PersonId == PersonId && e.SchoolCode == School && e.Year == Term.Year && e.Term == Term.Number)
            .OrderByDescending(e => e.Seq)
            .ToListAsync(cancellation);
        await AuditReadAsync(PersonId, "檢視各班學生");
        return true;
    }
}
