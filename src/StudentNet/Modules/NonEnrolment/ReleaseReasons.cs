using StudentNet.Platform.Data;

namespace StudentNet.Modules.NonEnrolment;

/// <summary>What others may know of 解列原因 (<c>Reference/release-reasons.csv</c>).</summary>
public static class ReleaseReasons
{
    /// <summary>Codes of those that hold only for a time: the child's school still sees it, and a later feed may open the case again.</summary>
    public static IReadOnlyList<string> Temporary { get; } =
        [.. ReferenceFile.Rows("release-reasons.csv", row => (Code: row("code"), IsTemporary: row("temporary") == "true")).Where(r => r.IsTemporary).Select(r => r.Code)];
}
