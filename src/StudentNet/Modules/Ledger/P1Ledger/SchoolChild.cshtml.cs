using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Ledger.P1Ledger;

/// <summary>P1.31 不漏一人: one child's history.</summary>
[Function("P1.31")]
public sealed class SchoolChildModel(LedgerReader reader) : LedgerChildPage(reader)
{
    public override string Root => "/P1.31";
}
