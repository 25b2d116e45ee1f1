using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Ledger.P1Ledger;

/// <summary>P1.21 不漏一人: the children behind a number.</summary>
[Function("P1.21")]
public sealed class CountyChildrenModel(LedgerReader reader, TableExport export) : LedgerChildrenPage(reader, export)
{
    public override string Root => "/P1.21/ledger";
}
