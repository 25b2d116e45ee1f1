using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.NonEnrolment;

/// <summary>When the national comparison last ran, for those whose pages show what it found.</summary>
internal sealed class ComparisonFeed(StudentNetDb db, FunctionMenu menu) : IFeedSource
{
    public async Task<IReadOnlyList<FeedLine>> OfAsync(Caller caller, DateTime now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (!menu.Of(caller).Any(f => f.Module == 'P'))
        {
            return [];
        }

        var year = WorkingYear.ForEntry(TaipeiTime.Today(now));
        var level = caller.Organisation.SchoolLevel;
        var last = await db.Set<NationalComparison>()
            .AsNoTracking()
            .Where(c => c.Year == year && c.EndedAt != null && (level == null || c.Level == level))
            .OrderByDescending(c => c.Id)
            .FirstOrDefaultAsync(cancellation);
        return
        [
            last is null
                ? new FeedLine("大比對", $"{year.Title}，9/15 執行", null, new Status(Tone.None, "未執行", "lock"))
                : new FeedLine("大比對", $"反映至 {RocDate.Short(last.AsOf)}", last.EndedAt, new Status(Tone.Ok, "每週五")),
        ];
    }
}
