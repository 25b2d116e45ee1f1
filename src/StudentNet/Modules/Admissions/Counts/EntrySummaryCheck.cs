using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Jobs;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.Counts;

/// <summary>Which year is checked.</summary>
public sealed record SummaryOrder(int Year);

/// <summary>
/// Counts all of a year anew and compares: 不符 0 筆 says that every write has kept its figures. What differs is named and put right, so that a page is
/// wrong for a day at most; the fault is then in whatever wrote it.
/// </summary>
internal sealed class EntrySummaryCheck : IRunKind
{
    public const string Name = "entry-summary";

    /// <summary>How many are named one by one.</summary>
    private const int Named = 100;

    public string Kind => Name;

    public string Title => "新生彙總數字核對";

    public IReadOnlyList<RunPhase> Phases { get; } = [new RunPhase("核對彙總數字", CheckAsync), new RunPhase("記下前一天的進度", NoteDayAsync)];

    private static async Task CheckAsync(RunContext context, CancellationToken cancellation)
    {
        var year = new SchoolYear(context.Parameters<SummaryOrder>().Year);
        var wrong = await EntrySummary.DifferencesAsync(context.Db, year, cancellation);
        var summary = context.Db.Summary<EntrySummary>();
        foreach (var one in wrong)
        {
            if (one.CountyCode is { } county)
            {
                summary.NotePlace(year, county, one.SchoolCode);
            }
            else
            {
                summary.NoteSchool(year, one.SchoolCode);
            }
        }

        foreach (var one in wrong.Take(Named))
        {
            context.Finding(FindingSeverity.Error, "summary.differs", $"{one.CountyCode ?? ""} {one.SchoolCode} {one.Words}".Trim(), "已依原始資料更正；請通知開發人員");
        }

        context.Figure("differences", wrong.Count);
    }

    /// <summary>After what differed was put right: the figures as they stood at the end of the day before.</summary>
    private static Task NoteDayAsync(RunContext context, CancellationToken cancellation) =>
        StageDays.NoteAsync(context.Db, new SchoolYear(context.Parameters<SummaryOrder>().Year), TaipeiTime.Today(context.Now).AddDays(-1), cancellation);
}

/// <summary>Has the figures of the entry year checked each night.</summary>
internal sealed class EntrySummarySchedule(IRuns runs, TimeProvider time) : IScheduledWork
{
    /// <summary>Half past three of Taipei: after the comparison, before anybody is at work.</summary>
    private static readonly TimeOnly At = new(3, 30);

    public string Name => "entry-summary";

    public string Title => "新生彙總數字核對";

    public Task<DateTime?> NextAsync(StudentNetDb db, DateTime after, CancellationToken cancellation)
    {
        var next = Following(after);
        // A night that was missed is not made up for: the newest says all.
        var newest = Following(time.GetUtcNow().UtcDateTime).AddDays(-1);
        return Task.FromResult<DateTime?>(next < newest ? newest : next);
    }

    public Task DoAsync(StudentNetDb db, DueWork due, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(due);
        var year = WorkingYear.ForEntry(TaipeiTime.Today(due.At));
        return runs.RequestAsync(db, EntrySummaryCheck.Name, new SummaryOrder(year.Roc), $"entry-summary/{year}", Act.System("核對新生彙總數字", "system.summary", due.Now), cancellation);
    }

    private static DateTime Following(DateTime instant) => AtOf(TaipeiTime.Today(instant)) is var today && today > instant ? today : AtOf(TaipeiTime.Today(instant).AddDays(1));

    private static DateTime AtOf(DateOnly day) => TaipeiTime.ToUtc(day.ToDateTime(At));
}
