using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Students.Q4SpecialEducation;

/// <summary>Q4.31 鑑輔生名單: the school's pupils and their placement, read-only.</summary>
[Function("Q4.31")]
public sealed class SchoolModel(SpecialRoster roster, TableExport export) : SpecialListPage(roster, export);
