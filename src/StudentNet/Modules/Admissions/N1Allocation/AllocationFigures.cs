using StudentNet.Platform.Data;

namespace StudentNet.Modules.Admissions.N1Allocation;

/// <summary>Figures of a county, year and level. Residents = allocated + choice + needs a person + pending, always.</summary>
public sealed record AllocationFigures(IReadOnlyList<(AllocationFigureKind Kind, string Code, int Count)> Lines)
{
    public int Residents => Lines.Sum(l => l.Count);

    public int Allocated => Of(AllocationFigureKind.Allocated);

    public int Choice => Of(AllocationFigureKind.Choice);

    public int NeedsPerson => Of(AllocationFigureKind.NeedsPerson);

    public int Pending => Of(AllocationFigureKind.Pending);

    /// <summary>Children of a school's list: its own and those for whom it is the default.</summary>
    public int OfSchool(string school) => Lines.Where(l => l.Code == school && l.Kind is AllocationFigureKind.Allocated or AllocationFigureKind.Choice).Sum(l => l.Count);

    /// <summary>As they stand now.</summary>
    public static async Task<AllocationFigures> NowAsync(
        StudentNetDb db,
        string county,
        SchoolYear year,
        SchoolLevel level,
        CancellationToken cancellation = default
    )
    {
        var lines = new List<(AllocationFigureKind, string, int)>();
        await foreach (
            var line in db.QueryAsync(
                "allocation-figures",
                new { county, year, level },
                r => (Enum.Parse<AllocationFigureKind>(r.GetString(0)), r.GetString(1), (int)r.GetInt64(2)),
                cancellation
            )
        )
        {
            lines.Add(line);
        }

        return new AllocationFigures(lines);
    }

    private int Of(AllocationFigureKind kind) => Lines.Where(l => l.Kind == kind).Sum(l => l.Count);
}
