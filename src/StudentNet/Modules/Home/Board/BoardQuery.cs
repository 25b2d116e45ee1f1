using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Home.Board;

/// <summary>A line of the board.</summary>
/// <param name="Clerk">Name of the school's first registrar; null: nobody is in office.</param>
/// <param name="RemindedAt">The last 稽催, UTC.</param>
public sealed record BoardLine(BoardSchool School, string? Clerk, DateTime? RemindedAt, IReadOnlyList<BoardCell> Cells)
{
    /// <summary>How pressing its worst cell is.</summary>
    public BoardHeat Heat => Cells.Max(c => c.Heat);

    public int DaysLate => Cells.Max(c => c.DaysLate);

    /// <summary>Something that it can be reminded of.</summary>
    public bool IsOpen => Heat >= BoardHeat.Waiting;
}

/// <summary>Schools × stages of a county, the pressing ones first.</summary>
public sealed record BoardView(IReadOnlyList<BoardColumn> Columns, IReadOnlyList<BoardLine> Lines)
{
    /// <summary>The stage that runs and is due next; null: none runs.</summary>
    public BoardColumn? Now(DateTime now) => Columns.Where(c => c.IsNow && c.DueAt is not null).OrderBy(c => c.DueAt < now).ThenBy(c => c.DueAt).FirstOrDefault();
}

/// <summary>Reads the board: the columns of all modules, the schools, their clerks and the last reminders. Every statement is bounded by the county's schools.</summary>
public sealed class BoardQuery(StudentNetDb db, IEnumerable<IBoardColumns> sources)
{
    public async Task<BoardView> ReadAsync(string county, DateTime now, CancellationToken cancellation = default)
    {
        var today = TaipeiTime.Today(now);
        var schools = await db.Set<School>()
            .AsNoTracking()
            .Where(s => s.CountyCode == county && s.Kind != SchoolKind.Foreign && (s.ClosedOn == null || s.ClosedOn >= today))
            .OrderBy(s => s.Code)
            .Select(s => new
            {
                s.Code,
                s.Name,
                s.Level,
                s.UsesRecordSystem,
                Clerk = db.Set<Appointment>()
                    .Where(a => a.OrganisationCode == s.Code && a.Duty == Duty.Registrar && a.AcceptedAt != null && a.From <= today && (a.To == null || a.To > today))
                    .OrderBy(a => a.Id)
                    .Select(a => a.PersonName)
                    .FirstOrDefault(),
                RemindedAt = db.Set<Reminder>().Where(r => r.OrganisationCode == s.Code).Max(r => (DateTime?)r.At),
            })
            .ToListAsync(cancellation);
        List<BoardSchool> units = [.. schools.Select(s => new BoardSchool(s.Code, s.Name, s.Level, s.UsesRecordSystem))];
        var columns = new List<BoardColumn>();
        foreach (var source in sources.OrderBy(s => s.Order))
        {
            columns.AddRange(await source.OfAsync(county, units, now, cancellation));
        }

        var lines = schools.Zip(units, (s, unit) => new BoardLine(unit, s.Clerk, s.RemindedAt, [.. columns.Select(c => c.Of(s.Code))]));
        return new BoardView(
            columns,
            [.. lines.OrderByDescending(l => l.Heat).ThenByDescending(l => l.DaysLate).ThenByDescending(l => l.Cells.Sum(c => c.Heat >= BoardHeat.Open ? c.Open : 0)).ThenBy(l => l.School.Code, StringComparer.Ordinal)]
        );
    }
}
