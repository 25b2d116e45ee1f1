using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Admissions.N7NewResidents;

/// <summary>N7.21 新設籍名單 of a county: children whom its schools have and no registry list has.</summary>
[Function("N7.21")]
public sealed class CountyModel(ProposalRoster roster, TableExport export) : ProposalListPage(roster, export);
