using Microsoft.EntityFrameworkCore;
using StudentNet.Kernel;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Students.Q4SpecialEducation;

/// <summary>A pupil of special education as lists show it.</summary>
public sealed class SpecialRow
{
    public required SpecialPlacement Placement { get; init; }

    public required Person Person { get; init; }

    public required Organisation School { get; init; }

    /// <summary>Current number, in clear: masked where it is shown.</summary>
    public string? Number { get; init; }

    public string? LastThree { get; init; }

    public string Category => SpecialCodes.Categories.TitleOf(Placement.Category);

    public string Kind => SpecialCodes.Placements.TitleOf(Placement.Placement);
}

/// <summary>By what the pupils are counted.</summary>
public enum SpecialCut
{
    County,
    School,
    Category,
    Placement,
}

/// <summary>One line of the statistics.</summary>
/// <param name="Reduction">Sum of 酌減人數.</param>
public sealed record SpecialFigure(string Code, string Title, int Pupils, int Reduction);

/// <summary>The pupils of the latest monthly list within a <see cref="Scope"/>. Whoever shows rows records the look.</summary>
public sealed class SpecialRoster(StudentNetDb db)
{
    /// <summary>A school its own pupils, a county those of its schools, the ministry all; nobody else.</summary>
    public IQueryable<SpecialRow> Within(Scope scope) =>
        from placement in db.Set<SpecialPlacement>().AsNoTracking().Where(p => p.Until == null).WithPerson(db, p => p.PersonId)
        join school in db.SchoolsOf(scope) on placement.Row.SchoolCode equals school.Code
        select new SpecialRow
        {
            Placement = placement.Row,
            Person = placement.Person,
            School = school,
            Number = placement.Number,
            LastThree = placement.LastThree,
        };

    /// <summary>The list in force, by month; null: none has come in yet.</summary>
    public Task<SpecialList?> LatestAsync(CancellationToken cancellation = default) =>
        db.Set<SpecialList>().AsNoTracking().OrderByDescending(l => l.Month).ThenByDescending(l => l.ReceiptId).FirstOrDefaultAsync(cancellation);

    /// <summary>All lists taken over, newest first.</summary>
    public Task<List<SpecialList>> ListsAsync(CancellationToken cancellation = default) =>
        db.Set<SpecialList>().AsNoTracking().OrderByDescending(l => l.Month).ThenByDescending(l => l.ReceiptId).ToListAsync(cancellation);

    /// <summary>The lines of a cut; counties and schools by code, the others by number of pupils.</summary>
    public async Task<IReadOnlyList<SpecialFigure>> FiguresAsync(Scope scope, SpecialCut cut, CancellationToken cancellation = default)
    {
        var rows = Within(scope);
        var keyed = cut switch
        {
            SpecialCut.County => rows.Select(r => new { Key = r.School.CountyCode ?? "", r.Placement.ClassReduction }),
            SpecialCut.School => rows.Select(r => new { Key = r.School.Code, r.Placement.ClassReduction }),
            SpecialCut.Category => rows.Select(r => new { Key = r.Placement.Category, r.Placement.ClassReduction }),
            _ => rows.Select(r => new { Key = r.Placement.Placement, r.Placement.ClassReduction }),
        };
        var counts = await keyed
            .GroupBy(r => r.Key)
            .Select(g => new { g.Key, Pupils = g.Count(), Reduction = g.Sum(r => r.ClassReduction) })
            .ToListAsync(cancellation);
        var codes = counts.Select(c => c.Key).ToList();
        var names = cut switch
        {
            SpecialCut.Category => codes.ToDictionary(c => c, SpecialCodes.Categories.TitleOf),
            SpecialCut.Placement => codes.ToDictionary(c => c, SpecialCodes.Placements.TitleOf),
            _ => await db.Set<Organisation>().Where(o => codes.Contains(o.Code)).ToDictionaryAsync(o => o.Code, o => o.Name, cancellation),
        };
        var figures = counts.Select(c => new SpecialFigure(c.Key, names.GetValueOrDefault(c.Key, c.Key), c.Pupils, c.Reduction));
        return
        [
            .. cut is SpecialCut.County or SpecialCut.School
                ? figures.OrderBy(f => f.Code, StringComparer.Ordinal)
                : figures.OrderByDescending(f => f.Pupils).ThenBy(f => f.Code, StringComparer.Ordinal),
        ];
    }
}
