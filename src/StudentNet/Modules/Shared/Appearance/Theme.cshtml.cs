using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Shared.Appearance;

/// <summary>Keeps the chosen theme and goes back to where the choice was made.</summary>
[AllowAnonymous]
public sealed class ThemeModel : PageModel
{
    /// <summary>Shows the choices, for somebody who comes here by address.</summary>
    public void OnGet()
    {
    }

    /// <summary>Keeps the choice.</summary>
    public IActionResult OnPost(string? theme)
    {
        Theme.Keep(Response, theme);
        return LocalRedirect(Back());
    }

    // The referring page is only followed within this site, and never back to this page.
    private string Back()
    {
        var isOurs = Uri.TryCreate(Request.Headers.Referer, UriKind.Absolute, out var from)
            && from.Authority == Request.Host.Value
            && Url.IsLocalUrl(from.PathAndQuery);
        return isOurs ? from!.PathAndQuery : "/";
    }
}
