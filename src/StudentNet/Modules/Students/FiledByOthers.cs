using StudentNet.Kernel;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Students;

/// <summary>Who does not file Q1 and Q2 itself: a school whose system sends, and in Q2 the side that the county did not choose (M1).</summary>
internal sealed class FiledByOthers(StudentNetDb db) : IFiledByOthers
{
    public async Task<bool> IsAsync(string window, Organisation organisation, SchoolYear year, SchoolLevel level, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        return (window, organisation.Level) switch
        {
            ("Q1", Level.School) => await FiledBySystem.IsAsync(db, organisation.Code, cancellation),
            ("Q2", Level.School) => await FiledBySystem.IsAsync(db, organisation.Code, cancellation)
                || await SideAsync(organisation.CountyCode!, year, level, cancellation) == FilingSide.County,
            ("Q2", Level.County) => await SideAsync(organisation.Code, year, level, cancellation) == FilingSide.School,
            _ => false,
        };
    }

    private async Task<FilingSide> SideAsync(string county, SchoolYear year, SchoolLevel level, CancellationToken cancellation) =>
        (await CountyParameters.ForAsync(db, county, year, level, cancellation)).RecordsBy;
}
