using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Admissions.N7NewResidents;

/// <summary>N7.31 新設籍名單 of a school: the children it proposed.</summary>
[Function("N7.31")]
public sealed class SchoolModel(ProposalRoster roster, TableExport export) : ProposalListPage(roster, export);
