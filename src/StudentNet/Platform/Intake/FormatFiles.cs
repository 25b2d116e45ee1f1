using StudentNet.Platform.Files;

namespace StudentNet.Platform.Intake;

/// <summary>The template of a format: its headings on the first sheet, what each column means on the second. A text file has the headings only.</summary>
public static class FormatFiles
{
    /// <summary>Headings of the sheet that explains the columns. A file made from the template brings it along, and nothing is said about it.</summary>
    internal static IReadOnlyList<string> GuideHeadings { get; } = ["欄位", "必填", "內容", "說明", "範例"];

    /// <summary>Writes the template.</summary>
    public static async Task WriteTemplateAsync(FileFormat format, TableKind kind, Stream target)
    {
        ArgumentNullException.ThrowIfNull(format);
        await using var writer = TableWriter.Create(kind, target);
        await writer.SheetAsync(format.Title, [.. format.Columns.Select(c => c.Title)]);
        if (kind == TableKind.Csv)
        {
            return;
        }

        await writer.SheetAsync("說明", GuideHeadings);
        foreach (var column in format.Columns)
        {
            await writer.RowAsync([column.Title, column.Required ? "必填" : "", column.Type.Title, Explain(column), column.Example]);
        }
    }

    /// <summary>Description and permitted values of a column, in one text.</summary>
    public static string Explain(Column column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return string.Join('；', new[] { column.Description?.TrimEnd('。'), Codes(column) }.Where(t => !string.IsNullOrEmpty(t)));
    }

    /// <summary>The permitted codes of a column with their titles; empty where it has none.</summary>
    public static string Codes(Column column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return column.Type.Codes is { } table ? string.Join('、', table.Rows.Select(r => $"{r.Code} {r.Title}")) : "";
    }
}
