using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.Marking;

/// <summary>重複報到, 重複入學: children that this school and another both say they have, and the notices about them.</summary>
public abstract class MarkConflictsPage(EntryStage stage, StudentNetDb db, SchoolList lists, MarkRegister register, WindowGate gate, WindowBanners banners)
    : SchoolMarkingPage(stage, db, gate, banners)
{
    public IReadOnlyList<ListedChild> Children { get; private set; } = [];

    /// <summary>Notices to the school that nobody there has read yet.</summary>
    public IReadOnlyList<OrganisationNotice> Notices { get; private set; } = [];

    public async Task OnGetAsync()
    {
        await ReadAsync();
        if (Children.Count > 0)
        {
            await AuditReadAsync(Children, $"檢視{Words.Conflict}");
        }
    }

    /// <summary>This school gives way: the child goes to the other one.</summary>
    public async Task<IActionResult> OnPostGiveWayAsync(long child)
    {
        await ReadAsync();
        if (Children.FirstOrDefault(c => c.PersonId == child) is not { } contested)
        {
            // Settled meanwhile, or never this school's: the answer is the same.
            this.Tell($"這名學生已不是{Words.Conflict}，沒有變更");
            return Again();
        }

        var reason = Reasons.GivenIn(List.Stage, Today).First(r => r.NeedsSchool);
        var wish = new MarkWish.NotHere(reason.Code, contested.OtherClaims.First().SchoolCode);
        var answers = await register.MarkAsync(
            List,
            Act($"{Words.Conflict}由他校接手", personId: child),
            [new MarkLine(child, wish, contested.OwnRow?.Version)],
            HttpContext.RequestAborted
        );
        this.Tell(answers[child] is MarkAnswer.Change ? $"已改為「{reason.TitleAt(List.Stage)}」，學生由對方學校{Words.Verb}" : "狀態已被更動，請看過再決定");
        return Again();
    }

    /// <summary>The notices have been read.</summary>
    public async Task<IActionResult> OnPostReadAsync()
    {
        await UnreadNotices.MarkReadAsync(Database, Caller.Organisation.Code, $"/{Words.Code}", Act("通知已讀"), HttpContext.RequestAborted);
        return Again();
    }

    private async Task ReadAsync()
    {
        await PrepareAsync();
        Children = [.. (await lists.ReadAsync(List, cancellation: HttpContext.RequestAborted)).Where(c => c.IsContested)];
        Notices = await UnreadNotices.Of(Database, Caller.Organisation.Code, $"/{Words.Code}").ToListAsync(HttpContext.RequestAborted);
    }
}
