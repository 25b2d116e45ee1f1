using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;

namespace StudentNet.Modules.Accounts.SignIn;

/// <summary>The form that came in when the session had ended, given back to the account that had typed it. It writes nothing: the form is sent on by the person.</summary>
/// <remarks>Without the framework's token: the page before it was shown to nobody in particular. The seal can be made by this site alone.</remarks>
[AllowAnonymous, IgnoreAntiforgeryToken]
public sealed class ResumeModel(KeptForms forms, ICallerContext context) : PageModel
{
    /// <summary>The sealed form.</summary>
    [BindProperty]
    public string? Kept { get; set; }

    /// <summary>The form; null: nobody is signed in yet.</summary>
    public KeptForm? Form { get; private set; }

    /// <summary>By its address alone there is nothing.</summary>
    public IActionResult OnGet() => NotFound();

    public IActionResult OnPost()
    {
        if (string.IsNullOrEmpty(Kept))
        {
            return NotFound();
        }

        if (context.Caller is not { } caller)
        {
            return Page();
        }

        Form = forms.Open(caller, Kept);
        return Form is null ? NotFound() : Page();
    }
}
