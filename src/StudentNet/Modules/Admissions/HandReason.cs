using StudentNet.Platform.Data;

namespace StudentNet.Modules.Admissions;

/// <summary>Why a county officer decided an allocation by hand: a row of <c>Reference/hand-reasons.csv</c>.</summary>
/// <param name="NeedsWords">The code alone does not say enough.</param>
public sealed record HandReason(string Code, string Title, bool NeedsWords)
{
    /// <summary>In the order of the file.</summary>
    public static IReadOnlyList<HandReason> All { get; } =
        ReferenceFile.Rows("hand-reasons.csv", row => new HandReason(row("code"), row("title"), bool.Parse(row("needs_words"))));

    public static HandReason? Find(string? code) => All.FirstOrDefault(r => r.Code == code);
}
