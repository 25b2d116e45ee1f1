using Microsoft.AspNetCore.Mvc;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Files;

namespace StudentNet.Modules.Students.Q3ForeignStudents;

/// <summary>Figures of the foreign pupils within the caller's scope, by one of several cuts; the export is the table as it is shown.</summary>
public abstract class ForeignStatisticsPage(ForeignStatistics statistics, TableExport export) : FunctionPage
{
    [BindProperty(SupportsGet = true)]
    public ForeignCut? By { get; set; }

    public IReadOnlyList<ForeignFigure> Figures { get; private set; } = [];

    /// <summary>The cuts this level may choose; the first is shown unless told.</summary>
    public abstract IReadOnlyList<ForeignCut> Cuts { get; }

    /// <summary>Where the names are; null: this level sees figures only.</summary>
    public virtual string? ListHref => null;

    public static string Title(ForeignCut? cut) =>
        cut switch
        {
            ForeignCut.County => "縣市",
            ForeignCut.School => "學校",
            ForeignCut.Nationality => "國籍",
            _ => "未返臺原因",
        };

    public Task OnGetAsync(CancellationToken cancellation) => LoadAsync(cancellation);

    public async Task<IActionResult> OnGetExportAsync(TableKind kind, CancellationToken cancellation)
    {
        await LoadAsync(cancellation);
        IReadOnlyList<TableColumn<ForeignFigure>> columns =
        [
            new("代碼", f => f.Code),
            new(Title(By), f => f.Title),
            new("在校", f => f.InSchool),
            new("非學", f => f.OutOfSchool),
            new("合計", f => f.Total),
            new("其中未返臺", f => f.Absent),
        ];
        var title = $"外籍生統計_依{Title(By)}";
        return await export.FileAsync(title, kind, columns, Figures.Append(ForeignStatistics.Sum(Figures)).ToAsyncEnumerable(), Act("輸出外籍生統計"), cancellation);
    }

    private async Task LoadAsync(CancellationToken cancellation)
    {
        By = By is { } cut && Cuts.Contains(cut) ? cut : Cuts[0];
        Figures = await statistics.OfAsync(Caller.Scope, By.Value, Today, cancellation);
    }
}
