using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StudentNet.Platform.Access;
using StudentNet.Platform.Files;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Exchange.A6Receipts;

/// <summary>The documentation of a format and its template, both made from the declaration that the reader itself uses.</summary>
[EveryDuty]
public sealed class FormatModel(FormatCatalogue formats) : PageModel
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public FileFormat Format { get; private set; } = null!;

    /// <summary>Checks on the whole file, in the order in which they are made.</summary>
    public IEnumerable<SetStep.Check> Checks => Format.Steps.OfType<SetStep.Check>();

    /// <summary>One row as JSON, made of the examples of its columns.</summary>
    public string JsonExample =>
        JsonSerializer.Serialize(Format.Columns.Where(c => c.Example.Length > 0).ToDictionary(c => c.Title, c => c.Example), Json);

    public IActionResult OnGet(string code) => Find(code) ? Page() : NotFound();

    /// <summary>The template as xlsx, ods or csv.</summary>
    public async Task<IActionResult> OnGetTemplateAsync(string code, TableKind kind)
    {
        if (!Find(code) || !TableWriter.ForPeople.Contains(kind))
        {
            return NotFound();
        }

        var file = new MemoryStream();
        await FormatFiles.WriteTemplateAsync(Format, kind, file);
        file.Position = 0;
        return File(file, TableWriter.ContentType(kind), $"{Format.Function}_{Format.Title}_範本{TableWriter.Extension(kind)}");
    }

    private bool Find(string code)
    {
        Format = formats.Find(code)!;
        return Format is not null;
    }
}
