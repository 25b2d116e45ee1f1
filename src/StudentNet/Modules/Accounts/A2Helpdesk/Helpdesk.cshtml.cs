using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Accounts.A2Helpdesk;

/// <summary>A2 重設密碼: the helpdesk finds the account of somebody on the telephone. The name is posted, so that no address holds a number.</summary>
[Function("A2")]
public sealed class HelpdeskModel(StudentNetDb db) : FunctionPage
{
    [BindProperty, Display(Name = "帳號"), Required, StringLength(120)]
    public string Name { get; set; } = "";

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!ModelState.IsValid)
        {
            return this.Unprocessable();
        }

        var name = SignInName.Normalise(Name);
        if (await db.Set<Account>().SingleOrDefaultAsync(a => a.SignInName == name, cancellation) is not { } account)
        {
            ModelState.AddModelError(nameof(Name), "查無這個帳號。請核對來電者說的帳號，或請其學校管理者帳號（AA）先指派職務");
            return this.Unprocessable();
        }

        // Somebody who still says the old name is helped as whoever it was.
        return RedirectToPage("/Accounts/A2Helpdesk/HelpdeskAccount", new { id = account.RenamedTo ?? account.Id });
    }
}
