using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Schools;
using StudentNet.Modules.Students.Q1ClassRolls;
using StudentNet.Modules.Students.Q2Records;
using StudentNet.Platform.Data;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Students;

/// <summary>Class rolls and student records on the board of a county's schools: who has filed and who is late. It looks for stamps and for any record, and reads no pupils.</summary>
internal sealed class TermColumns(StudentNetDb db, IWindows windows) : IBoardColumns
{
    public int Order => 2;

    public async Task<IReadOnlyList<BoardColumn>> OfAsync(string county, IReadOnlyList<BoardSchool> schools, DateTime now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(schools);
        var today = TaipeiTime.Today(now);
        var (rolls, records) = (RollTerm.Of(today), RecordRoster.FilingTerm(today));
        var (window, year, term) = (RollTerm.Window(rolls), records.Year, records.Number);
        var book = await windows.BookAsync(county, cancellation);
        var filed = await db.Set<School>()
            .Where(s => s.CountyCode == county)
            .Select(s => new
            {
                s.Code,
                Stamp = db.Set<Submission>().Where(x => x.OrganisationCode == s.Code && x.Window == window && x.Year == rolls.Year && x.Level == s.Level).Max(x => (DateTime?)x.At),
                First = db.Set<Submission>().Where(x => x.OrganisationCode == s.Code && x.Window == window && x.Year == rolls.Year && x.Level == s.Level).Min(x => (DateTime?)x.At),
                ByCounty = db.Set<CountyParameter>().Any(p => p.CountyCode == county && p.Year == year && p.Level == s.Level && p.RecordsBy == FilingSide.County),
                HasRecords = db.Set<StudentRecord>().Any(r => r.SchoolCode == s.Code && r.Year == year && r.Term == term && r.WithdrawnAt == null),
            })
            .ToDictionaryAsync(s => s.Code, StringComparer.Ordinal, cancellation);
        return
        [
            Column("Q1", "各班學生", window, rolls, "/Q1.31", s => filed[s.Code].Stamp, s => $"/Q1.21/school/{s.Code}") with
            {
                FirstStamps = filed.Values.Where(f => f.First is not null).ToDictionary(f => f.Code, f => f.First!.Value, StringComparer.Ordinal),
            },
            // Records have no stamp: they are filed when there are some.
            Column("Q2", "學籍資料", $"Q2.{records.Number}", records, "/Q2.31", s => filed[s.Code].HasRecords ? DateTime.MinValue : null, _ => null),
        ];

        BoardColumn Column(string code, string title, string row, Term of, string link, Func<BoardSchool, DateTime?> stamp, Func<BoardSchool, string?> href)
        {
            var national = book.Span(book.Calendar[row], of.Year, SchoolLevel.Elementary, null);
            var deadline = WindowDeadline.ForStamp(book, national, null, now);
            return new BoardColumn(
                code,
                $"{title} {of.Year.Roc}-{of.Number}",
                deadline.CheckpointAt is { } at ? $"{RocDate.Short(TaipeiTime.Today(at), today)} 檢核" : "",
                link,
                schools.Where(s => filed.ContainsKey(s.Code)).ToDictionary(s => s.Code, s => Cell(s, stamp(s), href(s), row, of), StringComparer.Ordinal)
            )
            {
                DueAt = deadline.CheckpointAt,
                IsNow = national.IsOpen(now),
            };
        }

        BoardCell Cell(BoardSchool school, DateTime? stamp, string? href, string row, Term of)
        {
            if (school.UsesRecordSystem)
            {
                return new BoardCell(BoardHeat.Off, "由系統代送", null, href);
            }

            if (row != window && filed[school.Code].ByCounty)
            {
                return new BoardCell(BoardHeat.Off, "由縣市上傳", null, null);
            }

            var outcome = StageOutcome.OfFiling(book, row, of.Year, school.Level, school.Code, stamp, isAsked: true, now);
            var late = outcome.DaysLate(now);
            return outcome.State switch
            {
                StageState.Done => new BoardCell(BoardHeat.Done, $"已{outcome.Verb}", stamp == DateTime.MinValue ? null : RocDate.Short(TaipeiTime.Today(stamp!.Value), today), href) { IsSubmitted = true },
                StageState.Overdue or StageState.Missed => new BoardCell(BoardHeat.Late, $"逾期 {late:N0} 天", $"未{outcome.Verb}", href) { DaysLate = late },
                StageState.Open => new BoardCell(BoardHeat.Waiting, $"尚未{outcome.Verb}", null, href),
                StageState.Ahead => new BoardCell(BoardHeat.Off, "未開放", null, null),
                _ => new BoardCell(BoardHeat.Off, "已截止", null, href),
            };
        }
    }
}
