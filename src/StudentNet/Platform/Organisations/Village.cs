using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StudentNet.Platform.Organisations;

/// <summary>A village (村里) of the ministry of the interior's list; districts and addresses are written in villages and neighbourhoods.</summary>
public sealed class Village
{
    /// <summary>11 characters: county 5 + township 3 + village 3.</summary>
    public required string Code { get; init; }

    public required string CountyCode { get; init; }

    /// <summary>8 characters.</summary>
    public required string TownshipCode { get; init; }

    public required string Name { get; set; }

    /// <summary>Name as compared (see <see cref="NormaliseName"/>).</summary>
    public required string NormalisedName { get; set; }

    /// <summary>未編定村里: land that no village has. Nobody is registered there, so no district needs to name it.</summary>
    public bool IsUnassigned { get; init; }

    /// <summary>The form in which spellings of one village are equal: <c>NameText.Normalise</c>, and 「瓦[磘]里」 as 「瓦磘里」.</summary>
    public static string NormaliseName(string name) =>
        NameText.Normalise(name).Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);
}

/// <summary>
/// Another spelling of a village's name: an earlier name, or the one with a rare character that another office writes (瓦󿾨里 for 瓦[磘]里).
/// Files name villages in any of them.
/// </summary>
public sealed class VillageAlias
{
    public required string VillageCode { get; init; }

    /// <summary>Name as compared (see <see cref="Village.NormaliseName"/>).</summary>
    public required string NormalisedName { get; init; }

    /// <summary>Name as written.</summary>
    public required string Name { get; init; }
}

internal sealed class VillageConfiguration : IEntityTypeConfiguration<Village>, IEntityTypeConfiguration<VillageAlias>
{
    public void Configure(EntityTypeBuilder<Village> builder)
    {
        builder.ToTable("village");
        builder.HasKey(v => v.Code);
        builder.Property(v => v.Code).HasMaxLength(11);
        builder.HasIndex(v => v.TownshipCode);
        builder.HasIndex(v => v.CountyCode);
    }

    public void Configure(EntityTypeBuilder<VillageAlias> builder)
    {
        builder.ToTable("village_alias");
        builder.HasKey(a => new { a.VillageCode, a.NormalisedName });
    }
}
