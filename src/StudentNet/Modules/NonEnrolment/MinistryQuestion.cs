using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.NonEnrolment;

/// <summary>
/// A question of the ministry to a county about tracked children (domain §7): about one case, or about the county's work. It is answered once, with a code and words;
/// whoever has not answered by the day is named. Nothing of it is changed afterwards.
/// </summary>
[PersonRows(RowMeeting.KeepBoth)]
public sealed class MinistryQuestion
{
    public long Id { get; init; }

    /// <summary>The county that is to answer.</summary>
    public required string CountyCode { get; init; }

    /// <summary>The child of the case that it is about; null: about the county's work.</summary>
    public long? PersonId { get; init; }

    /// <summary>Number of that case.</summary>
    public string? CaseNo { get; init; }

    public required string Words { get; init; }

    public required DateTime AskedAt { get; init; }

    public required long AskedBy { get; init; }

    /// <summary>The last day for the answer.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>A code of <c>answer-codes.csv</c>.</summary>
    public string? AnswerCode { get; set; }

    public string? Answer { get; set; }

    public DateTime? AnsweredAt { get; set; }

    public long? AnsweredBy { get; set; }

    /// <summary>When who asked took it back, UTC.</summary>
    public DateTime? TakenBackAt { get; set; }

    /// <summary>Still waits for its answer.</summary>
    public bool IsOpen => AnsweredAt is null && TakenBackAt is null;

    /// <summary>The day has passed without an answer.</summary>
    public bool IsSilent(DateOnly today) => IsOpen && DueOn < today;
}

internal sealed class MinistryQuestionConfiguration : IEntityTypeConfiguration<MinistryQuestion>
{
    public void Configure(EntityTypeBuilder<MinistryQuestion> builder)
    {
        builder.ToTable("ministry_question");
        builder.HasKey(q => q.Id);
        builder.Property(q => q.CountyCode).HasMaxLength(8);
        builder.HasIndex(q => new { q.CountyCode, q.AnsweredAt });
    }
}
