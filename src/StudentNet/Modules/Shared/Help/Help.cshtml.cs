using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StudentNet.Platform.Access;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Shared.Help;

/// <summary>內頁說明 and 手冊下載: the text of the manual for one function, to read or as a file.</summary>
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
    public IActionResult OnGet(string code) => Read(code) ? Page() : NotFound();

    /// <summary>手冊下載: the text as one file that browsers and word processors open.</summary>
    public IActionResult OnGetFile(string code)
    {
        if (!Read(code))
        {
            return NotFound();
        }

        var title = $"{Function.Code} {Function.Title}";
        using var body = new StringWriter(CultureInfo.InvariantCulture);
        ManualText.Render(Text).WriteTo(body, HtmlEncoder.Default);
        var html = $"<!DOCTYPE html>\n<html lang=\"zh-Hant-TW\">\n<head><meta charset=\"utf-8\"><title>{title} 操作手冊</title></head>\n<body>\n<h1>{title} 操作手冊</h1>\n{body}\n</body>\n</html>\n";
        return File(Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8", $"{Function.Code}_{Function.Title}_操作手冊.html");
    }

    private bool Read(string code)
    {
        if (functions.Find(code) is not { } function || ManualLibrary.Find(code) is not { } text)
        {
            return false;
        }

        (Function, Text) = (function, text);
        return true;
    }
}
