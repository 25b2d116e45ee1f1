using StudentNet.Modules.Residents.SamePerson;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Residents.N7SamePerson;

/// <summary>N7.21 two records side by side, for a county.</summary>
[Function("N7.21")]
public sealed class PairModel(PersonRecords records, SamePersonRegister register, RecordProof proofs) : SamePersonPairPage(records, register, proofs);
