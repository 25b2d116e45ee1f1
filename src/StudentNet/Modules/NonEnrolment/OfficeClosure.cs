using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.NonEnrolment;

/// <summary>A day on which the offices of a county are closed besides the calendar's (停班: a typhoon): it is no working day for the deadlines of its letters.</summary>
public sealed class OfficeClosure
{
    public required string CountyCode { get; init; }

    public required DateOnly On { get; init; }

    /// <summary>How often the day has been entered: 1, and more after one was voided.</summary>
    public required int Seq { get; init; }

    public required string Reason { get; init; }

    public required DateTime EnteredAt { get; init; }

    public required long EnteredBy { get; init; }

    /// <summary>When it was voided, UTC: from then on it never was.</summary>
    public DateTime? VoidedAt { get; set; }

    /// <summary>The days of a county that hold.</summary>
    public static async Task<IReadOnlySet<DateOnly>> OfAsync(StudentNetDb db, string? county, CancellationToken cancellation = default) =>
        county is null
            ? new HashSet<DateOnly>()
            : await db.Set<OfficeClosure>().Where(c => c.CountyCode == county && c.VoidedAt == null).Select(c => c.On).ToHashSetAsync(cancellation);
}

internal sealed class OfficeClosureConfiguration : IEntityTypeConfiguration<OfficeClosure>
{
    public void Configure(EntityTypeBuilder<OfficeClosure> builder)
    {
        builder.ToTable("office_closure");
        builder.HasKey(c => new { c.CountyCode, c.On, c.Seq });
        builder.Property(c => c.CountyCode).HasMaxLength(8);
    }
}
