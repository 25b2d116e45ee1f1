using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Windows;

/// <summary>An edge of a window that a county has set in place of the national default, for one school year and level.</summary>
public sealed class WindowOverride
{
    public required string CountyCode { get; init; }

    public required SchoolYear Year { get; init; }

    public required SchoolLevel Level { get; init; }

    /// <summary>Name of the row in <c>windows.csv</c>.</summary>
    public required string Window { get; init; }

    public required WindowEdge Edge { get; init; }

    /// <summary>The rule, in the grammar of the file: without a year, so that next year's can be copied from it.</summary>
    public required string Rule { get; set; }
}

/// <summary>A school's own later closing, granted by its county with a reason.</summary>
public sealed class WindowExtension
{
    public long Id { get; init; }

    public required string CountyCode { get; init; }

    public required string SchoolCode { get; init; }

    public required SchoolYear Year { get; init; }

    public required SchoolLevel Level { get; init; }

    /// <summary>Name of the row in <c>windows.csv</c>.</summary>
    public required string Window { get; init; }

    /// <summary>Last day on which the school may file.</summary>
    public required DateOnly LastDay { get; init; }

    public required string Reason { get; init; }

    public required DateTime GrantedAt { get; init; }

    public long? GrantedBy { get; init; }

    public DateTime? RevokedAt { get; set; }
}

/// <summary>Counts the changes to what a county's windows depend on; a cached book with another count is read again.</summary>
public sealed class WindowChange
{
    public required string CountyCode { get; init; }

    public long Count { get; init; }

    /// <summary>Says that the windows of a county may stand otherwise now. Called in the transaction of the change, by whoever changes one of them or an event they point at.</summary>
    public static async Task NoteAsync(StudentNetDb db, string countyCode, CancellationToken cancellation = default)
    {
        await using var command = await db.CommandAsync(
            """
            insert into window_change (county_code, count) values (@county, 1)
            on conflict (county_code) do update set count = window_change.count + 1
            """,
            new { county = countyCode },
            cancellation
        );
        await command.ExecuteNonQueryAsync(cancellation);
    }
}

internal sealed class WindowConfiguration
    : IEntityTypeConfiguration<WindowOverride>,
        IEntityTypeConfiguration<WindowExtension>,
        IEntityTypeConfiguration<WindowChange>
{
    public void Configure(EntityTypeBuilder<WindowOverride> builder)
    {
        builder.ToTable("window_override");
        builder.HasKey(o => new { o.CountyCode, o.Year, o.Level, o.Window, o.Edge });
        builder.Property(o => o.CountyCode).HasMaxLength(8);
        builder.Property(o => o.Window).HasMaxLength(20);
        builder.Property(o => o.Edge).HasMaxLength(8);
    }

    public void Configure(EntityTypeBuilder<WindowExtension> builder)
    {
        builder.ToTable("window_extension");
        builder.HasKey(e => e.Id);
        builder.HasIndex(e => new { e.CountyCode, e.Year });
    }

    public void Configure(EntityTypeBuilder<WindowChange> builder)
    {
        builder.ToTable("window_change");
        builder.HasKey(c => c.CountyCode);
        builder.Property(c => c.CountyCode).HasMaxLength(8);
    }
}
