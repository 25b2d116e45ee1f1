using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.Marking;

/// <summary>提交紀錄: every stamp with its receipt and what the list said then.</summary>
public abstract class MarkSubmissionsPage(EntryStage stage, StudentNetDb db, WindowGate gate, WindowBanners banners)
    : SchoolMarkingPage(stage, db, gate, banners)
{
    /// <summary>The latest first.</summary>
    public IReadOnlyList<(Submission Stamp, MarkFigures Figures)> Stamps { get; private set; } = [];

    public async Task OnGetAsync()
    {
        await PrepareAsync();
        var stamps = await Platform.Windows.Submissions.Of(Database, Words.Group, Caller.Organisation.Code, List.Year, List.Level)
            .OrderByDescending(s => s.Seq)
            .ToListAsync(HttpContext.RequestAborted);
        Stamps = [.. stamps.Select(s => (s, MarkFigures.FromJson(s.Figures)))];
    }
}
