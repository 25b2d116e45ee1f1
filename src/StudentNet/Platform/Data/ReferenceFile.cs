using Sylvan.Data.Csv;

namespace StudentNet.Platform.Data;

/// <summary>Reads the CSV files of <c>Reference/</c>, which travel inside the assembly: rules as data (design §5).</summary>
public static class ReferenceFile
{
    /// <summary>Reads every row; <c>row("column")</c> gives a cell. A missing file or column is a bug and throws.</summary>
    public static IReadOnlyList<T> Rows<T>(string file, Func<Func<string, string>, T> read)
    {
        using var stream =
            typeof(ReferenceFile).Assembly.GetManifestResourceStream($"Reference/{file}")
            ?? throw new InvalidOperationException($"There is no reference file {file}.");
        using var text = new StreamReader(stream);
        using var csv = CsvDataReader.Create(text);
        var rows = new List<T>();
        while (csv.Read())
        {
            rows.Add(read(column => csv.GetString(csv.GetOrdinal(column))));
        }

        return rows;
    }
}
