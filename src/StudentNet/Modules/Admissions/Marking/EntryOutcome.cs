namespace StudentNet.Modules.Admissions.Marking;

/// <summary>
/// What follows for the entry from its allocation and from everything that schools said: exactly one state, in conflict too (decision 35).
/// A pure function, so that the same marks always give the same state, in whatever order they came.
/// </summary>
public sealed record EntryOutcome(EntryState State, string? RegisteredSchool, string? AdmittedSchool, string? Reason, string? ReasonDetail)
{
    /// <summary>
    /// Schools that say "here" come first, and among them the one that said so first: a later one can contest it, not overwrite it. Where none
    /// does, the school that answers for the child is heard: the one that registered it, otherwise the one it was allocated to. Where that
    /// one is silent too, the allocation stands.
    /// </summary>
    public static EntryOutcome Of(Entry entry, IReadOnlyCollection<EntryMark> marks)
    {
        var registered = Holder(marks, EntryStage.Registration);
        if (Holder(marks, EntryStage.Admission) is { } admitted)
        {
            return new EntryOutcome(EntryState.Admitted, registered, admitted, null, null);
        }

        if (Absence(marks, EntryStage.Admission, registered ?? entry.AllocatedSchool) is { } away)
        {
            return new EntryOutcome(EntryState.NotAdmitted, registered, null, away.Reason, Place(away));
        }

        // What the comparison found holds until a school admits the child; why the child did not register stays readable.
        var before = BeforeAdmission(entry, marks, registered);
        return entry.NotFoundAt is null ? before : before with { State = EntryState.NotAdmitted };
    }

    private static EntryOutcome BeforeAdmission(Entry entry, IReadOnlyCollection<EntryMark> marks, string? registered)
    {
        if (registered is not null)
        {
            return new EntryOutcome(EntryState.Registered, registered, null, null, null);
        }

        return Absence(marks, EntryStage.Registration, entry.AllocatedSchool) is { } absent
            ? new EntryOutcome(EntryState.NotRegistered, null, null, absent.Reason, Place(absent))
            : new EntryOutcome(Before(entry), null, null, null, null);
    }

    /// <summary>The school that holds the child in a stage: the earliest that says "here" and still does.</summary>
    public static string? Holder(IEnumerable<EntryMark> marks, EntryStage stage) => Claims(marks, stage).FirstOrDefault()?.SchoolCode;

    /// <summary>All that say "here" in a stage, the holder first. More than one is a conflict.</summary>
    public static IEnumerable<EntryMark> Claims(IEnumerable<EntryMark> marks, EntryStage stage) =>
        marks
            .Where(m => m.Stage == stage && m.State == MarkState.Here)
            .OrderBy(m => m.At)
            .ThenBy(m => m.SchoolCode, StringComparer.Ordinal);

    /// <summary>Writes it into the entry; says whether anything changed.</summary>
    public bool ApplyTo(Entry entry)
    {
        if (this == new EntryOutcome(entry.State, entry.RegisteredSchool, entry.AdmittedSchool, entry.Reason, entry.ReasonDetail))
        {
            return false;
        }

        (entry.State, entry.RegisteredSchool, entry.AdmittedSchool) = (State, RegisteredSchool, AdmittedSchool);
        (entry.Reason, entry.ReasonDetail) = (Reason, ReasonDetail);
        return true;
    }

    private static EntryMark? Absence(IEnumerable<EntryMark> marks, EntryStage stage, string? answering) =>
        marks.FirstOrDefault(m => m.Stage == stage && m.State == MarkState.NotHere && m.SchoolCode == answering);

    private static string? Place(EntryMark mark) => mark.ReasonSchool ?? mark.ReasonDetail;

    private static EntryState Before(Entry entry) =>
        entry switch
        {
            { AllocatedSchool: not null } => EntryState.Allocated,
            { Cause: not null } => EntryState.NeedsPerson,
            _ => EntryState.Pending,
        };
}
