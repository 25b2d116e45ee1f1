using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.NonEnrolment;

/// <summary>
/// A child that is in no school and is being looked for (列管個案, P2). It stays open until released; the county answers for it until it names
/// a school, then that school does. Whom nothing explains again after a release has the same case opened again, with all that is in it.
/// </summary>
[PersonRows(RowMeeting.PersonDecides, Numbered = true)]
public sealed class TrackedCase : IVersioned
{
    public required long PersonId { get; init; }

    /// <summary>1, 2 … per child: one for each level, more after a merge.</summary>
    public required int CaseSeq { get; init; }

    /// <summary>Number people say: <c>115-00418</c>. Never derived from name or number of the child.</summary>
    public required string CaseNo { get; init; }

    public required SchoolYear Year { get; init; }

    public required SchoolLevel Level { get; init; }

    /// <summary>The comparison that found the child; 0: the ledger did, whatever its age (<c>LedgerCasesRun</c>).</summary>
    public required long ComparisonId { get; init; }

    /// <summary>County of the latest residence when the case was opened or last reassigned.</summary>
    public string? CountyCode { get; set; }

    /// <summary>The school the system proposes: the allocated school, else the 基本 school of the latest address (domain §7).</summary>
    public string? ProposedSchool { get; set; }

    /// <summary>The school that tracks; null until the county designates one.</summary>
    public string? SchoolCode { get; set; }

    public DateTime? DesignatedAt { get; set; }

    public required DateTime OpenedAt { get; init; }

    /// <summary>Day by which the next visit is due, by the county's frequency.</summary>
    public DateOnly? NextVisitDue { get; set; }

    /// <summary>A later comparison found the child accounted for: the pass. A person confirms the release.</summary>
    public int? ProposedReleasePass { get; set; }

    public DateTime? ReleasedAt { get; set; }

    /// <summary>Why released: a code of <c>release-reasons.csv</c>.</summary>
    public string? ReleaseReason { get; set; }

    /// <summary>協尋中: the police have been asked and have not answered yet, since this day.</summary>
    public DateOnly? SearchedSince { get; set; }

    /// <summary>拒學: refused since this day, by the newest record that holds.</summary>
    public DateOnly? RefusedOn { get; set; }

    /// <summary>申訴中: the tracking school has appealed and the county has not decided.</summary>
    public DateTime? AppealedAt { get; set; }

    /// <summary>申請解列中: a release was asked for and not decided.</summary>
    public DateTime? ReleaseAskedAt { get; set; }

    /// <summary>The county or school that is asked to take the case over; until it accepts, the sender answers.</summary>
    public string? HandOverTo { get; set; }

    /// <summary>The clock of visits stands still while an appeal runs, where the county says so: the day that was due when it stopped.</summary>
    public DateOnly? StoppedVisitDue { get; set; }

    /// <summary>Why the child is in no school, as the newest visit found: a code of <c>absence-causes.csv</c>.</summary>
    public string? Cause { get; set; }

    public int Version { get; set; }

    /// <summary>Where the case stands, computed from what happened.</summary>
    public CaseState State(DateOnly today) =>
        this switch
        {
            { ReleasedAt: not null } => CaseState.Released,
            { SchoolCode: null } => CaseState.AwaitingDesignation,
            { NextVisitDue: { } due } when due < today => CaseState.Overdue,
            _ => CaseState.Visiting,
        };
}

/// <summary>State of a case.</summary>
public enum CaseState
{
    /// <summary>待指派: the county answers.</summary>
    AwaitingDesignation,

    /// <summary>查訪中: the school answers.</summary>
    Visiting,

    /// <summary>查訪逾期</summary>
    Overdue,

    /// <summary>已解列</summary>
    Released,
}

/// <summary>One thing that happened to a case; nothing about it is overwritten without a trace.</summary>
[PersonRows(RowMeeting.Follows, Parent = typeof(TrackedCase))]
public sealed class CaseEvent
{
    public required long PersonId { get; init; }

    public required int CaseSeq { get; init; }

    public required int Seq { get; init; }

    public required CaseEventKind Kind { get; init; }

    public required DateTime At { get; init; }

    public string? OrganisationCode { get; init; }

    public long? AccountId { get; init; }

