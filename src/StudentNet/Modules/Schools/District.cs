using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Schools;

/// <summary>A county's districts for one school year and level: a draft, or published. Published plans never change; a correction is a new plan.</summary>
public sealed class DistrictPlan : IVersioned
{
    public long Id { get; init; }

    public required string CountyCode { get; init; }

    public required SchoolYear Year { get; init; }

    public required SchoolLevel Level { get; init; }

    public required DistrictPlanStatus Status { get; set; }

    public required DateTime CreatedAt { get; init; }

    public DateTime? PublishedAt { get; set; }

    /// <summary>When the next plan took its place.</summary>
    public DateTime? SupersededAt { get; set; }

    /// <summary>Where it came from: a file's receipt, or the plan it was copied from; in words.</summary>
    public string? Origin { get; init; }

    /// <summary>The plan it was copied from, or that was in force when it was begun: what its differences are shown against.</summary>
    public long? BasePlanId { get; init; }

    public int Version { get; set; }
}

/// <summary>State of a plan. One plan per county, year and level is in force; the ones before it are superseded.</summary>
public enum DistrictPlanStatus
{
    Draft,
    InForce,
    Superseded,
}

/// <summary>One rule: a village's neighbourhoods belong to a school, in a kind of zone (domain §5, M3).</summary>
public sealed class DistrictRule
{
    public required long PlanId { get; init; }

    /// <summary>Number of the rule within the plan, as imported.</summary>
    public required int RuleNo { get; init; }

    public required string VillageCode { get; init; }

    public required string SchoolCode { get; init; }

    public required ZoneKind Zone { get; init; }

    /// <summary>Neighbourhood set in its canonical text (see <c>NeighbourhoodSet</c>): <c>全里</c>, <c>1-4;9</c>, <c>除1;3外</c>.</summary>
    public required string Neighbourhoods { get; init; }

    /// <summary>A further condition in words. Such a rule never allocates by itself.</summary>
    public string? Condition { get; init; }

    public DateOnly? EffectiveFrom { get; init; }

    public DateOnly? EffectiveTo { get; init; }

    /// <summary>Line of the imported file, for findings.</summary>
    public int? SourceLine { get; init; }
}

/// <summary>Kind of a zone: 基本, 共同, 自由, 大 學區.</summary>
public enum ZoneKind
{
    Basic,
    Shared,
    Free,
    Open,
}

/// <summary>
/// A rule's neighbourhoods as ranges, both ends included: what the set-based statements join on. A rule of the whole village has one span
/// 0–9999, which also takes addresses whose neighbourhood is unreadable (stored as 0 in the join).
/// </summary>
public sealed class DistrictSpan
{
    public required long PlanId { get; init; }

    public required int RuleNo { get; init; }

    public required int FromNeighbourhood { get; init; }

    public required int ToNeighbourhood { get; init; }

    public required string VillageCode { get; init; }
}

/// <summary>
/// A line of a district table that names no village or school that exists, or neighbourhoods that nobody can read. It stays with the plan, in
/// its own words, until an officer places it or the plan is published without it; it never allocates.
/// </summary>
public sealed class DistrictUnplacedLine
{
    public required long PlanId { get; init; }

    /// <summary>Number of the line within the plan; shares the numbers of the rules.</summary>
    public required int RuleNo { get; init; }

    public int? SourceLine { get; init; }

    public required string Township { get; init; }

    public required string Village { get; init; }

    /// <summary>The village, where it was recognised.</summary>
    public string? VillageCode { get; init; }

    public required string School { get; init; }

    /// <summary>The unit, where it was recognised.</summary>
    public string? SchoolCode { get; init; }

    public required ZoneKind Zone { get; init; }

    /// <summary>As written.</summary>
    public required string Neighbourhoods { get; init; }

    public string? Condition { get; init; }

    /// <summary>The check it fails: <c>village.unknown</c>, <c>school.unknown</c>, <c>neighbourhood.form</c>.</summary>
    public required string Check { get; init; }

    public required string Message { get; init; }

    public required string Hint { get; init; }
}

/// <summary>A county's word that it publishes in spite of what a check found, and why. One per plan and check.</summary>
public sealed class DistrictAcknowledgement
{
    public required long PlanId { get; init; }

    public required string Check { get; init; }

    /// <summary>How many findings there were.</summary>
    public required int Findings { get; init; }

    public required string Reason { get; init; }

    public required DateTime At { get; init; }

    public required long? AccountId { get; init; }
}

internal sealed class DistrictConfiguration
    : IEntityTypeConfiguration<DistrictPlan>,
        IEntityTypeConfiguration<DistrictRule>,
        IEntityTypeConfiguration<DistrictSpan>,
        IEntityTypeConfiguration<DistrictUnplacedLine>,
        IEntityTypeConfiguration<DistrictAcknowledgement>
{
    public void Configure(EntityTypeBuilder<DistrictPlan> builder)
    {
        builder.ToTable("district_plan");
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.HasKey(p => p.Id);
        builder.HasIndex(p => new { p.CountyCode, p.Year, p.Level, p.Status });
    }

    public void Configure(EntityTypeBuilder<DistrictRule> builder)
    {
        builder.ToTable("district_rule");
        builder.HasKey(r => new { r.PlanId, r.RuleNo });
        builder.HasIndex(r => r.SchoolCode);
    }

    public void Configure(EntityTypeBuilder<DistrictSpan> builder)
    {
        builder.ToTable("district_span");
        builder.HasKey(s => new { s.PlanId, s.RuleNo, s.FromNeighbourhood });
        builder.HasIndex(s => new { s.PlanId, s.VillageCode });
    }

    public void Configure(EntityTypeBuilder<DistrictUnplacedLine> builder)
    {
        builder.ToTable("district_unplaced_line");
        builder.HasKey(l => new { l.PlanId, l.RuleNo });
    }

    public void Configure(EntityTypeBuilder<DistrictAcknowledgement> builder)
    {
        builder.ToTable("district_acknowledgement");
        builder.HasKey(a => new { a.PlanId, a.Check });
    }
}
