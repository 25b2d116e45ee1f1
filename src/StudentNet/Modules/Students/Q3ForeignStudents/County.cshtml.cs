using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Students.Q3ForeignStudents;

/// <summary>Q3.21 縣市外籍生: figures by school, nationality and reason.</summary>
[Function("Q3.21")]
public sealed class CountyModel(ForeignRoster roster, StudentNetDb db, TableExport export)
    : ForeignStatisticsPage(roster, db, export, "/Q3.21/list", BySchool, ByNationality, ByAbsence);
