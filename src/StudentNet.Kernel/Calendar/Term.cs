namespace StudentNet.Kernel;

/// <summary>學期: term 1 runs 8/1–1/31, term 2 runs 2/1–7/31 (domain §4).</summary>
/// <param name="Year">The school year it belongs to.</param>
/// <param name="Number">1 or 2; <see cref="SchoolYear.Term"/> makes no other.</param>
public readonly record struct Term(SchoolYear Year, int Number) : IComparable<Term>
{
    public DateOnly FirstDay => Number == 1 ? Year.FirstDay : new DateOnly(Year.Gregorian + 1, 2, 1);

    public DateOnly LastDay => Number == 1 ? new DateOnly(Year.Gregorian + 1, 1, 31) : Year.LastDay;

    public Term Next => Number == 1 ? new Term(Year, 2) : new Term(Year.Next, 1);

    public Term Previous => Number == 2 ? new Term(Year, 1) : new Term(Year.Previous, 2);

    /// <summary>115 學年度第 1 學期.</summary>
    public string Title => $"{Year.Title}第 {Number} 學期";

    /// <summary>The term a day belongs to.</summary>
    public static Term Of(DateOnly date) => new(SchoolYear.Of(date), date.Month is >= 2 and <= 7 ? 2 : 1);

    /// <summary>Reads what <see cref="ToString"/> writes: <c>115-1</c>.</summary>
    public static bool TryParse(string? text, out Term term)
    {
        term = default;
        var parts = Typing.Narrow(text).Trim().Split('-');
        if (parts is not [var year, "1" or "2"] || !SchoolYear.TryParse(year, out var schoolYear))
            return false;
        term = new Term(schoolYear, parts[1] == "1" ? 1 : 2);
        return true;
    }

    public int CompareTo(Term other) => (Year, Number).CompareTo((other.Year, other.Number));

    public override string ToString() => $"{Year}-{Number}";

    public static bool operator <(Term left, Term right) => left.CompareTo(right) < 0;

    public static bool operator >(Term left, Term right) => left.CompareTo(right) > 0;

    public static bool operator <=(Term left, Term right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Term left, Term right) => left.CompareTo(right) >= 0;
}
