using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Admissions;

/// <summary>
/// A child that a school has in front of it and no registry list knows (提報). The person and its entry exist from the moment the school says so;
/// this row says who vouches for it, what the family said, and what the county found out (decision 81).
/// </summary>
[PersonRows(RowMeeting.Stays)]
public sealed class ProposedChild : IVersioned
{
    public required long PersonId { get; init; }

    public required SchoolYear Year { get; init; }

    public required SchoolLevel Level { get; init; }

    /// <summary>The school that proposed the child and answers for what it wrote.</summary>
    public required string SchoolCode { get; init; }

    /// <summary>The county that looks into it: the school's, until the registry names a residence.</summary>
    public required string CountyCode { get; init; }

    /// <summary>Address as the family says it; never taken for a residence.</summary>
    public required string Address { get; set; }

    /// <summary>Why no list has the child: a code of <c>Reference/proposal-reasons.csv</c>.</summary>
    public required string Reason { get; set; }

    public string? Words { get; set; }

    public required ProposalState State { get; set; }

    public required DateTime ProposedAt { get; init; }

    /// <summary>What the county wrote when it confirmed, returned or merged.</summary>
    public string? Answer { get; set; }

    public DateTime? AnsweredAt { get; set; }

    public long? AnsweredBy { get; set; }

    /// <summary>The child of the registry that it turned out to be.</summary>
    public long? SameAs { get; set; }

    public int Version { get; set; }
}

/// <summary>Where a proposal stands. In every state the child has an entry: the proposal never takes it away.</summary>
public enum ProposalState
{
    /// <summary>待縣市確認</summary>
    Open,

    /// <summary>縣市已確認</summary>
    Confirmed,

    /// <summary>退回學校補正</summary>
    Returned,

    /// <summary>與名冊學生為同一人，已合併</summary>
    Merged,
}

/// <summary>A reason of <c>Reference/proposal-reasons.csv</c>.</summary>
/// <param name="NeedsWords">It is not complete without a few words.</param>
public sealed record ProposalReason(string Code, string Title, bool NeedsWords);

/// <summary>The reasons, in the order in which lists offer them.</summary>
public static class ProposalReasons
{
    public static IReadOnlyList<ProposalReason> All { get; } =
        ReferenceFile.Rows("proposal-reasons.csv", row => new ProposalReason(row("code"), row("title"), row("needs_words") == "true"));

    public static ProposalReason? Find(string? code) => All.FirstOrDefault(r => r.Code == code);

    /// <summary>Title of a code; the code itself where the table has lost it.</summary>
    public static string Title(string code) => Find(code)?.Title ?? code;
}

internal sealed class ProposedChildConfiguration : IEntityTypeConfiguration<ProposedChild>
{
    public void Configure(EntityTypeBuilder<ProposedChild> builder)
    {
        builder.ToTable("proposed_child");
        builder.HasKey(p => new { p.PersonId, p.Year, p.Level });
        builder.Property(p => p.SchoolCode).HasMaxLength(8);
        builder.HasIndex(p => new { p.CountyCode, p.State });
        builder.HasIndex(p => p.SchoolCode);
    }
}
