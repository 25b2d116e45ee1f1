using Microsoft.AspNetCore.Mvc.RazorPages;

namespace StudentNet.Platform.Web;

/// <summary>Answers a page gives besides showing itself.</summary>
public static class PageResults
{
    /// <summary>Shows the page again with its error summary and what was typed: 422, so that nothing takes it for a success.</summary>
    public static PageResult Unprocessable(this PageModel page)
    {
        ArgumentNullException.ThrowIfNull(page);
        var result = page.Page();
        result.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return result;
    }
}
