using StudentNet.Modules.Admissions.N1Allocation;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Admissions;

/// <summary>A child's way into a school, for S: allocation, registration, admission, with every change of mind.</summary>
internal sealed class EntryHistory : IHistorySource
{
    /// <summary>Steps that stand in the picture beside the list.</summary>
    private static readonly Dictionary<string, (Tone Tone, string Word)> Drawn = new(StringComparer.Ordinal)
    {
        [EntryEvents.Allocated] = (Tone.Info, "分發"),
        [EntryEvents.DecidedByHand] = (Tone.Info, "分發"),
        [EntryEvents.Registered] = (Tone.Ok, "報到"),
        [EntryEvents.TakenOver] = (Tone.Ok, "報到"),
        [EntryEvents.NotRegistered] = (Tone.Bad, "未報到"),
        [EntryEvents.Admitted] = (Tone.Ok, "入學"),
        [EntryEvents.NotAdmitted] = (Tone.Bad, "未入學"),
        [EntryEvents.NotFound] = (Tone.Bad, "未入學"),
    };

    public string Name => "entry";

    public string Title => "新生：分發、報到、入學";

    public string View => "history_entry";

    public string? NotOfThePast => null;

    public HistoryPart Tell(IReadOnlyList<HistoryRow> rows, HistoryMoment moment)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new HistoryPart(
            [.. rows.Select(Step)],
            [
                .. rows.Where(r => Drawn.ContainsKey(r.What))
                    .Select(r => new HistoryMark(HistoryLane.Entry, HistoryShape.Point, r.ReceivedOn, null, Drawn[r.What].Tone, Drawn[r.What].Word)),
            ],
            []
        );
    }

    private static HistoryStep Step(HistoryRow row)
    {
        var (year, level) = (row.Year!.Value, (SchoolLevel)row.Part!.Value);
        var state = Enum.Parse<EntryState>(row.Before!);
        var (what, source) = row.What == "stands" ? (AllocationWords.Of(Stands(row, year, level, state)), StageOf(state)) : Happened(row, year, level, state);
        var named = row.Code is { } code ? AllocationWords.Reason(Event(row, year, level, state)) ?? code : null;
        var words = string.Join('，', new[] { $"{year.Title}{level.Title()}", row.What == "stands" ? row.Organisation : null, named, row.Detail }.Where(w => w is { Length: > 0 }));
        return new HistoryStep(row.ReceivedOn, HistoryTopic.Entry, what, source, words, row.ReceivedAt);
    }

    private static (Status What, string Source) Happened(HistoryRow row, SchoolYear year, SchoolLevel level, EntryState state)
    {
        var (icon, tone, title) = AllocationWords.Of(Event(row, year, level, state), _ => row.Who);
        return (new Status(tone, title, icon), StageOf(state));
    }

    private static string StageOf(EntryState state) =>
        state switch
        {
            EntryState.Registered or EntryState.NotRegistered => "N3",
            EntryState.Admitted or EntryState.NotAdmitted => "N5",
            _ => "N1",
        };

    private static Entry Stands(HistoryRow row, SchoolYear year, SchoolLevel level, EntryState state) =>
        new() { PersonId = 0, Year = year, Level = level, State = state, ChangedAt = row.ReceivedAt };

    private static EntryEvent Event(HistoryRow row, SchoolYear year, SchoolLevel level, EntryState state) =>
        new()
        {
            PersonId = 0,
            Year = year,
            Level = level,
            Seq = row.Seq,
            State = state,
            SchoolCode = row.OrganisationCode,
            What = row.What,
            Reason = row.Code,
            Detail = row.Detail,
            At = row.ReceivedAt,
        };
}
