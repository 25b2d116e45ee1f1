using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Students.Q2Records;

/// <summary>One pupil's record of a term at the school: what the document says, the transfers in it, and how it was before.</summary>
[Function("Q2.31")]
public sealed class PupilModel(StudentNetDb db, FormatCatalogue formats, RecordRoster roster) : RecordPage(db, formats)
{
    public StudentRecord Record { get; private set; } = null!;

    public Person Person { get; private set; } = null!;

    public IReadOnlyList<RecordChange> Changes { get; private set; } = [];

    /// <summary>Everything the document says, in its order.</summary>
    public IReadOnlyList<RecordValue> Values { get; private set; } = [];

    public IReadOnlyList<StudentRecordVersion> Versions { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(long person, CancellationToken cancellation)
    {
        var own = Caller.Organisation.Code;
        if (await roster.FindAsync(person, own, Term, cancellation) is not { } record)
        {
            return NotFound();
        }

        (Record, ViewData["YearTag"]) = (record, Term.Title);
        Person = await Database.Set<Person>().AsNoTracking().SingleAsync(p => p.PersonId == person, cancellation);
        using var document = JsonDocument.Parse(record.Document);
        Changes = [.. new RecordDraft(document.RootElement, Term.Year.Roc, Term.Number, Today).Changes().OrderBy(c => c.On)];
        Values = [.. Flatten(document.RootElement, []).Select(v => RecordValue.Of(v.Path, v.Value))];
        Versions = await Database.Set<StudentRecordVersion>()
            .AsNoTracking()
            .Where(v => v.PersonId == person && v.SchoolCode == own && v.Year == Term.Year && v.Term == Term.Number)
            .OrderByDescending(v => v.Seq)
            .ToListAsync(cancellation);
        await AuditReadAsync(person, "檢視一位學生的學籍資料", detail: $"{Term}");
        return Page();
    }

    private static IEnumerable<(IReadOnlyList<string> Path, string Value)> Flatten(JsonElement element, IReadOnlyList<string> path) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().SelectMany(m => Flatten(m.Value, [.. path, m.Name])),
            JsonValueKind.Array => element.EnumerateArray().SelectMany((e, i) => Flatten(e, [.. path.SkipLast(1), $"{path[^1]} {i + 1}"])),
            _ => [(path, element.ToString())],
        };
}

/// <summary>One value of a record as a person reads it.</summary>
/// <param name="Section">基本資料, 學期資料, 異動資料.</param>
/// <param name="Path">Where it stands within the section: 身分證證照 › 國籍.</param>
/// <param name="IsNumber">A number of a person, which is masked.</param>
public sealed record RecordValue(string Section, string Path, string Value, bool IsNumber)
{
    internal static RecordValue Of(IReadOnlyList<string> path, string value) =>
        new(path[0], string.Join(" › ", path.Count > 1 ? path.Skip(1) : path), value, path[^1] == "證照號碼");
}
