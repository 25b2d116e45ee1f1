using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Schools;

/// <summary>A school unit's master data (M2): the list that other systems take. Its code, name, county and level are in <c>organisation</c> too.</summary>
public sealed class School : IVersioned
{
    /// <summary>Code of the unit, as in <c>organisation</c>.</summary>
    public required string Code { get; init; }

    /// <summary>The ministry's six characters, shared by attached units.</summary>
    public required string MinistryCode { get; set; }

    public required string Name { get; set; }

    public required string CountyCode { get; set; }

    public string? TownshipCode { get; set; }

    public required SchoolLevel Level { get; set; }

    public required SchoolKind Kind { get; set; }

    /// <summary>Privately run (私立): families apply there themselves, allocation never sends a child.</summary>
    public required bool IsPrivate { get; set; }

    public string? Address { get; set; }

    public string? Telephone { get; set; }

    public string? Website { get; set; }

    public DateOnly? OpenedOn { get; set; }

    /// <summary>Last day it is open.</summary>
    public DateOnly? ClosedOn { get; set; }

    /// <summary>The county's 學籍系統 2.0 files Q1 and Q2 for it (domain §3).</summary>
    public bool UsesRecordSystem { get; set; }

    public int Version { get; set; }
}

/// <summary>Kind of a school unit (domain §5).</summary>
public enum SchoolKind
{
    Regular,
    AttachedJuniorHigh,
    AttachedElementary,
    SpecialEducation,
    Foreign,
}

/// <summary>A name a school had, or a merger: history of the master data stays.</summary>
public sealed class SchoolChange
{
    public required string Code { get; init; }

    public required int Seq { get; init; }

    public required DateOnly On { get; init; }

    /// <summary>Which field: a name of <c>SchoolFields</c>.</summary>
    public required string Field { get; init; }

    public string? Before { get; init; }

    public string? After { get; init; }
}

/// <summary>A school that an accepted list of its level and county did not name: proposed as closed, until somebody decides.</summary>
public sealed class SchoolClosureProposal
{
    public required string Code { get; init; }

    /// <summary>The list that did not name it.</summary>
    public required long ReceiptId { get; init; }

    public required DateTime At { get; init; }
}

internal sealed class SchoolConfiguration
    : IEntityTypeConfiguration<School>,
        IEntityTypeConfiguration<SchoolChange>,
        IEntityTypeConfiguration<SchoolClosureProposal>
{
    public void Configure(EntityTypeBuilder<School> builder)
    {
        builder.ToTable("school");
        builder.HasKey(s => s.Code);
        builder.Property(s => s.Code).HasMaxLength(8);
        builder.HasIndex(s => new { s.CountyCode, s.Level });
    }

    public void Configure(EntityTypeBuilder<SchoolChange> builder)
    {
        builder.ToTable("school_change");
        builder.HasKey(s => new { s.Code, s.Seq });
    }

    public void Configure(EntityTypeBuilder<SchoolClosureProposal> builder)
    {
        builder.ToTable("school_closure_proposal");
        builder.HasKey(p => p.Code);
    }
}
