using StudentNet.Modules.Residents.SamePerson;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Residents.N1SamePerson;

/// <summary>N1.11 two records side by side, for a ministry.</summary>
[Function("N1.11")]
public sealed class PairModel(PersonRecords records, SamePersonRegister register, RecordProof proofs) : SamePersonPairPage(records, register, proofs);
