using StudentNet.Platform.Web;

namespace StudentNet.Modules.Schools.M2MasterData;

/// <summary>What the list of schools shows: on the ministry's page and on the county's.</summary>
/// <param name="Base">Address of the page; a school's own is below it.</param>
public sealed record SchoolListView(string Base, IReadOnlyList<SchoolRow> Rows, PageOf Part, bool IsFiltered);
