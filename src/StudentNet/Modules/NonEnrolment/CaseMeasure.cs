using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.NonEnrolment;

/// <summary>
/// Something that was done about a tracked child other than a visit: the police were asked, the family refused, a letter of the compulsory-attendance ladder was sent,
/// delivered, paid (domain §7). What is wrong is voided by who wrote it and stays; nothing is changed or deleted.
/// </summary>
[PersonRows(RowMeeting.Follows, Parent = typeof(TrackedCase))]
public sealed class CaseMeasure
{
    public required long PersonId { get; init; }

    public required int CaseSeq { get; init; }

    /// <summary>1, 2, 3 … per case.</summary>
    public required int Seq { get; init; }

    /// <summary>A code of <c>case-measures.csv</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The day on which it was done.</summary>
    public required DateOnly On { get; init; }

    /// <summary>The measure that it belongs to: the letter that was delivered, the question that the police answered.</summary>
    public int? OfSeq { get; init; }

    public string? DocumentNo { get; init; }

    /// <summary>Who is on the other side: the police station, who took the letter, who refused.</summary>
    public string? Counterpart { get; init; }

    /// <summary>NT$.</summary>
    public int? Amount { get; init; }

    /// <summary>The last day that a letter gives: to be in school, or to pay.</summary>
    public DateOnly? Deadline { get; init; }

    public required string Note { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required long RecordedBy { get; init; }

    /// <summary>Who acted: school, county or township.</summary>
    public required string OrganisationCode { get; init; }

    /// <summary>When its author voided it, UTC: from then on it never was.</summary>
    public DateTime? VoidedAt { get; set; }

    public string? VoidReason { get; set; }
}

/// <summary>What somebody may ask of another organisation about a case.</summary>
public enum CaseRequestKind
{
    /// <summary>申請解除列管: the county decides.</summary>
    Release,

    /// <summary>申訴: the designated school does not agree; the county decides.</summary>
    Appeal,

    /// <summary>移交縣市: another county is to answer; it accepts or refuses.</summary>
    HandOver,

    /// <summary>改派學校: another school of the county is to track; it accepts or refuses.</summary>
    Reassignment,
}

/// <summary>
/// A question about a case that another person has to answer. Until it is answered whoever asked still answers for the child, and both see since when it has been
/// open. Who answers is never who asked: the database refuses it too.
/// </summary>
[PersonRows(RowMeeting.Follows, Parent = typeof(TrackedCase))]
public sealed class CaseRequest
{
    public required long PersonId { get; init; }

    public required int CaseSeq { get; init; }

    /// <summary>1, 2, 3 … per case.</summary>
    public required int Seq { get; init; }

    public required CaseRequestKind Kind { get; init; }

    public required DateTime AskedAt { get; init; }

    public required long AskedBy { get; init; }

    /// <summary>The organisation that asks.</summary>
    public required string FromCode { get; init; }

    /// <summary>The organisation that is to answer.</summary>
    public required string ToCode { get; init; }

    /// <summary>Of a release: a code of <c>release-reasons.csv</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>Of an appeal: the school that should track instead; of a release: the school that the child attends.</summary>
    public string? SchoolCode { get; init; }

    /// <summary>What proves it: number of a document, name of a paper.</summary>
    public string? Evidence { get; init; }

    /// <summary>Why, in words.</summary>
    public required string Words { get; init; }

    /// <summary>Of a release for a time: its last day.</summary>
    public DateOnly? ValidThrough { get; init; }

    /// <summary>The feed that ends a release for a time: <c>border-in</c>; null: none.</summary>
    public string? ContradictedBy { get; init; }

    public DateTime? AnsweredAt { get; set; }

    public long? AnsweredBy { get; set; }

    public bool? IsAccepted { get; set; }

    public string? Answer { get; set; }

    /// <summary>When who asked took it back, or the case was closed meanwhile, UTC.</summary>
    public DateTime? TakenBackAt { get; set; }

    /// <summary>Still waits for its answer.</summary>
    public bool IsOpen => AnsweredAt is null && TakenBackAt is null;
}

internal sealed class CaseMeasureConfiguration : IEntityTypeConfiguration<CaseMeasure>, IEntityTypeConfiguration<CaseRequest>
{
    public void Configure(EntityTypeBuilder<CaseMeasure> builder)
    {
        builder.ToTable("case_measure");
        builder.HasKey(m => new
        {
            m.PersonId,
            m.CaseSeq,
            m.Seq,
        });
    }

    public void Configure(EntityTypeBuilder<CaseRequest> builder)
    {
        builder.ToTable("case_request", t => t.HasCheckConstraint("ck_case_request_two_people", "answered_by is null or answered_by <> asked_by"));
        builder.HasKey(r => new
        {
            r.PersonId,
            r.CaseSeq,
            r.Seq,
        });
        builder.Property(r => r.ToCode).HasMaxLength(8);
        builder.HasIndex(r => new { r.ToCode, r.AnsweredAt });
    }
}
