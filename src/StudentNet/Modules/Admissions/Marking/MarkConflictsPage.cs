using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Schools;
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

    /// <summary>Telephones of the schools on the other side, by code; a school without one is not there. None at admission, where the other school is not named.</summary>
    public IReadOnlyDictionary<string, string> Telephones { get; private set; } = new Dictionary<string, string>();

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

    /// <summary>This school holds on to the child: the other one is told so and asked to change its mark; once, until it has read that.</summary>
    public async Task<IActionResult> OnPostAskAsync(long child)
    {
        await ReadAsync();
        if (Children.FirstOrDefault(c => c.PersonId == child) is not { } contested)
        {
            this.Tell($"這名學生已不是{Words.Conflict}，沒有變更");
            return Again();
        }

        var other = contested.OtherClaims.First().SchoolCode;
        // At admission the schools are not named to each other (brief of N5): the county is asked.
        var who = List.Stage == EntryStage.Registration ? Caller.Organisation.Name : "另一校";
        var text = $"{who}表示學生在該校{Words.Verb}，請確認；不在本校時請改由對方{Words.Verb}";
        var asked = await Database.Set<OrganisationNotice>().AnyAsync(n => n.OrganisationCode == other && n.PersonId == child && n.Text == text && n.ReadAt == null, HttpContext.RequestAborted);
        if (!asked)
        {
            Database.Add(new OrganisationNotice { OrganisationCode = other, Text = text, Link = $"/{Words.Code}/conflicts", PersonId = child, At = Now });
            await Database.SaveAsync(Act($"{Words.Conflict}請對方確認", personId: child, detail: $"school={other}"), HttpContext.RequestAborted);
        }

        this.Tell(asked ? $"已通知過{contested.Name(contested.OtherClaims.First())}，對方還沒有看。請以電話聯絡。" : $"已通知{contested.Name(contested.OtherClaims.First())}。本校的登錄不變。");
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
        var others = List.Stage == EntryStage.Registration ? Children.SelectMany(c => c.OtherClaims).Select(m => m.SchoolCode).Distinct().ToList() : [];
        Telephones = others.Count == 0
            ? Telephones
            : await Database.Set<School>().Where(s => others.Contains(s.Code) && s.Telephone != null).ToDictionaryAsync(s => s.Code, s => s.Telephone!, HttpContext.RequestAborted);
        Notices = await UnreadNotices.Of(Database, Caller.Organisation.Code, $"/{Words.Code}").ToListAsync(HttpContext.RequestAborted);
    }
}
