using StudentNet.Modules.Admissions.Marking;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Admissions.N4RegistrationLists;

/// <summary>N4.31 各類報到名冊: the school's own list to look at, print and take along.</summary>
[Function("N4.31")]
public sealed class ListModel(StudentNetDb db, SchoolList lists, TableExport export)
    : MarkRosterPage(EntryStage.Registration, db, lists, export);
