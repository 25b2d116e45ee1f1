using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StudentNet.Platform.Access;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Shared.Help;

/// <summary>內頁說明 and 手冊下載: the text of the manual for one function, to read or to print.</summary>
[EveryDuty]
public sealed class HelpModel(FunctionCatalogue functions, FunctionMenu menu) : PageModel
{
    /// <summary>The function that is explained.</summary>
    public Function Function { get; private set; } = null!;

    /// <summary>Where the function is.</summary>
    public string Place => menu.Href(Function);

    /// <summary>The text.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Shows the text, or that there is none.</summary>
    public IActionResult OnGet(string code)
    {
        if (functions.Find(code) is not { } function || ManualLibrary.Find(code) is not { } text)
        {
            return NotFound();
        }

        (Function, Text) = (function, text);
        return Page();
    }
}
