using System.Globalization;
using System.Text.RegularExpressions;

namespace StudentNet.Kernel;

/// <summary>
/// A day as programs write it: alone, with a time of day (<c>2019/10/5 上午 12:00:00</c>), or as an instant with a zone
/// (<c>2019-10-04T16:00:00Z</c>, which is 5 October in Taipei).
/// </summary>
/// <param name="Day">The day; where <see cref="IsCertain"/> is false, the one that is written.</param>
/// <param name="Time">The time of day beside it; null where there is none, or midnight.</param>
/// <param name="IsCertain">Whether only one day can be meant: no time, or midnight of one day here or where it was written.</param>
/// <param name="Moved">Whether <see cref="Day"/> is another day than the one written, because midnight in Taipei was written in another zone.</param>
public readonly partial record struct DateText(DateOnly Day, TimeOnly? Time, bool IsCertain, bool Moved)
{
    private static readonly TimeSpan Taipei = TimeSpan.FromHours(8);

    /// <summary>Reads a text; false where it is no day.</summary>
    public static bool TryParse(string text, out DateText read)
    {
        if (RocDate.TryParse(text, out var day))
        {
            read = new DateText(day, null, true, false);
            return true;
        }

        read = default;
        var match = WithTime().Match(Typing.Narrow(text).Trim());
        if (!match.Success || !RocDate.TryParse(match.Groups["day"].Value, out day) || TimeOf(match) is not { } time)
            return false;
        read = match.Groups["zone"].Success ? OfInstant(day, time, Zone(match.Groups["zone"].Value)) : new DateText(day, time == default ? null : time, time == default, false);
        return true;
    }

    /// <summary>Midnight where it was written or midnight in Taipei says which day is meant; anything else does not.</summary>
    private static DateText OfInstant(DateOnly day, TimeOnly time, TimeSpan zone)
    {
        var here = day.ToDateTime(time) - zone + Taipei;
        var hereDay = DateOnly.FromDateTime(here);
        return (time == default, here.TimeOfDay == TimeSpan.Zero) switch
        {
            (true, false) => new DateText(day, null, true, false),
            (_, true) when time != default || hereDay == day => new DateText(hereDay, null, true, hereDay != day),
            _ => new DateText(day, time, false, false),
        };
    }

    private static TimeOnly? TimeOf(Match match)
    {
        var (hour, minute) = (Number(match.Groups["hour"]), Number(match.Groups["minute"]));
        var second = match.Groups["second"].Success ? Number(match.Groups["second"]) : 0;
        var half = match.Groups["half"].Value.ToUpperInvariant().Replace(".", "", StringComparison.Ordinal);
        if (half.Length > 0)
        {
            if (hour is < 1 or > 12)
                return null;
            hour = hour % 12 + (half is "PM" or "下午" ? 12 : 0);
        }
        return hour < 24 && minute < 60 && second < 60 ? new TimeOnly(hour, minute, second) : null;
    }

    private static TimeSpan Zone(string text)
    {
        if (text is "Z" or "z")
            return TimeSpan.Zero;
        var digits = text[1..].Replace(":", "", StringComparison.Ordinal);
        var offset = new TimeSpan(int.Parse(digits.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture), int.Parse(digits.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture), 0);
        return text[0] == '-' ? -offset : offset;
    }

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^(?<day>[^\sT:]+)(?:T|\s+)(?:(?<half>上午|下午|[AaPp]\.?[Mm]\.?)\s*)?(?<hour>[0-9]{1,2}):(?<minute>[0-9]{2})(?::(?<second>[0-9]{2})(?:[.,][0-9]{1,9})?)?(?:\s*(?<half>上午|下午|[AaPp]\.?[Mm]\.?))?\s*(?<zone>[Zz]|[+-][0-9]{2}:?[0-9]{2})?$"
    )]
    private static partial Regex WithTime();
}
