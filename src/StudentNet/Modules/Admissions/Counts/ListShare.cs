using StudentNet.Modules.Admissions.Marking;

namespace StudentNet.Modules.Admissions.Counts;

/// <summary>
/// What one child adds to the kept figures of one school in one stage: the same as <c>stage-count.sql</c> counts, of one child whose entry and marks are
/// at hand. A clerk who marks a child moves the figures by the difference of two of these, and no list is counted anew (decision 120).
/// </summary>
/// <param name="ChangedAt">When the school last said something about a child of its list; null: never. It counts as changed where its last stamp is earlier.</param>
/// <param name="AddedAt">The same of a child that the school added itself.</param>
/// <param name="CameAt">Since when the child is on the list and nobody has said anything; null: it is not, or somebody has.</param>
internal sealed record ListShare(bool IsListed, ListState State, bool IsContested, DateTime? ChangedAt, DateTime? AddedAt, DateTime? CameAt)
{
    /// <summary>Of a child that has nothing to do with the list.</summary>
    public static ListShare None { get; } = new(false, ListState.Open, false, null, null, null);

    /// <param name="marks">All marks of the child in the year and level of its entry.</param>
    public static ListShare Of(Entry entry, IReadOnlyList<EntryMark> marks, EntryStage stage, string school)
    {
        var published = entry.AllocatedSchool == school ? entry.PublishedAt : null;
        var mark = marks.FirstOrDefault(m => m.Stage == stage && m.SchoolCode == school);
        var isSaid = mark is { Stands: true };
        var registered = marks.FirstOrDefault(m => m.Stage == EntryStage.Registration && m.SchoolCode == school && m.State == MarkState.Here);
        // At admission a school need not account for a child of its allocation that registered, here or elsewhere: the registration says whose it is.
        var (isExpected, since) =
            stage == EntryStage.Registration ? (published is not null, published)
            : registered is not null ? (true, registered.At)
            : EntryOutcome.Claims(marks, EntryStage.Registration).Any() ? (false, null)
            : (published is not null, published);
        var isListed = isExpected || isSaid;
        var state = isListed ? ListedChild.StateOf(marks, stage, school) : ListState.Open;
        var isContested = state == ListState.Here && EntryOutcome.Claims(marks, stage).Any(m => m.SchoolCode != school);
        var isAddition = mark is { IsAddition: true, Stands: true };
        return new ListShare(
            isListed,
            state,
            isContested,
            isAddition ? null : mark?.At,
            isAddition ? mark?.At : null,
            isListed && state == ListState.Open ? since : null
        );
    }

    /// <summary>1 where the child stands in this state on the list.</summary>
    public int Counts(ListState state) => IsListed && State == state ? 1 : 0;
}

/// <summary>How a child's part in the figures of one school and stage changes.</summary>
internal sealed record ShareMove(SchoolYear Year, SchoolLevel Level, string School, EntryStage Stage, ListShare Before, ListShare After);
