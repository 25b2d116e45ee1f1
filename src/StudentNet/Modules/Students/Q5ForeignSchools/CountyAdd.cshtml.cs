using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Students.Q5ForeignSchools;

/// <summary>Q5.21 新增學生.</summary>
[Function("Q5.21")]
public sealed class CountyAddModel(ForeignSchoolRoster roster, ForeignSchoolPupilRegister register) : ForeignSchoolAddPage(roster, register);
