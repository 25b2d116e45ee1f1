using StudentNet.Modules.Admissions.Marking;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Admissions.N6AdmissionLists;

/// <summary>N6.31 各類入學名冊: the school's own list to look at, print and take along.</summary>
[Function("N6.31")]
public sealed class ListModel(StudentNetDb db, SchoolList lists, TableExport export)
    : MarkRosterPage(EntryStage.Admission, db, lists, export);
