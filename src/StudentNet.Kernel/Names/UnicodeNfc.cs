using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace StudentNet.Kernel;

/// <summary>
/// Unicode's normal form C. Written out because the application runs without ICU (invariant globalization), where
/// <see cref="string.Normalize()"/> returns its input: CJK compatibility characters and decomposed Latin would stay unequal.
/// </summary>
internal static class UnicodeNfc
{
    private const int HangulFirst = 0xAC00, LeadFirst = 0x1100, VowelFirst = 0x1161, TailBefore = 0x11A7;
    private const int Leads = 19, Vowels = 21, Tails = 28;

    /// <summary>Nothing below U+0300 is changed by NFC, so most Latin text needs no look at the tables.</summary>
    private static readonly SearchValues<char> Untouched =
        SearchValues.Create(Enumerable.Range(0, 0x300).Select(c => (char)c).ToArray());

    private static readonly Tables Data = Tables.Read();

    internal static string Compose(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(Untouched))
            return text;
        var points = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
            Decompose(rune.Value, points);
        Order(points);
        Recompose(points);
        var composed = new StringBuilder(text.Length);
        foreach (var point in points)
            composed.Append(new Rune(point));
        return composed.ToString();
    }

    /// <summary>Korean syllables stay whole: taking one apart would only put it together again.</summary>
    private static void Decompose(int point, List<int> into)
    {
        if (Data.Decompositions.TryGetValue(point, out var parts))
        {
            foreach (var part in parts)
                Decompose(part, into);
        }
        else
        {
            into.Add(point);
        }
    }

    /// <summary>Marks on one base in the order of their classes; those of one class keep theirs (insertion sort is stable).</summary>
    private static void Order(List<int> points)
    {
        for (var i = 1; i < points.Count; i++)
        {
            var mark = Class(points[i]);
            for (var j = i; mark > 0 && j > 0 && Class(points[j - 1]) > mark; j--)
                (points[j - 1], points[j]) = (points[j], points[j - 1]);
        }
    }

    private static void Recompose(List<int> points)
    {
        int kept = 0, starter = -1, lastClass = 0;
        foreach (var point in points.ToArray())
        {
            var mark = Class(point);
            // Blocked where something of the same or a higher class, or another base, stands between.
            var reaches = starter >= 0 && (lastClass < mark || kept == starter + 1);
            if (reaches && Pair(points[starter], point) is { } composite)
            {
                points[starter] = composite;
                continue;
            }
            if (mark == 0)
                starter = kept;
            lastClass = mark;
            points[kept++] = point;
        }
        points.RemoveRange(kept, points.Count - kept);
    }

    private static int? Pair(int first, int second)
    {
        if (first is >= LeadFirst and < LeadFirst + Leads && second is >= VowelFirst and < VowelFirst + Vowels)
            return HangulFirst + ((first - LeadFirst) * Vowels + second - VowelFirst) * Tails;
        var isOpenSyllable = first is >= HangulFirst and < HangulFirst + Leads * Vowels * Tails && (first - HangulFirst) % Tails == 0;
        if (isOpenSyllable && second is > TailBefore and < TailBefore + Tails)
            return first + second - TailBefore;
        return Data.Composites.TryGetValue((first, second), out var composite) ? composite : null;
    }

    private static int Class(int point) => Data.Classes.GetValueOrDefault(point);

    /// <summary>UnicodeNfc.txt, which explains its lines itself.</summary>
    private sealed record Tables(
        FrozenDictionary<int, int[]> Decompositions,
        FrozenDictionary<(int, int), int> Composites,
        FrozenDictionary<int, byte> Classes)
    {
        internal static Tables Read()
        {
            var decompositions = new Dictionary<int, int[]>();
            var composites = new Dictionary<(int, int), int>();
            var classes = new Dictionary<int, byte>();
            using var stream = typeof(UnicodeNfc).Assembly.GetManifestResourceStream("UnicodeNfc.txt")!;
            using var reader = new StreamReader(stream);
            while (reader.ReadLine() is { } line)
            {
                if (line.StartsWith('#'))
                    continue;
                if (line.Split("..") is [var from, var rest])
                {
                    var (to, mark) = (Hex(rest.Split(' ')[0]), byte.Parse(rest.Split(' ')[1], CultureInfo.InvariantCulture));
                    for (var point = Hex(from); point <= to; point++)
                        classes.Add(point, mark);
                    continue;
                }
                var halves = line.Split(['=', ':']);
                var parts = halves[1].Split(' ').Select(Hex).ToArray();
                decompositions.Add(Hex(halves[0]), parts);
                if (line.Contains('='))
                    composites.Add((parts[0], parts[1]), Hex(halves[0]));
            }
            return new Tables(decompositions.ToFrozenDictionary(), composites.ToFrozenDictionary(), classes.ToFrozenDictionary());
        }

        private static int Hex(string digits) => int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }
}
