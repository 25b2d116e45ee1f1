using StudentNet.Modules.Admissions.Marking;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Admissions.N3Registration;

/// <summary>N3.11 全國報到進度.</summary>
[Function("N3.11")]
public sealed class MinistryModel(StudentNetDb db, StageProgress progress, TableExport export)
    : ProgressPage(EntryStage.Registration, db, progress, export);
