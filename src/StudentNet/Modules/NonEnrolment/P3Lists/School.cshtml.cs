using StudentNet.Modules.NonEnrolment.P2Cases;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.NonEnrolment.P3Lists;

/// <summary>P3.31 各類名單: the cases that the school tracks, or tracked.</summary>
[Function("P3.31")]
public sealed class SchoolModel(StudentNetDb db, CaseRoster roster, TableExport export) : ListsPage(db, roster, export);
