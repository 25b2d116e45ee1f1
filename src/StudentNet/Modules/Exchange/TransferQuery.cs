using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Exchange;

/// <summary>How the transfers of one format stand in one organisation.</summary>
/// <param name="LastSuccess">When a file of it was last written, UTC; null: never.</param>
/// <param name="Failed">Attempts that wait to be mended; settled ones are not counted.</param>
/// <param name="Waiting">Checked files that wait for somebody to decide.</param>
/// <param name="OpenRows">Bad rows that no later file has mended.</param>
public sealed record Transfer(
    string Format,
    string OrganisationCode,
    string Organisation,
    DateTime? LastSuccess,
    DateTime LastSent,
    int Sent,
    int Failed,
    int Waiting,
    int OpenRows
);

/// <summary>A school that has sent nothing valid in the window that is open now.</summary>
public sealed record Missing(string OrganisationCode, string Organisation, DateTime? LastSuccess, DateTime? LastSent, DateTime? Until);

/// <summary>The transfers that a caller may watch, over all doors: what arrived, what failed, who has not sent (function A6).</summary>
public sealed class TransferQuery(StudentNetDb db, ReceiptQuery receipts, FormatCatalogue formats, FunctionCatalogue functions, IWindows windows, TimeProvider clock)
{
    /// <summary>One row for each format and organisation from which anything ever came.</summary>
    public async Task<IReadOnlyList<Transfer>> OverviewAsync(Caller caller, string? format, string? county, CancellationToken cancellation = default)
    {
        var seen = receipts.Within(caller);
        if (format is { Length: > 0 })
        {
            seen = seen.Where(r => r.Format == format);
        }

        if (county is { Length: > 0 })
        {
            seen = seen.Where(r => r.CountyCode == county);
        }

        var rows = await seen
            .GroupBy(r => new { r.Format, r.OrganisationCode })
            .Select(g => new
            {
                g.Key.Format,
                g.Key.OrganisationCode,
                LastSuccess = g.Max(r => r.Status == ReceiptStatus.Accepted ? r.EndedAt : null),
                LastSent = g.Max(r => r.ReceivedAt),
                Sent = g.Count(),
                Failed = g.Count(r => r.ClearedBy == null && (r.Status == ReceiptStatus.NeedsAttention || r.Status == ReceiptStatus.Failed)),
                Waiting = g.Count(r => r.ClearedBy == null && r.Status == ReceiptStatus.Ready),
                OpenRows = g.Sum(r => r.OpenRows),
            })
            .Join(db.Set<Organisation>(), r => r.OrganisationCode, o => o.Code, (row, organisation) => new { row, organisation.Name })
            .ToListAsync(cancellation);
        return
        [
            .. rows.Select(r => new Transfer(
                    r.row.Format,
                    r.row.OrganisationCode,
                    r.Name,
                    r.row.LastSuccess,
                    r.row.LastSent,
                    r.row.Sent,
                    r.row.Failed,
                    r.row.Waiting,
                    r.row.OpenRows
                ))
                .OrderByDescending(t => t.Failed + t.Waiting > 0)
                .ThenByDescending(t => t.LastSent),
        ];
    }

    /// <summary>Formats that schools send; only of these can one say that a school has not.</summary>
    public IReadOnlyList<FileFormat> OfSchools(Caller caller) =>
        [.. receipts.Seen(caller).Where(f => SchoolFunction(f) is not null)];

    /// <summary>
    /// Schools of a county whose window for a format is open and from which nothing was accepted since it opened. A window without a beginning
    /// counts from the first day of the school year.
    /// </summary>
    public async Task<IReadOnlyList<Missing>> MissingAsync(string county, string format, CancellationToken cancellation = default)
    {
        if (formats.Find(format) is not { } found || SchoolFunction(found) is not { } function)
        {
            return [];
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var today = TaipeiTime.Today(now);
        var yearBegan = TaipeiTime.StartOfDayUtc(SchoolYear.Of(today).FirstDay);
        var schools = await db.Set<Organisation>()
            .AsNoTracking()
            .Where(o => o.Level == Level.School && o.CountyCode == county && (o.ClosedOn == null || o.ClosedOn >= today))
            .OrderBy(o => o.Code)
            .ToListAsync(cancellation);
        var sent = await db.Set<Receipt>()
            .Where(r => r.Format == format && r.CountyCode == county)
            .GroupBy(r => r.OrganisationCode)
            .Select(g => new { g.Key, Success = g.Max(r => r.Status == ReceiptStatus.Accepted ? r.EndedAt : null), Sent = g.Max(r => (DateTime?)r.ReceivedAt) })
            .ToDictionaryAsync(g => g.Key, cancellation);
        var book = function.Window is null ? null : await windows.BookAsync(county, cancellation);
        var missing = new List<Missing>();
        foreach (var school in schools)
        {
            var state = book is null ? new WindowState.Open(null, null) : book.State(function.Window!, null, school.SchoolLevel, school.Code, now);
            var last = sent.GetValueOrDefault(school.Code);
            if (state is WindowState.Open open && (last?.Success is not { } success || success < (open.Since ?? yearBegan)))
            {
                missing.Add(new Missing(school.Code, school.Name, last?.Success, last?.Sent, open.Until));
            }
        }

        return missing;
    }

    /// <summary>Files of machine clients that were not received, newest first.</summary>
    public IQueryable<Refusal> Refused(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return db.Set<Refusal>()
            .AsNoTracking()
            .Within(caller.Scope, county: code => r => r.CountyCode == code, township: SentBy, school: SentBy)
            .OrderByDescending(r => r.Id);

        static Expression<Func<Refusal, bool>> SentBy(string code) => r => r.OrganisationCode == code;
    }

    private Function? SchoolFunction(FileFormat format) =>
        format.Functions.Select(code => functions[code]).FirstOrDefault(f => f.Levels.Contains(Level.School));
}
