using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.NonEnrolment;

/// <summary>Tracked children on the board of a county's schools: whose visits are overdue.</summary>
internal sealed class CaseColumns(StudentNetDb db) : IBoardColumns
{
    public int Order => 3;

    public async Task<IReadOnlyList<BoardColumn>> OfAsync(string county, IReadOnlyList<BoardSchool> schools, DateTime now, CancellationToken cancellation = default)
    {
        var today = TaipeiTime.Today(now);
        var cases = await db.Set<TrackedCase>()
            .Where(c => c.CountyCode == county && c.ReleasedAt == null && c.SchoolCode != null)
            .GroupBy(c => c.SchoolCode!)
            .Select(g => new { g.Key, Open = g.Count(), Overdue = g.Count(c => c.NextVisitDue < today), Next = g.Min(c => c.NextVisitDue) })
            .ToDictionaryAsync(g => g.Key, StringComparer.Ordinal, cancellation);
        var cells = schools.ToDictionary(
            s => s.Code,
            s =>
                cases.GetValueOrDefault(s.Code) switch
                {
                    null => new BoardCell(BoardHeat.Off, "無列管", null, null),
                    { Overdue: > 0, Next: { } due } late => new BoardCell(BoardHeat.Late, $"逾期 {today.DayNumber - due.DayNumber:N0} 天", $"{late.Overdue:N0} / {late.Open:N0} 件未訪", $"/P2.21?state=Overdue")
                    {
                        Open = late.Overdue,
                        DaysLate = today.DayNumber - due.DayNumber,
                    },
                    var open => new BoardCell(BoardHeat.Waiting, $"待訪查 {open.Open:N0}", open.Next is { } next ? $"{RocDate.Short(next, today)} 前" : null, "/P2.21") { Open = open.Open },
                },
            StringComparer.Ordinal
        );
        return [new BoardColumn("P2", "列管訪查", "依縣市頻率", "/P2.31", cells)];
    }
}
