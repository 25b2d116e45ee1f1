using Microsoft.AspNetCore.Mvc;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Admissions.N1Allocation;

/// <summary>公告分發結果: what it would show to whom, then the act; and taking the last one back, until the schools have acted (decision 122).</summary>
[Function("N1.21")]
public sealed class PublishModel(StudentNetDb db, AllocationPublishing publishing) : AllocationPage(db)
{
    /// <summary>How many children the page said; another number by now asks again.</summary>
    [BindProperty]
    public int Seen { get; set; }

    /// <summary>The publication that is taken back.</summary>
    [BindProperty]
    public int Seq { get; set; }

    public PublicationPreview Preview { get; private set; } = new([], 0);

    public (AllocationPublication Stamp, int Untouched)? Latest { get; private set; }

    public Task OnGetAsync(CancellationToken cancellation) => LoadAsync(cancellation);

    public async Task<IActionResult> OnPostPublishAsync(CancellationToken cancellation)
    {
        await LoadAsync(cancellation);
        if (Preview.Children != Seen && Preview.Children > 0)
        {
            ModelState.AddModelError("", $"您開啟本頁之後人數有變動：現在是 {Preview.Children:N0} 人。請看過再公告。");
            return this.Unprocessable();
        }

        var (publication, problem) = await publishing.PublishAsync(County, Year, Level, Act("公告分發結果", detail: YearTag), cancellation);
        if (problem is { } why)
        {
            ModelState.AddModelError("", $"{why.Message}。{why.Hint}。");
            return this.Unprocessable();
        }

        this.Tell($"已公告 {publication!.Children:N0} 人至 {publication.Schools:N0} 校，收執碼 {publication.ReceiptCode}。學校登錄之前，可以由「收回公告」收回。");
        return RedirectToPage("Index", new { level = (int)Level });
    }

    /// <summary>收回公告.</summary>
    public async Task<IActionResult> OnPostTakeBackAsync(CancellationToken cancellation)
    {
        var (children, problem) = await publishing.WithdrawAsync(County, Year, Level, Seq, Act("收回公告", detail: YearTag), cancellation);
        if (problem is { } why)
        {
            ModelState.AddModelError("", $"{why.Message}。{why.Hint}。");
            await LoadAsync(cancellation);
            return this.Unprocessable();
        }

        this.Tell($"已收回 {children:N0} 人的公告，學校的名冊不再有這些學生。");
        return RedirectToPage("Index", new { level = (int)Level });
    }

    private async Task LoadAsync(CancellationToken cancellation)
    {
        Preview = await publishing.PreviewAsync(County, Year, Level, cancellation);
        Latest = await publishing.LatestAsync(County, Year, Level, cancellation);
    }
}
