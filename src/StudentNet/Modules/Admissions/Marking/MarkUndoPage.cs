using Microsoft.AspNetCore.Mvc;
using StudentNet.Platform.Data;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.Marking;

/// <summary>收回整批登錄: the latest marking of many children goes back to what stood before, until the county has received the list.</summary>
public abstract class MarkUndoPage(EntryStage stage, StudentNetDb db, SchoolList lists, MarkRegister register, WindowGate gate, WindowBanners banners)
    : SchoolMarkingPage(stage, db, gate, banners)
{
    public MarkBatch? Batch { get; private set; }

    /// <summary>What each child would say again, in words, with how many; null: 未處理.</summary>
    public IReadOnlyList<(string Words, int Children)> Before { get; private set; } = [];

    /// <summary>Ticks of the batch that the clerk saw.</summary>
    [BindProperty]
    public long At { get; set; }

    public async Task OnGetAsync()
    {
        await PrepareAsync();
        await FindAsync();
        if (Batch is { } batch)
        {
            Before =
            [
                .. (await batch.BeforeAsync(Database, List, HttpContext.RequestAborted))
                    .GroupBy(l => Said(l.Wish))
                    .Select(g => (g.Key, g.Count()))
                    .OrderByDescending(g => g.Item2),
            ];
        }
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await PrepareAsync();
        await FindAsync();
        if (Batch is not { } batch || batch.At.Ticks != At)
        {
            this.Tell("這一批已收回、已提交，或之後又登錄過；沒有更動任何學生。");
            return Redirect($"{Request.PathBase}/{Words.Code}");
        }

        var lines = await batch.BeforeAsync(Database, List, HttpContext.RequestAborted);
        var act = Act($"收回整批{Words.Verb}登錄", detail: $"{lines.Count}") with { People = [.. lines.Select(l => l.PersonId)] };
        var answers = await register.MarkAsync(List, act, lines, HttpContext.RequestAborted);
        var (back, refused) = (answers.Values.OfType<MarkAnswer.Change>().Count(), answers.Values.OfType<MarkAnswer.Refused>().FirstOrDefault());
        this.Tell(refused is null ? $"已收回 {back:N0} 人的登錄，恢復為先前的狀態。" : $"已收回 {back:N0} 人；其餘沒有收回：{refused.Problem.Message}。");
        return Redirect($"{Request.PathBase}/{Words.Code}");
    }

    private async Task FindAsync()
    {
        var children = await lists.ReadAsync(List, cancellation: HttpContext.RequestAborted);
        Batch = MarkBatch.Of(children, SubmittedAt);
    }

    private string Said(MarkWish wish) =>
        wish switch
        {
            MarkWish.Here => Words.Here,
            MarkWish.NotHere away => $"{Words.NotHere}：{Reasons.Find(away.Reason)?.TitleAt(List.Stage)}",
            _ => "未處理",
        };
}
