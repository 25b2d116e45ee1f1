using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Ledger.P1Ledger;

/// <summary>P1.21 不漏一人: one child's history.</summary>
[Function("P1.21")]
public sealed class CountyChildModel(LedgerReader reader) : LedgerChildPage(reader)
{
    public override string Root => "/P1.21/ledger";
}
