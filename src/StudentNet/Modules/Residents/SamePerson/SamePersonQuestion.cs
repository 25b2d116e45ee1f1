using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StudentNet.Modules.Residents.SamePerson;

/// <summary>
/// Two records of one name and one birth date: a possible match, for a person to judge and never for a rule (domain §7). Asked once; what was answered is kept, and two
/// children who were told apart are never asked about again.
/// </summary>
public sealed class SamePersonQuestion
{
    /// <summary>The record with the lower key.</summary>
    public required long First { get; init; }

    public required long Second { get; init; }

    /// <summary>When the two were found, UTC.</summary>
    public required DateTime FoundAt { get; init; }

    /// <summary>The county of the first: of its latest residence, else of its school; null: nobody knows, the ministry judges.</summary>
    public string? CountyCode { get; set; }

    /// <summary>The same of the second.</summary>
    public string? OtherCountyCode { get; set; }

    /// <summary>Since when nothing hangs on the answer any more (both are known to the registry and explained), UTC; null: it is asked.</summary>
    public DateTime? WithdrawnAt { get; set; }

    /// <summary>null: nobody has answered.</summary>
    public SamePersonAnswer? Answer { get; set; }

    public DateTime? AnsweredAt { get; set; }

    public long? AccountId { get; set; }

    /// <summary>Who answered; null where a list of the registry did.</summary>
    public string? OrganisationCode { get; set; }

    /// <summary>Why, in the officer's words.</summary>
    public string? Because { get; set; }

    /// <summary>The merge by which the question came over from a record that became this one; null: it was asked of these two.</summary>
    public long? CameWith { get; set; }

    /// <summary>Writes an answer.</summary>
    public void Decide(SamePersonAnswer answer, string? because, DateTime at, long? account, string? organisation)
    {
        (Answer, Because, AnsweredAt, AccountId, OrganisationCode) = (answer, because, at, account, organisation);
        CameWith = null;
    }

    /// <summary>Nobody has answered.</summary>
    public void Reopen() => (Answer, Because, AnsweredAt, AccountId, OrganisationCode) = (null, null, null, null, null);
}

/// <summary>What a possible match proved to be.</summary>
public enum SamePersonAnswer
{
    /// <summary>是同一人，已合併</summary>
    Same,

    /// <summary>不是同一人</summary>
    Different,
}

internal sealed class SamePersonQuestionConfiguration : IEntityTypeConfiguration<SamePersonQuestion>
{
    public void Configure(EntityTypeBuilder<SamePersonQuestion> builder)
    {
        builder.ToTable("same_person_question");
        builder.HasKey(q => new { q.First, q.Second });
        builder.Property(q => q.CountyCode).HasMaxLength(8);
        builder.Property(q => q.OtherCountyCode).HasMaxLength(8);
        builder.Property(q => q.OrganisationCode).HasMaxLength(8);
        builder.HasIndex(q => q.Second);
        builder.HasIndex(q => new { q.CountyCode, q.Answer });
        builder.HasIndex(q => new { q.OtherCountyCode, q.Answer });
    }
}
