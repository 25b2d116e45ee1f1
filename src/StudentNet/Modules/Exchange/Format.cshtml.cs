using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StudentNet.Platform.Access;
using StudentNet.Platform.Files;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Exchange;

/// <summary>The documentation of a format and its template, both made from the declaration that the reader itself uses.</summary>
[EveryDuty]
public sealed class FormatModel(FormatCatalogue formats) : PageModel
{
    public FileFormat Format { get; private set; } = null!;

    /// <summary>Checks on the whole file, in the order in which they are made.</summary>
    public IEnumerable<SetStep.Check> Checks => Format.Steps.OfType<SetStep.Check>();

    public IActionResult OnGet(string code) => Find(code) ? Page() : NotFound();

    /// <summary>The template as xlsx, ods or csv.</summary>
    public IActionResult OnGetTemplate(string code, TableKind kind)
    {
        if (!Find(code) || !Enum.IsDefined(kind))
        {
            return NotFound();
        }

        var file = new MemoryStream();
        FormatFiles.WriteTemplate(Format, kind, file);
        file.Position = 0;
        return File(file, TableWriter.ContentType(kind), $"{Format.Function}_{Format.Title}_範本{TableWriter.Extension(kind)}");
    }

    private bool Find(string code)
    {
        Format = formats.Find(code)!;
        return Format is not null;
    }
}
