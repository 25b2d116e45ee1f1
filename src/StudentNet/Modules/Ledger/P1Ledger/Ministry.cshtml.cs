using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Ledger.P1Ledger;

/// <summary>P1.11 不漏一人.</summary>
[Function("P1.11")]
public sealed class MinistryModel(LedgerReader reader) : LedgerPage(reader)
{
    public override string Root => "/P1.11/ledger";
}
