using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Admissions.Marking;

/// <summary>A list as its page shows it: the whole for the counts, the shown part for the rows, and what came of the last wishes.</summary>
public sealed record MarkListView(MarkedList List, IReadOnlyList<ListedChild> All, MarkFilter Filter, DateOnly Today, bool IsOpen)
{
    private static readonly IReadOnlyList<ListState> Bar = [ListState.Here, ListState.Absent, ListState.Elsewhere, ListState.Open];

    public StageWords Words => StageWords.Of(List.Stage);

    /// <summary>Whose figures these are, for the names of figures on the page.</summary>
    public string Whose => $"{List.School.Code}|{(int)List.Level}";

    public IReadOnlyList<ListedChild> Shown { get; } = Filter.Of(All);

    /// <summary>The list itself, which the counts are of; <see cref="All"/> may hold children of choice lists besides.</summary>
    public IReadOnlyList<ListedChild> Listed { get; } = [.. All.Where(c => c.IsListed)];

    /// <summary>Why wishes were refused, by child.</summary>
    public IReadOnlyDictionary<long, RefusedMark> Refused { get; init; } = new Dictionary<long, RefusedMark>();

    /// <summary>Reasons that may be chosen now.</summary>
    public IEnumerable<Reason> Reasons => Admissions.Reasons.GivenIn(List.Stage, Today);

    /// <summary>Choice lists name the school: their children can be asked for.</summary>
    public bool HasChoices { get; init; }

    /// <summary>Schools offered while typing: those of the county.</summary>
    public IReadOnlyList<Organisation> Schools { get; init; } = [];

    /// <summary>Villages of the list, by code and name.</summary>
    public IReadOnlyList<(string Code, string Name)> Villages =>
        [.. All.Where(c => c.Row.Residence?.VillageCode is not null).Select(c => (c.Row.Residence!.VillageCode!, c.Row.Village ?? "")).Distinct().OrderBy(v => v.Item1, StringComparer.Ordinal)];

    public int Count(ListState state) => Listed.Count(c => c.State == state);

    /// <summary>Children who are no longer 未處理.</summary>
    public int Done => Listed.Count - Count(ListState.Open);

    /// <summary>已處理 226 / 300（75.3%）.</summary>
    public string DoneInWords => Listed.Count == 0 ? "名冊是空的" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"已處理 {Done:N0} / {Listed.Count:N0}（{100.0 * Done / Listed.Count:0.0}%）");

    /// <summary>Segments of the bar: state, start and width, in children.</summary>
    public IEnumerable<(ListState State, int Start, int Width)> Segments
    {
        get
        {
            var start = 0;
            foreach (var state in Bar)
            {
                var width = Count(state);
                if (width > 0)
                {
                    yield return (state, start, width);
                }

                start += width;
            }
        }
    }

    /// <summary>The bar in words, for screen readers.</summary>
    public string BarInWords => string.Join('、', Bar.Select(s => $"{Title(s)} {Count(s):N0} 人"));

    public string Title(ListState state) =>
        state switch
        {
            ListState.Here => Words.Here,
            ListState.Absent => Words.NotHere,
            ListState.Elsewhere => "其他",
            _ => "未處理",
        };
}

/// <summary>A wish that was not written, and what a person can do about it.</summary>
/// <param name="Typed">What the clerk asked for, to be shown again.</param>
/// <param name="Theirs">For a mark that a colleague changed meanwhile: what it says now, who and when.</param>
/// <param name="Asked">The wish in words.</param>
public sealed record RefusedMark(TypedMark Typed, Problem Problem, string? Theirs = null, string? Asked = null);

/// <summary>Rows of the page.</summary>
public sealed record MarkRowsOf(MarkListView View, IEnumerable<ListedChild> Children);

/// <summary>The fields of a reason: for one row, for the batch (<see cref="Batch"/>), or as the template that the script copies.</summary>
/// <param name="Key">Key of the child, as in the field names.</param>
/// <param name="Name">Whose reason it is, for screen readers.</param>
public sealed record MarkWhyView(MarkListView View, string Key, string Name, string? Reason = null, string? Detail = null)
{
    public const string Batch = "batch";
}

/// <summary>The answer to rows marked with script: these rows, and the counts of the page.</summary>
public sealed record MarkRowsView(MarkListView View, IReadOnlySet<long> People);
