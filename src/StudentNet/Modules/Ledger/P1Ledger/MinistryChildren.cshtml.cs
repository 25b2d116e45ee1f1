using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Ledger.P1Ledger;

/// <summary>P1.11 不漏一人: the children behind a number.</summary>
[Function("P1.11")]
public sealed class MinistryChildrenModel(LedgerReader reader, TableExport export) : LedgerChildrenPage(reader, export)
{
    public override string Root => "/P1.11/ledger";
}
