using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Kernel;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Students.Records;

/// <summary>One pupil's record of a term at the school: what the document says, the transfers in it, and how it was before.</summary>
[Function("Q2.31")]
public sealed class PupilModel(StudentNetDb db, FormatCatalogue formats, RecordBook book) : RecordPage(db, formats)
{
    public StudentRecord Record { get; private set; } = null!;

    public Person Person { get; private set; } = null!;

    public IReadOnlyList<RecordChange> Changes { get; private set; } = [];

    /// <summary>Path and value of everything the document says, in its order.</summary>
    public IReadOnlyList<(string Path, string Value, bool IsNumber)> Values { get; private set; } = [];

    public IReadOnlyList<StudentRecordVersion> Versions { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(long person, CancellationToken cancellation)
    {
        var own = Caller.Organisation.Code;
        if (await book.FindAsync(person, own, Term, cancellation) is not { } record)
        {
            return NotFound();
        }

        (Record, ViewData["YearTag"]) = (record, Term.Title);
        Person = await Database.Set<Person>().AsNoTracking().SingleAsync(p => p.PersonId == person, cancellation);
        using var document = JsonDocument.Parse(record.Document);
        Changes = [.. new RecordDraft(document.RootElement, Term.Year.Roc, Term.Number, Today).Changes().OrderBy(c => c.On)];
        Values = [.. Flatten(document.RootElement, "")];
        Versions = await Database.Set<StudentRecordVersion>()
            .AsNoTracking()
            .Where(v => v.PersonId == person && v.SchoolCode == own && v.Year == Term.Year && v.Term == Term.Number)
            .OrderByDescending(v => v.Seq)
            .ToListAsync(cancellation);
        await AuditReadAsync(1, "檢視一位學生的學籍資料", person, detail: $"{Term}");
        return Page();
    }

    private static IEnumerable<(string Path, string Value, bool IsNumber)> Flatten(JsonElement element, string path)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var value in element.EnumerateObject().SelectMany(m => Flatten(m.Value, path.Length == 0 ? m.Name : $"{path}/{m.Name}")))
                {
                    yield return value;
                }

                break;
            case JsonValueKind.Array:
                foreach (var value in element.EnumerateArray().SelectMany((e, i) => Flatten(e, $"{path}[{i + 1}]")))
                {
                    yield return value;
                }

                break;
            default:
                yield return (path, element.ToString(), path.EndsWith("證照號碼", StringComparison.Ordinal));
                break;
        }
    }
}
