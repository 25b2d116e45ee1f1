using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Residents.N1RegistryList;

/// <summary>N1.11 戶籍名冊匯入: send the registry's lists, see what came for each county and which rows still wait to be mended.</summary>
[Function("N1.11")]
public sealed class MinistryModel(StudentNetDb db, FormatCatalogue formats) : FunctionPage
{
    private const int ShownReceipts = 20;

    public SchoolYear Year { get; private set; }

    public FileFormat Format { get; } = formats[RegistryListFormat.Code];

    public IReadOnlyList<CountyReceived> Counties { get; private set; } = [];

    public IReadOnlyList<Receipt> Receipts { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Year = Platform.Windows.WorkingYear.ForEntry(Today);
        var cohorts = new
        {
            first = Cohort.Entering(Year, SchoolLevel.Elementary).Year,
            seventh = Cohort.Entering(Year, SchoolLevel.JuniorHigh).Year,
        };
        Counties = await db.QueryAsync("registry-list-received", cohorts, CountyReceived.Read, cancellation).ToListAsync(cancellation);
        Receipts = await db.Set<Receipt>()
            .AsNoTracking()
            .Where(r => r.Format == RegistryListFormat.Code)
            .OrderByDescending(r => r.Id)
            .Take(ShownReceipts)
            .ToListAsync(cancellation);
    }
}

/// <summary>What came for a county.</summary>
/// <param name="Unplaced">Children whose village is not in the village list: they will need a person.</param>
public sealed record CountyReceived(string Code, string Name, int Elementary, int JuniorHigh, int Unplaced, DateTime? ReceivedAt)
{
    internal static CountyReceived Read(DbDataReader row) =>
        new(row.GetString(0), row.GetString(1), Number(row, 2), Number(row, 3), Number(row, 4), row.IsDBNull(5) ? null : Instant(row));

    private static int Number(DbDataReader row, int i) => Convert.ToInt32(row.GetValue(i), CultureInfo.InvariantCulture);

    // The embedded database gives the greatest of instants as text.
    private static DateTime Instant(DbDataReader row) =>
        row.GetValue(5) is DateTime instant
            ? instant
            : DateTime.Parse(row.GetString(5), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
