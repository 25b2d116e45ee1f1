using Microsoft.AspNetCore.Mvc;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.Marking;

/// <summary>檢查並提交: the list summed up, what is still open, and the act of submitting. May be repeated until the window closes.</summary>
public abstract class MarkSubmitPage(EntryStage stage, StudentNetDb db, SchoolList lists, WindowGate gate, WindowBanners banners)
    : SchoolMarkingPage(stage, db, gate, banners)
{
    public MarkFigures Figures { get; private set; } = null!;

    /// <summary>How many were marked with which reason.</summary>
    public IReadOnlyList<(Reason Reason, int Count)> Reasons { get; private set; } = [];

    /// <summary>Things to look at before submitting; none of them forbids it.</summary>
    public IEnumerable<(string Text, string Link)> Doubts
    {
        get
        {
            if (Figures.Open > 0)
            {
                yield return ($"還有 {Figures.Open:N0} 人未處理，提交後仍可修改並再次提交", $"/{Words.Code}?show=open");
            }

            if (Figures.Contested > 0)
            {
                yield return ($"{Figures.Contested:N0} 人{Words.Conflict}，兩校都看得到，請先與對方學校確認", $"/{Words.Code}/conflicts");
            }
        }
    }

    public Task OnGetAsync() => ReadAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        await ReadAsync();
        var figures = Figures.ToDictionary();
        foreach (var (reason, count) in Reasons)
        {
            figures[$"reason.{reason.Code}"] = count;
        }

        var act = Act($"提交{Words.Verb}名單", detail: $"{Figures.Here}/{Figures.Listed}");
        var stamp = await Platform.Windows.Submissions.SubmitAsync(
            Database,
            Words.Group,
            List.Year,
            List.Level,
            figures,
            Caller.PersonName,
            act,
            HttpContext.RequestAborted
        );
        this.Tell($"已提交 {Figures.Done:N0} 人，收執碼 {stamp.Receipt}");
        return Redirect($"{Request.PathBase}/{Words.Code}/submissions");
    }

    private async Task ReadAsync()
    {
        await PrepareAsync();
        var children = await lists.ReadAsync(List, cancellation: HttpContext.RequestAborted);
        Figures = MarkFigures.Of(children);
        Reasons =
        [
            .. children
                .GroupBy(c => c.Own?.Reason)
                .Select(g => (Reason: Admissions.Reasons.Find(g.Key), Count: g.Count()))
                .Where(g => g.Reason is not null)
                .Select(g => (g.Reason!, g.Count))
                .OrderByDescending(g => g.Count),
        ];
    }
}
