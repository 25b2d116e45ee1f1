using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Ledger.P1Ledger;

/// <summary>P1.31 不漏一人: the children behind a number.</summary>
[Function("P1.31")]
public sealed class SchoolChildrenModel(LedgerReader reader, TableExport export) : LedgerChildrenPage(reader, export)
{
    public override string Root => "/P1.31";
}
