using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.History;

/// <summary>From when townships may look up histories (S1.41), as the ministry set it [S]. The latest row holds; earlier ones stay, so that what was allowed when can be told.</summary>
public sealed class TownshipOpening
{
    /// <summary>1, 2, 3 …: the order of setting.</summary>
    public required int Seq { get; init; }

    /// <summary>First day; null: closed until the ministry says otherwise.</summary>
    public DateOnly? OpensOn { get; init; }

    public required DateTime SetAt { get; init; }

    public long? SetBy { get; init; }

    /// <summary>Whether townships may look on a day.</summary>
    public bool IsOpenOn(DateOnly day) => OpensOn <= day;

    /// <summary>What holds; null: the ministry has never opened it.</summary>
    public static Task<TownshipOpening?> NowAsync(StudentNetDb db, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Set<TownshipOpening>().AsNoTracking().OrderByDescending(o => o.Seq).FirstOrDefaultAsync(cancellation);
    }
}

internal sealed class TownshipOpeningConfiguration : IEntityTypeConfiguration<TownshipOpening>
{
    public void Configure(EntityTypeBuilder<TownshipOpening> builder)
    {
        builder.ToTable("township_opening");
        builder.HasKey(o => o.Seq);
        builder.Property(o => o.Seq).ValueGeneratedNever();
    }
}
