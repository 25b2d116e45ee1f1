using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.N1Allocation;

/// <summary>A page of N1 or N2: one entry year, one level, school codes with their names.</summary>
public abstract class AllocationPage(StudentNetDb db) : FunctionPage
{
    private Dictionary<string, string> _names = [];

    /// <summary>Which level is worked on; a school has only its own.</summary>
    [BindProperty(SupportsGet = true, Name = "level")]
    public SchoolLevel Level { get; set; } = SchoolLevel.Elementary;

    /// <summary>The level must be named: nothing is decided for one because a page happened to show it.</summary>
    public override FilingScope? Filing => FilingScope.Of(Year, LevelFiled is null ? null : Level);

    public SchoolYear Year => WorkingYear.ForEntry(Today);

    /// <summary>The caller's county: itself for a county officer.</summary>
    public string County => Caller.Organisation.CountyCode ?? Caller.Organisation.Code;

    public string YearTag => $"{Year.Title} {Level.Title()}";

    /// <summary>Why nothing can be changed now; null: the window is open.</summary>
    public WindowState.Closed? Closed { get; private set; }

    protected StudentNetDb Db { get; } = db;

    /// <summary>Loads <see cref="Closed"/>, so that the page offers nothing that a post would be refused.</summary>
    protected async Task AskWindowAsync(CancellationToken cancellation) =>
        Closed =
            await HttpContext
                .RequestServices.GetRequiredService<WindowGate>()
                .AskAsync(Function.Code, Caller.Organisation, FilingScope.Of(Year, Level), Now, cancellation) as WindowState.Closed;

    /// <summary>999601 示範國小; the code alone where the name has not been loaded; empty for none.</summary>
    public string School(string? code) => code is null ? "" : _names.TryGetValue(code, out var name) ? $"{code} {name}" : code;

    /// <summary>Loads the names of these schools, for <see cref="School"/>.</summary>
    protected async Task NameSchoolsAsync(IEnumerable<string?> codes, CancellationToken cancellation)
    {
        var wanted = codes.OfType<string>().Distinct().ToList();
        _names = await Db.Set<School>().Where(s => wanted.Contains(s.Code)).ToDictionaryAsync(s => s.Code, s => s.Name, cancellation);
    }

    /// <summary>The county's schools that take children of the level in the year, to choose from.</summary>
    protected async Task<IReadOnlyList<SelectListItem>> OpenSchoolsAsync(CancellationToken cancellation)
    {
        var (county, level, day) = (County, Level, AllocationRunKind.EntryDay(Year));
        return await Db.Set<School>()
            .Where(s => s.CountyCode == county && s.Level == level && !s.IsPrivate && s.Kind != SchoolKind.Foreign)
            .Where(s => (s.ClosedOn == null || s.ClosedOn >= day) && (s.OpenedOn == null || s.OpenedOn <= day))
            .OrderBy(s => s.Code)
            .Select(s => new SelectListItem(s.Code + " " + s.Name, s.Code))
            .ToListAsync(cancellation);
    }
}
