using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Students;

/// <summary>
/// A foreign pupil on the list that a school keeps by hand (Q3, slide "由學校登錄外籍生名單"). One row per child and school; two open rows of one
/// child are seen by both schools. Every change also appends a <see cref="ForeignPupilEvent"/>.
/// </summary>
[PersonRows(RowMeeting.NewestWins, By = nameof(ChangedAt))]
public sealed class ForeignPupil : IVersioned, ILeavingPupil
{
    public required long PersonId { get; init; }

    public required string SchoolCode { get; init; }

    /// <summary>
    /// The school year (ROC) that grade and class were said for; in later years the grade counts on by itself (<see cref="GradeIn"/>). A plain
    /// number, because statements reckon with it.
    /// </summary>
    public required int GradeYear { get; set; }

    /// <summary>Grade 1–9 in <see cref="GradeYear"/>.</summary>
    public required int Grade { get; set; }

    /// <summary>Class within the grade as Q1 writes it (<c>01</c>); null: not in a class yet.</summary>
    public string? ClassName { get; set; }

    public required ForeignKind Kind { get; set; }

    /// <summary>到校日期.</summary>
    public required DateOnly ArrivedOn { get; set; }

    /// <summary>Last day at the school; null while the child is there.</summary>
    public DateOnly? LeftOn { get; set; }

    /// <summary>Why the child has not returned to Taiwan: a code of <c>Reference/foreign-absences.csv</c>; null: it is here.</summary>
    public string? Absence { get; set; }

    public DateOnly? AbsentSince { get; set; }

    public DateOnly? ReturnExpectedOn { get; set; }

    /// <summary>The words that the reason asks for.</summary>
    public string? AbsenceDetail { get; set; }

    /// <summary>Last change, UTC.</summary>
    public required DateTime ChangedAt { get; set; }

    public int Version { get; set; }

    /// <summary>The grade in a school year: everybody goes up on 8/1.</summary>
    public int GradeIn(SchoolYear year) => Grade + year.Roc - GradeYear;

    /// <summary>3 年 01 班 in a school year; a child in no class yet has only its grade.</summary>
    public string ClassIn(SchoolYear year) => ClassName is { } name ? $"{GradeIn(year)} 年 {name} 班" : $"{GradeIn(year)} 年（未編班）";

    /// <summary>因疫情無法返臺; empty: the child is here.</summary>
    public string AbsenceTitle => Absence is { } code ? ForeignAbsences.Title(code) : "";
}

/// <summary>學生樣態 of a foreign pupil: whether the child is taught in class.</summary>
public enum ForeignKind
{
    /// <summary>在校外籍生: counts in the class.</summary>
    InSchool,

    /// <summary>非學外籍生: taught outside school, does not count.</summary>
    OutOfSchool,
}

/// <summary>What <see cref="ForeignKind"/> is called.</summary>
public static class ForeignKindTitles
{
    public static string Title(this ForeignKind kind) => kind == ForeignKind.InSchool ? "在校" : "非學";
}

/// <summary>How a foreign pupil stood after a change: the history, each entry whole.</summary>
[PersonRows(RowMeeting.KeepBoth, Numbered = true)]
public sealed class ForeignPupilEvent : IPupilEvent
{
    public required long PersonId { get; init; }

    public required string SchoolCode { get; init; }

    /// <summary>1, 2, 3 … per child and school.</summary>
    public required int Seq { get; init; }

    public required DateTime At { get; init; }

    public long? AccountId { get; init; }

    public string? OrganisationCode { get; init; }

    /// <summary>The file that brought it; null: by hand.</summary>
    public long? ReceiptId { get; init; }

    public required int GradeYear { get; init; }

    public required int Grade { get; init; }

    public string? ClassName { get; init; }

    public required ForeignKind Kind { get; init; }

    public required DateOnly ArrivedOn { get; init; }

    public DateOnly? LeftOn { get; init; }

    public string? Absence { get; init; }

    public DateOnly? AbsentSince { get; init; }

    public DateOnly? ReturnExpectedOn { get; init; }

    public string? AbsenceDetail { get; init; }
}

internal sealed class ForeignPupilConfiguration : IEntityTypeConfiguration<ForeignPupil>, IEntityTypeConfiguration<ForeignPupilEvent>
{
    public void Configure(EntityTypeBuilder<ForeignPupil> builder)
    {
        builder.ToTable("foreign_pupil");
        builder.HasKey(p => new { p.PersonId, p.SchoolCode });
        builder.Property(p => p.SchoolCode).HasMaxLength(8);
        builder.Ignore(p => p.AbsenceTitle);
        builder.HasIndex(p => new { p.SchoolCode, p.LeftOn });
    }

    public void Configure(EntityTypeBuilder<ForeignPupilEvent> builder)
    {
        builder.ToTable("foreign_pupil_event");
        builder.HasKey(e => new { e.PersonId, e.SchoolCode, e.Seq });
        builder.Property(e => e.SchoolCode).HasMaxLength(8);
    }
}
