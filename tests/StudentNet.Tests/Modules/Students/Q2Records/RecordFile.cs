using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using StudentNet.Modules.Students.Q2Records;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Intake.Reading;

namespace StudentNet.Tests.Modules.Students.Q2Records;

/// <summary>Files of student records for tests, made from the published examples.</summary>
internal static class RecordFile
{
    /// <summary>The day for which the examples were written: 116/01/20.</summary>
    public static readonly DateOnly Today = new(2027, 1, 20);

    public static byte[] Example(string name)
    {
        using var file = RecordExample.Open(name);
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        return copy.ToArray();
    }

    /// <summary>An example changed: head and pupils are plain JSON nodes.</summary>
    public static byte[] Of(string name, Action<JsonObject> change)
    {
        var document = JsonNode.Parse(Example(name))!.AsObject();
        change(document);
        return Encoding.UTF8.GetBytes(document.ToJsonString());
    }

    /// <summary>passes.json for another school.</summary>
    public static byte[] ForSchool(string school, Action<JsonArray>? change = null) =>
        Of(
            "passes.json",
            document =>
            {
                document["學校代碼"] = school;
                change?.Invoke(document["學生資料"]!.AsArray());
            }
        );

    /// <summary>Canonical documents of the good pupils, and what was found.</summary>
    public static (IReadOnlyList<string> Documents, IReadOnlyList<RowFinding> Findings, bool HasFailed, string? Kind) Read(
        byte[] file,
        DateOnly? today = null,
        int year = 115,
        string term = "1"
    )
    {
        using var stream = new MemoryStream(file);
        var settings = new Dictionary<string, object?> { ["year"] = year, ["term"] = term };
        using var reader = new RowReader(RecordFormat.Format, stream, today ?? Today, settings);
        var findings = new List<RowFinding>(reader.Findings);
        var documents = new List<string>();
        while (reader.Read())
        {
            findings.AddRange(reader.Findings);
            if (!reader.IsBad)
            {
                documents.Add(reader.Row.Document!);
            }
        }

        findings.AddRange(reader.Findings);
        return (documents, findings, reader.HasFailed, reader.Kind);
    }

    public static IEnumerable<(int Line, string? Path, string Code)> Errors(IEnumerable<RowFinding> findings) =>
        findings.Where(f => f.Severity == Severity.Error).Select(f => (f.Line, f.Column, f.Problem.Code));
}
