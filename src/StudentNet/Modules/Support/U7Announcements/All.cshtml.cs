using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Support.U7Announcements;

/// <summary>U7.31 最新消息: all that the caller may read.</summary>
[Function("U7.31")]
public sealed class AllModel(AnnouncementQuery announcements) : FunctionPage
{
    public AnnouncementList List { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellation) =>
        List = await announcements.ListAsync(Caller, int.MaxValue, cancellation) with { AllHref = null, IsShort = false };
}
