using Microsoft.AspNetCore.Mvc.ModelBinding;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.History.S1History;

/// <summary>What a history is looked up for: a row of <c>Reference/history-purposes.csv</c>; the audit keeps it.</summary>
/// <param name="NeedsWords">It is not complete without words: whose request, the number of the letter.</param>
public sealed record HistoryPurpose(string Code, string Title, bool NeedsWords)
{
    public static IReadOnlyList<HistoryPurpose> All { get; } =
        ReferenceFile.Rows("history-purposes.csv", row => new HistoryPurpose(row("code"), row("title"), row("needs_words") == "true"));

    /// <summary>Says what is missing: a purpose, or the words that it asks for.</summary>
    public static void Check(ModelStateDictionary state, string? code, string? words)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (Find(code) is not { } purpose)
        {
            state.AddModelError("Purpose", "請選查詢事由");
        }
        else if (purpose.NeedsWords && string.IsNullOrWhiteSpace(words))
        {
            state.AddModelError("Why", $"事由為「{purpose.Title}」時，請寫明誰申請或文號");
        }
    }

    /// <summary>The row of a code; null: there is none.</summary>
    public static HistoryPurpose? Find(string? code) => All.FirstOrDefault(p => p.Code == code);
}
