using StudentNet.Modules.Admissions.Marking;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Admissions.N5Admission;

/// <summary>N5.11 全國入學進度.</summary>
[Function("N5.11")]
public sealed class MinistryModel(StudentNetDb db, StageProgress progress, TableExport export)
    : ProgressPage(EntryStage.Admission, db, progress, export);
