using StudentNet.Platform.Data;
using StudentNet.Platform.Files;

namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>Why a child is on the list of 兩校名單與未轉入; in the order in which the list shows them.</summary>
public enum RollDoubtKind
{
    /// <summary>On the lists of two schools, at least one of them a roll.</summary>
    Doubled,

    /// <summary>Left a roll more than <see cref="RollGaps.Grace"/> ago and stands nowhere.</summary>
    Late,

    /// <summary>Was on the roll of the term before, and the school that has sent this term's left it out.</summary>
    NotTakenOver,

    /// <summary>Left a roll, and another school may still take it up in time.</summary>
    Waiting,
}

/// <summary>A child on two lists of a term, or on none although it stood on a roll.</summary>
/// <param name="Number">Its current number, in clear: pages mask it.</param>
/// <param name="Places">The lists it stands on; of a child on none, the roll it stood on last.</param>
/// <param name="LeftAt">When it left the roll, UTC; only of one who left.</param>
public sealed record RollDoubt(
    long PersonId,
    string Name,
    string? Number,
    DateOnly BirthDate,
    RollDoubtKind Kind,
    IReadOnlyList<RollPlace> Places,
    DateTime? LeftAt = null
) : IAboutPerson
{
    long? IAboutPerson.AboutPerson => PersonId;

    public static IReadOnlyList<TableColumn<RollDoubtLine>> Columns { get; } =
        [
            new("情形", l => l.Doubt.Kind.Title()),
            new("姓名", l => l.Doubt.Name),
            TableColumn.Number<RollDoubtLine>("證號", l => l.Doubt.Number),
            TableColumn.Date<RollDoubtLine>("生日", l => l.Doubt.BirthDate),
            new("學校代碼", l => l.Place.SchoolCode),
            new("學校", l => l.Place.SchoolName),
            new("班級或名單", l => l.Place.Where),
            new("離開時間", l => l.Doubt.LeftAt),
        ];

    /// <summary>As lines of a file: one for each list.</summary>
    public IEnumerable<RollDoubtLine> Lines => Places.Select(place => new RollDoubtLine(this, place));
}

/// <summary>A child at one of its two schools, or at the one it left.</summary>
public sealed record RollDoubtLine(RollDoubt Doubt, RollPlace Place) : IAboutPerson
{
    long? IAboutPerson.AboutPerson => Doubt.PersonId;
}

/// <summary>One of the lists a child stands on, or stood on last.</summary>
/// <param name="Where">1 年 01 班; 外籍生名單（Q3）; 外僑學校名單（Q5）.</param>
public sealed record RollPlace(string SchoolCode, string SchoolName, string Where)
{
    /// <summary>Of the school; null: the list of schools has none.</summary>
    public string? Telephone { get; init; }
}

/// <summary>How many children are on two lists, and on none.</summary>
public sealed record RollDoubtCounts(int Doubled, int Late, int NotTakenOver, int Waiting)
{
    /// <summary>逾 3 日未轉入: nobody has taken the child up in time.</summary>
    public int Overdue => Late + NotTakenOver;

    public int Total => Doubled + Overdue + Waiting;

    public int this[RollDoubtKind kind] =>
        kind switch
        {
            RollDoubtKind.Doubled => Doubled,
            RollDoubtKind.Late => Late,
            RollDoubtKind.NotTakenOver => NotTakenOver,
            _ => Waiting,
        };
}

/// <summary>Words for the kinds.</summary>
public static class RollDoubtKinds
{
    public static string Title(this RollDoubtKind kind) =>
        kind switch
        {
            RollDoubtKind.Doubled => "在兩校名單",
            RollDoubtKind.Waiting => "3 日內待轉入",
            _ => "逾 3 日未轉入",
        };

    /// <summary>What a filter in the address shows: <c>doubles</c>, <c>overdue</c>, <c>waiting</c>; anything else: all.</summary>
    public static IReadOnlyList<RollDoubtKind> Shown(string? show) =>
        show switch
        {
            "doubles" => [RollDoubtKind.Doubled],
            "overdue" => [RollDoubtKind.Late, RollDoubtKind.NotTakenOver],
            "waiting" => [RollDoubtKind.Waiting],
            _ => Enum.GetValues<RollDoubtKind>(),
        };
}
