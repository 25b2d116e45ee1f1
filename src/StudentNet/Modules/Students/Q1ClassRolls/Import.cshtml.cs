using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>Q1.31 匯入檔案與匯入紀錄: the upload of the roll, and every file received for the school, whatever the door.</summary>
[Function("Q1.31")]
public sealed class ImportModel(StudentNetDb db, WindowGate gate, WindowBanners banners, RollDoubts doubts, FormatCatalogue formats) : SchoolRollPage(db, gate, banners, doubts)
{
    private const int Most = 100;

    /// <summary>The upload; year and term are known from the page.</summary>
    public UploadForm Form { get; private set; } = null!;

    /// <summary>The newest first.</summary>
    public IReadOnlyList<Receipt> Receipts { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        await PrepareAsync(cancellation);
        Form = new UploadForm(formats[ClassRollFormat.Code])
        {
            Known = new Dictionary<string, string>
            {
                ["year"] = Term.Year.ToString(),
                ["term"] = Term.Number.ToString(CultureInfo.InvariantCulture),
            },
        };
        Receipts = await Database.Set<Receipt>()
            .AsNoTracking()
            .Where(r => r.Format == ClassRollFormat.Code && r.OrganisationCode == School)
            .OrderByDescending(r => r.Id)
            .Take(Most)
            .ToListAsync(cancellation);
    }
}
