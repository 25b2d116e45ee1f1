using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentNet.Modules.Schools;

using StudentNet.Platform.Data;

namespace StudentNet.Modules.Admissions.N1Allocation;

/// <summary>What one run of the allocation worked on and what came of it; kept for good beside its <c>Run</c>.</summary>
public sealed class AllocationRun
{
    public required long RunId { get; init; }

    public required string CountyCode { get; init; }

    public required SchoolYear Year { get; init; }

    public required SchoolLevel Level { get; init; }

    /// <summary>The plan in force when the run began; null: none, and every child needs a person.</summary>
    public long? PlanId { get; init; }

    public required PublishedChildren Published { get; init; }

    /// <summary>Version of the rule list (<see cref="AllocationRules.Version"/>).</summary>
    public required string Rules { get; init; }

    /// <summary>Children considered.</summary>
    public int Children { get; set; }

    /// <summary>SHA-256 over plan, rules and every considered child's address, in hexadecimal: equal inputs give equal results.</summary>
    public string? InputHash { get; set; }

    /// <summary>Children whose entry changed.</summary>
    public int Changed { get; set; }

    /// <summary>Children left as they were because somebody changed them while the run was under way.</summary>
    public int Skipped { get; set; }

    /// <summary>When its figures were taken, UTC; null while it is under way.</summary>
    public DateTime? FinishedAt { get; set; }
}

/// <summary>What a run does with children whose allocation the county has already published.</summary>
public enum PublishedChildren
{
    /// <summary>Leaves them as they are; those who moved are only shown.</summary>
    Keep,

    /// <summary>Allocates anew those who moved since.</summary>
    Moved,

    /// <summary>Allocates all anew, for a corrected district plan.</summary>
    All,
}

/// <summary>Figures of a county as a run left them: the next run's difference is measured against them.</summary>
public sealed class AllocationFigure
{
    public required long RunId { get; init; }

    public required AllocationFigureKind Kind { get; init; }

    /// <summary>A school, a cause, or empty for a total.</summary>
    public required string Code { get; init; }

    public required int Count { get; init; }
}

/// <summary>What a figure counts. Residents = allocated + choice + needs a person + pending.</summary>
public enum AllocationFigureKind
{
    /// <summary>Children with one school: by rule, by hand, or added by the school.</summary>
    Allocated,

    /// <summary>Children with a choice list and its default.</summary>
    Choice,

    /// <summary>待人工分發, by cause.</summary>
    NeedsPerson,

    /// <summary>待分發: not yet through a run.</summary>
    Pending,
}

/// <summary>Working table: the considered children with their addresses as frozen at the start. Emptied at the end of a run.</summary>
[PersonRows(RowMeeting.Stays)]
internal sealed class AllocationChild
{
    public required long PersonId { get; init; }

    public required long RunId { get; init; }

    public required int EntryVersion { get; init; }

    /// <summary>0: no residence is known.</summary>
    public required int ResidenceSeq { get; init; }

    /// <summary>County of the latest residence.</summary>
    public required string CountyCode { get; init; }

    /// <summary>Empty: unknown.</summary>
    public required string VillageCode { get; init; }

    /// <summary>0: unreadable.</summary>
    public required int Neighbourhood { get; init; }
}

/// <summary>Working table: the district rules that hold for an address.</summary>
internal sealed class AllocationOffer
{
    public required long RunId { get; init; }

    public required string VillageCode { get; init; }

    public required int Neighbourhood { get; init; }

    public required int RuleNo { get; init; }

    public required string SchoolCode { get; init; }

    public required ZoneKind Zone { get; init; }

    /// <summary>Order of the kinds: 1 基本, 2 共同, 3 自由, 4 大.</summary>
    public required int ZoneRank { get; init; }

    /// <summary>The school is open on the first school day, public, and of the level.</summary>
    public required bool Accepts { get; init; }

    /// <summary>The rule has a condition in words.</summary>
    public required bool Worded { get; init; }
}

/// <summary>Working table: what was decided for an address. The address decides, so each is decided once, however many children live there.</summary>
internal sealed class AllocationAddress
{
    public required long RunId { get; init; }

    public required string VillageCode { get; init; }

    public required int Neighbourhood { get; init; }

    public required string DecidedBy { get; init; }

    public required EntryState State { get; init; }

    public AllocationBasis? Basis { get; init; }

    public string? SchoolCode { get; init; }

    public int? RuleNo { get; init; }

    /// <summary>Whether the address has a choice list.</summary>
    public required bool HasChoices { get; init; }
}

/// <summary>Working table: the entries that are to change, and into what.</summary>
[PersonRows(RowMeeting.Stays)]
internal sealed class AllocationChange
{
    public required long PersonId { get; init; }

    public required long RunId { get; init; }

    public required int EntryVersion { get; init; }

    public required string What { get; init; }

    public required string DecidedBy { get; init; }

    public required EntryState State { get; init; }

    public required string CountyCode { get; init; }

    public AllocationBasis? Basis { get; init; }

    public string? SchoolCode { get; init; }

    public long? PlanId { get; init; }

    public int? RuleNo { get; init; }

    public string? Cause { get; init; }

    public int? ResidenceSeq { get; init; }

    public required string VillageCode { get; init; }

    public required int Neighbourhood { get; init; }

    public required bool HasChoices { get; init; }
}

internal sealed class AllocationConfiguration
    : IEntityTypeConfiguration<AllocationRun>,
        IEntityTypeConfiguration<AllocationFigure>,
        IEntityTypeConfiguration<AllocationChild>,
        IEntityTypeConfiguration<AllocationOffer>,
        IEntityTypeConfiguration<AllocationAddress>,
        IEntityTypeConfiguration<AllocationChange>
{
    public void Configure(EntityTypeBuilder<AllocationRun> builder)
    {
        builder.ToTable("allocation_run");
        builder.HasKey(r => r.RunId);
        builder.Property(r => r.RunId).ValueGeneratedNever();
        builder.HasIndex(r => new { r.CountyCode, r.Year, r.Level, r.RunId });
    }

    public void Configure(EntityTypeBuilder<AllocationFigure> builder)
    {
        builder.ToTable("allocation_figure");
        builder.HasKey(f => new { f.RunId, f.Kind, f.Code });
    }

    public void Configure(EntityTypeBuilder<AllocationChild> builder)
    {
        builder.ToTable("allocation_child");
        builder.HasKey(c => new { c.PersonId, c.RunId });
    }

    public void Configure(EntityTypeBuilder<AllocationOffer> builder)
    {
        builder.ToTable("allocation_offer");
        builder.HasKey(o => new { o.RunId, o.VillageCode, o.Neighbourhood, o.RuleNo });
    }

    public void Configure(EntityTypeBuilder<AllocationAddress> builder)
    {
        builder.ToTable("allocation_address");
        builder.HasKey(a => new { a.RunId, a.VillageCode, a.Neighbourhood });
    }

    public void Configure(EntityTypeBuilder<AllocationChange> builder)
    {
        builder.ToTable("allocation_change");
        builder.HasKey(c => new { c.PersonId, c.RunId });
    }
}
