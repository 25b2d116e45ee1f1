using StudentNet.Modules.Residents.SamePerson;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Residents.N7SamePerson;

/// <summary>N7.21 one merge, for a county.</summary>
[Function("N7.21")]
public sealed class MergeModel(StudentNetDb db, MergeQuery merges, SamePersonRegister work, PersonRecords records) : SamePersonMergePage(db, merges, work, records);
