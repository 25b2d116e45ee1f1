using StudentNet.Modules.Residents.SamePerson;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Residents.N1SamePerson;

/// <summary>N1.11 one merge, for a ministry.</summary>
[Function("N1.11")]
public sealed class MergeModel(StudentNetDb db, MergeQuery merges, SamePersonRegister work, PersonRecords records) : SamePersonMergePage(db, merges, work, records);
