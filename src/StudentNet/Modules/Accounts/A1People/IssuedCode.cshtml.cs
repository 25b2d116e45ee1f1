using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Mail;

namespace StudentNet.Modules.Accounts.A1People;

/// <summary>Shows a new activation code, once. It travels in the encrypted cookie of the page before and is kept nowhere.</summary>
[Function("A1")]
public class IssuedCodeModel(WallClock wall, IOptions<MailOptions> site) : FunctionPage
{
    private const string Key = "IssuedCode";

    public string? PersonName { get; private set; }

    public string? SignInName { get; private set; }

    /// <summary>The code; null when there is none to show, or no longer.</summary>
    public string? Code { get; private set; }

    /// <summary>Whether it accepts a duty, too: the organisation's codes do, those of the helpdesk only set a password.</summary>
    public bool AcceptsDuty => Function.Code == "A1";

    /// <summary>
    /// What a camera reads: the page of activation with name and code behind the #, which no browser sends and no log keeps (decision 119); null where the name is the person's own.
    /// </summary>
    public string? ScanAddress => Code is not null && !string.IsNullOrEmpty(SignInName)
        ? $"{site.Value.SiteAddress.TrimEnd('/')}/activate#name={Uri.EscapeDataString(SignInName)}&code={Uri.EscapeDataString(Code)}"
        : null;

    /// <summary>When it expires, UTC.</summary>
    public DateTime ExpiresAt => wall.Now + Appointing.CodeLasts;

    /// <summary>Leads from the page that made a code to this one, or to the like of it at another function.</summary>
    /// <param name="signInName">Only where the caller has just typed it, or it is a school's: a person's own is shown to nobody else.</param>
    internal static IActionResult Show(PageModel page, string personName, string? signInName, string code, string at = "/Accounts/A1People/IssuedCode")
    {
        page.TempData[Key] = new[] { personName, signInName ?? "", code };
        return page.RedirectToPage(at);
    }

    public void OnGet()
    {
        if (TempData[Key] is string[] and [var personName, var signInName, var code])
        {
            (PersonName, SignInName, Code) = (personName, signInName, code);
        }
    }
}
