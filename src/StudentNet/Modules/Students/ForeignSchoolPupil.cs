using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Students;

/// <summary>
/// A pupil at a foreign school (Q5 就讀外僑學校), as the school or its county says; any nationality. It accounts for the child in the national
/// comparison from the first day to the last. Every change also appends a <see cref="ForeignSchoolPupilEvent"/>.
/// </summary>
[PersonRows(RowMeeting.NewestWins, By = nameof(ChangedAt))]
public sealed class ForeignSchoolPupil : IVersioned, ILeavingPupil
{
    public required long PersonId { get; init; }

    public required string SchoolCode { get; init; }

    /// <summary>The school year (ROC) that the grade was said for; in later years it counts on by itself.</summary>
    public required int GradeYear { get; set; }

    /// <summary>The grade of our schools, 1–9, that the child's age and class there correspond to.</summary>
    public required int Grade { get; set; }

    /// <summary>就讀起日.</summary>
    public required DateOnly EnrolledOn { get; set; }

    /// <summary>Last day at the school; null while the child is there.</summary>
    public DateOnly? LeftOn { get; set; }

    /// <summary>Where the child goes after leaving, in words.</summary>
    public string? LeftFor { get; set; }

    /// <summary>Last change, UTC: what the comparison shows as "received at".</summary>
    public required DateTime ChangedAt { get; set; }

    public int Version { get; set; }

    /// <summary>The grade in a school year: everybody goes up on 8/1.</summary>
    public int GradeIn(SchoolYear year) => Grade + year.Roc - GradeYear;
}

/// <summary>How a pupil of a foreign school stood after a change: the history, each entry whole.</summary>
[PersonRows(RowMeeting.KeepBoth, Numbered = true)]
public sealed class ForeignSchoolPupilEvent : IPupilEvent
{
    public required long PersonId { get; init; }

    public required string SchoolCode { get; init; }

    /// <summary>1, 2, 3 … per child and school.</summary>
    public required int Seq { get; init; }

    public required DateTime At { get; init; }

    public long? AccountId { get; init; }

    /// <summary>Who said it: the school or its county.</summary>
    public string? OrganisationCode { get; init; }

    /// <summary>The file that brought it; null: by hand.</summary>
    public long? ReceiptId { get; init; }

    public required int GradeYear { get; init; }

    public required int Grade { get; init; }

    public required DateOnly EnrolledOn { get; init; }

    public DateOnly? LeftOn { get; init; }

    public string? LeftFor { get; init; }
}

internal sealed class ForeignSchoolPupilConfiguration
    : IEntityTypeConfiguration<ForeignSchoolPupil>,
        IEntityTypeConfiguration<ForeignSchoolPupilEvent>
{
    public void Configure(EntityTypeBuilder<ForeignSchoolPupil> builder)
    {
        builder.ToTable("foreign_school_pupil");
        builder.HasKey(p => new { p.PersonId, p.SchoolCode });
        builder.Property(p => p.SchoolCode).HasMaxLength(8);
        builder.HasIndex(p => new { p.SchoolCode, p.LeftOn });
    }

    public void Configure(EntityTypeBuilder<ForeignSchoolPupilEvent> builder)
    {
        builder.ToTable("foreign_school_pupil_event");
        builder.HasKey(e => new { e.PersonId, e.SchoolCode, e.Seq });
        builder.Property(e => e.SchoolCode).HasMaxLength(8);
    }
}
