namespace StudentNet.Modules.Admissions.Marking;

/// <summary>What a clerk asks for one child.</summary>
public abstract record MarkWish
{
    private MarkWish() { }

    /// <summary>已報到 or 已入學.</summary>
    public sealed record Here : MarkWish;

    /// <summary>未報到 or 未入學, with a reason of the code table and what that reason needs.</summary>
    public sealed record NotHere(string? Reason, string? School = null, string? Detail = null) : MarkWish;

    /// <summary>Back to 未處理.</summary>
    public sealed record Clear : MarkWish;

    /// <summary>Whether the mark says this already.</summary>
    public bool IsSaidBy(EntryMark? mark) =>
        this switch
        {
            Here => mark?.State == MarkState.Here,
            NotHere away => mark is { State: MarkState.NotHere }
                && mark.Reason == away.Reason
                && mark.ReasonSchool == away.School
                && mark.ReasonDetail == away.Detail,
            _ => mark is null || !mark.Stands,
        };
}

/// <summary>What came of a wish.</summary>
public abstract record MarkAnswer
{
    private MarkAnswer() { }

    /// <summary>It is to be written.</summary>
    public sealed record Change : MarkAnswer;

    /// <summary>It says so already: nothing is written, and no trace either.</summary>
    public sealed record Unchanged : MarkAnswer;

    /// <summary>A rule says no.</summary>
    public sealed record Refused(Problem Problem) : MarkAnswer;

    /// <summary>A colleague changed it since this clerk saw it: both values are shown and the clerk chooses.</summary>
    public sealed record Overtaken(EntryMark Current, MarkWish Wish) : MarkAnswer;
}
