using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Exchange;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Home;

/// <summary>One line of 最近的匯入與提交.</summary>
/// <param name="Title">What was done: the name of the file format, or of the filing.</param>
/// <param name="File">Name of the file, where there was one.</param>
/// <param name="Code">Receipt code, to say on the telephone.</param>
/// <param name="Href">Where to read more; null for a stamp.</param>
public sealed record RecentLine(DateTime At, string Title, string? File, long? Rows, Status Result, string Code, string? Href);

/// <summary>The newest files and submissions of the caller's own organisation.</summary>
public sealed class RecentWork(StudentNetDb db, ReceiptQuery receipts, FormatCatalogue formats, FilingCalendar calendar)
{
    private const int Most = 6;

    public async Task<IReadOnlyList<RecentLine>> OfAsync(Caller caller, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var organisation = caller.Organisation.Code;
        var files = await receipts.Within(caller).AsNoTracking().Where(r => r.OrganisationCode == organisation).Take(Most).ToListAsync(cancellation);
        var stamps = await db.Set<Submission>()
            .AsNoTracking()
            .Where(s => s.OrganisationCode == organisation)
            .OrderByDescending(s => s.At)
            .Take(Most)
            .ToListAsync(cancellation);
        return
        [
            .. files
                .Select(r => new RecentLine(r.ReceivedAt, formats[r.Format].Title, r.FileName, r.Rows, ReceiptWords.StatusOf(r), r.Code, $"/A6/{r.Id}"))
                .Concat(
                    stamps.Select(s => new RecentLine(
                        s.At,
                        $"{calendar[s.Window].Title}提交（第 {s.Seq} 次）",
                        null,
                        null,
                        new Status(Tone.Ok, "已收件"),
                        s.Receipt,
                        null
                    ))
                )
                .OrderByDescending(l => l.At)
                .Take(Most),
        ];
    }
}