    /// <summary>The school concerned: designated, or the one that admitted.</summary>
    public string? SchoolCode { get; init; }

    public string? Note { get; init; }

    /// <summary>Of a measure its kind, of a request its <see cref="CaseRequestKind"/>.</summary>
    public string? Code { get; init; }

    /// <summary>Row of the measure or request.</summary>
    public int? RefSeq { get; init; }

    /// <summary>The county that answered from then on; null: the one that answers now.</summary>
    public string? CountyCode { get; set; }
}

/// <summary>Kind of a case event.</summary>
public enum CaseEventKind
{
    /// <summary>大比對列管</summary>
    Opened,

    /// <summary>縣市指派</summary>
    Designated,

    /// <summary>訪查紀錄</summary>
    Visited,

    /// <summary>比對到就學紀錄，待確認</summary>
    ReleaseProposed,

    /// <summary>解除列管</summary>
    Released,

    /// <summary>縣市收回指派，學校還沒有處理</summary>
    DesignationTakenBack,

    /// <summary>解除列管後又沒有任何紀錄，同一案重新列管</summary>
    Reopened,

    /// <summary>A measure (協尋、拒學、勸告書 …): <see cref="CaseEvent.Code"/> is its kind, <see cref="CaseEvent.RefSeq"/> its row.</summary>
    Measured,

    /// <summary>A measure was voided by its author.</summary>
    MeasureVoided,

    /// <summary>Something was asked of another organisation: <see cref="CaseEvent.RefSeq"/> is the row of the request.</summary>
    Requested,

    /// <summary>The request was granted.</summary>
    Granted,

    /// <summary>The request was refused.</summary>
    Refused,

    /// <summary>The request was taken back by who asked.</summary>
    RequestTakenBack,

    /// <summary>Another county has taken the case over and answers from then on.</summary>
    HandedOver,
}

/// <summary>A visit (訪查): when, how, to whom, what came of it.</summary>
[PersonRows(RowMeeting.Follows, Parent = typeof(TrackedCase))]
public sealed class Visit
{
    public required long PersonId { get; init; }

    public required int CaseSeq { get; init; }

    public required int Seq { get; init; }

    public required DateOnly On { get; init; }

    /// <summary>A code of <c>visit-kinds.csv</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>A code of <c>visit-results.csv</c>.</summary>
    public required string Result { get; init; }

    /// <summary>Whom the visitor met: a code of <c>visit-met.csv</c>; null in visits from before it was asked.</summary>
    public string? Met { get; init; }

    /// <summary>The child was seen in person: a word of the family is not the same.</summary>
    public bool? WasSeen { get; init; }

    /// <summary>Why the child is in no school: a code of <c>absence-causes.csv</c>.</summary>
    public string? Cause { get; init; }

    public required string Note { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required long RecordedBy { get; init; }

    public required string SchoolCode { get; init; }

    /// <summary>The next visit that the visitor has set; null: by the county's frequency.</summary>
    public DateOnly? NextOn { get; init; }

    /// <summary>When its author voided it, UTC: from then on it never was.</summary>
    public DateTime? VoidedAt { get; set; }

    public string? VoidReason { get; set; }
}

internal sealed class CaseConfiguration
    : IEntityTypeConfiguration<TrackedCase>,
        IEntityTypeConfiguration<CaseEvent>,
        IEntityTypeConfiguration<Visit>
{
    public void Configure(EntityTypeBuilder<TrackedCase> builder)
    {
        builder.ToTable("tracked_case");
        builder.HasKey(c => new { c.PersonId, c.CaseSeq });
        builder.HasIndex(c => c.CaseNo);
        builder.HasIndex(c => c.SchoolCode);
        builder.HasIndex(c => c.CountyCode);
    }

    public void Configure(EntityTypeBuilder<CaseEvent> builder)
    {
        builder.ToTable("case_event");
        builder.HasKey(e => new
        {
            e.PersonId,
            e.CaseSeq,
            e.Seq,
        });
    }

    public void Configure(EntityTypeBuilder<Visit> builder)
    {
        builder.ToTable("visit");
        builder.HasKey(v => new
        {
            v.PersonId,
            v.CaseSeq,
            v.Seq,
        });
    }
}
