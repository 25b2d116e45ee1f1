using StudentNet.Modules.Residents.SamePerson;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Residents.N1SamePerson;

/// <summary>N1.11 可能為同一人, for a ministry.</summary>
[Function("N1.11")]
public sealed class PossibleModel(StudentNetDb db, RecordProof proofs) : SamePersonQuestionsPage(db, proofs);
