using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Students.Q4SpecialEducation;

/// <summary>Q4.21 縣市鑑輔生: figures by school, category and placement.</summary>
[Function("Q4.21")]
public sealed class CountyModel(SpecialRoster roster, TableExport export) : SpecialStatisticsPage(roster, export)
{
    public override IReadOnlyList<SpecialCut> Cuts { get; } = [SpecialCut.School, SpecialCut.Category, SpecialCut.Placement];

    public override string? ListHref => "/Q4.21/list";
}
