using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Support;

/// <summary>公告 (U7): what the ministry tells everybody, some levels, or one county, for a time.</summary>
public sealed class Announcement : IVersioned
{
    public long Id { get; init; }

    public required string Title { get; set; }

    /// <summary>Plain text; an empty line begins a paragraph.</summary>
    public required string Body { get; set; }

    /// <summary>Code of <c>Reference/announcement-topics.csv</c>.</summary>
    public required string Topic { get; set; }

    public required Audience Audience { get; set; }

    /// <summary>With <see cref="Audience.Levels"/>: the levels, as <c>School County</c>.</summary>
    public string? Levels { get; set; }

    /// <summary>With <see cref="Audience.County"/>: the county, whose schools and townships read it too.</summary>
    public string? CountyCode { get; set; }

    /// <summary>Stays on top.</summary>
    public bool IsPinned { get; set; }

    /// <summary>First day shown, on the calendar of Taipei.</summary>
    public required DateOnly From { get; set; }

    /// <summary>Last day shown; null: until it is changed.</summary>
    public DateOnly? To { get; set; }

    /// <summary>Organisation that wrote it.</summary>
    public required string By { get; init; }

    public int Version { get; set; }

    /// <summary>Whether it is shown on a day.</summary>
    public bool IsShown(DateOnly today) => From <= today && (To is not { } to || today <= to);

    /// <summary>Whether it is meant for a level in a county; everybody reads the public ones.</summary>
    public bool IsFor(Level level, string? county) =>
        Audience switch
        {
            Audience.Public => true,
            Audience.Levels => Levels?.Split(' ').Contains(level.ToString()) is true,
            // The ministry reads what it tells one county.
            _ => county == CountyCode || level == Level.Ministry,
        };
}

/// <summary>Who reads an announcement.</summary>
public enum Audience
{
    /// <summary>Everybody, on the sign-in page too.</summary>
    Public,

    /// <summary>Some levels.</summary>
    Levels,

    /// <summary>One county with its schools and townships.</summary>
    County,
}

internal sealed class AnnouncementConfiguration : IEntityTypeConfiguration<Announcement>
{
    public void Configure(EntityTypeBuilder<Announcement> builder)
    {
        builder.ToTable("announcement");
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Title).HasMaxLength(120);
        builder.HasIndex(a => a.From);
    }
}
