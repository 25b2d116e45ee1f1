using System.Globalization;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.History.S1History;

/// <summary>A history as lanes over school years; lengths in units of the drawing.</summary>
public sealed record HistoryPicture(
    DateOnly From,
    DateOnly Until,
    int Height,
    IReadOnlyList<HistoryPicture.YearBand> Years,
    IReadOnlyList<HistoryPicture.LaneBand> Lanes,
    IReadOnlyList<HistoryPicture.Shape> Shapes,
    string Now
)
{
    public const int Width = 1340;
    private const int Left = 92;
    private const int Right = 12;
    private const int Top = 34;
    private const int LaneHeight = 44;
    private const int BarTop = 7;
    private const int BarHeight = 30;
    private const int Inset = 8;

    // A Chinese character of 13 px, and one of the smaller words behind it.
    private const int Character = 13;
    private const int SmallCharacter = 8;

    private static readonly IReadOnlyDictionary<HistoryLane, string> Titles = new Dictionary<HistoryLane, string>
    {
        [HistoryLane.Residence] = "戶籍",
        [HistoryLane.Entry] = "分發入學",
        [HistoryLane.School] = "在學 Q1",
        [HistoryLane.Record] = "學籍 Q2",
        [HistoryLane.Tracking] = "列管 P",
        [HistoryLane.Border] = "入出境",
        [HistoryLane.Ledger] = "帳冊",
    };

    public sealed record YearBand(string X, string Size, string TextX, string Title, bool IsOdd);

    public sealed record LaneBand(string Line, string TextY, string Title);

    /// <summary>A bar, a dot or a gap with its words.</summary>
    public sealed record Shape(HistoryShape Kind, string Style, string X, string Y, string Size, string Height, string TextX, string TextY, string Anchor, string? Title, string? Small);

    /// <summary>Draws a story from the school year of its first mark to the end of the one that runs.</summary>
    public static HistoryPicture? Of(HistoryStory story)
    {
        ArgumentNullException.ThrowIfNull(story);
        if (story.Marks.Count == 0)
        {
            return null;
        }

        const int MostYears = 11;
        var last = SchoolYear.Of(story.Day);
        var first = SchoolYear.Of(story.Marks.Min(m => m.From));
        first = first > last ? last : first.Roc < last.Roc - MostYears + 1 ? new SchoolYear(last.Roc - MostYears + 1) : first;
        var (from, until) = (first.FirstDay, last.LastDay.AddDays(1));
        double At(DateOnly day) =>
            Left + ((Width - Left - Right) * (double)(Math.Clamp(day.DayNumber, from.DayNumber, until.DayNumber) - from.DayNumber) / (until.DayNumber - from.DayNumber));
        var lanes = Titles.Keys.Order().Where(l => l != HistoryLane.Border || story.Marks.Any(m => m.Lane == l)).ToList();
        var height = Top + 6 + (lanes.Count * LaneHeight);
        return new HistoryPicture(
            from,
            until.AddDays(-1),
            height,
            [
                .. Enumerable
                    .Range(first.Roc, last.Roc - first.Roc + 1)
                    .Select(roc => new SchoolYear(roc))
                    .Select(y => new YearBand(Text(At(y.FirstDay)), Text(At(y.Next.FirstDay) - At(y.FirstDay)), Text(At(y.FirstDay) + Inset), YearTitle(y, story), y.Roc % 2 == 1)),
            ],
            [.. lanes.Select((lane, i) => new LaneBand(Text(Top + (i * LaneHeight)), Text(Top + (i * LaneHeight) + 27), Titles[lane]))],
            [
                .. lanes.SelectMany((lane, i) => Lane([.. story.Marks.Where(m => m.Lane == lane && (m.Until is null || m.Until > from)).OrderBy(m => m.Shape).ThenBy(m => m.From)], Top + (i * LaneHeight), At, until)),
            ],
            Text(At(story.Day))
        );
    }

    private static string YearTitle(SchoolYear year, HistoryStory story)
    {
        var grade = new Cohort(story.Person.Cohort).GradeIn(year);
        return grade is >= 1 and <= 9 ? $"{year.Roc} 學年　{"一二三四五六七八九"[grade - 1]}年級" : $"{year.Roc} 學年";
    }

    private static IEnumerable<Shape> Lane(IReadOnlyList<HistoryMark> marks, int top, Func<DateOnly, double> at, DateOnly until)
    {
        // Words of dots stand where the last one left room.
        var free = 0d;
        foreach (var mark in marks)
        {
            var x = at(mark.From);
            if (mark.Shape == HistoryShape.Point)
            {
                var needs = (mark.Title?.Length ?? 0) * Character;
                var fits = x > free && x + 11 + needs < Width;
                free = fits ? x + 11 + needs + 6 : free;
                yield return new Shape(mark.Shape, Dot(mark.Tone), Text(x), Text(top + 22), "", "", Text(x + 11), Text(top + 27), "start", fits ? mark.Title : null, null);
                continue;
            }

            var size = Math.Max(mark.Shape == HistoryShape.Gap ? 6 : 3, at(mark.Until ?? until) - x - 1);
            var isMissing = mark is { Shape: HistoryShape.Gap, Lane: HistoryLane.Record };
            var style = mark.Shape == HistoryShape.Gap ? isMissing ? "sb-bad sb-dash" : "sb-gap" : Bar(mark);
            var room = size - (2 * Inset);
            var words = mark.Title is { } title && (title.Length * Character) <= room ? title : null;
            var small = words is not null && mark.Small is { } behind && (words.Length * Character) + (behind.Length * SmallCharacter) + 6 <= room ? behind : null;
            yield return mark.Shape == HistoryShape.Gap && !isMissing
                ? new Shape(mark.Shape, style, Text(x), Text(top + 2), Text(size), Text(LaneHeight - 4), Text(x + (size / 2)), Text(top - 3), x > Width - 120 ? "end" : "middle", mark.Title, null)
                : new Shape(HistoryShape.Span, style, Text(x), Text(top + BarTop), Text(size), Text(BarHeight), Text(x + Inset), Text(top + 27), "start", words, small);
        }
    }

    private static string Bar(HistoryMark mark) =>
        (mark.Lane, mark.Tone) switch
        {
            (HistoryLane.Residence, _) or (_, Tone.None) => "sb-mute",
            (HistoryLane.School, Tone.Info) => "sb-1",
            (HistoryLane.School, _) => "sb-2",
            (_, Tone.Ok) => "sb-ok",
            (_, Tone.Info) => "sb-1",
            (_, Tone.Warn) => "sb-warn",
            _ => "sb-bad",
        };

    private static string Dot(Tone tone) =>
        tone switch
        {
            Tone.Ok => "sd-ok",
            Tone.Bad => "sd-bad",
            _ => "sd-info",
        };

    private static string Text(double length) => length.ToString("0.#", CultureInfo.InvariantCulture);
}
