using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Students.Q3ForeignStudents;

/// <summary>Q3.11 全國外籍生統計: figures by county, nationality, reason and school.</summary>
[Function("Q3.11")]
public sealed class MinistryModel(ForeignRoster roster, StudentNetDb db, TableExport export)
    : ForeignStatisticsPage(roster, db, export, null, ByCounty, ByNationality, ByAbsence, BySchool);
