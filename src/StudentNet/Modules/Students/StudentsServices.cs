using StudentNet.Modules.Students.ClassRolls;
using StudentNet.Modules.Students.Foreign;
using StudentNet.Modules.Students.ForeignSchools;
using StudentNet.Modules.Students.Records;
using StudentNet.Modules.Students.SpecialEducation;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Students;

/// <summary>Registers Q 學生資料管理, a line per slice.</summary>
public static class StudentsServices
{
    public static IServiceCollection AddStudents(this IServiceCollection services) =>
        services.AddScoped<IFiledByOthers, FiledByOthers>().AddClassRolls().AddRecords().AddForeignPupils().AddSpecialEducation().AddForeignSchools();
}
