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

    public required string PreviousHash { get; init; }

    /// <summary>SHA-256 over all the fields above, in hexadecimal.</summary>
    public required string Hash { get; init; }
}

/// <summary>A write, or a read of children.</summary>
public enum AuditKind
{
    Write,
    Read,
}

/// <summary>The last link of one lane of a chain; locked while the next is written.</summary>
public sealed class AuditHead
{
    public required string Chain { get; init; }

    public required int Lane { get; init; }

    public long Seq { get; set; }

    public required string Hash { get; set; }
}

internal sealed class AuditConfiguration : IEntityTypeConfiguration<AuditEntry>, IEntityTypeConfiguration<AuditHead>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit_entry");
        builder.HasKey(e => new { e.Chain, e.Lane, e.Seq });
        builder.Property(e => e.Chain).HasMaxLength(8);
        builder.HasIndex(e => e.PersonId);
        builder.HasIndex(e => e.At);
    }

    public void Configure(EntityTypeBuilder<AuditHead> builder)
    {
        builder.ToTable("audit_head");
        builder.HasKey(e => new { e.Chain, e.Lane });
        builder.Property(e => e.Chain).HasMaxLength(8);
    }
}
