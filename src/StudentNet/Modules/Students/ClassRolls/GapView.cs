using StudentNet.Kernel;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;

namespace StudentNet.Modules.Students.ClassRolls;

/// <summary>Pupils on two lists and pupils on none, as school, county and ministry look at them.</summary>
public sealed record GapView(IReadOnlyList<DoubleRoll> Doubles, IReadOnlyList<RollGap> Gaps, DateTime Now)
{
    /// <summary>Both tables as the lines of one file.</summary>
    public IEnumerable<GapLine> Lines =>
        Doubles
            .SelectMany(d => d.Places.Select(p => new GapLine("在兩校名單", d.Name, d.Number, d.BirthDate, p.SchoolCode, p.SchoolName, p.Where, null)))
            .Concat(
                Gaps.Select(g => new GapLine(
                    g.IsOverdue(Now) ? "逾 3 日未轉入" : "3 日內待轉入",
                    g.Name,
                    g.Number,
                    g.BirthDate,
                    g.SchoolCode,
                    g.SchoolName,
                    $"{g.Last.Grade} 年 {g.Last.ClassName} 班",
                    g.LeftAt
                ))
            );

    public static IReadOnlyList<TableColumn<GapLine>> Columns { get; } =
        [
            new("情形", l => l.What),
            new("姓名", l => l.Name),
            TableColumn.Number<GapLine>("證號", l => l.Number),
            TableColumn.Date<GapLine>("生日", l => l.BirthDate),
            new("學校代碼", l => l.SchoolCode),
            new("學校", l => l.SchoolName),
            new("班級或名單", l => l.Where),
            new("離開時間", l => l.LeftAt),
        ];

    /// <summary>Reads both for some schools.</summary>
    public static async Task<GapView> ReadAsync(
        StudentNetDb db,
        Term term,
        IQueryable<string> schools,
        DateTime now,
        CancellationToken cancellation = default
    )
    {
        var today = TaipeiTime.Today(now);
        return new GapView(
            await RollGaps.DoublesAsync(db, term, schools, today, cancellation),
            await RollGaps.OfAsync(db, term, schools, today, cancellation),
            now
        );
    }
}

/// <summary>A pupil at one of its two schools, or at the one it left.</summary>
public sealed record GapLine(string What, string Name, string? Number, DateOnly BirthDate, string SchoolCode, string SchoolName, string Where, DateTime? LeftAt);
