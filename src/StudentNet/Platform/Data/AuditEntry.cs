using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StudentNet.Platform.Data;

/// <summary>One act, or one look at children, chained to the entry before it (domain §14). Holds keys and codes, never names or numbers.</summary>
[PersonRows(RowMeeting.Stays)]
public sealed class AuditEntry
{
    /// <summary>County code or <c>TW</c>: whose acts these are.</summary>
    public required string Chain { get; init; }

    /// <summary>Which of the chains of a county: an account or client always writes to the same one (<see cref="AuditLane"/>).</summary>
    public required int Lane { get; init; }

    public required long Seq { get; init; }

    public required DateTime At { get; init; }

    public required AuditKind Kind { get; init; }

    public long? AccountId { get; init; }

    public long? AppointmentId { get; init; }

    /// <summary>The machine client that acted; null for people and for the system.</summary>
    public string? ClientId { get; init; }

    public string? OrganisationCode { get; init; }

    public required string Function { get; init; }

    public required string What { get; init; }

    public long? PersonId { get; init; }

    public string? Reason { get; init; }

    /// <summary>What changed or what was read: record kinds and keys, counts.</summary>
    public string? Detail { get; init; }

    /// <summary>The children shown, where they are others than <see cref="PersonId"/> alone: the key of an <see cref="AuditSet"/>.</summary>
    public long? ShownSet { get; init; }

    /// <summary>The hash of that set: a child that is taken out of it later is noticed.</summary>
    public string? ShownHash { get; init; }

    public required string PreviousHash { get; init; }

    /// <summary>SHA-256 over all the fields above, in hexadecimal.</summary>
    public required string Hash { get; init; }
}

/// <summary>What an entry tells of.</summary>
public enum AuditKind
{
    Write,

    /// <summary>Children were shown on a page, or asked for.</summary>
    Read,

    /// <summary>Children went out in a file or in an answer to a machine.</summary>
    Export,

    /// <summary>Somebody asked for what is not theirs, or is not there: the entry does not say which.</summary>
    Refused,
}

/// <summary>
/// A set of children that was shown, kept once however often it is shown: clerks look at the same part of the same list all day (decision 112).
/// </summary>
public sealed class AuditSet
{
    /// <summary>The first eight bytes of the hash.</summary>
    public required long Id { get; init; }

    /// <summary>SHA-256 over the numbers of its persons in order, in hexadecimal (<see cref="ShownPeople.HashOf"/>).</summary>
    public required string Hash { get; init; }
}

/// <summary>A child of a set. The child stands first in the key: who saw a child is what is asked.</summary>
[PersonRows(RowMeeting.Stays)]
public sealed class AuditShown
{
    public required long PersonId { get; init; }

    public required long SetId { get; init; }
}

/// <summary>The last link of one lane of a chain; locked while the next is written.</summary>
public sealed class AuditHead
{
    public required string Chain { get; init; }

    public required int Lane { get; init; }

    public long Seq { get; set; }

    public required string Hash { get; set; }
}

internal sealed class AuditConfiguration : IEntityTypeConfiguration<AuditEntry>, IEntityTypeConfiguration<AuditHead>, IEntityTypeConfiguration<AuditSet>, IEntityTypeConfiguration<AuditShown>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit_entry");
        builder.HasKey(e => new { e.Chain, e.Lane, e.Seq });
        builder.Property(e => e.Chain).HasMaxLength(8);
        builder.HasIndex(e => e.PersonId);
        builder.HasIndex(e => e.At);
        builder.HasIndex(e => e.ShownSet);
        builder.HasIndex(e => e.At, "ix_audit_entry_refused").HasFilter("kind = 'Refused'");
    }

    public void Configure(EntityTypeBuilder<AuditHead> builder)
    {
        builder.ToTable("audit_head");
        builder.HasKey(e => new { e.Chain, e.Lane });
        builder.Property(e => e.Chain).HasMaxLength(8);
    }

    public void Configure(EntityTypeBuilder<AuditSet> builder)
    {
        builder.ToTable("audit_set");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<AuditShown> builder)
    {
        builder.ToTable("audit_shown");
        builder.HasKey(s => new { s.PersonId, s.SetId });
    }
}
