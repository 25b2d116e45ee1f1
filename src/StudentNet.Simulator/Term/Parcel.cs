namespace StudentNet.Simulator.Term;

/// <summary>The ways in.</summary>
public enum Way
{
    Page,
    CommandLine,
    Api,
    Sftp,
}

/// <summary>One file of a term before it is sent: who sends it how, its rows, and the hidden truth about each of them.</summary>
/// <param name="County">Name of the county of its schools.</param>
/// <param name="Bad">What the system must say, by line of the file.</param>
/// <param name="Truth">The right cells of every row, by line of the file.</param>
public sealed record Parcel(
    int Number,
    Way Way,
    string County,
    IReadOnlyList<Roll> Rolls,
    FileKind Kind,
    Handwriting Hand,
    IReadOnlyList<FileRow> Rows,
    IReadOnlyDictionary<int, Expected> Bad,
    IReadOnlyDictionary<int, string[]> Truth
)
{
    /// <summary>Name of the file at the sender.</summary>
    public string FileName => $"roll-{Number:D4}{Kind.Extension()}";

    public byte[] Content => FileBytes.Write(Kind, "名單", RollSheet.Headings(Hand), Rows);
}

/// <summary>Packs the rolls of a term into files: by schools that use pages, counties' systems at the API and by SFTP, and the command line.</summary>
public sealed class Parcels
{
    private static readonly Way[] WaysOfSchools = [Way.Page, Way.Api, Way.Sftp, Way.CommandLine];

    /// <summary>Text kinds last: they take the mistakes that no other kind can hold.</summary>
    private static readonly FileKind[] Kinds =
    [
        FileKind.Xlsx, FileKind.Ods, FileKind.Json, FileKind.Ndjson, FileKind.Utf8, FileKind.Big5, FileKind.Utf8Mark, FileKind.Utf16, FileKind.Big5,
    ];

    private readonly TermPlan _plan;
    private readonly SeededDraw _draw;
    private readonly List<Mistake> _mistakes = [];
    private readonly double _share;
    private double _due;
    private int _number;

    private Parcels(TermPlan plan, IReadOnlyList<Roll> rolls)
    {
        _plan = plan;
        _draw = SeededDraw.For(plan.Seed, "parcels");
        var pupils = rolls.Sum(r => r.Pupils.Count);
        // One more than there are kinds, because the last file may round down.
        _share = Math.Max(plan.BadPerTenThousand / 10_000.0, (Enum.GetValues<Mistake>().Length + 2.0) / pupils);
    }

    /// <summary>All files, in the order in which they are sent.</summary>
    /// <param name="ways">The ways that are open; the schools of a way that is not go by pages.</param>
    public static IReadOnlyList<Parcel> Pack(TermPlan plan, IReadOnlyList<Roll> rolls, IReadOnlyCollection<Way> ways)
    {
        var parcels = new Parcels(plan, rolls);
        var bundles = Bundles(plan, rolls, ways).Select((b, i) => (b.Way, b.Rolls, Kind: Kinds[i % Kinds.Length])).ToList();
        return [.. bundles.OrderBy(b => b.Kind.IsText()).ThenBy(b => b.Kind.IsTable()).Select(b => parcels.Pack(b.Way, b.Rolls, b.Kind)).OrderBy(p => p.Rolls[0].School, StringComparer.Ordinal)];
    }

    private static IEnumerable<(Way Way, IReadOnlyList<Roll> Rolls)> Bundles(TermPlan plan, IReadOnlyList<Roll> rolls, IReadOnlyCollection<Way> ways)
    {
        var counties = rolls.GroupBy(r => r.County).ToList();
        foreach (var county in counties)
        {
            foreach (var (roll, i) in county.Select((r, i) => (r, i)))
            {
                var wanted = WaysOfSchools[i % WaysOfSchools.Length];
                var isOpen = ways.Contains(wanted) && (wanted != Way.Sftp || roll.County == plan.SftpCounty);
                yield return (isOpen ? wanted : Way.Page, [roll]);
            }
        }
    }

    private Parcel Pack(Way way, IReadOnlyList<Roll> rolls, FileKind kind)
    {
        var hand = new Handwriting(_draw.Below(3), _draw.Chance(5_000), NamesSchool: rolls.Count > 1);
        var makes = new Mistakes(_plan.Term, hand);
        var right = rolls.SelectMany(r => r.Pupils.Select(p => (r.School, Cells: RollSheet.Cells(p, r.School, _plan.Term, hand)))).ToList();
        var rows = right.ConvertAll(r => new FileRow(r.Cells));
        var first = kind.IsTable() ? 2 : 1;
        var bad = new Dictionary<int, Expected>();
        _due += right.Count * _share;
        foreach (var at in _draw.Shuffled(Enumerable.Range(1, right.Count - 1)))
        {
            if (_due < 1)
            {
                break;
            }

            // The row before must be a right one of the same school: some mistakes borrow from it.
            if (right[at - 1].School != right[at].School || bad.ContainsKey(at + first) || bad.ContainsKey(at - 1 + first))
            {
                continue;
            }

            var mistake = Next(kind);
            (rows[at], bad[at + first]) = makes.Make(mistake, right[at].Cells, right[at - 1].Cells);
            _due--;
            if (mistake == Mistake.SameChildTwice)
            {
                bad[at - 1 + first] = Mistakes.Twice;
                _due--;
            }
        }

        var truth = right.Select((r, i) => (Line: i + first, r.Cells)).ToDictionary(r => r.Line, r => r.Cells);
        return new Parcel(++_number, way, rolls[0].County, rolls, kind, hand, rows, bad, truth);
    }

    /// <summary>Every kind in turn, in an order drawn anew each round; one that does not fit waits for a file that can hold it.</summary>
    private Mistake Next(FileKind kind)
    {
        if (!_mistakes.Exists(m => Mistakes.FitsIn(m, kind)))
        {
            _mistakes.AddRange(_draw.Shuffled(Enum.GetValues<Mistake>()));
        }

        var next = _mistakes.First(m => Mistakes.FitsIn(m, kind));
        _mistakes.Remove(next);
        return next;
    }
}
