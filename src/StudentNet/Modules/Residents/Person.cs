using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Residents;

/// <summary>A child, once. Everything about the child hangs on <see cref="PersonId"/>; numbers and addresses come and go.</summary>
[PersonRows(RowMeeting.Stays)]
public sealed class Person : IVersioned
{
    /// <summary>Taken from the block <c>person</c>.</summary>
    public required long PersonId { get; init; }

    /// <summary>Name as the source wrote it, any plane of Unicode.</summary>
    public required string Name { get; set; }

    /// <summary>Name as compared (see <c>NameText.Normalise</c>).</summary>
    public required string NormalisedName { get; set; }

    public required Sex Sex { get; set; }

    public required DateOnly BirthDate { get; set; }

    /// <summary>Year of the cohort of the birth date (domain §4), stored because comparison and forecast select by it.</summary>
    public required int Cohort { get; set; }

    /// <summary>ISO 3166 code; <c>TW</c> for nationals.</summary>
    public required string Nationality { get; set; }

    /// <summary>Set when two records proved to be one person; the other one stays.</summary>
    public long? MergedInto { get; set; }

    /// <summary>Why the registry no longer holds the child as resident: dead, moved abroad, nationality lost; null while it does.</summary>
    public ResidenceEnd? Ended { get; set; }

    public DateOnly? EndedOn { get; set; }

    /// <summary>Data date of the latest registry row about the child: an older one overwrites nothing.</summary>
    public DateOnly? AsOf { get; set; }

    public int Version { get; set; }
}

/// <summary>Why a residence ended for good.</summary>
public enum ResidenceEnd
{
    Died,
    MovedAbroad,
    LostNationality,
}

/// <summary>A number by which a person is or was known. Distributed by number, so that its uniqueness can be checked on one shard.</summary>
[PersonRows(RowMeeting.KeepBoth)]
public sealed class PersonIdentifier
{
    /// <summary>Normalised number.</summary>
    public required string Number { get; init; }

    public required PersonNumberKind Kind { get; init; }

    public required long PersonId { get; set; }

    /// <summary>Last three characters: people on the telephone say them; never a key.</summary>
    public required string LastThree { get; init; }

    public required DateTime Since { get; init; }

    /// <summary>The number to show when a person has several.</summary>
    public bool IsCurrent { get; set; }
}

/// <summary>Where a person was registered as resident, from one report of the registry to the next. The latest has no <see cref="Until"/>.</summary>
[PersonRows(RowMeeting.KeepBoth, Numbered = true, OpenUntil = nameof(Until), By = nameof(ReceivedAt))]
public sealed class Residence
{
    public required long PersonId { get; init; }

    /// <summary>1, 2, 3 … per person.</summary>
    public required int Seq { get; init; }

    /// <summary>Village code; null where the registry's village is not in the list: the child then needs a person.</summary>
    public string? VillageCode { get; init; }

    public string? CountyCode { get; init; }

    public string? TownshipCode { get; init; }

    /// <summary>Village as written in the file.</summary>
    public required string VillageText { get; init; }

    /// <summary>Neighbourhood number; null when it could not be read.</summary>
    public int? Neighbourhood { get; init; }

    public required string Address { get; init; }

    /// <summary>設籍日期: since when registered at this address, for capacity control.</summary>
    public DateOnly? RegisteredOn { get; init; }

    /// <summary>Household number, where the registry sends it: siblings share it.</summary>
    public string? Household { get; init; }

    /// <summary>When we learned of it, UTC.</summary>
    public required DateTime ReceivedAt { get; init; }

    public DateTime? Until { get; set; }

    /// <summary>The receipt that told us.</summary>
    public long? ReceiptId { get; init; }
}

/// <summary>What a person's data were before a list or an officer changed them: name, sex, birth date, the end of a residence, a merger, the shown number.</summary>
[PersonRows(RowMeeting.Stays)]
public sealed class PersonChange
{
    public required long PersonId { get; init; }

    /// <summary>1, 2, 3 … per person.</summary>
    public required int Seq { get; init; }

    /// <summary>Which field: <c>name</c>, <c>sex</c>, <c>birth-date</c>, <c>ended</c>, <c>merged</c>, <c>number</c>.</summary>
    public required string Field { get; init; }

    public string? Before { get; init; }

    public string? After { get; init; }

    public required DateTime At { get; init; }

    /// <summary>The receipt that told us.</summary>
    public long? ReceiptId { get; init; }
}

internal sealed class PersonConfiguration
    : IEntityTypeConfiguration<Person>,
        IEntityTypeConfiguration<PersonChange>,
        IEntityTypeConfiguration<PersonIdentifier>,
        IEntityTypeConfiguration<Residence>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.ToTable("person");
        builder.HasKey(p => p.PersonId);
        builder.Property(p => p.PersonId).ValueGeneratedNever();
        builder.HasIndex(p => p.Cohort);
        builder.HasIndex(p => new { p.NormalisedName, p.BirthDate });
        // Which records became this one; few have.
        builder.HasIndex(p => p.MergedInto).HasFilter("merged_into is not null");
    }

    public void Configure(EntityTypeBuilder<PersonChange> builder)
    {
        builder.ToTable("person_change");
        builder.HasKey(c => new { c.PersonId, c.Seq });
    }

    public void Configure(EntityTypeBuilder<PersonIdentifier> builder)
    {
        builder.ToTable("person_identifier");
        builder.HasKey(i => i.Number);
        builder.Property(i => i.Number).HasMaxLength(20);
        builder.HasIndex(i => i.PersonId);
    }

    public void Configure(EntityTypeBuilder<Residence> builder)
    {
        builder.ToTable("residence");
        builder.HasKey(r => new { r.PersonId, r.Seq });
        builder.HasIndex(r => r.VillageCode);
        builder.HasIndex(r => r.Household).HasFilter("until is null");
        builder.HasIndex(r => new { r.PersonId, r.Until });
    }
}
