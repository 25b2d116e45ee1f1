using System.Globalization;
using System.Text.RegularExpressions;

namespace StudentNet.Kernel;

/// <summary>
/// Dates as people in Taiwan write them (domain §13). One rule decides the calendar: a year below 1000 is an ROC year,
/// any other is Gregorian. The year always comes first, so <c>12/09/01</c> is 民國 12 年 9 月 1 日 and never a day in
/// September 2001. Without separators the last four digits are month and day: six digits are yyMMdd (ROC), seven yyyMMdd
/// (ROC), eight yyyyMMdd. Dates before the first ROC year (1912) are refused.
/// </summary>
public static partial class RocDate
{
    private const int YearBeforeFirst = 1911;
    private const int FirstGregorianLookingYear = 1000;
    private const string Weekdays = "日一二三四五六";

    public static int ToGregorianYear(int rocYear) => rocYear + YearBeforeFirst;

    public static int ToRocYear(int gregorianYear) => gregorianYear - YearBeforeFirst;

    /// <summary>
    /// Reads <c>114/09/01</c>, <c>114.9.1</c>, <c>114-9-1</c>, <c>1140901</c>, <c>民國114年9月1日</c>, <c>2025-09-01</c>,
    /// <c>2025/9/1</c>, <c>20250901</c>, full-width digits and surrounding blanks included; impossible dates give false.
    /// </summary>
    public static bool TryParse(string? text, out DateOnly date)
    {
        if (TryPlain(text, out date))
            return true;

        var typed = Typing.WithoutBlanks(Typing.Narrow(text));
        var match = Separated().Match(typed);
        if (!match.Success)
            match = Run().Match(typed);
        if (!match.Success)
            return false;

        var year = Number(match.Groups["year"]);
        var isRoc = year < FirstGregorianLookingYear;
        if ((isRoc && match.Groups["西元"].Success) || (!isRoc && match.Groups["民國"].Success))
            return false;
        return TryMake(isRoc ? ToGregorianYear(year) : year, Number(match.Groups["month"]), Number(match.Groups["day"]), out date);
    }

    /// <summary>Most of a million cells are written 114/09/01 or 2025-09-01: read without patterns and copies. Whatever else it is, is looked at more closely.</summary>
    private static bool TryPlain(ReadOnlySpan<char> text, out DateOnly date)
    {
        date = default;
        if (text.Length is not (9 or 10) || text[^3] is not ('/' or '-' or '.') || text[^6] != text[^3])
            return false;
        return Digits(text[..^6]) is { } year
            && Digits(text[^5..^3]) is { } month
            && Digits(text[^2..]) is { } day
            && TryMake(year < FirstGregorianLookingYear ? ToGregorianYear(year) : year, month, day, out date);
    }

    private static int? Digits(ReadOnlySpan<char> text)
    {
        var number = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
                return null;
            number = number * 10 + (c - '0');
        }
        return number;
    }

    /// <summary>114/09/01.</summary>
    public static string Format(DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"{ToRocYear(date.Year)}/{date:MM\\/dd}");

    /// <summary>114/09/01（一）.</summary>
    public static string FormatWithWeekday(DateOnly date) => $"{Format(date)}（{Weekdays[(int)date.DayOfWeek]}）";

    /// <summary>09/01; 114/09/01 where that is not the year of <paramref name="today"/>.</summary>
    public static string Short(DateOnly date, DateOnly today) => date.Year == today.Year ? Short(date) : Format(date);

    /// <summary>09/01, where the year is said beside it.</summary>
    public static string Short(DateOnly date) => date.ToString("MM\\/dd", CultureInfo.InvariantCulture);

    /// <summary>2025-09-01: for titles and files.</summary>
    public static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static bool TryMake(int year, int month, int day, out DateOnly date)
    {
        var exists = year is > YearBeforeFirst and <= 9999
            && month is >= 1 and <= 12
            && day >= 1 && day <= DateTime.DaysInMonth(year, month);
        date = exists ? new DateOnly(year, month, day) : default;
        return exists;
    }

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex("^(?<民國>民國)?(?<西元>西元)?(?<year>[0-9]{1,4})(?:(?<sep>[/.-])(?<month>[0-9]{1,2})\\k<sep>(?<day>[0-9]{1,2})|年(?<month>[0-9]{1,2})月(?<day>[0-9]{1,2})日)$")]
    private static partial Regex Separated();

    [GeneratedRegex("^(?<民國>民國)?(?<西元>西元)?(?<year>[0-9]{2,4})(?<month>[0-9]{2})(?<day>[0-9]{2})$")]
    private static partial Regex Run();
}
