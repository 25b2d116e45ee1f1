using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StudentNet.Platform.Accounts;

namespace StudentNet.Modules.Students.Q2Records;

/// <summary>學籍資料格式: the elements, the code tables, the examples, for vendors and clerks; open to everybody, for it holds nobody's data.</summary>
[AllowAnonymous]
public sealed class FormatPageModel(ICallerContext callers) : PageModel
{
    public RecordSchema Schema { get; } = RecordSchema.Current;

    public bool IsSignedIn => callers.Caller is not null;

    public IReadOnlyList<SchemaElement> Elements { get; } = [.. RecordSchema.Current.Elements];

    /// <summary>Elements of the standard that are not taken, by the element they stand in.</summary>
    public IEnumerable<(string Under, string Names)> NotTaken =>
        Elements
            .Select(e => (e.Path, Node: e.Node.Items ?? e.Node))
            .Prepend(("學生", Schema.Pupil))
            .Where(e => e.Item2.NotTaken.Count > 0)
            .Select(e => (e.Item1, string.Join('、', e.Item2.NotTaken)));

    public void OnGet() { }

    /// <summary>A version of the schema as it is.</summary>
    public IActionResult OnGetSchema(string? version) =>
        RecordSchema.Versions.FirstOrDefault(v => v.Version == (version ?? Schema.Version.Version)) is { } known
            ? File(RecordSchema.Open(known), "application/schema+json", known.File)
            : NotFound();

    /// <summary>One of the example files.</summary>
    public IActionResult OnGetExample(string name) =>
        name == RecordExample.Expected || RecordExample.All.Any(e => e.File == name)
            ? File(
                RecordExample.Open(name),
                Path.GetExtension(name) switch
                {
                    ".xml" => "application/xml",
                    ".csv" => "text/csv; charset=utf-8",
                    _ => "application/json",
                },
                name
            )
            : NotFound();
}
