using System.Text;
using StudentNet.Platform.Intake.Reading;

namespace StudentNet.Modules.History.S1History;

/// <summary>A line of many: what stood there, and the number that it names; null: none can be read.</summary>
public sealed record NumberLine(string Text, string? Number);

/// <summary>Numbers as people paste them or keep them in a file: one a line, perhaps with a name beside it.</summary>
public static class HistoryNumbers
{
    /// <summary>Lines that are taken at once.</summary>
    public const int Most = 3_000;

    private static readonly char[] Between = [',', '\t', ';', '、', '，', ' ', '　'];

    /// <summary>One number; a passport too, which has no form of its own.</summary>
    public static PersonNumberResult Read(string? text)
    {
        var number = PersonNumber.Parse(text);
        return !number.IsValid && PersonNumber.Parse(text, PersonNumberKind.Passport) is { IsValid: true } passport && text!.Any(char.IsAsciiDigit) && !LooksLikeOurs(text!) ? passport : number;
    }

    /// <summary>Each line once, in its order; of a line with several cells the first that is a number. A heading (nothing on it has a digit) is left out.</summary>
    public static IReadOnlyList<NumberLine> Lines(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = new List<NumberLine>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in text.Split(['\n', '\r'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var cells = line.Split(Between, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(c => c.Trim('"', '\'')).ToList();
            var number = cells.Select(c => Read(c)).FirstOrDefault(r => r.IsValid);
            var value = number.IsValid ? number.Number.Value.Value : null;
            if ((lines.Count > 0 || value is not null || line.Any(char.IsAsciiDigit)) && seen.Add(value ?? line))
            {
                lines.Add(new NumberLine(line, value));
            }
        }

        return lines;
    }

    /// <summary>The text of a file in UTF-8, UTF-16 or Big5; null: it is no text.</summary>
    public static async Task<string?> TextOfAsync(Stream file, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        using var copy = new MemoryStream();
        await file.CopyToAsync(copy, cancellation);
        copy.Position = 0;
        var (encoding, _) = TextDecoding.Detect(copy);
        copy.Position = 0;
        using var reader = new StreamReader(copy, encoding);
        var text = await reader.ReadToEndAsync(cancellation);
        // Compressed workbooks begin with these two letters.
        return text.Contains('\0', StringComparison.Ordinal) || text.StartsWith("PK", StringComparison.Ordinal) ? null : text;
    }

    // Ten signs with a letter before: a typing error in a number of ours is no passport.
    private static bool LooksLikeOurs(string text)
    {
        var typed = text.Trim();
        return typed.Length == 10 && char.IsAsciiLetter(typed[0]) && typed[2..].All(char.IsAsciiDigit);
    }
}
