using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Students.Q3ForeignStudents;

/// <summary>Q3.11 全國外籍生統計: figures by county, nationality, reason and school.</summary>
[Function("Q3.11")]
public sealed class MinistryModel(ForeignStatistics statistics, TableExport export) : ForeignStatisticsPage(statistics, export)
{
    public override IReadOnlyList<ForeignCut> Cuts { get; } = [ForeignCut.County, ForeignCut.Nationality, ForeignCut.Absence, ForeignCut.School];
}
