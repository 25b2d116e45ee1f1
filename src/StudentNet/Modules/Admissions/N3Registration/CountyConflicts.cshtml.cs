using StudentNet.Modules.Admissions.Marking;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Admissions.N3Registration;

/// <summary>N3.21 重複報到.</summary>
[Function("N3.21")]
public sealed class CountyConflictsModel(StudentNetDb db, EntryRoster roster)
    : CountyConflictsPage(EntryStage.Registration, db, roster);
