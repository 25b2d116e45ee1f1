using StudentNet.Modules.Admissions.Marking;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Admissions.N3Registration;

/// <summary>N3.21 學校報到進度.</summary>
[Function("N3.21")]
public sealed class CountyModel(StudentNetDb db, StageProgress progress, TableExport export)
    : ProgressPage(EntryStage.Registration, db, progress, export);
