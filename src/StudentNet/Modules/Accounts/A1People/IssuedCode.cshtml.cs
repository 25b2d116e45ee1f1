using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Accounts.A1People;

/// <summary>Shows a new activation code, once. It travels in the encrypted cookie of the page before and is kept nowhere.</summary>
[Function("A1")]
public class IssuedCodeModel(WallClock wall) : FunctionPage
{
    private const string Key = "IssuedCode";

    public string? PersonName { get; private set; }

    public string? SignInName { get; private set; }

    /// <summary>The code; null when there is none to show, or no longer.</summary>
    public string? Code { get; private set; }

    /// <summary>Whether it accepts a duty, too: the organisation's codes do, those of the helpdesk only set a password.</summary>
    public bool AcceptsDuty => Function.Code == "A1";

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
