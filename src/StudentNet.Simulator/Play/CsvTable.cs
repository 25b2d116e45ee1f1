using System.Globalization;
using System.Text;
using Sylvan.Data.Csv;

namespace StudentNet.Simulator.Play;

/// <summary>Tables as files: what pages give out, what the registry and the schools send in.</summary>
public static class CsvTable
{
    /// <summary>Rows under their headings.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(byte[] file)
    {
        using var text = new StreamReader(new MemoryStream(file), Encoding.UTF8);
        using var csv = CsvDataReader.Create(text);
        var rows = new List<IReadOnlyDictionary<string, string>>();
        while (csv.Read())
        {
            var row = new Dictionary<string, string>(StringComparer.Ordinal);
            for (var i = 0; i < csv.FieldCount; i++)
            {
                row[csv.GetName(i)] = csv.GetString(i);
            }

            rows.Add(row);
        }

        return rows;
    }

    /// <summary>A file with headings, UTF-8 with its mark, as offices send it.</summary>
    public static byte[] Write(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        var text = new StringBuilder();
        Append(headings);
        foreach (var row in rows)
        {
            Append(row);
        }

        return [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text.ToString())];

        void Append(IReadOnlyList<string> cells) =>
            text.Append(CultureInfo.InvariantCulture, $"{string.Join(',', cells.Select(Cell))}\r\n");
    }

    private static string Cell(string value) =>
        value.AsSpan().ContainsAny(",\"\r\n") ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
}
