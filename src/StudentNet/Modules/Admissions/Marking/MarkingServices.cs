namespace StudentNet.Modules.Admissions.Marking;

/// <summary>Registers what N3 to N6 share.</summary>
internal static class MarkingServices
{
    public static IServiceCollection AddMarking(this IServiceCollection services) => services.AddScoped<MarkBook>().AddScoped<SchoolList>().AddScoped<ChildSearch>().AddScoped<StageProgress>();
}
