using System.Diagnostics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StudentNet.Platform.Access;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Shared.Problems;

/// <summary>
/// What a person sees in place of a page that cannot be shown. One text per status and nothing about what was asked for:
/// a child outside one's scope and a child that does not exist give the same answer.
/// </summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
public sealed partial class ProblemModel(ILogger<ProblemModel> log) : PageModel
{
    private const string RetryAfterSeconds = "60";

    /// <summary>The texts of this status.</summary>
    public ProblemWords Words { get; private set; } = ProblemWords.Of(StatusCodes.Status404NotFound);

    /// <summary>What the helpdesk finds the failure by; only where something broke.</summary>
    public string? Reference { get; private set; }

    /// <summary>The form that came in when the session had ended; null: there was none.</summary>
    public ShownKeptForm? Kept => HttpContext.Features.Get<ShownKeptForm>();

    /// <summary>Shows the page; any method may end here.</summary>
    public void OnGet() => Show();

    /// <summary>Shows the page after a refused post.</summary>
    public void OnPost() => Show();

    private void Show()
    {
        // Asked for by its own address there is nothing to report: then this page is not there either.
        var status = Response.StatusCode == StatusCodes.Status200OK ? StatusCodes.Status404NotFound : Response.StatusCode;
        Response.StatusCode = status;
        if (HttpContext.Features.Get<ShownOutage>() is { } shown)
        {
            Words = ProblemWords.Of(shown);
            return;
        }

        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            Response.Headers.RetryAfter = RetryAfterSeconds;
        }

        Words = ProblemWords.Of(status);
        Reference = Words.IsOurFault ? Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier : null;
        if (Reference is not null)
        {
            // Behind the fault itself, which the log has just got: whoever is told the reference on the telephone finds both.
            LogReference(Reference, Request.Method, HttpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? Request.Path, status);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Reference {Reference} was shown for {Method} {Path}: {Status}")]
    private partial void LogReference(string reference, string method, string path, int status);
}
