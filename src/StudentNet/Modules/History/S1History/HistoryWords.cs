using StudentNet.Modules.Residents;

namespace StudentNet.Modules.History.S1History;

/// <summary>Words of the head of a history.</summary>
public static class HistoryWords
{
    /// <summary>Why the registry no longer holds the child as resident.</summary>
    public static string Of(ResidenceEnd ended) =>
        ended switch
        {
            ResidenceEnd.Died => "死亡",
            ResidenceEnd.MovedAbroad => "遷出國外",
            _ => "喪失國籍",
        };
}
