using StudentNet.Platform.Data;

namespace StudentNet.Platform.Windows;

/// <summary>A row of <c>Reference/windows.csv</c>: the national default of a filing window (domain §3).</summary>
/// <param name="Name">Unique name: <c>Q1.1</c>.</param>
/// <param name="Window">Name under which <c>functions.csv</c> asks for it; several rows may share it: <c>Q1</c>.</param>
/// <param name="Title">What is filed: 報到填報.</param>
/// <param name="Subject">Which part of it this row is about: 第 1 學期, 新生; empty: all of it.</param>
/// <param name="FollowsEntry">Its school year is that of the entry work (<see cref="WorkingYear.ForEntry"/>), not the one that runs.</param>
/// <param name="CountyOpens">The county may set the opening.</param>
/// <param name="CountyCloses">The county may set the closing.</param>
/// <param name="Cadence">How often a feed or comparison comes round within it.</param>
/// <param name="Note">One sentence for the county's page.</param>
public sealed record FilingWindow(
    string Name,
    string Window,
    string Title,
    string? Subject,
    bool FollowsEntry,
    WindowRule Opens,
    WindowRule Closes,
    bool CountyOpens,
    bool CountyCloses,
    Cadence? Cadence,
    string Note
)
{
    /// <summary>報到填報, 各班學生現況填報（第 1 學期）.</summary>
    public string FullTitle => Subject is null ? Title : $"{Title}（{Subject}）";

    public WindowRule this[WindowEdge edge] => edge == WindowEdge.Opens ? Opens : Closes;

    /// <summary>Whether the county may set this edge.</summary>
    public bool CountyMaySet(WindowEdge edge) => edge == WindowEdge.Opens ? CountyOpens : CountyCloses;
}

/// <summary>A row of <c>Reference/checkpoints.csv</c>: 填報檢核基準日, the instant at which the figures of a window are frozen.</summary>
/// <param name="Window">Name of the window's row.</param>
/// <param name="At">Its instant, read as a closing: the figures as they stood at the end of that minute.</param>
/// <param name="Verb">What each organisation must have done once by then, in the clerks' words: 提交 a list, 上傳 records; null: nothing.</param>
public sealed record Checkpoint(string Name, string Window, string Title, WindowRule At, string? Verb);

/// <summary>All filing windows and checkpoints. Reading them checks them: a rule that does not parse, or points at nothing, stops the start.</summary>
public sealed class FilingCalendar
{
    /// <summary>Things that happen, which a rule may point at, and what to say until they have.</summary>
    private static readonly Dictionary<string, string> Events = new(StringComparer.Ordinal)
    {
        ["county.set"] = "縣市尚未完成作業期限設定",
        ["districts.published"] = "縣市尚未公告學區",
        ["case.designated"] = "縣市指派後起算",
        ["case.released"] = "解列為止",
    };

    private readonly Dictionary<string, FilingWindow> _byName;

    private FilingCalendar(IReadOnlyList<FilingWindow> windows, IReadOnlyList<Checkpoint> checkpoints)
    {
        All = windows;
        Checkpoints = checkpoints;
        _byName = windows.ToDictionary(w => w.Name, StringComparer.Ordinal);
        foreach (var reference in windows.SelectMany(w => w.Opens.References.Concat(w.Closes.References)))
        {
            if (reference.Edge is null ? !Events.ContainsKey(reference.Name) : !_byName.ContainsKey(reference.Name))
            {
                throw new InvalidOperationException($"windows.csv points at {reference}, which is nowhere.");
            }
        }

        foreach (var checkpoint in checkpoints.Where(c => !_byName.ContainsKey(c.Window)))
        {
            throw new InvalidOperationException($"checkpoints.csv points at {checkpoint.Window}, which is no window.");
        }
    }

    /// <summary>In the order of the file, which is the order of the year.</summary>
    public IReadOnlyList<FilingWindow> All { get; }

    public IReadOnlyList<Checkpoint> Checkpoints { get; }

    /// <summary>The row of a name; an unknown name is a bug and throws.</summary>
    public FilingWindow this[string name] =>
        _byName.TryGetValue(name, out var window) ? window : throw new InvalidOperationException($"windows.csv has no {name}.");

    /// <summary>The rows of a function's window; a name that no row has is a bug and throws.</summary>
    public IReadOnlyList<FilingWindow> Of(string window) =>
        All.Where(w => w.Window == window || w.Name == window).ToList() is { Count: > 0 } rows
            ? rows
            : throw new InvalidOperationException($"windows.csv has no {window}.");

    /// <summary>The checkpoint of a window's row, where it has one.</summary>
    public Checkpoint? CheckpointOf(FilingWindow window) => Checkpoints.FirstOrDefault(c => c.Window == window.Name);

    /// <summary>What to say while an event has not happened.</summary>
    internal static string Awaiting(string happening) => Events[happening];

    /// <summary>Reads both files.</summary>
    public static FilingCalendar Load() =>
        new(
            ReferenceFile.Rows(
                "windows.csv",
                row => new FilingWindow(
                    row("name"),
                    row("window"),
                    row("title"),
                    row("subject") is { Length: > 0 } subject ? subject : null,
                    row("year") == "entry",
                    Rule(row("opens")),
                    Rule(row("closes")),
                    row("county") is "opens" or "both",
                    row("county") is "closes" or "both",
                    Cadence.TryParse(row("cadence"), out var cadence) ? cadence : null,
                    row("note")
                )
            ),
            ReferenceFile.Rows(
                "checkpoints.csv",
                row => new Checkpoint(row("name"), row("window"), row("title"), Rule(row("at")), row("verb") is { Length: > 0 } verb ? verb : null)
            )
        );

    private static WindowRule Rule(string text) =>
        WindowRule.Parse(text) is { IsValid: true, Rule: var rule } ? rule : throw new InvalidOperationException($"「{text}」 is no window rule.");
}
