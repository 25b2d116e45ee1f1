using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Residents.N1RegistryList;

/// <summary>When the household registry's list last came for the caller's county, and whether rows of it still wait to be mended.</summary>
internal sealed class RegistryListFeed(StudentNetDb db) : IFeedSource
{
    public async Task<IReadOnlyList<FeedLine>> OfAsync(Caller caller, DateTime now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (caller.Level == Level.Township)
        {
            return [];
        }

        // A county's own list, or the ministry's, which is for every county.
        var county = caller.Organisation.CountyCode;
        var lists = db.Set<Receipt>()
            .AsNoTracking()
            .Where(r => r.Format == RegistryListFormat.Code && r.Status == ReceiptStatus.Accepted)
            .Where(r => county == null || r.CountyCode == null || r.CountyCode == county);
        var whole = db.Set<RegistryWholeList>().Where(l => county == null || l.OrganisationCode == county || l.OrganisationCode == Platform.Organisations.Organisation.MinistryCode);
        var border = db.Set<BorderList>();
        var (last, waiting, wholeAt, through, borderAt) = await db.AsOneRow()
            .Select(_ => new ValueTuple<DateTime?, int, DateTime?, DateOnly?, DateTime?>(
                lists.OrderByDescending(r => r.Id).Select(r => (DateTime?)r.ReceivedAt).FirstOrDefault(),
                lists.Sum(r => r.OpenRows),
                whole.Max(l => (DateTime?)l.ReceivedAt),
                border.Max(l => (DateOnly?)l.Through),
                border.Max(l => (DateTime?)l.ReceivedAt)
            ))
            .SingleAsync(cancellation);
        var today = TaipeiTime.Today(now);
        return
        [
            new FeedLine(
                "戶政",
                "戶籍名冊與異動",
                last,
                last is null ? new Status(Tone.Warn, "尚未接收")
                    : waiting > 0 && caller.Level != Level.School ? new Status(Tone.Warn, $"{waiting:N0} 列待補正")
                    : new Status(Tone.Ok, "已匯入")
            ),
            .. caller.Level == Level.School
                ? Array.Empty<FeedLine>()
                :
                [
                    new FeedLine(
                        "戶政",
                        "全齡名冊，每年一次",
                        wholeAt,
                        wholeAt is not { } whenWhole ? new Status(Tone.Warn, "尚未接收")
                            : TaipeiTime.Today(whenWhole).AddDays(RegistryWholeList.StaleAfterDays) < today ? new Status(Tone.Bad, "逾一年未更新")
                            : new Status(Tone.Ok, "已匯入")
                    ),
                    new FeedLine(
                        "移民署",
                        through is { } day ? $"入出境，反映至 {RocDate.Short(day)}" : "入出境，落後約兩週",
                        borderAt,
                        through is not { } known ? new Status(Tone.Warn, "尚未接收")
                            : known.AddDays(BorderList.StaleAfterDays) < today ? new Status(Tone.Bad, "逾四週未更新")
                            : new Status(Tone.Ok, "每週五")
                    ),
                ],
        ];
    }
}
