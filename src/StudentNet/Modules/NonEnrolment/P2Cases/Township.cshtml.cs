using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.NonEnrolment.P2Cases;

/// <summary>P2.41 轄內列管學生: the committee reads the cases of children resident in its township.</summary>
[Function("P2.41")]
public sealed class TownshipModel(StudentNetDb db, CaseRoster roster, TableExport export) : CasesPage(db, roster, export);
