using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StudentNet.Modules.Home;

/// <summary>稽催: a county reminded a school of what is late or open. The key lets nobody do it twice on one day.</summary>
public sealed class Reminder
{
    public required string SchoolCode { get; init; }

    /// <summary>On the calendar of Taipei.</summary>
    public required DateOnly Day { get; init; }

    public required DateTime At { get; init; }

    /// <summary>The county that reminded.</summary>
    public required string CountyCode { get; init; }

    public required long? AccountId { get; init; }

    /// <summary>Name of the officer.</summary>
    public required string ByName { get; init; }

    /// <summary>What it was about, as the school read it.</summary>
    public required string Text { get; init; }

    /// <summary>How many clerks got it by mail.</summary>
    public required int Letters { get; init; }
}

internal sealed class ReminderConfiguration : IEntityTypeConfiguration<Reminder>
{
    public void Configure(EntityTypeBuilder<Reminder> builder)
    {
        builder.ToTable("reminder");
        builder.HasKey(r => new { r.SchoolCode, r.Day });
        builder.HasIndex(r => new { r.CountyCode, r.Day });
        builder.Property(r => r.SchoolCode).HasMaxLength(8);
        builder.Property(r => r.CountyCode).HasMaxLength(8);
    }
}
