using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Students.Q5ForeignSchools;

/// <summary>Q5.31 新增學生.</summary>
[Function("Q5.31")]
public sealed class SchoolAddModel(ForeignSchoolRoster roster, ForeignSchoolPupilRegister register) : ForeignSchoolAddPage(roster, register);
