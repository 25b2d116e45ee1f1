using System.Globalization;
using StudentNet.Simulator.Play;

namespace StudentNet.Simulator.Term;

/// <summary>A roll as the system gives it out, held against the truth.</summary>
public static class RollCheck
{
    private static readonly Handwriting Hand = new(0, UsesCodes: false, NamesSchool: false);

    /// <summary>What differs: pupils missing, too many, or stored otherwise than they are.</summary>
    /// <param name="file">The school's import file (CSV), as its page gives it.</param>
    public static IReadOnlyList<string> Differences(Roll roll, Kernel.Term term, byte[] file)
    {
        var stored = CsvTable.Read(file).ToLookup(row => row[RollSheet.Number], StringComparer.Ordinal);
        var differences = new List<string>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        var headings = RollSheet.Headings(Hand);
        foreach (var pupil in roll.Pupils)
        {
            known.Add(pupil.Number.Value);
            var rows = stored[pupil.Number.Value].ToList();
            if (rows.Count != 1)
            {
                differences.Add($"{roll.School}: {rows.Count} × {pupil.Number}");
                continue;
            }

            var truth = RollSheet.Cells(pupil, roll.School, term, Hand);
            differences.AddRange(
                headings
                    .Select((heading, i) => (Heading: heading, Truth: Plain(heading, truth[i]), Stored: Plain(heading, rows[0][heading])))
                    .Where(c => c.Truth != c.Stored)
                    .Select(c => $"{roll.School}: {pupil.Number} {c.Heading}")
            );
        }

        differences.AddRange(stored.Where(s => !known.Contains(s.Key)).Select(s => $"{roll.School}: a pupil whom nobody sent, {s.Count()}"));
        return differences;
    }

    /// <summary>A cell as it is meant: dates and codes may be written in more than one way.</summary>
    private static string Plain(string heading, string text) =>
        heading switch
        {
            RollSheet.Born or RollSheet.SickFrom or RollSheet.SickTo when RocDate.TryParse(text, out var date) => RocDate.Iso(date),
            RollSheet.HomeSchooling when text == "個人實驗教育" => "1",
            RollSheet.Reduces when text.Length == 0 => "0",
            RollSheet.HoldsPlace when text == "否" => "",
            RollSheet.Seat or RollSheet.Grade when int.TryParse(text, out var number) => number.ToString(CultureInfo.InvariantCulture),
            _ => text,
        };
}
