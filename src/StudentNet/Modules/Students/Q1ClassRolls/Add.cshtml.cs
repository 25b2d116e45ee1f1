using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>Q1.31 新增學生: a pupil who transfers in or was left out. The number finds the child; nobody is added by name alone.</summary>
[Function("Q1.31")]
public sealed class AddModel(StudentNetDb db, WindowGate gate, WindowBanners banners, RollDoubts doubts, ClassRollRegister book, PersonRegister register)
    : SchoolRollPage(db, gate, banners, doubts), IRollFormPage
{
    [BindProperty]
    public RollForm Input { get; set; } = new();

    [BindProperty]
    public WhoForm Who { get; set; } = new();

    public IReadOnlyList<SelectListItem> Sexes { get; } = [.. Enum.GetValues<Sex>().Select(s => new SelectListItem(s.Title(), s.ToString()))];

    /// <summary>People of the same name and birth date under another number: the clerk must say that this is somebody else.</summary>
    public int Possible { get; private set; }

    public async Task OnGetAsync(int? grade, string? name, CancellationToken cancellation)
    {
        await PrepareAsync(cancellation);
        Input.Grade = grade ?? (Level == SchoolLevel.Elementary ? 1 : 7);
        Input.ClassName = name ?? "";
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        await PrepareAsync(cancellation);
        var number = PersonNumber.Parse(Who.Number);
        if (!number.IsValid)
        {
            ModelState.AddModelError("Who.Number", $"{number.Problem.Value.Message}。{number.Problem.Value.Hint}");
        }

        if (!string.IsNullOrEmpty(Who.Name) && PersonFormPages.NameProblem(Who.Name) is { } nameless)
        {
            ModelState.AddModelError("Who.Name", $"{nameless.Message}。{nameless.Hint}");
        }

        Input.Naming = await NamingAsync(cancellation);
        if (ModelState.IsValid && Input.IsKnown)
        {
            foreach (var (field, message) in ClassRollRules.Broken(Input.Line, Level))
            {
                ModelState.AddModelError($"Input.{field}", message);
            }
        }

        if (!ModelState.IsValid || !Input.IsKnown || number.Number is not { } whole || Who is not { BirthDate: { } birth, Sex: { } sex })
        {
            return this.Unprocessable();
        }

        if (!MayLookUp())
        {
            return this.Unprocessable();
        }

        var draft = new PersonDraft(whole, Who.Name, sex, birth, Nationalities.Own);
        var found = await register.FindAsync(draft, cancellation);
        await AuditReadAsync(found is PersonFound.Known { Person.PersonId: var id } ? [id] : [], "新增學生查詢", (found as PersonFound.Known)?.Person.PersonId);
        return found switch
        {
            PersonFound.Other => Refuse("Who.Number", "這個證號在系統是另一人。請核對證號、姓名與生日"),
            PersonFound.Known { Person.Nationality: not Nationalities.Own } => Refuse("Who.Number", "這名學生是外籍生，請在 Q3 外籍生管理登錄"),
            PersonFound.Known known => await AddAsync(draft, known.Person, cancellation),
            PersonFound.Unknown { PossibleMatches: > 0 } unknown when !Who.IsSomebodyElse => Doubt(unknown.PossibleMatches),
            _ => await AddAsync(draft, null, cancellation),
        };
    }

    private async Task<IActionResult> AddAsync(PersonDraft draft, Person? known, CancellationToken cancellation)
    {
        var act = Act("各班學生轉入", personId: known?.PersonId);
        var (answer, person) = await book.AddAsync(draft, known, Caller.Organisation, Term, Input.Line, act, cancellation);
        if (answer is RollAnswer.Refused refused)
        {
            return Refuse("", $"{refused.Problem.Message}。{refused.Problem.Hint}");
        }

        this.Tell($"已加入 {Input.Grade} 年 {Input.Line.ClassName} 班。");
        return Redirect($"/Q1.31/pupil/{person}");
    }

    private IActionResult Doubt(int matches)
    {
        Possible = matches;
        return Refuse("Who.IsSomebodyElse", $"系統有 {matches} 名姓名、生日相同而證號不同的人。請核對證號；確定不是同一人再勾選");
    }

    private IActionResult Refuse(string field, string message)
    {
        ModelState.AddModelError(field, message);
        return this.Unprocessable();
    }
}

/// <summary>Who the pupil is.</summary>
public sealed class WhoForm
{
    [Display(Name = "證號"), Required]
    public string Number { get; set; } = "";

    [Display(Name = "姓名"), Required, StringLength(50)]
    public string Name { get; set; } = "";

    [Display(Name = "性別"), Required]
    public Sex? Sex { get; set; }

    [Display(Name = "生日"), Required]
    public DateOnly? BirthDate { get; set; }

    [Display(Name = "確定不是同一人")]
    public bool IsSomebodyElse { get; set; }
}
