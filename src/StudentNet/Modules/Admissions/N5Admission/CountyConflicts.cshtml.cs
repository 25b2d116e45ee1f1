using StudentNet.Modules.Admissions.Marking;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Admissions.N5Admission;

/// <summary>N5.21 重複入學.</summary>
[Function("N5.21")]
public sealed class CountyConflictsModel(StudentNetDb db, EntryRoster roster)
    : CountyConflictsPage(EntryStage.Admission, db, roster);
