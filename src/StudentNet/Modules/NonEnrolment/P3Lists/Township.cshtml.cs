using StudentNet.Modules.NonEnrolment.P2Cases;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.NonEnrolment.P3Lists;

/// <summary>P3.41 各類名單: the cases of the township's residents.</summary>
[Function("P3.41")]
public sealed class TownshipModel(StudentNetDb db, CaseRoster roster, TableExport export) : ListsPage(db, roster, export);
