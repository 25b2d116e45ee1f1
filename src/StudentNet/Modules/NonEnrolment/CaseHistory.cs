using StudentNet.Modules.NonEnrolment.P2Cases;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.NonEnrolment;

/// <summary>A child's cases, for S: opened, designated, visited, released. What somebody noted of a visit stays in the case.</summary>
internal sealed class CaseHistory : IHistorySource
{
    public string Name => "case";

    public string Title => "未入學：比對、指派、訪查、解列";

    public string View => "history_case";

    public string? NotOfThePast => null;

    public HistoryPart Tell(IReadOnlyList<HistoryRow> rows, HistoryMoment moment)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var cases = rows.Where(r => r.What == "case").ToList();
        return new HistoryPart(
            [.. rows.Where(r => r.What != "case").Select(Step)],
            [
                .. cases.Select(c => new HistoryMark(
                    HistoryLane.Tracking,
                    HistoryShape.Span,
                    c.ReceivedOn,
                    c.EndReceivedAt is { } end ? TaipeiTime.Today(end) : null,
                    c.EndReceivedAt is null ? Tone.Bad : Tone.None,
                    c.EndReceivedAt is null ? "列管" : "曾列管",
                    c.Detail
                )),
            ],
            []
        );
    }

    private static HistoryStep Step(HistoryRow row)
    {
        var (what, words) = row.What switch
        {
            "visit" => (
                new Status(Tone.Info, CaseWords.VisitKinds.GetValueOrDefault(row.Code ?? "", "訪查"), "people"),
                $"{row.Who}：{CaseWords.VisitResults.GetValueOrDefault(row.Before ?? "", row.Before ?? "")}"
            ),
            nameof(CaseEventKind.Opened) => (new Status(Tone.Bad, "無就學紀錄，列管", "diagram-3"), row.Who),
            nameof(CaseEventKind.Reopened) => (new Status(Tone.Bad, "同一案重新列管", "arrow-counterclockwise"), row.Who),
            nameof(CaseEventKind.Designated) => (new Status(Tone.Violet, "指派列管", "person-lines-fill"), row.Who),
            nameof(CaseEventKind.DesignationTakenBack) => (new Status(Tone.None, "收回指派", "arrow-counterclockwise"), row.Who),
            nameof(CaseEventKind.ReleaseProposed) => (new Status(Tone.Warn, "比對到紀錄，待人工確認", "search"), row.Who),
            nameof(CaseEventKind.Released) => (new Status(Tone.Ok, "解除列管", "unlock"), CaseWords.ReleaseReasons.FirstOrDefault(r => r.Code == row.Code)?.Title ?? row.Before ?? row.Who),
            nameof(CaseEventKind.Measured) => MeasureKinds.Find(row.Code) is { } kind ? (new Status(kind.Tone, kind.Title, kind.Icon), row.Who) : (new Status(Tone.Info, "列管處置", "pencil-square"), row.Who),
            nameof(CaseEventKind.MeasureVoided) => (new Status(Tone.None, $"作廢：{(row.Code == "visit" ? "訪查紀錄" : MeasureKinds.TitleOf(row.Code))}", "slash-circle"), row.Who),
            nameof(CaseEventKind.Requested) => (new Status(Tone.Violet, CaseWords.TitleOfRequest(row.Code), "megaphone"), row.Who),
            nameof(CaseEventKind.Granted) => (new Status(Tone.Ok, $"同意：{CaseWords.TitleOfRequest(row.Code)}", "check-lg"), row.Who),
            nameof(CaseEventKind.Refused) => (new Status(Tone.Bad, $"不同意：{CaseWords.TitleOfRequest(row.Code)}", "slash-circle"), row.Who),
            nameof(CaseEventKind.RequestTakenBack) => (new Status(Tone.None, $"撤回：{CaseWords.TitleOfRequest(row.Code)}", "arrow-counterclockwise"), row.Who),
            nameof(CaseEventKind.HandedOver) => (new Status(Tone.Violet, "移交縣市", "box-arrow-up-right"), row.Who),
            var other => (new Status(Tone.None, "個案紀錄", "clock-history"), other),
        };
        return new HistoryStep(row.ValidFrom ?? row.ReceivedOn, HistoryTopic.Tracking, what, "P2", $"{words}（{row.Detail}）", row.ReceivedAt);
    }
}
