using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Students.Q4SpecialEducation;

/// <summary>Q4.11 全國鑑輔生: figures by county, category and placement, the monthly lists, and an upload for a month that did not come by itself.</summary>
[Function("Q4.11")]
public sealed class MinistryModel(SpecialRoster roster, StudentNetDb db, TableExport export, FormatCatalogue formats)
    : SpecialStatisticsPage(roster, db, export, null, ByCounty, ByCategory, ByPlacement)
{
    /// <summary>The form for a list of this month, unless another is typed.</summary>
    public UploadForm Form =>
        new(formats[SpecialEducationListFormat.Code])
        {
            Proposed = new Dictionary<string, string> { ["month"] = RocDate.Format(Today)[..^3] },
        };

    public IReadOnlyList<SpecialList> Lists { get; private set; } = [];

    public override async Task OnGetAsync(CancellationToken cancellation)
    {
        await base.OnGetAsync(cancellation);
        Lists = await Roster.ListsAsync(cancellation);
    }
}
