using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Ledger.P1Ledger;

/// <summary>P1.31 不漏一人.</summary>
[Function("P1.31")]
public sealed class SchoolModel(LedgerReader reader) : LedgerPage(reader)
{
    public override string Root => "/P1.31";
}
