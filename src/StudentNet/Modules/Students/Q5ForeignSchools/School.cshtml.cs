using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Students.Q5ForeignSchools;

/// <summary>Q5.31 就讀外僑學校學生: the list of the caller's own school.</summary>
[Function("Q5.31")]
public sealed class SchoolModel(ForeignSchoolRoster roster, TableExport export) : ForeignSchoolListPage(roster, export);
