using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StudentNet.Platform.Organisations;

/// <summary>
/// Who answers for a child and who may act: the ministry, a county, a township, a school unit. One row each, by code.
/// A school's further data (M2) are in the Schools module.
/// </summary>
public sealed class Organisation
{
    /// <summary>Code of the ministry.</summary>
    public const string MinistryCode = "MOE";

    /// <summary>
    /// <c>MOE</c>; a county's 5 or a township's 8 digits of the ministry of the interior; a school's 6 characters, with <c>J</c> (附設國中) or
    /// <c>C</c> (附設國小) behind them for every attached unit, as its AA account has it (domain §11).
    /// </summary>
    public required string Code { get; init; }

    public required Level Level { get; init; }

    public required string Name { get; set; }

    /// <summary>The county it lies in (itself for a county); null for the ministry. Never derived from a school code (domain §5).</summary>
    public string? CountyCode { get; set; }

    /// <summary>The township it lies in (itself for a township), where known.</summary>
    public string? TownshipCode { get; set; }

    /// <summary>For a school: the level it teaches. A school with both has a unit, and a row, for each.</summary>
    public SchoolLevel? SchoolLevel { get; set; }

    /// <summary>Last day it acts; null while it is open.</summary>
    public DateOnly? ClosedOn { get; set; }

    /// <summary>What this organisation may see and do: everything, its county, its township, its own pupils.</summary>
    public Scope Scope =>
        Level switch
        {
            Level.Ministry => new Scope.National(),
            Level.County => new Scope.County(Code),
            Level.Township => new Scope.Township(Code),
            _ => new Scope.School(Code),
        };

    /// <summary>The audit chain of its acts.</summary>
    public string AuditChain => CountyCode ?? Data.Act.NationalChain;
}

internal sealed class OrganisationConfiguration : IEntityTypeConfiguration<Organisation>
{
    public void Configure(EntityTypeBuilder<Organisation> builder)
    {
        builder.ToTable("organisation");
        builder.HasKey(o => o.Code);
        builder.Property(o => o.Code).HasMaxLength(8);
        builder.Ignore(o => o.Scope);
        builder.Ignore(o => o.AuditChain);
        builder.HasIndex(o => new { o.Level, o.CountyCode });
    }
}
