namespace StudentNet.Platform.Web;

/// <summary>How pressing a school's cell of the board is, the most pressing last; each has its word, icon and ground.</summary>
public enum BoardHeat
{
    /// <summary>Nothing is asked, or not open yet.</summary>
    Off,

    /// <summary>Done: submitted, nothing open.</summary>
    Done,

    /// <summary>Open, and not to be pressed yet.</summary>
    Waiting,

    /// <summary>Changed since the submission.</summary>
    Changed,

    /// <summary>Begun, not submitted.</summary>
    Open,

    /// <summary>Not begun.</summary>
    Idle,

    /// <summary>Late, until it is done.</summary>
    Late,
}

/// <summary>What the board says of one school in one stage.</summary>
/// <param name="Word">未處理 31, 逾期 6 天.</param>
/// <param name="Detail">共 118 人.</param>
/// <param name="Href">Where the county looks closer; null: nowhere.</param>
public sealed record BoardCell(BoardHeat Heat, string Word, string? Detail, string? Href)
{
    /// <summary>Of whom or what something is still to be said.</summary>
    public long Open { get; init; }

    /// <summary>Days since it should have been done; 0: not late.</summary>
    public int DaysLate { get; init; }

    /// <summary>It has been submitted, whatever came after.</summary>
    public bool IsSubmitted { get; init; }

    public string Css => Heat switch { BoardHeat.Off => "b-off", BoardHeat.Done => "b-ok", BoardHeat.Waiting => "b-wait", BoardHeat.Changed => "b-chg", BoardHeat.Open => "b-open", BoardHeat.Idle => "b-idle", _ => "b-late" };

    public string? Icon =>
        Heat switch
        {
            BoardHeat.Off => Word == "未開放" ? "lock" : null,
            BoardHeat.Done => "check-circle-fill",
            BoardHeat.Waiting or BoardHeat.Open => "hourglass-split",
            BoardHeat.Changed => "pencil-square",
            BoardHeat.Idle => "dash-lg",
            _ => "exclamation-triangle-fill",
        };

    /// <summary>Nothing is asked of the school.</summary>
    public static BoardCell None { get; } = new(BoardHeat.Off, "—", null, null);
}

/// <summary>A stage of the board: a column.</summary>
/// <param name="Code">Printed code of the function: N3.</param>
/// <param name="Title">報到.</param>
/// <param name="Note">When it is due, or how often: 07/25（六）檢核.</param>
/// <param name="Link">Page at the school's own end that a reminder leads to: <c>/N3.31</c>; null: nobody is reminded of it.</param>
/// <param name="Cells">By school code; a school that is not there is asked nothing.</param>
public sealed record BoardColumn(string Code, string Title, string Note, string? Link, IReadOnlyDictionary<string, BoardCell> Cells)
{
    /// <summary>What is to be kept next, UTC; null: nothing.</summary>
    public DateTime? DueAt { get; init; }

    /// <summary>It is the stage that runs now.</summary>
    public bool IsNow { get; init; }

    /// <summary>Open children at the end of the days before today; none: not noted.</summary>
    public IReadOnlyList<(DateOnly Day, long Open)> OpenDays { get; init; } = [];

    /// <summary>When each school submitted for the first time, UTC; null: the stage is not submitted.</summary>
    public IReadOnlyDictionary<string, DateTime>? FirstStamps { get; init; }

    public BoardCell Of(string school) => Cells.GetValueOrDefault(school) ?? BoardCell.None;
}

/// <summary>A school of the board, for those who give columns.</summary>
public sealed record BoardSchool(string Code, string Name, SchoolLevel Level, bool UsesRecordSystem);

/// <summary>Gives columns of the board of a county's schools: each module those whose filing it keeps. One statement each, bounded by the schools.</summary>
public interface IBoardColumns
{
    /// <summary>Place among the columns, by the year.</summary>
    int Order { get; }

    Task<IReadOnlyList<BoardColumn>> OfAsync(string county, IReadOnlyList<BoardSchool> schools, DateTime now, CancellationToken cancellation = default);
}
