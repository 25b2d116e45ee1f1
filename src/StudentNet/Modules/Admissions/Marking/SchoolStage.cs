using StudentNet.Modules.Admissions.Counts;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.Marking;

/// <summary>How a stage stands for one school among many, from its kept figures: decided as for its own page, without asking the database again.</summary>
internal static class SchoolStage
{
    /// <param name="count">Its figures; null: it has no list and never submitted.</param>
    public static StageOutcome Of(CountyWindows book, EntryStage stage, SchoolYear year, SchoolLevel level, string school, StageCount? count, DateTime now)
    {
        var window = StageWords.Of(stage).Group;
        var facts = new FilingFacts(window, year, level)
        {
            IsAsked = count?.Listed > 0,
            Open = count?.Figures.Open ?? 0,
            Changed = count?.Changed ?? 0,
            Added = count?.Added ?? 0,
        };
        var span = book.Span(book.Calendar[window], year, level, school);
        return StageOutcome.Of([WindowDeadline.ForStamp(book, span, count?.StampedAt, now)], facts, now);
    }

    /// <summary>As a cell of the board.</summary>
    public static BoardCell Cell(StageOutcome outcome, StageCount? count, string href, DateTime now)
    {
        var figures = count?.Figures ?? MarkFigures.None;
        var cell = outcome.State switch
        {
            StageState.Done => new BoardCell(BoardHeat.Done, $"已{outcome.Verb}", $"{figures.Listed:N0} 人　{Day(outcome.SubmittedAt, now)}", href),
            StageState.Changed when count!.Changed + count.Added > 0 => new BoardCell(BoardHeat.Changed, "提交後又改", $"{count.Changed + count.Added:N0} 人，待再提交", href),
            StageState.Changed => new BoardCell(BoardHeat.Changed, "已提交", $"{figures.Open:N0} 人未處理", href),
            StageState.Overdue or StageState.Missed => new BoardCell(BoardHeat.Late, $"逾期 {outcome.DaysLate(now):N0} 天", Left(figures), href) { DaysLate = outcome.DaysLate(now) },
            StageState.Open when figures.Listed == 0 => new BoardCell(BoardHeat.Off, "沒有名單", null, null),
            StageState.Open when figures.Done == 0 => new BoardCell(BoardHeat.Idle, "尚未開始", $"0 / {figures.Listed:N0} 人", href),
            StageState.Open when figures.Open == 0 => new BoardCell(BoardHeat.Open, "尚未提交", $"{figures.Listed:N0} 人都已處理", href),
            StageState.Open => new BoardCell(BoardHeat.Open, $"未處理 {figures.Open:N0}", $"共 {figures.Listed:N0} 人", href),
            StageState.Ahead => new BoardCell(BoardHeat.Off, "未開放", null, null),
            _ => new BoardCell(BoardHeat.Off, "已截止", null, null),
        };
        return cell with { Open = figures.Open, IsSubmitted = outcome.SubmittedAt is not null };
    }

    private static string Left(MarkFigures figures) => figures.Open > 0 ? $"未處理 {figures.Open:N0} / {figures.Listed:N0} 人" : $"{figures.Listed:N0} 人，未提交";

    private static string Day(DateTime? utc, DateTime now) => utc is { } at ? RocDate.Short(TaipeiTime.Today(at), TaipeiTime.Today(now)) : "";
}
