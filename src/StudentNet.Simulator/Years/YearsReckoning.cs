using System.Text.Json;

namespace StudentNet.Simulator.Years;

/// <summary>What the system said of every child on every day, held against the truth and against the rules in plain C#.</summary>
/// <param name="Kinds">Kinds of life that were played.</param>
/// <param name="Days">Days from the first list to the end.</param>
/// <param name="Standings">Days of children whose standing was compared at the end.</param>
/// <param name="Fridays">Weekly runs after which everybody was compared.</param>
/// <param name="Lost">On a weekly run: in truth nowhere, everybody concerned has said so, and no case.</param>
/// <param name="WronglyTracked">On a weekly run: a case of a child that is accounted for, and everybody has said so.</param>
/// <param name="Missed">On a weekly run: unexplained by what had been sent, and no case.</param>
/// <param name="Differences">Standings that are not those of the plain rules, none, or two.</param>
public sealed record YearsReckoning(int Children, int Kinds, int Days, long Standings, int Fridays, int Files, int Kills, int Lost, int WronglyTracked, int Missed, int Differences, int Seconds)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Kills that were asked for.</summary>
    public int KillsWanted { get; init; }

    public bool IsRight => Lost == 0 && WronglyTracked == 0 && Missed == 0 && Differences == 0 && Kills >= KillsWanted;

    /// <summary>What is wrong, for whoever looks for the cause.</summary>
    public IReadOnlyList<string> Doubts { get; init; } = [];

    /// <summary>The last line of the output.</summary>
    public string ToJson() =>
        JsonSerializer.Serialize(new { Children, Kinds, Days, Standings, Fridays, Files, Kills, Lost, WronglyTracked, Missed, Differences, Seconds }, Json);
}
