using StudentNet.Modules.Schools;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Students;

/// <summary>Who does not file Q1 and Q2 itself: a school whose system sends, and in Q2 the side that the county did not choose (M1).</summary>
internal sealed class FiledByOthers(StudentNetDb db, FiledBySystem system) : IFiledByOthers
{
    private const string BySystem = "本校由學籍系統 2.0 代送，請在學籍系統修改";

    public async Task<string?> WhyAsync(string window, Organisation organisation, SchoolYear year, SchoolLevel level, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        return (window, organisation.Level) switch
        {
            ("Q1" or "Q2", Level.School) when await system.IsAsync(organisation.Code, cancellation) => BySystem,
            ("Q2", Level.School) when await SideAsync(organisation.CountyCode!, year, level, cancellation) == FilingSide.County =>
                "縣市選擇由縣市統一填報學籍資料，學校不填報",
            ("Q2", Level.County) when await SideAsync(organisation.Code, year, level, cancellation) == FilingSide.School => "縣市選擇由學校填報學籍資料",
            _ => null,
        };
    }

    private async Task<FilingSide> SideAsync(string county, SchoolYear year, SchoolLevel level, CancellationToken cancellation) =>
        (await CountyParameters.ForAsync(db, county, year, level, cancellation)).RecordsBy;
}
