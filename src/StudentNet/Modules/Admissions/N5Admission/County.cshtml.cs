using StudentNet.Modules.Admissions.Marking;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Admissions.N5Admission;

/// <summary>N5.21 學校入學進度.</summary>
[Function("N5.21")]
public sealed class CountyModel(StudentNetDb db, StageProgress progress, TableExport export)
    : ProgressPage(EntryStage.Admission, db, progress, export);
