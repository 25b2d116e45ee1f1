namespace StudentNet.Platform.Web;

/// <summary>The banner that says how a filing window stands: open, soon due, late, submitted or not open.</summary>
public sealed record BannerModel(Tone Tone, string Title)
{
    /// <summary>Dates of the window, after the title on the same line: 115/06/16 08:00 至 115/08/29 23:59.</summary>
    public string? Period { get; init; }

    /// <summary>The second line: checkpoint, reason, who can reopen it.</summary>
    public string? Detail { get; init; }

    /// <summary>The countdown at the right.</summary>
    public Countdown? Due { get; init; }

    /// <summary>Proof of the last submission.</summary>
    public SubmissionReceipt? Receipt { get; init; }

    /// <summary>A state beside the button, for example 本校尚未提交.</summary>
    public Status? Status { get; init; }

    /// <summary>Icon other than the usual one of the tone.</summary>
    public string? Icon { get; init; }

    /// <summary>The icon given, or the usual one of the tone.</summary>
    public string IconOrDefault => Icon ?? Tone switch
    {
        Tone.Ok => "check-circle",
        Tone.Warn => "alarm",
        Tone.Bad => "exclamation-octagon",
        Tone.None => "lock",
        _ => "calendar-check",
    };
}

/// <summary>Proof that something was submitted: code, when (UTC) and by whom.</summary>
public sealed record SubmissionReceipt(string Code, DateTime At, string By, string? Href = null)
{
    /// <summary>What was done then.</summary>
    public string Said { get; init; } = "已提交";
}
