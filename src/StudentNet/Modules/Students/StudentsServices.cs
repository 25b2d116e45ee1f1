using StudentNet.Modules.Residents;
using StudentNet.Modules.Students.Q1ClassRolls;
using StudentNet.Modules.Students.Q1Transfers;
using StudentNet.Modules.Students.Q3ForeignStudents;
using StudentNet.Modules.Students.Q5ForeignSchools;
using StudentNet.Modules.Students.Q2Records;
using StudentNet.Modules.Students.Q4SpecialEducation;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Students;

/// <summary>Registers Q 學生資料管理, a line per slice.</summary>
public static class StudentsServices
{
    public static IServiceCollection AddStudents(this IServiceCollection services) =>
        services.AddScoped<FiledBySystem>().AddScoped<IBoardColumns, TermColumns>().AddScoped<ICountyMeasures, TermMeasures>().AddScoped<IFiledByOthers, FiledByOthers>().AddScoped<IPersonFacts, PupilFacts>().AddHistorySource<PupilHistory>().AddScoped<PupilRegister>().AddClassRolls().AddTransfers().AddRecords().AddForeignPupils().AddSpecialEducation().AddForeignSchools();
}
