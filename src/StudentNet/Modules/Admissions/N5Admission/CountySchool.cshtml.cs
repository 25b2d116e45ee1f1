using StudentNet.Modules.Admissions.Marking;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Admissions.N5Admission;

/// <summary>N5.21: the list of one school of the county, read-only.</summary>
[Function("N5.21")]
public sealed class CountySchoolModel(StudentNetDb db, SchoolList lists, TableExport export)
    : MarkRosterPage(EntryStage.Admission, db, lists, export);
