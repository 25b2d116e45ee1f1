using Microsoft.AspNetCore.Mvc;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;

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
            new("本國籍", f => f.National),
            new("外國籍", f => f.Foreign),
            new("就讀中", f => f.Total),
            new("已離校", f => f.Left),
            new("最近異動", f => f.ChangedAt),
        ];
        var figures = await roster.FiguresAsync(Caller.Scope, Today, cancellation);
        return await export.FileAsync("外僑學校學生統計", kind, columns, figures.ToAsyncEnumerable(), Act("輸出外僑學校學生統計"), cancellation);
    }
}
