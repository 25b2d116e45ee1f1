using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

using StudentNet.Platform.Data;

namespace StudentNet.Modules.Students;

/// <summary>A pupil's record of one term as a school filed it (Q2): the document and its key figures.</summary>
[PersonRows(RowMeeting.NewestWins, By = nameof(ReceivedAt))]
public sealed class StudentRecord
{
    public required long PersonId { get; init; }

    public required SchoolYear Year { get; init; }

    /// <summary>1 or 2.</summary>
    public required int Term { get; init; }

    public required string SchoolCode { get; init; }

    public required string CountyCode { get; init; }

    public required SchoolLevel Level { get; init; }

    /// <summary>1–9.</summary>
    public required int Grade { get; init; }

    public required string ClassName { get; init; }

    public int? Seat { get; init; }

    /// <summary>Code of <c>record-statuses.csv</c>; null: enrolled.</summary>
    public string? Status { get; init; }

    public DateOnly? StatusOn { get; init; }

    /// <summary>Whether the status means that the pupil attends.</summary>
    public required bool IsInSchool { get; init; }

    /// <summary>Code of <c>record-gaps.csv</c>; null where nothing is missing.</summary>
    public string? Gap { get; init; }

    public DateOnly? GapOn { get; init; }

    /// <summary>Reason of the latest entry of 異動資料, as the school wrote it.</summary>
    public string? LastChange { get; init; }

    public DateOnly? LastChangeOn { get; init; }

    public string? PreviousSchool { get; init; }

    /// <summary>The canonical document (JSON).</summary>
    public required string Document { get; init; }

    /// <summary>SHA-256 of the document.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Version of the schema by which it was read.</summary>
    public required string SchemaVersion { get; init; }

    /// <summary>The receipt that brought it as it stands.</summary>
    public required long ReceiptId { get; init; }

    /// <summary>When it was first filed, UTC: what checkpoints count by.</summary>
    public required DateTime FirstReceivedAt { get; init; }

    /// <summary>When it last changed, UTC.</summary>
    public required DateTime ReceivedAt { get; init; }

    /// <summary>When a later file of the school no longer held it; it stays on record.</summary>
    public DateTime? WithdrawnAt { get; init; }
}

/// <summary>How a record stood before a file changed or withdrew it.</summary>
[PersonRows(RowMeeting.KeepBoth, Numbered = true)]
public sealed class StudentRecordVersion
{
    public required long PersonId { get; init; }

    public required SchoolYear Year { get; init; }

    public required int Term { get; init; }

    public required string SchoolCode { get; init; }

    /// <summary>1, 2, 3 … per record.</summary>
    public required int Seq { get; init; }

    public required string Document { get; init; }

    public required string ContentHash { get; init; }

    /// <summary>The receipt that had brought it.</summary>
    public required long ReceiptId { get; init; }

    public required DateTime ReceivedAt { get; init; }

    /// <summary>The receipt that replaced or withdrew it, and when.</summary>
    public required long ReplacedBy { get; init; }

    public required DateTime ReplacedAt { get; init; }
}

internal sealed class StudentRecordConfiguration : IEntityTypeConfiguration<StudentRecord>, IEntityTypeConfiguration<StudentRecordVersion>
{
    public void Configure(EntityTypeBuilder<StudentRecord> builder)
    {
        builder.ToTable("student_record");
        builder.HasKey(r => new { r.PersonId, r.Year, r.Term, r.SchoolCode });
        builder.HasIndex(r => new { r.SchoolCode, r.Year, r.Term });
        builder.HasIndex(r => new { r.CountyCode, r.Year, r.Term });
        builder.Property(r => r.SchoolCode).HasMaxLength(8);
    }

    public void Configure(EntityTypeBuilder<StudentRecordVersion> builder)
    {
        builder.ToTable("student_record_version");
        builder.HasKey(r => new { r.PersonId, r.Year, r.Term, r.SchoolCode, r.Seq });
    }
}
