using Microsoft.AspNetCore.Mvc;
using StudentNet.Modules.Admissions.Marking;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.N7NewResidents;

/// <summary>提報: a child that no registry list has and that stands at the school's counter. N3 and N5 each have theirs.</summary>
public abstract class ProposePage(EntryStage stage, StudentNetDb db, ProposalRegister register, WindowGate gate, WindowBanners banners)
    : SchoolMarkingPage(stage, db, gate, banners)
{
    [BindProperty]
    public ProposalForm Input { get; set; } = new();

    public Task OnGetAsync() => PrepareAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        await PrepareAsync();
        var number = this.ReadNumber(Input);
        if (!ModelState.IsValid || (number is not null && !MayLookUp()))
        {
            return this.Unprocessable();
        }

        var (person, refused) = await register.ProposeAsync(List, Input.Draft(number), Act($"提報名冊沒有的學生並{Words.Verb}"), HttpContext.RequestAborted);
        if (refused is { } why)
        {
            this.Refuse(Input, why);
            return this.Unprocessable();
        }

        this.Tell($"已提報 {Input.Name.Trim()}，{Words.Here}。縣市確認後會顯示在 N7.31。");
        return Redirect($"{Request.PathBase}/N7.31/child/{person}");
    }
}
