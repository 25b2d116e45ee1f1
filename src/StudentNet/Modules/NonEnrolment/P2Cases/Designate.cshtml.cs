using Microsoft.AspNetCore.Mvc;
using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.NonEnrolment.P2Cases;

/// <summary>依建議學校指派: what it would do, then the act; and taking the last one back, until the schools have acted.</summary>
[Function("P2.21")]
public sealed class DesignateModel(CaseRegister register) : FunctionPage
{
    /// <summary>How many children the page said; another number by now asks again.</summary>
    [BindProperty]
    public int Seen { get; set; }

    /// <summary>Ticks of the instant whose designations are taken back.</summary>
    [BindProperty]
    public long At { get; set; }

    public DesignationPreview Preview { get; private set; } = new([], 0);

    public (DateTime At, int Cases, int Untouched)? Latest { get; private set; }

    public override FilingScope? Filing => FilingScope.Of(SchoolYear.Of(Today), null).OfEitherLevel();

    public Task OnGetAsync(CancellationToken cancellation) => LoadAsync(cancellation);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        await LoadAsync(cancellation);
        if (Preview.Children == 0 || Preview.Children != Seen)
        {
            ModelState.AddModelError("", Preview.Children == 0 ? "沒有待指派而有建議學校的學生。" : $"您開啟本頁之後人數有變動：現在是 {Preview.Children:N0} 人。請看過再指派。");
            return this.Unprocessable();
        }

        var designated = await register.DesignateAsProposedAsync(Caller.Organisation.Code, Act("依建議學校指派"), cancellation);
        this.Tell($"已依建議學校指派 {designated:N0} 人。學校開始處理前，可以在「依建議學校指派」收回。");
        return Redirect($"{Request.PathBase}/P2.21");
    }

    /// <summary>收回.</summary>
    public async Task<IActionResult> OnPostTakeBackAsync(CancellationToken cancellation)
    {
        var taken = At is > 0 and < 3_155_378_975_999_999_999 ? await register.TakeBackAsync(Caller.Organisation.Code, new DateTime(At, DateTimeKind.Utc), Act("收回指派"), cancellation) : 0;
        this.Tell(taken == 0 ? "沒有可以收回的指派：學校已開始處理，或已改派。" : $"已收回 {taken:N0} 人的指派，恢復待指派。");
        return Redirect($"{Request.PathBase}/P2.21");
    }

    private async Task LoadAsync(CancellationToken cancellation)
    {
        Preview = await register.PreviewAsync(Caller.Organisation.Code, cancellation);
        Latest = await register.LatestAsync(Caller.Organisation.Code, cancellation);
    }
}
