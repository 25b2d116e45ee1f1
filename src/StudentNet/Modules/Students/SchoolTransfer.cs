using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Students;

/// <summary>
/// A pupil's way from one school to the next in two stages (domain §7): released (轉出), which stays the old school's to answer for, until another has received it (轉入). The
/// steps stand in <see cref="SchoolTransferEvent"/>; this row says where they have led.
/// </summary>
[PersonRows(RowMeeting.KeepBoth, Numbered = true)]
public sealed class SchoolTransfer : IVersioned
{
    public required long PersonId { get; init; }

    /// <summary>1, 2, 3 … per child.</summary>
    public required int TransferSeq { get; init; }

    /// <summary>The school that released the child.</summary>
    public required string FromSchool { get; init; }

    /// <summary>The school that is to receive it: as the family named it, or as a full school referred it; null: not named.</summary>
    public string? ToSchool { get; set; }

    /// <summary>轉學證明書字號.</summary>
    public required string CertificateNo { get; init; }

    /// <summary>The term in which the child was released; it can be taken back as long as that one runs.</summary>
    public required SchoolYear Year { get; init; }

    public required int Term { get; init; }

    /// <summary>Last day at the old school.</summary>
    public required DateOnly ReleasedOn { get; init; }

    public required DateTime ReleasedAt { get; init; }

    /// <summary>The school that received the child; null: none yet.</summary>
    public string? ReceivedBy { get; set; }

    /// <summary>First day there.</summary>
    public DateOnly? ReceivedOn { get; set; }

    public DateTime? ReceivedAt { get; set; }

    /// <summary>When the release was taken back, UTC: the child is where it was.</summary>
    public DateTime? CancelledAt { get; set; }

    public int Version { get; set; }

    /// <summary>Neither received nor taken back.</summary>
    public bool IsOpen => ReceivedAt is null && CancelledAt is null;

    /// <summary>Where it stands on a day: within three days it waits, then it is overdue.</summary>
    public TransferState State(DateOnly today) =>
        CancelledAt is not null ? TransferState.Cancelled
        : ReceivedAt is not null ? TransferState.Received
        : today >= ReleasedOn.AddDays(DaysToArrive) ? TransferState.Overdue
        : TransferState.Waiting;

    /// <summary>Days within which another school has to receive the child [L].</summary>
    public const int DaysToArrive = 3;
}

/// <summary>Where a transfer stands.</summary>
public enum TransferState
{
    /// <summary>轉出，三日內待轉入</summary>
    Waiting,

    /// <summary>逾三日未轉入</summary>
    Overdue,

    /// <summary>已轉入</summary>
    Received,

    /// <summary>已取消</summary>
    Cancelled,
}

/// <summary>A step of a transfer. Nothing is overwritten.</summary>
[PersonRows(RowMeeting.Follows, Parent = typeof(SchoolTransfer))]
public sealed class SchoolTransferEvent
{
    public required long PersonId { get; init; }

    public required int TransferSeq { get; init; }

    /// <summary>1, 2, 3 … per transfer.</summary>
    public required int Seq { get; init; }

    public required TransferStep Step { get; init; }

    /// <summary>The school that did it.</summary>
    public required string SchoolCode { get; init; }

    /// <summary>The school it names: the one that is to receive the child.</summary>
    public string? OtherSchool { get; init; }

    /// <summary>The day it is about.</summary>
    public required DateOnly DoneOn { get; init; }

    public required DateTime At { get; init; }

    public long? AccountId { get; init; }

    public long? ReceiptId { get; init; }

    public string? Reason { get; init; }
}

/// <summary>What a school does in a transfer.</summary>
public enum TransferStep
{
    /// <summary>轉出</summary>
    Release,

    /// <summary>轉介：a full school names a neighbour with places</summary>
    Refer,

    /// <summary>轉入</summary>
    Receive,

    /// <summary>取消轉出</summary>
    Cancel,
}

internal sealed class SchoolTransferConfiguration : IEntityTypeConfiguration<SchoolTransfer>, IEntityTypeConfiguration<SchoolTransferEvent>
{
    public void Configure(EntityTypeBuilder<SchoolTransfer> builder)
    {
        builder.ToTable("school_transfer");
        builder.HasKey(t => new { t.PersonId, t.TransferSeq });
        builder.Property(t => t.FromSchool).HasMaxLength(8);
        builder.Property(t => t.ToSchool).HasMaxLength(8);
        builder.Property(t => t.ReceivedBy).HasMaxLength(8);
        builder.HasIndex(t => new { t.FromSchool, t.ReleasedOn });
        builder.HasIndex(t => new { t.ToSchool, t.ReleasedOn });
    }

    public void Configure(EntityTypeBuilder<SchoolTransferEvent> builder)
    {
        builder.ToTable("school_transfer_event");
        builder.HasKey(e => new { e.PersonId, e.TransferSeq, e.Seq });
        builder.Property(e => e.SchoolCode).HasMaxLength(8);
        builder.Property(e => e.OtherSchool).HasMaxLength(8);
    }
}
