using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentNet.Modules.Admissions.Marking;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Admissions.Counts;

/// <summary>
/// How a county stood in a stage at the end of a day, written down by the nightly check from the kept figures: how those of whom nothing is said become
/// fewer. A day that has passed is never changed.
/// </summary>
public sealed class StageDay
{
    public required SchoolYear Year { get; init; }

    public required EntryStage Stage { get; init; }

    public required string CountyCode { get; init; }

    public required SchoolLevel Level { get; init; }

    /// <summary>On the calendar of Taipei.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Children on the schools' lists.</summary>
    public required long Listed { get; init; }

    /// <summary>Of them, those of whom no school had said anything.</summary>
    public required long Open { get; init; }

    /// <summary>Schools with a list, or with a stamp.</summary>
    public required int Schools { get; init; }

    public required int Submitted { get; init; }
}

/// <summary>Writes and reads those days.</summary>
internal static class StageDays
{
    /// <summary>Adds the day's lines of a year from the kept figures, for the counties that have none of the day yet; the caller saves.</summary>
    public static async Task NoteAsync(StudentNetDb db, SchoolYear year, DateOnly day, CancellationToken cancellation)
    {
        var known = (await db.Set<StageDay>().Where(d => d.Year == year && d.Day == day).Select(d => new { d.Stage, d.CountyCode, d.Level }).ToListAsync(cancellation)).ToHashSet();
        var counted = await db.Set<StageCount>()
            .Where(c => c.Year == year && (c.Listed > 0 || c.StampedAt != null))
            .Join(db.Set<Organisation>(), c => c.SchoolCode, o => o.Code, (c, o) => new { Count = c, CountyCode = o.CountyCode! })
            .GroupBy(c => new { c.Count.Stage, c.CountyCode, c.Count.Level })
            .Select(g => new
            {
                g.Key,
                Listed = g.Sum(c => c.Count.Listed),
                Said = g.Sum(c => c.Count.Here + c.Count.Absent + c.Count.Elsewhere),
                Schools = g.Count(),
                Submitted = g.Count(c => c.Count.StampedAt != null),
            })
            .ToListAsync(cancellation);
        db.AddRange(
            counted
                .Where(c => !known.Contains(c.Key))
                .Select(c => new StageDay
                {
                    Year = year,
                    Stage = c.Key.Stage,
                    CountyCode = c.Key.CountyCode,
                    Level = c.Key.Level,
                    Day = day,
                    Listed = c.Listed,
                    Open = c.Listed - c.Said,
                    Schools = c.Schools,
                    Submitted = c.Submitted,
                })
        );
    }

    /// <summary>Open children at the end of each day from a day on, of one county.</summary>
    public static async Task<ILookup<EntryStage, (DateOnly Day, long Open)>> OpenAsync(StudentNetDb db, SchoolYear year, string county, DateOnly from, CancellationToken cancellation)
    {
        var days = await db.Set<StageDay>()
            .Where(d => d.Year == year && d.Day >= from && d.CountyCode == county)
            .GroupBy(d => new { d.Stage, d.Day })
            .Select(g => new { g.Key, Open = g.Sum(d => d.Open) })
            .ToListAsync(cancellation);
        return days.OrderBy(d => d.Key.Day).ToLookup(d => d.Key.Stage, d => (d.Key.Day, d.Open));
    }
}

internal sealed class StageDayConfiguration : IEntityTypeConfiguration<StageDay>
{
    public void Configure(EntityTypeBuilder<StageDay> builder)
    {
        builder.ToTable("stage_day");
        builder.HasKey(d => new { d.Year, d.Stage, d.CountyCode, d.Level, d.Day });
        builder.HasIndex(d => new { d.Year, d.Day });
        builder.Property(d => d.CountyCode).HasMaxLength(8);
    }
}
