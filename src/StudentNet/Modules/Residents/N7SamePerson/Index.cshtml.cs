using StudentNet.Modules.Residents.SamePerson;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Residents.N7SamePerson;

/// <summary>N7.21 合併與證號 of a county.</summary>
[Function("N7.21")]
public sealed class IndexModel(StudentNetDb db, PersonRecords records, MergeQuery merges, PersonMerge merge, RecordProof proofs) : SamePersonListPage(db, records, merges, merge, proofs);
