using System.Globalization;

namespace StudentNet.Simulator.Term;

/// <summary>How a school system writes what may be written in several ways.</summary>
/// <param name="Dates">0: 114/09/01, 1: 1140901, 2: 2025-09-01.</param>
/// <param name="UsesCodes">1 instead of 男 and 在校.</param>
/// <param name="NamesSchool">It has the column of the school's code: one file for several schools.</param>
public sealed record Handwriting(int Dates, bool UsesCodes, bool NamesSchool);

/// <summary>A pupil as a row of the class roll's file, in the format that the system documents.</summary>
public static class RollSheet
{
    public const string NumberKind = "證號種類";
    public const string Number = "證號";
    public const string Name = "姓名";
    public const string Sex = "性別";
    public const string Born = "生日";
    public const string Nationality = "國籍";
    public const string ClassKind = "班級類別";
    public const string Grade = "年級";
    public const string Class = "班級";
    public const string Seat = "座號";
    public const string Standing = "學生樣態";
    public const string HomeSchooling = "非學型態";
    public const string HoldsPlace = "佔員額";
    public const string SickFrom = "長期病假起";
    public const string SickTo = "長期病假訖";
    public const string Reduces = "酌減";
    public const string School = "學校代碼";

    private static readonly string[] Columns =
    [
        NumberKind, Number, Name, Sex, Born, Nationality, ClassKind, Grade, Class, Seat, Standing, HomeSchooling, HoldsPlace, SickFrom, SickTo, Reduces,
    ];

    /// <summary>Headings of a file in some handwriting.</summary>
    public static IReadOnlyList<string> Headings(Handwriting hand) => hand.NamesSchool ? [.. Columns, School] : Columns;

    /// <summary>The pupil's cells under those headings.</summary>
    public static string[] Cells(Pupil pupil, string school, Kernel.Term term, Handwriting hand)
    {
        string[] cells =
        [
            hand.UsesCodes ? ((int)pupil.Number.Kind).ToString(CultureInfo.InvariantCulture) : pupil.Number.Kind.Title(),
            pupil.Number.Value,
            pupil.Name,
            hand.UsesCodes ? ((int)pupil.Sex).ToString(CultureInfo.InvariantCulture) : pupil.Sex.Title(),
            Date(pupil.Born, hand),
            "中華民國",
            "A",
            Whole(pupil.Grade),
            pupil.Class,
            Whole(pupil.Seat),
            StandingOf(pupil.Standing, hand),
            pupil.Standing is Term.Standing.HomeSchooled or Term.Standing.HomeSchooledWithPlace ? "1" : "",
            pupil.Standing == Term.Standing.HomeSchooledWithPlace ? "是" : "",
            pupil.Standing == Term.Standing.LongSick ? Date(term.FirstDay.AddDays(20), hand) : "",
            "",
            Whole(pupil.Reduces),
        ];
        return hand.NamesSchool ? [.. cells, school] : cells;
    }

    /// <summary>A date in some handwriting.</summary>
    public static string Date(DateOnly date, Handwriting hand) =>
        hand.Dates switch
        {
            0 => RocDate.Format(date),
            1 => RocDate.Format(date).Replace("/", "", StringComparison.Ordinal),
            _ => RocDate.Iso(date),
        };

    private static string StandingOf(Standing standing, Handwriting hand) =>
        standing switch
        {
            Term.Standing.Enrolled => hand.UsesCodes ? "1" : "在校",
            Term.Standing.HomeSchooled or Term.Standing.HomeSchooledWithPlace => hand.UsesCodes ? "2" : "非學",
            Term.Standing.DroppedOut => hand.UsesCodes ? "3" : "中輟",
            Term.Standing.Abroad => hand.UsesCodes ? "4" : "出國",
            _ => hand.UsesCodes ? "5" : "長期病假",
        };

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);
}
