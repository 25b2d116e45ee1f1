using Microsoft.AspNetCore.Mvc;
using StudentNet.Platform.Access;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Home.Board;

/// <summary>稽催: who would be told what, then the act. The server counts again when it acts.</summary>
[Function("H.21")]
public sealed class RemindModel(Reminders reminders) : FunctionPage
{
    /// <summary>Codes of the chosen schools.</summary>
    [BindProperty(SupportsGet = true, Name = "s")]
    public string[] Schools { get; set; } = [];

    public IReadOnlyList<ReminderDraft> Drafts { get; private set; } = [];

    public IEnumerable<ReminderDraft> Told => Drafts.Where(d => d.Why is null);

    public async Task OnGetAsync(CancellationToken cancellation) =>
        Drafts = await reminders.DraftAsync(Caller.Organisation.Code, Schools, Now, cancellation);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        var done = await reminders.SendAsync(Caller, Schools, Act("稽催學校"), cancellation);
        this.Tell(done.Schools == 0 ? "沒有送出：選取的學校都已完成，或今天已稽催。" : $"已稽催 {done.Schools:N0} 校，寄出 {done.Letters:N0} 封信；學校登入後在待辦看得到。");
        return Redirect($"{Request.PathBase}/");
    }
}
