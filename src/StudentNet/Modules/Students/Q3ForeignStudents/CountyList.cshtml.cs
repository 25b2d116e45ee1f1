using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Students.Q3ForeignStudents;

/// <summary>Q3.21 the foreign pupils of the county's schools, read-only: the schools keep their lists.</summary>
[Function("Q3.21")]
public sealed class CountyListModel(ForeignRoster roster, TableExport export) : ForeignListPage(roster, export);
