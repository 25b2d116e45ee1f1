using StudentNet.Modules.Admissions.Marking;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Admissions.N3Registration;

/// <summary>N3.21: the list of one school of the county, read-only.</summary>
[Function("N3.21")]
public sealed class CountySchoolModel(StudentNetDb db, SchoolList lists, TableExport export)
    : MarkRosterPage(EntryStage.Registration, db, lists, export);
