using StudentNet.Platform.Web;

namespace StudentNet.Modules.Residents;

/// <summary>A child's crossings of the border, for S.</summary>
internal sealed class BorderHistory : IHistorySource
{
    public string Name => "border";

    public string Title => "移民署入出境";

    public string View => "history_border";

    public string? NotOfThePast => null;

    public HistoryPart Tell(IReadOnlyList<HistoryRow> rows, HistoryMoment moment)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var steps = rows.OrderBy(r => r.ValidFrom).ThenBy(r => r.Detail, StringComparer.Ordinal).ThenBy(r => r.What != nameof(BorderDirection.Out)).ToList();
        var marks = steps
            .Select((r, i) => (Row: r, Next: i + 1 < steps.Count ? steps[i + 1].ValidFrom : null))
            .Where(s => s.Row.What == nameof(BorderDirection.Out))
            .Select(s => new HistoryMark(HistoryLane.Border, HistoryShape.Span, s.Row.ValidFrom!.Value, s.Next, Tone.Info, "境外", ""));
        return new HistoryPart([.. steps.Select(Step)], [.. marks], []);
    }

    private static HistoryStep Step(HistoryRow row) =>
        new(
            row.ValidFrom ?? row.ReceivedOn,
            HistoryTopic.Border,
            row.What == nameof(BorderDirection.Out) ? new Status(Tone.Info, "出境", "box-arrow-right") : new Status(Tone.Ok, "入境", "box-arrow-in-right"),
            "移民署",
            row.Detail is { Length: 4 } clock && clock != "0000" ? $"{clock[..2]}:{clock[2..]}" : "",
            row.ReceivedAt
        );
}
