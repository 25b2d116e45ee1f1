using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Support.U7Announcements;

/// <summary>最新消息 for those who have not signed in: the public ones.</summary>
[AllowAnonymous]
public sealed class PublicModel(AnnouncementQuery announcements) : PageModel
{
    public AnnouncementList List { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellation) =>
        List = await announcements.ListAsync(null, int.MaxValue, cancellation) with { AllHref = null };
}
