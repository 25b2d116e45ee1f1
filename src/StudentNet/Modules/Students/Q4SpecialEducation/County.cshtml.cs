using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Students.Q4SpecialEducation;

/// <summary>Q4.21 縣市鑑輔生: figures by school, category and placement.</summary>
[Function("Q4.21")]
public sealed class CountyModel(SpecialRoster roster, StudentNetDb db, TableExport export)
    : SpecialStatisticsPage(roster, db, export, "/Q4.21/list", BySchool, ByCategory, ByPlacement);
