using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Students.Q5ForeignSchools;

/// <summary>Q5.21 就讀外僑學校學生: the list of the county's foreign schools.</summary>
[Function("Q5.21")]
public sealed class CountyModel(ForeignSchoolRoster roster, TableExport export) : ForeignSchoolListPage(roster, export);
