using System.Text.Json;

namespace StudentNet.Simulator.Term;

/// <summary>What the system made of a term's files, held against the truth.</summary>
/// <param name="Doors">Files sent by each way.</param>
/// <param name="Bad">Bad rows that were sent.</param>
/// <param name="Found">Those that a result file lists with their cause.</param>
/// <param name="Missed">Those that none lists.</param>
/// <param name="Invented">Rows that a result file lists without cause.</param>
/// <param name="Cleared">Bad rows that are settled after the mended file, while the attempt is still there.</param>
/// <param name="Differences">What the stored rolls and the truth differ in.</param>
/// <param name="KillsWanted">How often the server was to be killed.</param>
/// <param name="Kills">How often it was.</param>
public sealed record TermReckoning(
    int Pupils,
    int Schools,
    IReadOnlyDictionary<Way, int> Doors,
    int Kinds,
    int Bad,
    int Found,
    int Missed,
    int Invented,
    int Cleared,
    int Differences,
    int KillsWanted,
    int Kills,
    int Seconds
)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, DictionaryKeyPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>
    /// All bad rows were found and settled, none was invented, what is stored is the truth, and the server was killed as often as was asked: what was
    /// not tried is not proved.
    /// </summary>
    public bool IsRight => Found == Bad && Cleared == Bad && Missed == 0 && Invented == 0 && Differences == 0 && Kills == KillsWanted;

    /// <summary>What is wrong, for whoever looks for the cause.</summary>
    public IReadOnlyList<string> Doubts
    {
        get => Kills == KillsWanted ? field : [.. field, $"伺服器只被中止 {Kills} 次，沒有 {KillsWanted} 次：檔案都收完了。請增加 --pupils 或減少 --kills"];
        init;
    } = [];

    /// <summary>The last line of the output.</summary>
    public string ToJson() =>
        JsonSerializer.Serialize(
            new
            {
                Pupils,
                Schools,
                Doors = Doors.ToDictionary(d => d.Key.ToString(), d => d.Value, StringComparer.Ordinal),
                Kinds,
                Bad,
                Found,
                Missed,
                Invented,
                Cleared,
                Differences,
                Kills,
                Seconds,
            },
            Json
        );
}
