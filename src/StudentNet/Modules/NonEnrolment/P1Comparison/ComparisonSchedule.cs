using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions;
using StudentNet.Platform.Data;
using StudentNet.Platform.Jobs;

namespace StudentNet.Modules.NonEnrolment.P1Comparison;

/// <summary>
/// When the comparison runs by itself (domain §3): in the night to 9/15, when admission has closed, and then every Friday from the first one
/// strictly after 9/16 to the end of the school year.
/// </summary>
public sealed class ComparisonSchedule(IRuns runs) : IScheduledWork
{
    /// <summary>Two in the night of Taipei: admission closed at 23:59, and nobody is at work.</summary>
    private const int Hour = 2;

    private static readonly WindowRule First = Rule("09-15");
    private static readonly WindowRule FirstFriday = Rule("first-friday-after 09-16");

    public string Name => "comparison";

    public string Title => "全國大比對";

    public Task<DateTime?> NextAsync(StudentNetDb db, DateTime after, CancellationToken cancellation)
    {
        var year = SchoolYear.Of(TaipeiTime.Today(after));
        var next = Days(year).Concat(Days(year.Next)).Select(At).First(at => at > after);
        return Task.FromResult<DateTime?>(next);
    }

    public async Task DoAsync(StudentNetDb db, DueWork due, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(due);
        var day = TaipeiTime.Today(due.At);
        var year = SchoolYear.Of(day);
        foreach (var level in Enum.GetValues<SchoolLevel>())
        {
            // A year whose entry work was not done here has no admissions here either: everybody would look lost.
            if (!await db.Set<Entry>().AnyAsync(e => e.Year == year && e.Level == level, cancellation))
            {
                continue;
            }

            await runs.RequestAsync(
                db,
                ComparisonRun.Name,
                new ComparisonOrder(year.Roc, (int)level, day),
                $"comparison/{year}/{(int)level}",
                Act.System($"排程全國大比對（{level.Title()}）", "P1.11", due.Now),
                cancellation
            );
        }
    }

    /// <summary>The days of a school year's comparisons, in order.</summary>
    internal static IEnumerable<DateOnly> Days(SchoolYear year)
    {
        yield return DayOf(First, year);
        for (var friday = DayOf(FirstFriday, year); friday <= year.LastDay; friday = friday.AddDays(7))
        {
            yield return friday;
        }
    }

    private static DateTime At(DateOnly day) => TaipeiTime.ToUtc(day.ToDateTime(new TimeOnly(Hour, 0)));

    private static DateOnly DayOf(WindowRule rule, SchoolYear year) =>
        rule.Resolve(year, WindowEdge.Opens) is WindowInstant.At at
            ? DateOnly.FromDateTime(at.Local)
            : throw new InvalidOperationException($"{rule} names no day.");

    private static WindowRule Rule(string text) =>
        WindowRule.Parse(text).Rule ?? throw new InvalidOperationException($"{text} is no rule.");
}
