using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StudentNet.Modules.Home;

/// <summary>稽催: a county reminded a school, or the ministry a county, of what is late or open. The key lets nobody do it twice on one day.</summary>
public sealed class Reminder
{
    /// <summary>The school or county that was reminded.</summary>
    public required string OrganisationCode { get; init; }

    /// <summary>On the calendar of Taipei.</summary>
    public required DateOnly Day { get; init; }

    public required DateTime At { get; init; }

    /// <summary>Who reminded: a county, or the ministry.</summary>
    public required string ByCode { get; init; }

    public required long? AccountId { get; init; }

    /// <summary>Name of the officer.</summary>
    public required string ByName { get; init; }

    /// <summary>What it was about, as it was read.</summary>
    public required string Text { get; init; }

    /// <summary>How many clerks got it by mail.</summary>
    public required int Letters { get; init; }
}

internal sealed class ReminderConfiguration : IEntityTypeConfiguration<Reminder>
{
    public void Configure(EntityTypeBuilder<Reminder> builder)
    {
        builder.ToTable("reminder");
        builder.HasKey(r => new { r.OrganisationCode, r.Day });
        builder.HasIndex(r => new { r.ByCode, r.Day });
        builder.Property(r => r.OrganisationCode).HasMaxLength(8);
        builder.Property(r => r.ByCode).HasMaxLength(8);
    }
}
