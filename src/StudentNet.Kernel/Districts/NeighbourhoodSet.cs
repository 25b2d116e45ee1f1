namespace StudentNet.Kernel;

/// <summary>
/// A set of the neighbourhoods (鄰) of one village, as a district rule names it (domain §5): sorted spans within
/// 1..<see cref="Max"/> that neither touch nor overlap, so equal sets are equal values.
/// </summary>
public sealed class NeighbourhoodSet : IEquatable<NeighbourhoodSet>
{
    /// <summary>The highest number a neighbourhood can have; "everything" is 1..Max, whatever the village really has.</summary>
    public const int Max = 999;

    public static readonly NeighbourhoodSet Everything = new([(1, Max)]);

    public static readonly NeighbourhoodSet Empty = new([]);

    private readonly (int From, int To)[] spans;

    private NeighbourhoodSet((int From, int To)[] spans) => this.spans = spans;

    public IReadOnlyList<(int From, int To)> Spans => spans;

    public bool IsEverything => spans is [(1, Max)];

    public bool IsEmpty => spans.Length == 0;

    /// <summary>
    /// Reads <c>1-4;9;12-20</c>, <c>第1至4鄰、9鄰</c>, <c>除1、3外</c>, <c>all but 1</c>, <c>全里</c>; nothing at all means 全里, <c>無</c> the
    /// empty set. With <paramref name="allBut"/> the text lists the exceptions (a column of its own in some files).
    /// </summary>
    public static NeighbourhoodSetResult Parse(string? text, bool allBut = false) => NeighbourhoodGrammar.Read(text, allBut);

    /// <summary>The set of some spans in any order, overlapping or not; a span outside 1..Max or reversed throws.</summary>
    public static NeighbourhoodSet Of(params IEnumerable<(int From, int To)> spans)
    {
        var merged = new List<(int From, int To)>();
        foreach (var (from, to) in spans.Order())
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(from, 1);
            ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(to, Max);
            if (merged.Count > 0 && from <= merged[^1].To + 1)
                merged[^1] = (merged[^1].From, Math.Max(merged[^1].To, to));
            else
                merged.Add((from, to));
        }
        return new NeighbourhoodSet([.. merged]);
    }

    public bool Contains(int neighbourhood) => spans.Any(s => s.From <= neighbourhood && neighbourhood <= s.To);

    public NeighbourhoodSet Union(NeighbourhoodSet other) => Of(spans.Concat(other.spans));

    public NeighbourhoodSet Intersect(NeighbourhoodSet other) => Of(
        from mine in spans
        from theirs in other.spans
        let common = (From: Math.Max(mine.From, theirs.From), To: Math.Min(mine.To, theirs.To))
        where common.From <= common.To
        select common);

    public NeighbourhoodSet Except(NeighbourhoodSet other) => Intersect(other.Complement());

    /// <summary>All of 1..Max that is not in this set.</summary>
    public NeighbourhoodSet Complement()
    {
        var gaps = new List<(int From, int To)>();
        var next = 1;
        foreach (var (from, to) in spans)
        {
            if (next < from)
                gaps.Add((next, from - 1));
            next = to + 1;
        }
        if (next <= Max)
            gaps.Add((next, Max));
        return new NeighbourhoodSet([.. gaps]);
    }

    public bool Overlaps(NeighbourhoodSet other) => !Intersect(other).IsEmpty;

    public bool Equals(NeighbourhoodSet? other) => other is not null && spans.AsSpan().SequenceEqual(other.spans);

    public override bool Equals(object? obj) => Equals(obj as NeighbourhoodSet);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var span in spans)
            hash.Add(span);
        return hash.ToHashCode();
    }

    /// <summary>
    /// <c>1-4;9</c>; <c>全里</c>; <c>無</c>; and <c>除1;3外</c> for a set that reaches up to Max, which only an exception list does.
    /// <see cref="Parse"/> reads it back as the same set.
    /// </summary>
    public override string ToString() => this switch
    {
        { IsEmpty: true } => NeighbourhoodGrammar.Nothing,
        { IsEverything: true } => NeighbourhoodGrammar.Whole,
        _ when Contains(Max) => $"除{List(Complement().spans)}外",
        _ => List(spans),
    };

    private static string List(IEnumerable<(int From, int To)> spans) =>
        string.Join(';', spans.Select(s => s.From == s.To ? $"{s.From}" : $"{s.From}-{s.To}"));
}
