using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.Marking;

/// <summary>單筆新增: a child that is not on the school's list, found by its whole number and proved by name or birth date.</summary>
public abstract class MarkAddPage(EntryStage stage, StudentNetDb db, ChildSearch search, MarkRegister register, WindowGate gate, WindowBanners banners)
    : SchoolMarkingPage(stage, db, gate, banners)
{
    [BindProperty]
    public AddForm Input { get; set; } = new();

    /// <summary>The child found, to be looked at before it is added.</summary>
    public FoundChild? Found { get; private set; }

    /// <summary>Where the child stands now, in words this school may read.</summary>
    public string Stands { get; private set; } = "";

    public Task OnGetAsync() => PrepareAsync();

    /// <summary>Looks the child up and shows it.</summary>
    public async Task<IActionResult> OnPostFindAsync() => await FindAsync() ? Page() : this.Unprocessable();

    /// <summary>Adds the child that was shown; it is looked up again, because a form proves nothing.</summary>
    public async Task<IActionResult> OnPostAddAsync()
    {
        if (!await FindAsync() || Found is not { } found)
        {
            return this.Unprocessable();
        }

        var person = found.Person.PersonId;
        var line = new MarkLine(person, new MarkWish.Here(), MarkCase.AnyVersion, IsAddition: true);
        var answers = await register.MarkAsync(List, Act($"單筆新增{Words.Verb}", personId: person), [line], HttpContext.RequestAborted);
        if (answers[person] is MarkAnswer.Refused refused)
        {
            ModelState.AddModelError("", $"{refused.Problem.Message}。{refused.Problem.Hint}");
            return this.Unprocessable();
        }

        this.Tell(await OutcomeAsync(found, answers[person]));
        return Redirect($"{Request.PathBase}/{Words.Code}?show=here&q={Uri.EscapeDataString(Seal(found.Number[^3..]))}");
    }

    private async Task<bool> FindAsync()
    {
        await PrepareAsync();
        var number = PersonNumber.Parse(Input.Number);
        if (!number.IsValid)
        {
            ModelState.AddModelError("Input.Number", $"{number.Problem.Value.Message}。{number.Problem.Value.Hint}");
        }

        var name = string.IsNullOrWhiteSpace(Input.Name) ? null : Input.Name;
        if (name is null && Input.BirthDate is null && ModelState.IsValid)
        {
            ModelState.AddModelError("Input.Name", "姓名或出生日期至少填一項，用來確認是同一名學生");
        }

        if (!ModelState.IsValid || number.Number is not { } whole)
        {
            return false;
        }

        if (!MayLookUp())
        {
            return false;
        }

        Found = await search.FindAsync(new ChildQuery(whole, name, Input.BirthDate), List.Year, List.Level, HttpContext.RequestAborted);
        await AuditReadAsync(Found is null ? [] : [Found.Person.PersonId], $"單筆新增{Words.Verb}查詢", Found?.Person.PersonId);
        if (Found is null)
        {
            ModelState.AddModelError("", "查無符合的學生。請核對完整證號與姓名（或出生日期）；外籍或剛設籍、戶籍名冊還沒有的學生，請用下方的「提報」");
            return false;
        }

        if (ChildSearch.CannotEnter(Found.Person, List.Year, List.Level) is { } problem)
        {
            Found = null;
            ModelState.AddModelError("", $"{problem.Message}。{problem.Hint}");
            return false;
        }

        Stands = await StandsAsync(Found);
        return true;
    }

    /// <summary>Where the child stands: at registration the school's name, at admission no more than its county.</summary>
    private async Task<string> StandsAsync(FoundChild found)
    {
        var holder = List.Stage == EntryStage.Registration ? found.Entry?.RegisteredSchool : found.Entry?.AdmittedSchool;
        if (holder == Caller.Organisation.Code)
        {
            return $"已在本校名冊，{Words.Here}";
        }

        if (holder is not null)
        {
            var school = await SchoolAsync(holder);
            var named = List.Stage == EntryStage.Registration ? $"{school?.Code} {school?.Name}" : await CountyOfAsync(school);
            return $"{named}已登錄{Words.Verb}。加入後成為{Words.Conflict}，兩校與縣市都看得到，先登錄的學校為準";
        }

        return found.Entry?.AllocatedSchool is { } allocated && allocated != Caller.Organisation.Code && await SchoolAsync(allocated) is { } other
            ? $"分發於 {other.Code} {other.Name}。加入後系統會通知該校"
            : found.Entry?.AllocatedSchool == Caller.Organisation.Code ? "在本校分發名冊" : "尚未分發到學校";
    }

    private async Task<string> OutcomeAsync(FoundChild found, MarkAnswer answer)
    {
        if (answer is MarkAnswer.Unchanged)
        {
            return $"{found.Person.Name} 已在本校名冊，沒有重複新增";
        }

        var contested = await Database.Set<EntryMark>()
            .CountAsync(
                m => m.PersonId == found.Person.PersonId && m.Year == List.Year && m.Level == List.Level && m.Stage == List.Stage && m.State == MarkState.Here,
                HttpContext.RequestAborted
            ) > 1;
        return contested ? $"已登錄，但另有學校先登錄{Words.Verb}，列為{Words.Conflict}，請與對方學校確認" : $"已新增 {found.Person.Name}，{Words.Here}";
    }

    private Task<Organisation?> SchoolAsync(string code) =>
        Database.Set<Organisation>().AsNoTracking().SingleOrDefaultAsync(o => o.Code == code, HttpContext.RequestAborted);

    private async Task<string> CountyOfAsync(Organisation? school) =>
        school?.CountyCode is { } county && await SchoolAsync(county) is { } named ? $"{named.Name}的學校" : "他校";
}

/// <summary>The form of a single addition.</summary>
public sealed class AddForm
{
    [Display(Name = "完整證號"), Required]
    public string Number { get; set; } = "";

    [Display(Name = "姓名")]
    public string? Name { get; set; }

    [Display(Name = "出生日期")]
    public DateOnly? BirthDate { get; set; }
}
