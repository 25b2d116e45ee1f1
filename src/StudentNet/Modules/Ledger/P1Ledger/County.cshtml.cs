using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Ledger.P1Ledger;

/// <summary>P1.21 不漏一人.</summary>
[Function("P1.21")]
public sealed class CountyModel(LedgerReader reader) : LedgerPage(reader)
{
    public override string Root => "/P1.21/ledger";
}
