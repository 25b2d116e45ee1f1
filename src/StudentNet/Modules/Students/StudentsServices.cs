using StudentNet.Modules.Students.ClassRolls;
using StudentNet.Modules.Students.Records;

namespace StudentNet.Modules.Students;

/// <summary>Registers the module Q 學生資料管理.</summary>
public static class StudentsServices
{
    public static IServiceCollection AddStudents(this IServiceCollection services)
    {
        services.AddClassRolls();
        services.AddRecords();
        return services;
    }
}
