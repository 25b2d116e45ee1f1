using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Admissions.N1Allocation;

/// <summary>N1.21 與前次差異: which children a run changed, from what to what, and why.</summary>
[Function("N1.21")]
public sealed class ChangesModel(StudentNetDb db) : AllocationPage(db)
{
    /// <summary>The run; the county's last one where the address names none.</summary>
    [BindProperty(SupportsGet = true, Name = "run")]
    public long? RunId { get; set; }

    /// <summary>Also those whose place stayed and only its reason changed.</summary>
    [BindProperty(SupportsGet = true)]
    public bool All { get; set; }

    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    public AllocationRun? Run { get; private set; }

    public IReadOnlyList<AllocationRun> Runs { get; private set; } = [];

    public IReadOnlyList<ChangedChild> Rows { get; private set; } = [];

    public PageOf Part { get; private set; } = new(0);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var (county, year, level) = (County, Year, Level);
        Runs = await Db.Set<AllocationRun>()
            .AsNoTracking()
            .Where(r => r.CountyCode == county && r.Year == year && r.Level == level && r.FinishedAt != null)
            .OrderByDescending(r => r.RunId)
            .Take(20)
            .ToListAsync(cancellation);
        Run = Runs.FirstOrDefault(r => RunId is null || r.RunId == RunId);
        if (RunId is not null && Run is null)
        {
            return NotFound();
        }

        if (Run is not null)
        {
            await LoadAsync(Run.RunId, cancellation);
        }

        return Page();
    }

    private async Task LoadAsync(long run, CancellationToken cancellation)
    {
        var (year, level) = (Year, Level);
        var events = Db.Set<EntryEvent>().AsNoTracking().Where(e => e.RunId == run && e.Year == year && e.Level == level);
        if (!All)
        {
            events = events.Where(e => e.What != EntryEvents.Rebased);
        }

        Part = new PageOf(await events.CountAsync(cancellation), PageNumber);
        var changed =
            from who in events.WithPerson(Db, e => e.PersonId)
            let e = who.Row
            join before in Db.Set<EntryEvent>() on new { e.PersonId, e.Year, e.Level, Seq = e.Seq - 1 } equals new { before.PersonId, before.Year, before.Level, before.Seq } into befores
            from before in befores.DefaultIfEmpty()
            orderby e.SchoolCode, who.Person.NormalisedName, e.PersonId
            select new ChangedChild(who.Person, who.Number, before, e);
        Rows = await changed.Skip(Part.Skip).Take(Part.Size).ToListAsync(cancellation);
        await NameSchoolsAsync(Rows.SelectMany(r => new[] { r.Before?.SchoolCode, r.After.SchoolCode }), cancellation);
        if (Rows.Count > 0)
        {
            await AuditReadAsync(Rows.Select(r => r.Person.PersonId), "檢視分發差異");
        }
    }
}

/// <summary>A child that a run changed: the last step before it, and the run's.</summary>
public sealed record ChangedChild(Person Person, string? Number, EntryEvent? Before, EntryEvent After);
