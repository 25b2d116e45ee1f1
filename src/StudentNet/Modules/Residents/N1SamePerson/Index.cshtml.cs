using StudentNet.Modules.Residents.SamePerson;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Residents.N1SamePerson;

/// <summary>N1.11 合併與證號 of a ministry.</summary>
[Function("N1.11")]
public sealed class IndexModel(StudentNetDb db, PersonRecords records, MergeQuery merges, PersonMerge merge, RecordProof proofs) : SamePersonListPage(db, records, merges, merge, proofs);
