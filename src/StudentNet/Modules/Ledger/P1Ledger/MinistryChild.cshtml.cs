using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Ledger.P1Ledger;

/// <summary>P1.11 不漏一人: one child's history.</summary>
[Function("P1.11")]
public sealed class MinistryChildModel(LedgerReader reader) : LedgerChildPage(reader)
{
    public override string Root => "/P1.11/ledger";
}
