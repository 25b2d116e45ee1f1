using System.Text.Json;
using StudentNet.Simulator.Country;

namespace StudentNet.Simulator.Play;

/// <summary>What the system says at the end, held against the hidden truth.</summary>
/// <param name="Residents">Children of the county's allocation page; the four figures are those before any decision by hand.</param>
/// <param name="Registered">Children some school registered.</param>
/// <param name="Admitted">Children of whom a school says that they are there.</param>
/// <param name="Tracked">Cases.</param>
/// <param name="Lost">Children whom the system cannot explain: in no school, not tracked, and nothing accounts for them; or in two schools.</param>
/// <param name="WronglyTracked">Tracked although they are in a school or accounted for.</param>
/// <param name="Missed">Should be tracked and are not.</param>
public sealed record Reckoning(
    int Residents,
    int Allocated,
    int Choice,
    int NeedsPerson,
    int Registered,
    int Admitted,
    int Tracked,
    int Lost,
    int WronglyTracked,
    int Missed,
    int Seconds
)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Nobody is lost, tracked wrongly or missed, and the allocation's figures add up.</summary>
    public bool IsRight =>
        Lost == 0 && WronglyTracked == 0 && Missed == 0 && Residents == Allocated + Choice + NeedsPerson && NotFound == 0 && MarksLost == 0 && Untold == 0;

    /// <summary>Children of each kind of story of numbers.</summary>
    public IReadOnlyDictionary<NumberFate, int> Numbers { get; init; } = new Dictionary<NumberFate, int>();

    /// <summary>Stories that were asked for and befell nobody: what was not tried is not proved.</summary>
    public int Untold { get; init; }

    /// <summary>Children with a story whom their school does not find by every number they ever had.</summary>
    public int NotFound { get; init; }

    /// <summary>Children with a story whose registration is gone from their school's list.</summary>
    public int MarksLost { get; init; }

    /// <summary>
    /// Compares. Who is accounted for stands on no list; their number by passes must be that of the truth's accounted children who are in no
    /// school, else the difference is lost.
    /// </summary>
    /// <param name="doubles">Records at the comparison that were not known yet to be another child's.</param>
    public static Reckoning Of(
        IReadOnlyList<Journey> truth,
        AllocationCount counts,
        int registered,
        IReadOnlyDictionary<Child, int> admitted,
        IReadOnlyList<Journey?> tracked,
        IReadOnlyDictionary<string, int> passes,
        int doubles,
        TimeSpan time
    )
    {
        var cases = tracked.OfType<Journey>().Select(j => j.Child).ToHashSet();
        var elsewhere = truth.Where(j => !admitted.ContainsKey(j.Child) && !cases.Contains(j.Child)).ToList();
        var explained = passes.Where(p => p.Key is not ("10" or "—")).Sum(p => p.Value);
        var lost =
            admitted.Count(a => a.Value > 1)
            + elsewhere.Count(j => j.Outcome == Outcome.Admitted)
            + Math.Abs(elsewhere.Count(j => j.Outcome == Outcome.Accounted) - explained)
            + Math.Abs(truth.Count + doubles - passes.Values.Sum());
        var missed = truth.Count(j => j.Outcome == Outcome.Tracked && !cases.Contains(j.Child));
        // A case of a child nobody knows of, or a second one of the same child, is as wrong as one of a child in school.
        var wrong = tracked.Count - truth.Count(j => j.Outcome == Outcome.Tracked && cases.Contains(j.Child));
        return new Reckoning(
            counts.Residents,
            counts.Allocated,
            counts.Choice,
            counts.NeedsPerson,
            registered,
            admitted.Count,
            tracked.Count,
            lost,
            wrong,
            missed,
            (int)Math.Round(time.TotalSeconds)
        )
        {
            Doubts =
            [
                .. Told("in no school and not tracked", elsewhere.Where(j => j.Outcome != Outcome.Accounted)),
                .. Told("tracked", truth.Where(j => j.Outcome != Outcome.Tracked && cases.Contains(j.Child))),
                .. Told("in two schools", truth.Where(j => admitted.GetValueOrDefault(j.Child) > 1)),
                .. tracked.Where(t => t is null).Select(_ => "tracked: a child that nobody sent"),
            ],
        };
    }

    /// <summary>The same, with more that is wrong.</summary>
    public Reckoning With(IEnumerable<string> doubts) => this with { Doubts = [.. Doubts, .. doubts] };

    /// <summary>What is wrong, by fate and list, for whoever looks for the cause; empty when nothing is.</summary>
    public IReadOnlyList<string> Doubts { get; private init; } = [];

    /// <summary>The last line of the output.</summary>
    public string ToJson() => JsonSerializer.Serialize(
        new
        {
            Residents,
            Allocated,
            Choice,
            NeedsPerson,
            Registered,
            Admitted,
            Tracked,
            Lost,
            WronglyTracked,
            Missed,
            Numbers = Numbers.ToDictionary(n => JsonNamingPolicy.SnakeCaseLower.ConvertName(n.Key.ToString()), n => n.Value),
            NotFound,
            MarksLost,
            Seconds,
        },
        Json
    );

    private static IEnumerable<string> Told(string what, IEnumerable<Journey> journeys) =>
        journeys
            .GroupBy(j => (j.Child.Fate, j.Child.Listed, HasTwoNumbers: j.Child.FormerNumber is not null, j.Child.Story, IsAllocated: j.Allocated is not null))
            .Select(g => $"{what}: {g.Count()} × {g.Key}");
}
