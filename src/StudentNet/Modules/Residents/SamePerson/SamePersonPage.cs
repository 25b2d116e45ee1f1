using StudentNet.Platform.Access;

namespace StudentNet.Modules.Residents.SamePerson;

/// <summary>
/// A page about records that are, or are not, one person: of a county below N7.21, of the ministry below N1.11. Nothing is filed by it, so no window
/// binds its handlers (outside-windows.csv).
/// </summary>
public abstract class SamePersonPage : FunctionPage
{
    /// <summary>Address of the list.</summary>
    public string Root => $"/{Function.Code}/same";

    /// <summary>Address of one merge.</summary>
    public string MergeHref(long id) => $"{Root}/merge/{id}";

    /// <summary>Address of two records side by side, the first one as the one that stays.</summary>
    public string PairHref(long first, long second, string? proof) =>
        $"{Root}/{first}/{second}{(proof is null ? "" : $"?proof={Uri.EscapeDataString(proof)}")}";

    /// <summary>A reason as it was typed; null: none.</summary>
    protected static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>Says a problem at a field.</summary>
    protected void Say(string field, Problem problem) => ModelState.AddModelError(field, $"{problem.Message}。{problem.Hint}");
}
