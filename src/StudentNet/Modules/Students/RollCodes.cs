using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Students;

/// <summary>In which figure of the class head count a pupil stands (domain §4); each pupil is in exactly one.</summary>
public enum PupilFigure
{
    EnrolledNational,
    NonSchoolWithPlace,
    LongSick,
    NonSchoolNational,
    DroppedOut,
    Abroad,
}

/// <summary>學生樣態: a row of <c>Reference/pupil-states.csv</c>. Rules ask its columns, never its code.</summary>
/// <param name="FileCode">How files say it.</param>
/// <param name="Figure">Where the pupil is counted.</param>
/// <param name="FigureWithPlace">Where the pupil is counted who holds a place (佔員額); null: the state knows no such flag.</param>
/// <param name="CountsInClass">列入班級人數, while no place changes it.</param>
/// <param name="NeedsKind">It is not complete without the kind of non-school education.</param>
/// <param name="NeedsSickness">It is not complete without the day the sickness began.</param>
public sealed record PupilState(
    string Code,
    string FileCode,
    string Title,
    PupilFigure Figure,
    PupilFigure? FigureWithPlace,
    bool CountsInClass,
    bool NeedsKind,
    bool NeedsSickness,
    IReadOnlyList<string> Aliases
)
{
    /// <summary>The figure of a pupil in this state.</summary>
    public PupilFigure FigureOf(bool holdsPlace) => holdsPlace && FigureWithPlace is { } with ? with : Figure;
}

/// <summary>班級類別 A–R: a row of <c>Reference/class-kinds.csv</c>.</summary>
/// <param name="Short">As the grid writes it: 普通班(集).</param>
/// <param name="HasCeiling">The ceiling of 29 or 30 pupils holds for it; special-education and resource classes have numbers of their own.</param>
public sealed record ClassKind(string Code, string Title, string Short, bool HasCeiling);

/// <summary>The code tables of the class rolls.</summary>
public static class RollCodes
{
    public static IReadOnlyList<PupilState> States { get; } =
        ReferenceFile.Rows(
            "pupil-states.csv",
            row => new PupilState(
                row("code"),
                row("file_code"),
                row("title"),
                Enum.Parse<PupilFigure>(row("figure")),
                row("figure_with_place") is { Length: > 0 } with ? Enum.Parse<PupilFigure>(with) : null,
                row("counts_in_class") == "true",
                row("needs_kind") == "true",
                row("needs_sickness") == "true",
                row("aliases").Split('|', StringSplitOptions.RemoveEmptyEntries)
            )
        );

    public static IReadOnlyList<ClassKind> Kinds { get; } =
        ReferenceFile.Rows("class-kinds.csv", row => new ClassKind(row("code"), row("title"), row("short"), row("has_ceiling") == "true"));

    /// <summary>學生樣態 for files.</summary>
    public static CodeTable StateTable { get; } =
        new("學生樣態", [.. States.Select(s => new CodeRow(s.Code, s.FileCode, s.Title) { Aliases = s.Aliases })]);

    /// <summary>非學型態 for files.</summary>
    public static CodeTable NonSchoolKinds { get; } =
        new(
            "非學型態",
            ReferenceFile.Rows(
                "non-school-kinds.csv",
                row => new CodeRow(row("code"), row("file_code"), row("title")) { Aliases = row("aliases").Split('|', StringSplitOptions.RemoveEmptyEntries) }
            )
        );

    /// <summary>班級類別 for files.</summary>
    public static CodeTable KindTable { get; } = new("班級類別", [.. Kinds.Select(k => new CodeRow(k.Code, k.Code, k.Title) { Aliases = [k.Short] })]);

    /// <summary>The state of a code that the database keeps; an unknown one is a bug and throws.</summary>
    public static PupilState State(string code) => States.First(s => s.Code == code);

    /// <summary>The class kind of a letter; an unknown one is a bug and throws.</summary>
    public static ClassKind Kind(string code) => Kinds.First(k => k.Code == code);
}
