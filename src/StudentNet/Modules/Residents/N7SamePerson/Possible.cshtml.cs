using StudentNet.Modules.Residents.SamePerson;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Residents.N7SamePerson;

/// <summary>N7.21 可能為同一人, for a county.</summary>
[Function("N7.21")]
public sealed class PossibleModel(StudentNetDb db, RecordProof proofs) : SamePersonQuestionsPage(db, proofs);
