using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Admissions;

/// <summary>
/// A child's way into a school in one school year and level (domain §6): 待分發 → 已分發 | 待人工分發 → 已報到 | 未報到 → 已入學 | 未入學.
/// One row per child, year and level; every change of it also appends an <see cref="EntryEvent"/>.
/// </summary>
[PersonRows(RowMeeting.EarlierHolds, By = nameof(Weight))]
public sealed class Entry : IVersioned
{
    public required long PersonId { get; init; }

    public required SchoolYear Year { get; init; }

    public required SchoolLevel Level { get; init; }

    public required EntryState State { get; set; }

    /// <summary>County of the latest residence: it answers for the child until a school does.</summary>
    public string? CountyCode { get; set; }

    /// <summary>School of the allocation: by rule, by choice list default, or by hand.</summary>
    public string? AllocatedSchool { get; set; }

    /// <summary>What decided: the rule, the choice list, a person, or the cause why a person must.</summary>
    public AllocationBasis? Basis { get; set; }

    /// <summary>Plan and rule that decided, where one did.</summary>
    public long? PlanId { get; set; }

    public int? RuleNo { get; set; }

    /// <summary>Cause of 待人工分發: a code of <c>Reference/allocation-rules.csv</c>.</summary>
    public string? Cause { get; set; }

    /// <summary>The residence (<c>Residence.Seq</c>) the decision was made for. A later one means: moved since.</summary>
    public int? ResidenceSeq { get; set; }

    /// <summary>When the county published the allocation; until then schools do not see it.</summary>
    public DateTime? PublishedAt { get; set; }

    /// <summary>School that marked the child as registered.</summary>
    public string? RegisteredSchool { get; set; }

    /// <summary>Why not registered or not admitted: a code of <c>Reference/reasons.csv</c>.</summary>
    public string? Reason { get; set; }

    /// <summary>The school or place the reason names.</summary>
    public string? ReasonDetail { get; set; }

    /// <summary>School where the child was admitted: exactly one nationwide.</summary>
    public string? AdmittedSchool { get; set; }

    /// <summary>When the national comparison first found the child nowhere, UTC; null: it never did.</summary>
    public DateTime? NotFoundAt { get; set; }

    /// <summary>Last change, UTC.</summary>
    public required DateTime ChangedAt { get; set; }

    public int Version { get; set; }

    /// <summary>
    /// Of two entries of one child for one year and level the weightier holds: what a school has been shown (the earlier), then what an officer
    /// decided, then what a run allocated. What schools said is in the marks and is never weighed here.
    /// </summary>
    public (DateTime, int) Weight => (PublishedAt ?? DateTime.MaxValue, Basis is AllocationBasis.Hand ? 0 : AllocatedSchool is not null ? 1 : 2);
}

/// <summary>State of an entry, in the order of the stages.</summary>
public enum EntryState
{
    /// <summary>待分發</summary>
    Pending,

    /// <summary>已分發</summary>
    Allocated,

    /// <summary>待人工分發</summary>
    NeedsPerson,

    /// <summary>已報到</summary>
    Registered,

    /// <summary>未報到</summary>
    NotRegistered,

    /// <summary>已入學</summary>
    Admitted,

    /// <summary>未入學</summary>
    NotAdmitted,
}

/// <summary>What decided an allocation.</summary>
public enum AllocationBasis
{
    /// <summary>One 基本 rule matched.</summary>
    Rule,

    /// <summary>A choice list (共同/自由): the default school stands until the family chooses.</summary>
    Choice,

    /// <summary>A county officer decided, with a reason.</summary>
    Hand,

    /// <summary>The child was added by the school that registered it.</summary>
    Added,
}

/// <summary>A school of a child's choice list (共同/自由/大 學區), the default among them. The family chooses by registering there.</summary>
[PersonRows(RowMeeting.Follows, Parent = typeof(Entry))]
public sealed class EntryChoice
{
    public required long PersonId { get; init; }

    public required SchoolYear Year { get; init; }

    public required SchoolLevel Level { get; init; }

    public required string SchoolCode { get; init; }

    /// <summary>Zone kind of the rule that names it.</summary>
    public required Schools.ZoneKind Zone { get; init; }

    /// <summary>The rule, in the plan of the entry.</summary>
    public required int RuleNo { get; init; }

    /// <summary>The school that stands until the family chooses. A list without one needs a person.</summary>
    public required bool IsDefault { get; set; }
}

/// <summary>One change of an entry: nothing about a child is overwritten without a trace.</summary>
[PersonRows(RowMeeting.KeepBoth, Numbered = true)]
public sealed class EntryEvent
{
    public required long PersonId { get; init; }

    public required SchoolYear Year { get; init; }

    public required SchoolLevel Level { get; init; }

    public required int Seq { get; init; }

    public required EntryState State { get; init; }

    public string? SchoolCode { get; init; }

    /// <summary>What happened: a code of <see cref="EntryEvents"/>, such as <c>allocated</c>, <c>registered</c>, <c>taken-over</c>.</summary>
    public required string What { get; init; }

    /// <summary>Reason code or cause code.</summary>
    public string? Reason { get; init; }

    public string? Detail { get; init; }

    public required DateTime At { get; init; }

    public long? AccountId { get; init; }

    public string? OrganisationCode { get; init; }

    public long? RunId { get; init; }
}

internal sealed class EntryConfiguration
    : IEntityTypeConfiguration<Entry>,
        IEntityTypeConfiguration<EntryChoice>,
        IEntityTypeConfiguration<EntryEvent>
{
    public void Configure(EntityTypeBuilder<Entry> builder)
    {
        builder.ToTable("entry");
        builder.Ignore(e => e.Weight);
        builder.HasKey(e => new { e.PersonId, e.Year, e.Level });
        builder.HasIndex(e => new { e.Year, e.Level, e.AllocatedSchool });
        builder.HasIndex(e => new { e.Year, e.Level, e.RegisteredSchool });
        builder.HasIndex(e => new { e.Year, e.Level, e.AdmittedSchool });
        builder.HasIndex(e => new { e.Year, e.Level, e.CountyCode, e.State });
    }

    public void Configure(EntityTypeBuilder<EntryChoice> builder)
    {
        builder.ToTable("entry_choice");
        builder.HasKey(e => new { e.PersonId, e.Year, e.Level, e.SchoolCode });
        // School before year and level, which nearly all rows share: while PostgreSQL has no statistics of the table, it would look a child up by those.
        builder.HasIndex(e => new { e.SchoolCode, e.Year, e.Level });
    }

    public void Configure(EntityTypeBuilder<EntryEvent> builder)
    {
        builder.ToTable("entry_event");
        builder.HasKey(e => new { e.PersonId, e.Year, e.Level, e.Seq });
        builder.HasIndex(e => e.RunId);
        // Which children a school was once shown, long after they have gone elsewhere.
        builder.HasIndex(e => new { e.SchoolCode, e.Year, e.Level }).HasFilter($"what = '{EntryEvents.Published}'");
    }
}
