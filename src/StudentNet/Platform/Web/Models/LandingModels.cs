namespace StudentNet.Platform.Web;

/// <summary>The page of a module: its stages in order, and below them what can be done at any time.</summary>
public sealed record Landing
{
    /// <summary>Stages that run one after the other; empty in modules without an order.</summary>
    public IReadOnlyList<LandingStage> Stages { get; init; } = [];

    /// <summary>Functions outside the order.</summary>
    public IReadOnlyList<FunctionCard> Others { get; init; } = [];

    /// <summary>Title above those.</summary>
    public string OthersTitle { get; init; } = "隨時可辦";

    /// <summary>One line below the cards: the rule of the order.</summary>
    public string? Hint { get; init; }
}

/// <summary>One stage with its functions: 報到作業, 06/16 – 08/29.</summary>
public sealed record LandingStage(string Title, string Note, StepState State, IReadOnlyList<FunctionCard> Functions)
{
    /// <summary>The time left, where something is due.</summary>
    public Countdown? Due { get; init; }

    /// <summary>What is late or unfinished, how many schools have submitted: 3 / 11 校已提交.</summary>
    public string? Standing { get; init; }

    /// <summary>The list of the schools that have not.</summary>
    public string? StandingHref { get; init; }

    /// <summary>A word before it: 檢核.</summary>
    public string? DuePrefix { get; init; }
}

/// <summary>One function on the page of its module.</summary>
/// <param name="Code">Printed code: N3.31.</param>
/// <param name="Title">Its title.</param>
/// <param name="Summary">What it does, in one sentence.</param>
/// <param name="Href">Where it is.</param>
/// <param name="Status">How it stands.</param>
public sealed record FunctionCard(string Code, string Title, string Summary, string Href, Status Status)
{
    /// <summary>When it can be used: 06/16 – 08/29, 全年.</summary>
    public string? Period { get; init; }

    /// <summary>A figure at the right: 226 / 300, 1 人.</summary>
    public string? Figure { get; init; }

    /// <summary>Drawn in grey: not open yet. The link still works and shows the data read-only.</summary>
    public bool IsLocked { get; init; }
}
