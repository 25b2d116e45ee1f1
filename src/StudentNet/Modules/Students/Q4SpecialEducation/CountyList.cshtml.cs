using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Students.Q4SpecialEducation;

/// <summary>Q4.21 the pupils of the county's schools, read-only.</summary>
[Function("Q4.21")]
public sealed class CountyListModel(SpecialRoster roster, TableExport export) : SpecialListPage(roster, export);
