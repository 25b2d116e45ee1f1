using StudentNet.Modules.NonEnrolment.P2Cases;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.NonEnrolment.P3Lists;

/// <summary>P3.11 各類名單: the cases of the country.</summary>
[Function("P3.11")]
public sealed class MinistryModel(StudentNetDb db, CaseRoster roster, TableExport export) : ListsPage(db, roster, export);
