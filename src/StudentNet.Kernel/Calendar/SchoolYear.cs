using System.Globalization;

namespace StudentNet.Kernel;

/// <summary>學年度, counted in ROC years: 115 runs from 2026-08-01 to 2027-07-31 (domain §4).</summary>
/// <param name="Roc">The ROC year in which it begins.</param>
public readonly record struct SchoolYear(int Roc) : IComparable<SchoolYear>
{
    private const int FirstMonth = 8;
    private const string Unit = "學年度";

    /// <summary>The Gregorian year in which it begins.</summary>
    public int Gregorian => RocDate.ToGregorianYear(Roc);

    /// <summary>1 August.</summary>
    public DateOnly FirstDay => new(Gregorian, FirstMonth, 1);

    /// <summary>31 July of the following Gregorian year.</summary>
    public DateOnly LastDay => new(Gregorian + 1, FirstMonth - 1, 31);

    public SchoolYear Next => new(Roc + 1);

    public SchoolYear Previous => new(Roc - 1);

    /// <summary>115 學年度.</summary>
    public string Title => $"{this} {Unit}";

    /// <summary>The school year a day belongs to.</summary>
    public static SchoolYear Of(DateOnly date) =>
        new(RocDate.ToRocYear(date.Month >= FirstMonth ? date.Year : date.Year - 1));

    /// <summary>Term 1 or 2 of this year; any other number is a bug of the caller's and throws.</summary>
    public Term Term(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, 2);
        return new Term(this, number);
    }

    /// <summary>Whether the day lies between <see cref="FirstDay"/> and <see cref="LastDay"/>.</summary>
    public bool Contains(DateOnly date) => Of(date) == this;

    /// <summary>
    /// Reads <c>115</c>, <c>115學年度</c> or <c>115 學年度</c>, full-width digits too. Gregorian years are refused:
    /// in "2026" nobody can tell the year's beginning from its end.
    /// </summary>
    public static bool TryParse(string? text, out SchoolYear year)
    {
        var typed = Typing.Narrow(text).Trim();
        var digits = typed.EndsWith(Unit, StringComparison.Ordinal) ? typed[..^Unit.Length].TrimEnd() : typed;
        var read = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var roc) && roc is >= 1 and <= 999;
        year = read ? new SchoolYear(roc) : default;
        return read;
    }

    public int CompareTo(SchoolYear other) => Roc.CompareTo(other.Roc);

    public override string ToString() => Roc.ToString(CultureInfo.InvariantCulture);

    public static bool operator <(SchoolYear left, SchoolYear right) => left.Roc < right.Roc;

    public static bool operator >(SchoolYear left, SchoolYear right) => left.Roc > right.Roc;

    public static bool operator <=(SchoolYear left, SchoolYear right) => left.Roc <= right.Roc;

    public static bool operator >=(SchoolYear left, SchoolYear right) => left.Roc >= right.Roc;
}
