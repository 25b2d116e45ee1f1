using StudentNet.Platform.Web;

namespace StudentNet.Modules.Residents;

/// <summary>What the household registry said of a child, for S: where it lived, what was corrected, which numbers it had.</summary>
internal sealed class ResidenceHistory : IHistorySource
{
    private const string Registry = "戶政";

    public string Name => "residence";

    public string Title => "戶政：戶籍、更正、證號";

    public string View => "history_residence";

    public string? NotOfThePast => null;

    public HistoryPart Tell(IReadOnlyList<HistoryRow> rows, HistoryMoment moment)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var homes = rows.Where(r => r.What == "residence").OrderBy(r => r.ReceivedAt).ThenBy(r => r.Seq).ToList();
        var (steps, marks) = (new List<HistoryStep>(), new List<HistoryMark>());
        for (var i = 0; i < homes.Count; i++)
        {
            var home = homes[i];
            var place = $"{home.Who}{home.Detail}";
            var from = home.ValidFrom is { } on && (i == 0 || on >= Begins(homes[i - 1])) ? on : home.ReceivedOn;
            var until = i + 1 < homes.Count ? Begins(homes[i + 1]) : home.EndReceivedAt is { } end ? TaipeiTime.Today(end) : (DateOnly?)null;
            steps.Add(new HistoryStep(from, HistoryTopic.Registry, new Status(i == 0 ? Tone.None : Tone.Info, i == 0 ? "設籍" : "遷入", "house-door"), Registry, place, home.ReceivedAt));
            marks.Add(new HistoryMark(HistoryLane.Residence, HistoryShape.Span, from, until, Tone.None, place, i == 0 ? null : $"{RocDate.Format(from)} 遷入"));
            if (i + 1 == homes.Count && home.EndReceivedAt is { } gone)
            {
                steps.Add(new HistoryStep(TaipeiTime.Today(gone), HistoryTopic.Registry, new Status(Tone.Warn, "遷出", "box-arrow-right"), Registry, place, gone));
            }
        }

        steps.AddRange(rows.Where(r => r.What == "number").Select(r => Number(r, moment)));
        steps.AddRange(rows.Where(r => r.What == "change").Select(r => Change(r, moment)));
        return new HistoryPart(steps, marks, []);
    }

    private static DateOnly Begins(HistoryRow home) => home.ValidFrom is { } on && on < home.ReceivedOn ? on : home.ReceivedOn;

    private static HistoryStep Number(HistoryRow row, HistoryMoment moment)
    {
        var kind = Enum.TryParse<PersonNumberKind>(row.Code, out var known) ? known.Title() : "證號";
        return new HistoryStep(row.ReceivedOn, HistoryTopic.Registry, new Status(Tone.None, "證號登載", "person-badge"), Registry, $"{kind} {moment.Number(row.Detail ?? "")}", row.ReceivedAt);
    }

    private static HistoryStep Change(HistoryRow row, HistoryMoment moment)
    {
        var (what, tone) = row.Code switch
        {
            "name" => ("更正姓名", Tone.Info),
            "sex" => ("更正性別", Tone.Info),
            "birth-date" => ("更正出生日期", Tone.Info),
            "nationality" => ("更正國籍", Tone.Info),
            "ended" => (row.Detail is null ? "恢復在籍" : "除籍", Tone.Warn),
            "number" => ("更換證號", Tone.Info),
            "merged" => ("與另一筆紀錄合併為同一人", Tone.Info),
            _ => ("更正資料", Tone.Info),
        };
        var words = row.Code switch
        {
            "merged" => "",
            "ended" => string.Join(" → ", new[] { row.Before, row.Detail }.Select(Ended)),
            _ => $"{Value(row.Before)} → {Value(row.Detail)}",
        };
        return new HistoryStep(row.ReceivedOn, HistoryTopic.Registry, new Status(tone, what, "pencil-square"), Registry, words, row.ReceivedAt);

        string Value(string? value) =>
            (row.Code, value) switch
            {
                (_, null or "") => "無",
                ("number", var number) => moment.Number(number),
                ("sex", var sex) when Enum.TryParse<Sex>(sex, out var known) => known.Title(),
                ("birth-date", var day) when DateOnly.TryParse(day, System.Globalization.CultureInfo.InvariantCulture, out var known) => RocDate.Format(known),
                var (_, other) => other,
            };
    }

    private static string Ended(string? code) =>
        code switch
        {
            nameof(ResidenceEnd.Died) => "死亡",
            nameof(ResidenceEnd.MovedAbroad) => "遷出國外",
            nameof(ResidenceEnd.LostNationality) => "喪失國籍",
            _ => "在籍",
        };
}
