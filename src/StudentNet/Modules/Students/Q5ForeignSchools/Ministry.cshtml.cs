using Microsoft.AspNetCore.Mvc;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Students.Q5ForeignSchools;

/// <summary>Q5.11 全國外僑學校學生統計: figures by county.</summary>
[Function("Q5.11")]
public sealed class MinistryModel(ForeignSchoolRoster roster, TableExport export) : FunctionPage
{
    public IReadOnlyList<ForeignSchoolFigure> Figures { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellation) => Figures = await roster.FiguresAsync(Caller.Scope, Today, cancellation);

    public async Task<IActionResult> OnGetExportAsync(TableKind kind, CancellationToken cancellation)
    {
        IReadOnlyList<TableColumn<ForeignSchoolFigure>> columns =
        [
            new("縣市代碼", f => f.Code),
            new("縣市", f => f.Title),
            FigureColumn.Of<ForeignSchoolFigure>("Q5.national", f => f.National),
            FigureColumn.Of<ForeignSchoolFigure>("Q5.foreign", f => f.Foreign),
            FigureColumn.Of<ForeignSchoolFigure>("Q5.here", f => f.Total),
            FigureColumn.Of<ForeignSchoolFigure>("Q5.left", f => f.Left),
            new("最近異動", f => f.ChangedAt),
        ];
        var figures = await roster.FiguresAsync(Caller.Scope, Today, cancellation);
        return await export.FileAsync("外僑學校學生統計", kind, columns, figures.ToAsyncEnumerable(), Act("輸出外僑學校學生統計"), cancellation);
    }
}
