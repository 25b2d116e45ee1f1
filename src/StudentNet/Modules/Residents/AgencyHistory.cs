using StudentNet.Platform.Web;

namespace StudentNet.Modules.Residents;

/// <summary>What agencies said of a child, for S: police, kindergarten, correctional schools, 中輟通報系統.</summary>
internal sealed class AgencyHistory : IHistorySource
{
    public string Name => "agency";

    public string Title => "機關：警政、幼兒園、矯正學校、中輟通報";

    public string View => "history_agency";

    public string? NotOfThePast => null;

    public HistoryPart Tell(IReadOnlyList<HistoryRow> rows, HistoryMoment moment)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new HistoryPart(
            [.. rows.Select(Step)],
            [
                .. rows.Where(r => AgencyFeed.Of(r.What).IsGuarded)
                    .Select(r => new HistoryMark(LaneOf(r), HistoryShape.Span, r.ValidFrom!.Value, r.ValidUntil, Tone.Info, AgencyKind.TitleOf(r.Code!), r.Detail)),
            ],
            []
        );
    }

    private static HistoryLane LaneOf(HistoryRow row) => row.What == "dropout" ? HistoryLane.Tracking : HistoryLane.School;

    private static HistoryStep Step(HistoryRow row)
    {
        var feed = AgencyFeed.Of(row.What);
        var isOver = row.ValidUntil is not null;
        var until = row.ValidUntil is { } day ? $"至 {RocDate.Format(day.AddDays(-1))}" : null;
        return new HistoryStep(
            row.ValidFrom!.Value,
            feed.Rule is null && !feed.IsWhole || row.What == "dropout" ? HistoryTopic.Tracking : HistoryTopic.School,
            new Status(row.Code == "Found" ? Tone.Ok : isOver ? Tone.None : Tone.Info, AgencyKind.TitleOf(row.Code!), "building"),
            feed.Agency,
            string.Join('，', new[] { row.Organisation, row.Detail, row.Before, until }.Where(w => w is { Length: > 0 })),
            row.ReceivedAt
        );
    }
}
