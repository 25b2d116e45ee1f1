using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;

namespace StudentNet.Modules.Support.U7Announcements;

/// <summary>One announcement; not for this reader is the same as not there.</summary>
[AllowAnonymous]
public sealed class ReadModel(AnnouncementQuery announcements, ICallerContext context) : PageModel
{
    public Announcement Announcement { get; private set; } = null!;

    /// <summary>Name of the organisation that wrote it.</summary>
    public string? By { get; private set; }

    public bool IsSignedIn => context.Caller is not null;

    /// <summary>The text by paragraphs and their lines.</summary>
    public IEnumerable<string[]> Paragraphs =>
        Announcement.Body.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(p => p.Trim('\n').Split('\n'));

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancellation)
    {
        if (await announcements.FindAsync(id, context.Caller, cancellation) is not { } found)
        {
            return NotFound();
        }

        Announcement = found;
        By = (await announcements.LinesAsync([found], cancellation))[0].By;
        return Page();
    }
}
