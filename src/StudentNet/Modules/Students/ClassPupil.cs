using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Students;

/// <summary>
/// A pupil on a school's class roll of a term (Q1). A child on the rolls of two schools has two rows: both schools see it. Who leaves the roll
/// leaves this table; the history keeps every step (<see cref="ClassPupilEvent"/>).
/// </summary>
[PersonRows(RowMeeting.NewestWins, By = nameof(ChangedAt))]
public sealed class ClassPupil : IVersioned
{
    public required long PersonId { get; init; }

    public required SchoolYear Year { get; init; }

    /// <summary>1 or 2.</summary>
    public required int Term { get; init; }

    public required string SchoolCode { get; init; }

    /// <summary>班級類別 A–R (<see cref="RollCodes.Kinds"/>).</summary>
    public required string ClassKind { get; set; }

    /// <summary>1–9.</summary>
    public required int Grade { get; set; }

    /// <summary>Class within the grade: <c>01</c>, 忠.</summary>
    public required string ClassName { get; set; }

    /// <summary>座號.</summary>
    public int? Seat { get; set; }

    /// <summary>學生樣態 (<see cref="RollCodes.States"/>).</summary>
    public required string State { get; set; }

    /// <summary>非學型態, where the state asks for it.</summary>
    public string? NonSchoolKind { get; set; }

    /// <summary>佔員額: out of school, yet counted in the class.</summary>
    public bool HoldsPlace { get; set; }

    public DateOnly? SickFrom { get; set; }

    public DateOnly? SickTo { get; set; }

    /// <summary>酌減人數 for which this pupil is the reason, 0–3.</summary>
    public int Reduction { get; set; }

    /// <summary>Figure of the head count, from state and place; stored because sums over the country go by it.</summary>
    public required PupilFigure CountsAs { get; set; }

    /// <summary>Everything the row says, as one text: equal content is an equal row.</summary>
    public required string Content { get; set; }

    public required DateTime ChangedAt { get; set; }

    /// <summary>The receipt that last changed it; null: by hand.</summary>
    public long? ReceiptId { get; set; }

    public int Version { get; set; }

    /// <summary>What the row says.</summary>
    public RollLine Line => new(ClassKind, Grade, ClassName, Seat, State, NonSchoolKind, HoldsPlace, SickFrom, SickTo, Reduction);
}

/// <summary>What happened to a pupil on a school's roll; nothing is overwritten.</summary>
[PersonRows(RowMeeting.KeepBoth, Numbered = true)]
public sealed class ClassPupilEvent
{
    public required long PersonId { get; init; }

    public required SchoolYear Year { get; init; }

    public required int Term { get; init; }

    public required string SchoolCode { get; init; }

    /// <summary>1, 2, 3 … per pupil, term and school.</summary>
    public required int Seq { get; init; }

    /// <summary><c>joined</c>, <c>changed</c>, <c>left</c>.</summary>
    public required string What { get; init; }

    public required string ClassKind { get; init; }

    public required int Grade { get; init; }

    public required string ClassName { get; init; }

    public required PupilFigure CountsAs { get; init; }

    public required int Reduction { get; init; }

    /// <summary>The row as it was from then on; for <c>left</c>, as it was before.</summary>
    public required string Content { get; init; }

    public required DateTime At { get; init; }

    public long? AccountId { get; init; }

    public long? ReceiptId { get; init; }

    /// <summary>Why, where a person said so.</summary>
    public string? Reason { get; init; }
}

/// <summary>What a row of a roll says about a pupil, apart from who it is.</summary>
public sealed record RollLine(
    string ClassKind,
    int Grade,
    string ClassName,
    int? Seat,
    string State,
    string? NonSchoolKind,
    bool HoldsPlace,
    DateOnly? SickFrom,
    DateOnly? SickTo,
    int Reduction
)
{
    /// <summary>In which figure the pupil is counted.</summary>
    public PupilFigure CountsAs => RollCodes.State(State).FigureOf(HoldsPlace);

    /// <summary>The same text for the same row, whichever door it came through.</summary>
    public string Content =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{ClassKind}|{Grade}|{ClassName}|{Seat}|{State}|{NonSchoolKind}|{(HoldsPlace ? 1 : 0)}|{SickFrom:yyyy-MM-dd}|{SickTo:yyyy-MM-dd}|{Reduction}"
        );

    /// <summary>1 年 01 班 12 號，非學（個人實驗教育，佔員額）.</summary>
    public string Words
    {
        get
        {
            var state = RollCodes.State(State);
            var more = new List<string>();
            if (NonSchoolKind is { } kind)
            {
                more.Add(RollCodes.NonSchoolKinds.TitleOf(kind));
            }

            if (HoldsPlace)
            {
                more.Add("佔員額");
            }

            if (SickFrom is { } from)
            {
                more.Add($"{RocDate.Format(from)} 起{(SickTo is { } to ? $"至 {RocDate.Format(to)}" : "")}");
            }

            var seat = Seat is { } number ? $" {number} 號" : "";
            var reduction = Reduction > 0 ? $"，酌減 {Reduction}" : "";
            return $"{RollCodes.Kind(ClassKind).Short} {Grade} 年 {ClassName} 班{seat}，{state.Title}{(more.Count > 0 ? $"（{string.Join('，', more)}）" : "")}{reduction}";
        }
    }

    /// <summary>Reads what <see cref="Content"/> wrote.</summary>
    public static RollLine Parse(string content)
    {
        var parts = content.Split('|');
        return new RollLine(
            parts[0],
            int.Parse(parts[1], CultureInfo.InvariantCulture),
            parts[2],
            parts[3].Length == 0 ? null : int.Parse(parts[3], CultureInfo.InvariantCulture),
            parts[4],
            parts[5].Length == 0 ? null : parts[5],
            parts[6] == "1",
            Day(parts[7]),
            Day(parts[8]),
            int.Parse(parts[9], CultureInfo.InvariantCulture)
        );
    }

    private static DateOnly? Day(string text) => text.Length == 0 ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

internal sealed class ClassPupilConfiguration : IEntityTypeConfiguration<ClassPupil>, IEntityTypeConfiguration<ClassPupilEvent>
{
    public void Configure(EntityTypeBuilder<ClassPupil> builder)
    {
        builder.ToTable("class_pupil");
        builder.HasKey(p => new { p.PersonId, p.Year, p.Term, p.SchoolCode });
        builder.Property(p => p.SchoolCode).HasMaxLength(8);
        builder.Ignore(p => p.Line);
        builder.HasIndex(p => new { p.SchoolCode, p.Year, p.Term, p.Grade, p.ClassName });
    }

    public void Configure(EntityTypeBuilder<ClassPupilEvent> builder)
    {
        builder.ToTable("class_pupil_event");
        builder.HasKey(e => new { e.PersonId, e.Year, e.Term, e.SchoolCode, e.Seq });
        builder.Property(e => e.SchoolCode).HasMaxLength(8);
        // Those who left are few among all; they are asked for every day until they have arrived somewhere.
        builder.HasIndex(e => new { e.Year, e.Term, e.SchoolCode }).HasFilter("what = 'left'");
    }
}
