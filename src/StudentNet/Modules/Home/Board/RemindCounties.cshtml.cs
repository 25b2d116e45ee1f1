using Microsoft.AspNetCore.Mvc;
using StudentNet.Platform.Access;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Home.Board;

/// <summary>稽催縣市: who would be told what, then the act. The server counts again when it acts.</summary>
[Function("H.11")]
public sealed class RemindCountiesModel(CountyReminders reminders) : FunctionPage
{
    /// <summary>Codes of the chosen counties.</summary>
    [BindProperty(SupportsGet = true, Name = "c")]
    public string[] Counties { get; set; } = [];

    public IReadOnlyList<CountyReminderDraft> Drafts { get; private set; } = [];

    public IEnumerable<CountyReminderDraft> Told => Drafts.Where(d => d.Why is null);

    public async Task OnGetAsync(CancellationToken cancellation) => Drafts = await reminders.DraftAsync(Counties, Now, cancellation);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        var done = await reminders.SendAsync(Caller, Counties, Act("稽催縣市"), cancellation);
        this.Tell(done.Schools == 0 ? "沒有送出：選取的縣市都已完成，或今天已稽催。" : $"已稽催 {done.Schools:N0} 縣市，寄出 {done.Letters:N0} 封信；縣市登入後在待辦看得到。");
        return Redirect($"{Request.PathBase}/");
    }
}
