using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Support.U7Announcements;

/// <summary>Publishes an announcement or changes one. Ending it early is a change of its last day: what was published stays on record.</summary>
[Function("U7.11")]
public sealed class EditModel(StudentNetDb db) : FunctionPage
{
    [BindProperty]
    public AnnouncementInput Input { get; set; } = new();

    public bool IsNew { get; private set; }

    public IEnumerable<SelectListItem> Topics { get; } = AnnouncementQuery.TopicTitles.Select(t => new SelectListItem(t.Title, t.Code));

    public IEnumerable<SelectListItem> Audiences { get; } =
        [new("所有人（含登入頁）", nameof(Audience.Public)), new("身分端", nameof(Audience.Levels)), new("單一縣市", nameof(Audience.County))];

    public IReadOnlyList<SelectListItem> Counties { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(long? id, CancellationToken cancellation)
    {
        var announcement = await LoadAsync(id, cancellation);
        if (announcement is null && !IsNew)
        {
            return NotFound();
        }

        Input = announcement is null ? new AnnouncementInput { From = Today } : AnnouncementInput.Of(announcement);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(long? id, CancellationToken cancellation)
    {
        var announcement = await LoadAsync(id, cancellation);
        if (announcement is null && !IsNew)
        {
            return NotFound();
        }

        Input.Check(ModelState, nameof(Input), [.. Counties.Select(c => c.Value)]);
        if (!ModelState.IsValid)
        {
            return this.Unprocessable();
        }

        if (announcement is null)
        {
            announcement = new Announcement
            {
                Title = "",
                Body = "",
                Topic = "",
                Audience = Audience.Public,
                From = Today,
                By = Caller.Organisation.Code,
            };
            db.Add(announcement);
        }

        Input.Write(announcement);
        await db.SaveAsync(Act(IsNew ? "發布公告" : "修改公告"), cancellation);
        this.Tell(IsNew ? "公告已發布。" : "公告已儲存。");
        return RedirectToPage("/Support/U7Announcements/Manage");
    }

    private async Task<Announcement?> LoadAsync(long? id, CancellationToken cancellation)
    {
        IsNew = id is null;
        Counties = await db.Set<Organisation>()
            .Where(o => o.Level == Level.County)
            .OrderBy(o => o.Code)
            .Select(o => new SelectListItem(o.Name, o.Code))
            .ToListAsync(cancellation);
        return id is null ? null : await db.Set<Announcement>().SingleOrDefaultAsync(a => a.Id == id, cancellation);
    }
}
