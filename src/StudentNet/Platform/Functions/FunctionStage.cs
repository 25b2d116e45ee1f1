using StudentNet.Platform.Data;

namespace StudentNet.Platform.Functions;

/// <summary>A stage of entry work. The slides pair the group that files with the group of its lists (N1+N2, N3+N4, N5+N6); stages run strictly one after another.</summary>
/// <param name="Title">分發作業.</param>
/// <param name="Window">Its filing window.</param>
/// <param name="Filing">Group of the functions that file.</param>
/// <param name="Lists">Group of the lists that come of it.</param>
public sealed record FunctionStage(string Title, string Window, string Filing, string Lists)
{
    /// <summary>In the order of <c>Reference/function-stages.csv</c>.</summary>
    public static IReadOnlyList<FunctionStage> All { get; } =
        ReferenceFile.Rows("function-stages.csv", row => new FunctionStage(row("title"), row("window"), row("filing"), row("lists")));

    /// <summary>The stage that a group belongs to; null: it is open at any time.</summary>
    public static FunctionStage? Of(string group) => All.FirstOrDefault(s => s.Filing == group || s.Lists == group);
}
