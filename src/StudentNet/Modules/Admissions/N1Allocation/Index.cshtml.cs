using Microsoft.AspNetCore.Mvc;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Jobs;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Admissions.N1Allocation;

/// <summary>N1.21 分發作業: what the run will work on, the run itself and its figures per school.</summary>
[Function("N1.21")]
public sealed class IndexModel(StudentNetDb db, IRuns runs) : AllocationPage(db)
{
    public AllocationOverview Board { get; private set; } = null!;

    /// <summary>Schools with children now or in the run before, by code.</summary>
    public IReadOnlyList<SchoolLine> Schools { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancellation) => LoadAsync(cancellation);

    /// <summary>執行分發.</summary>
    public async Task<IActionResult> OnPostRunAsync(PublishedChildren published, CancellationToken cancellation)
    {
        var request = new AllocationRequest(County, Year.Roc, (int)Level, published);
        var run = await runs.RequestAsync(Db, AllocationRunKind.Name, request, request.Exclusive, Act("執行分發", detail: $"{YearTag} {published}"), cancellation);
        this.Tell($"已開始分發，作業編號 {run.Id}。可以離開本頁。");
        return RedirectToPage(new { level = (int)Level });
    }

    private async Task LoadAsync(CancellationToken cancellation)
    {
        await AskWindowAsync(cancellation);
        Board = await AllocationOverview.ReadAsync(Db, County, Year, Level, cancellation);
        var codes = Board
            .Now.Lines.Concat(Board.Before.Lines)
            .Where(l => l.Kind is AllocationFigureKind.Allocated or AllocationFigureKind.Choice)
            .Select(l => l.Code)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        Schools =
        [
            .. codes.Select(c => new SchoolLine(
                c,
                Board.Now.OfSchool(c),
                Board.Now.Lines.Where(l => l.Kind == AllocationFigureKind.Choice && l.Code == c).Sum(l => l.Count),
                Board.Before.OfSchool(c)
            )),
        ];
        await NameSchoolsAsync(codes, cancellation);
    }
}

/// <summary>A school's figures in the preview.</summary>
/// <param name="Now">Children allocated to it.</param>
/// <param name="Choice">Of these, for whom it is the default of a choice list.</param>
/// <param name="Before">Children allocated to it by the run before the last.</param>
public sealed record SchoolLine(string Code, int Now, int Choice, int Before)
{
    public int Difference => Now - Before;
}
