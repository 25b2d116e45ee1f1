using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Accounts.SignIn;

/// <summary>啟用帳號: an activation code sets the first password, in place of a default one that everybody knows (domain §11).</summary>
[AllowAnonymous]
[LimitedByAddress]
public sealed class ActivateModel(PasswordSetting setting) : PageModel
{
    private const string NameKey = "ActivateName";
    private const string CodeKey = "ActivateCode";

    [BindProperty, Display(Name = "帳號"), Required, StringLength(120)]
    public string Name { get; set; } = "";

    [BindProperty, Display(Name = "啟用碼"), Required, StringLength(40)]
    public string Code { get; set; } = "";

    [BindProperty]
    public NewPassword Password { get; set; } = new();

    /// <summary>Hands over what was typed at sign-in, in the encrypted cookie and not in the address.</summary>
    internal static IActionResult From(PageModel page, string name, string code)
    {
        page.TempData[NameKey] = name;
        page.TempData[CodeKey] = code;
        return page.RedirectToPage("/Accounts/SignIn/Activate");
    }

    public void OnGet()
    {
        Name = TempData[NameKey] as string ?? "";
        Code = TempData[CodeKey] as string ?? "";
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        Password.Check(ModelState, nameof(Password), SignInName.Normalise(Name));
        if (!ModelState.IsValid)
        {
            return this.Unprocessable();
        }

        if (await setting.ActivateAsync(Name, Code, Password.Text, HttpContext.Origin(), cancellation) != PasswordOutcome.Set)
        {
            ModelState.AddModelError(nameof(Code), "帳號與啟用碼不符，或啟用碼已經用過、過期。請核對後再試，或請發給您的人重發。已有帳號的人請登入後接受職務");
            return this.Unprocessable();
        }

        this.Tell("密碼已設定，請登入。登入後可在「我的帳號」登記電子郵件，忘記密碼時用。");
        return RedirectToPage("/Accounts/SignIn/SignIn");
    }
}
