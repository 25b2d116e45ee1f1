using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions.Counts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.Marking;

/// <summary>Allocation, registration and admission on the board of a county's schools, from the kept figures.</summary>
internal sealed class StageColumns(StudentNetDb db, IWindows windows) : IBoardColumns
{
    public int Order => 1;

    public async Task<IReadOnlyList<BoardColumn>> OfAsync(string county, IReadOnlyList<BoardSchool> schools, DateTime now, CancellationToken cancellation = default)
    {
        var year = WorkingYear.ForEntry(TaipeiTime.Today(now));
        var book = await windows.BookAsync(county, cancellation);
        var counts = await db.Set<StageCount>()
            .AsNoTracking()
            .Where(c => c.Year == year && db.Set<Organisation>().Any(o => o.Code == c.SchoolCode && o.CountyCode == county))
            .Select(c => new
            {
                Count = c,
                Published = db.Set<PlaceCount>().Where(p => p.Year == year && p.SchoolCode == c.SchoolCode && p.Level == c.Level).Sum(p => p.Published),
                First = db.Set<Submission>()
                    .Where(s => s.OrganisationCode == c.SchoolCode && s.Year == year && s.Level == c.Level && s.Window == (c.Stage == EntryStage.Registration ? "N3" : "N5"))
                    .Min(s => (DateTime?)s.At),
            })
            .ToListAsync(cancellation);
        var byStage = counts.ToLookup(c => c.Count.Stage);
        var openDays = await StageDays.OpenAsync(db, year, county, TaipeiTime.Today(now).AddDays(-BurnDown.MostDays), cancellation);
        var published = byStage[EntryStage.Registration].ToDictionary(c => c.Count.SchoolCode, c => c.Published, StringComparer.Ordinal);
        var columns = new List<BoardColumn>
        {
            new(
                "N1",
                "分發",
                "縣市公告名單",
                null,
                schools.ToDictionary(
                    s => s.Code,
                    s => published.GetValueOrDefault(s.Code) is > 0 and var children ? new BoardCell(BoardHeat.Done, "已公告", $"{children:N0} 人", null) : new BoardCell(BoardHeat.Off, "未公告", null, null),
                    StringComparer.Ordinal
                )
            ),
        };
        foreach (var stage in Enum.GetValues<EntryStage>())
        {
            var words = StageWords.Of(stage);
            var kept = byStage[stage].ToDictionary(c => c.Count.SchoolCode, StringComparer.Ordinal);
            var outcomes = schools.ToDictionary(
                s => s.Code,
                s => (Count: kept.GetValueOrDefault(s.Code)?.Count, Outcome: SchoolStage.Of(book, stage, year, s.Level, s.Code, kept.GetValueOrDefault(s.Code)?.Count, now)),
                StringComparer.Ordinal
            );
            var span = book.Span(book.Calendar[words.Group], year, SchoolLevel.Elementary, null);
            var deadline = WindowDeadline.ForStamp(book, span, null, now);
            columns.Add(
                new BoardColumn(
                    words.Group,
                    words.Verb,
                    Note(deadline, now),
                    $"/{words.Code}",
                    outcomes.ToDictionary(o => o.Key, o => SchoolStage.Cell(o.Value.Outcome, o.Value.Count, $"/{words.Group}.21/school/{o.Key}", now), StringComparer.Ordinal)
                )
                {
                    DueAt = deadline.CheckpointAt,
                    IsNow = span.IsOpen(now),
                    OpenDays = [.. openDays[stage]],
                    FirstStamps = kept.Where(k => k.Value.First is not null).ToDictionary(k => k.Key, k => k.Value.First!.Value, StringComparer.Ordinal),
                }
            );
        }

        return columns;
    }

    private static string Note(WindowDeadline deadline, DateTime now) =>
        deadline.Span switch
        {
            { IsKnown: false } => "日期未定",
            { Opens: { } opens } when opens > now => $"{RocDate.Short(TaipeiTime.Today(opens), TaipeiTime.Today(now))} 開放",
            _ when deadline.CheckpointAt is { } checkpoint => $"{RocDate.Short(TaipeiTime.Today(checkpoint), TaipeiTime.Today(now))} 檢核",
            _ => "",
        };
}
