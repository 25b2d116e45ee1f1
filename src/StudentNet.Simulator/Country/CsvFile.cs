using System.Text;
using Sylvan.Data.Csv;

namespace StudentNet.Simulator.Country;

/// <summary>Reads a published CSV file by its headings.</summary>
internal static class CsvFile
{
    /// <summary>The rows; a heading that the file lacks throws, with the file's name.</summary>
    public static IEnumerable<CsvRow> Rows(string path)
    {
        using var text = new StreamReader(path, Encoding.UTF8);
        using var csv = CsvDataReader.Create(text);
        while (csv.Read())
        {
            yield return new CsvRow(csv, path);
        }
    }
}

/// <summary>The row that is being read; valid until the next one.</summary>
internal readonly struct CsvRow(CsvDataReader csv, string path)
{
    public string this[string heading] => csv.GetString(Ordinal(heading));

    public int Whole(string heading) => csv.GetInt32(Ordinal(heading));

    private int Ordinal(string heading)
    {
        for (var i = 0; i < csv.FieldCount; i++)
        {
            if (csv.GetName(i) == heading)
            {
                return i;
            }
        }

        throw new InvalidDataException($"{Path.GetFileName(path)} has no column {heading}.");
    }
}
