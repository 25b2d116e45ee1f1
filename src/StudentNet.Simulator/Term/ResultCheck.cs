using System.Globalization;
using StudentNet.Simulator.Play;

namespace StudentNet.Simulator.Term;

/// <summary>A result file, held against the mistakes that were made.</summary>
/// <param name="Found">Bad rows that it lists with the right cause.</param>
/// <param name="Missed">Bad rows that it does not list.</param>
/// <param name="Invented">Rows that it lists without cause, or with a wrong one.</param>
/// <param name="Mended">The same file corrected, to be sent back; null where there is nothing to mend.</param>
public sealed record ResultCheck(int Found, int Missed, int Invented, byte[]? Mended, IReadOnlyList<string> Doubts)
{
    private const string Line = "檔案列";
    private const string Column = "問題欄位";
    private const string Reason = "原因";

    /// <summary>Reads a result file (CSV) of a parcel. Whoever mends it changes the cells and leaves the system's columns as they are.</summary>
    public static ResultCheck Of(Parcel parcel, byte[] file)
    {
        var rows = CsvTable.Read(file);
        var doubts = new List<string>();
        var listed = new HashSet<int>();
        var found = 0;
        foreach (var row in rows)
        {
            var line = int.Parse(row[Line], CultureInfo.InvariantCulture);
            if (!listed.Add(line) || !parcel.Bad.TryGetValue(line, out var expected))
            {
                doubts.Add($"{parcel.FileName} {line}: {row[Column]} {row[Reason]}: there is no mistake");
            }
            else if (row[Column].Contains(expected.Column, StringComparison.Ordinal) && row[Reason].Contains(expected.Words, StringComparison.Ordinal))
            {
                found++;
            }
            else
            {
                doubts.Add($"{parcel.FileName} {line}: {row[Column]} {row[Reason]}: it is {expected.Mistake}");
            }
        }

        var invented = doubts.Count;
        var missed = parcel.Bad.Where(b => !listed.Contains(b.Key)).ToList();
        doubts.AddRange(missed.Select(m => $"{parcel.FileName} {m.Key}: {m.Value.Mistake} is not listed"));
        return new ResultCheck(found, missed.Count, invented, rows.Count == 0 ? null : Mend(parcel, rows), doubts);
    }

    private static byte[] Mend(Parcel parcel, IReadOnlyList<IReadOnlyDictionary<string, string>> rows)
    {
        var own = RollSheet.Headings(parcel.Hand).ToList();
        var headings = rows[0].Keys.ToList();
        return CsvTable.Write(
            headings,
            rows.Select(row =>
            {
                var truth = parcel.Truth[int.Parse(row[Line], CultureInfo.InvariantCulture)];
                return (IReadOnlyList<string>)[.. headings.Select(h => own.IndexOf(h) is >= 0 and var i ? truth[i] : row[h])];
            })
        );
    }
}
