using StudentNet.Platform.Windows;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Checkpoints;

/// <summary>The figures of a checkpoint as they were frozen, for the progress pages of county and ministry.</summary>
/// <param name="Freeze">When it was due, and when the figures were written down.</param>
/// <param name="Values">By organisation and name of the figure.</param>
public sealed record FrozenFigures(CheckpointFreeze Freeze, IReadOnlyDictionary<(string Organisation, string Name), long> Values)
{
    /// <summary>A figure; 0 where the organisation had none.</summary>
    public long this[string organisation, string name] => Values.GetValueOrDefault((organisation, name));

    /// <summary>Reads the figures of some organisations; null: the checkpoint has not been frozen.</summary>
    public static async Task<FrozenFigures?> ReadAsync(
        StudentNetDb db,
        string checkpoint,
        SchoolYear year,
        SchoolLevel level,
        IReadOnlyCollection<string> organisations,
        CancellationToken cancellation = default
    )
    {
        var freeze = await db.Set<CheckpointFreeze>()
            .AsNoTracking()
            .SingleOrDefaultAsync(f => f.Checkpoint == checkpoint && f.Year == year && f.Level == level, cancellation);
        if (freeze is null)
        {
            return null;
        }

        var figures = await db.Set<CheckpointFigure>()
            .AsNoTracking()
            .Where(f => f.Checkpoint == checkpoint && f.Year == year && f.Level == level && organisations.Contains(f.OrganisationCode))
            .ToListAsync(cancellation);
        return new FrozenFigures(freeze, figures.ToDictionary(f => (f.OrganisationCode, f.Name), f => f.Value));
    }
}
