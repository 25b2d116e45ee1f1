using System.Buffers;
using System.Globalization;
using System.Text;

namespace StudentNet.Platform.Intake.Reading;

/// <summary>
/// Number formats of a workbook: which show a date, and what a number looks like under them. Taiwanese formats write the year as <c>e</c> (民國) or
/// <c>ggge</c>, and some have only a number (27 to 58), whose meaning no file states.
/// </summary>
internal static class NumberFormat
{
    private const string Roc = "[$-404]e/m/d";
    private const string RocWords = "[$-404]e\"年\"m\"月\"d\"日\"";

    private static readonly SearchValues<char> DateLetters = SearchValues.Create("ymdhsegb");
    private static readonly SearchValues<char> TimeLetters = SearchValues.Create("hmsHMS");
    private static readonly SearchValues<char> YearLetters = SearchValues.Create("yegb");

    /// <summary>Days between the first day of the two calendars that workbooks count from.</summary>
    private const double DaysTo1904 = 1462;

    /// <summary>The last day that <see cref="DateTime"/> knows, as a workbook counts.</summary>
    private const double LastDay = 2_958_466;

    /// <summary>The format of a number that stands for it, as Excel in Taiwan shows it; null for those that show no date.</summary>
    public static string? BuiltIn(int id) =>
        id switch
        {
            14 => "yyyy/m/d",
            15 => "d-mmm-yy",
            16 => "d-mmm",
            17 => "mmm-yy",
            18 or 19 or 20 or 21 or (>= 32 and <= 35) or (>= 45 and <= 47) => "h:mm",
            22 => "yyyy/m/d h:mm",
            27 or 36 or 50 or 57 => Roc,
            28 or 29 or 51 or 54 or 58 => RocWords,
            30 => "m/d/yy",
            31 => "yyyy\"年\"m\"月\"d\"日\"",
            52 or 55 => "yyyy\"年\"m\"月\"",
            53 or 56 => "m\"月\"d\"日\"",
            _ => null,
        };

    /// <summary>Whether numbers are shown as days or times under a format.</summary>
    public static bool IsDate(string? format) =>
        format is not null && Bare(format) is var bare && (bare.AsSpan().ContainsAny(DateLetters) || bare.Contains("aaa", StringComparison.Ordinal));

    /// <summary>Whether a format shows day and month and no year: what Excel gives to what it took for a day, such as the class 1-2.</summary>
    public static bool IsDayOfNoYear(string format) =>
        Bare(format) is var bare && bare.Contains('d', StringComparison.Ordinal) && bare.Contains('m', StringComparison.Ordinal) && !bare.AsSpan().ContainsAny(YearLetters);

    /// <summary>A date cell as text: 2019-10-05, with a time of day 2019-10-04T16:00:00; null for a number that is no date.</summary>
    /// <param name="is1904">Whether the workbook counts from 1904.</param>
    public static string? DateText(double number, bool is1904)
    {
        var days = is1904 ? number + DaysTo1904 : number;
        if (!(days >= 1) || days >= LastDay)
        {
            return null;
        }

        return DateText(DateTime.FromOADate(days));
    }

    /// <summary>A day, or a day with its time where it is not midnight. Seconds are enough: what is left is what binary fractions make of midnight.</summary>
    public static string DateText(DateTime at)
    {
        var seconds = new DateTime((at.Ticks + (TimeSpan.TicksPerSecond / 2)) / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond);
        return seconds.ToString(seconds.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
    }

    /// <summary>A number as text; under a format of zeros alone (000000) with the zeros before it that the sheet shows.</summary>
    public static string NumberText(double number, string? format)
    {
        if (number != Math.Floor(number) || Math.Abs(number) >= 1e15)
        {
            return number.ToString("R", CultureInfo.InvariantCulture);
        }

        var text = number.ToString("F0", CultureInfo.InvariantCulture);
        return number >= 0 && format is { Length: > 1 and <= 20 } && format.AsSpan().IndexOfAnyExcept('0') < 0 ? text.PadLeft(format.Length, '0') : text;
    }

    /// <summary>The first part of a format without what only decorates it: quoted words, colours, languages, exponents.</summary>
    private static string Bare(string format)
    {
        var bare = new StringBuilder(format.Length);
        for (var i = 0; i < format.Length && format[i] != ';'; i++)
        {
            switch (format[i])
            {
                case '"':
                    i = Behind(format, i, '"');
                    break;
                case '[':
                    var close = Behind(format, i, ']');
                    // [h], [mm]: hours and minutes beyond a day.
                    if (format.AsSpan(i + 1, Math.Max(0, close - i - 1)) is { Length: > 0 } inner && !inner.ContainsAnyExcept(TimeLetters))
                    {
                        bare.Append('h');
                    }

                    i = close;
                    break;
                case '\\' or '_' or '*':
                    i++;
                    break;
                case 'E' or 'e' when i + 1 < format.Length && format[i + 1] is '+' or '-' && i > 0 && format[i - 1] is '0' or '#' or '?':
                    i++;
                    break;
                default:
                    bare.Append(char.ToLowerInvariant(format[i]));
                    break;
            }
        }

        return bare.ToString().Replace("general", "", StringComparison.Ordinal).Replace("g/通用格式", "", StringComparison.Ordinal);
    }

    private static int Behind(string format, int open, char close) =>
        format.IndexOf(close, open + 1) is >= 0 and var at ? at : format.Length;
}
