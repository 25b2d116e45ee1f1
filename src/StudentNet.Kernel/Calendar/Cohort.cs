namespace StudentNet.Kernel;

/// <summary>
/// The children who enter school together (domain §4): born from 9/2 of the year before to 9/1 of <paramref name="Year"/>.
/// </summary>
/// <param name="Year">A Gregorian year; cohort 2019 enters 國小 in 2025 (114 學年度) and 國中 in 2031.</param>
public readonly record struct Cohort(int Year) : IComparable<Cohort>
{
    private const int CutMonth = 9;

    public DateOnly BornFrom => new(Year - 1, CutMonth, 2);

    public DateOnly BornTo => new(Year, CutMonth, 1);

    /// <summary>The cohort of a birth date: a child born on 9/1 is still of that year, one born on 9/2 of the next.</summary>
    public static Cohort Of(DateOnly birth) =>
        new(birth <= new DateOnly(birth.Year, CutMonth, 1) ? birth.Year : birth.Year + 1);

    /// <summary>The cohort that enters the level in a school year; the inverse of <see cref="EntryYear"/>.</summary>
    public static Cohort Entering(SchoolYear year, SchoolLevel level) => new(year.Gregorian - level.YearsToEntry());

    public SchoolYear EntryYear(SchoolLevel level) => SchoolYear.Of(EntryDate(level));

    /// <summary>9/1 of the year of entry.</summary>
    public DateOnly EntryDate(SchoolLevel level) => new(Year + level.YearsToEntry(), CutMonth, 1);

    /// <summary>
    /// The grade the cohort is in if nobody repeats or skips; below 1 before school and above 9 after it.
    /// </summary>
    public int GradeIn(SchoolYear year) => year.Roc - EntryYear(SchoolLevel.Elementary).Roc + 1;

    public int CompareTo(Cohort other) => Year.CompareTo(other.Year);

    public static bool operator <(Cohort left, Cohort right) => left.Year < right.Year;

    public static bool operator >(Cohort left, Cohort right) => left.Year > right.Year;

    public static bool operator <=(Cohort left, Cohort right) => left.Year <= right.Year;

    public static bool operator >=(Cohort left, Cohort right) => left.Year >= right.Year;
}
