using System.Text.Json;

namespace StudentNet.Modules.History.S1History;

/// <summary>How a child was asked for.</summary>
public enum HistoryKey
{
    /// <summary>By its exact name: numbers are masked.</summary>
    Name,

    /// <summary>By its number: numbers are shown in clear.</summary>
    Number,
}

/// <summary>
/// A search as the address carries it, sealed (decision 119): what was typed, in which range, what for; and which child of a list was chosen.
/// </summary>
/// <param name="Words">The name or the number, as compared.</param>
/// <param name="Purpose">A code of <c>history-purposes.csv</c>.</param>
/// <param name="Why">The words that the purpose asks for.</param>
/// <param name="Person">The child that was chosen from several of one name.</param>
public sealed record HistoryQuestion(HistoryKey Key, string Words, HistoryRange Range, string Purpose, string? Why, long? Person = null)
{
    /// <summary>列管追蹤, 機關來函：北教字第…</summary>
    public string Reason => (HistoryPurpose.Find(Purpose)?.Title ?? Purpose) + (Why is { Length: > 0 } words ? $"：{words}" : "");

    /// <summary>How it was asked, for the audit: no name and no number.</summary>
    public string Detail => $"{(Key == HistoryKey.Name ? "by=name" : "by=number")} range={Range}";

    /// <summary>The text to be sealed.</summary>
    public string Write() => JsonSerializer.Serialize(this);

    /// <summary>Reads what was sealed; null: those were the words of another search.</summary>
    public static HistoryQuestion? Read(string? text)
    {
        if (text is not ['{', ..])
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<HistoryQuestion>(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
