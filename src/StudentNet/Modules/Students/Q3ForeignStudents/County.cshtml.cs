using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Students.Q3ForeignStudents;

/// <summary>Q3.21 縣市外籍生: figures by school, nationality and reason.</summary>
[Function("Q3.21")]
public sealed class CountyModel(ForeignStatistics statistics, TableExport export) : ForeignStatisticsPage(statistics, export)
{
    public override IReadOnlyList<ForeignCut> Cuts { get; } = [ForeignCut.School, ForeignCut.Nationality, ForeignCut.Absence];

    public override string? ListHref => "/Q3.21/list";
}
