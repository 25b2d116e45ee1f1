using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Kernel;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Files;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Students.Q4SpecialEducation;

/// <summary>The pupils of the latest list, read-only; filter and page live in the address, and the export is the list as it is filtered.</summary>
public abstract class SpecialListPage(SpecialRoster roster, TableExport export) : FunctionPage
{
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    /// <summary>Code of a 安置型態; none: all.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Placement { get; set; }

    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    public IReadOnlyList<SpecialRow> Rows { get; private set; } = [];

    public PageOf Part { get; private set; } = new(0);

    /// <summary>Pupils of each 安置型態.</summary>
    public IReadOnlyList<SpecialFigure> Placements { get; private set; } = [];

    /// <summary>The list the rows come from; null: none yet.</summary>
    public SpecialList? Latest { get; private set; }

    public bool NamesSchools => Caller.Level != Level.School;

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Latest = await roster.LatestAsync(cancellation);
        Placements = await roster.FiguresAsync(Caller.Scope, SpecialCut.Placement, cancellation);
        var rows = Filtered();
        Part = new PageOf(await rows.CountAsync(cancellation), PageNumber);
        Rows = await rows.Skip(Part.Skip).Take(Part.Size).ToListAsync(cancellation);
        if (Rows.Count > 0)
        {
            await AuditReadAsync(Rows.Count, "檢視鑑輔生名單");
        }
    }

    public async Task<IActionResult> OnGetExportAsync(TableKind kind, CancellationToken cancellation)
    {
        IReadOnlyList<TableColumn<SpecialRow>> columns =
        [
            new("學校代碼", r => r.School.Code),
            new("學校", r => r.School.Name),
            new("姓名", r => r.Person.Name),
            TableColumn.Number<SpecialRow>("證號", r => r.Number),
            TableColumn.Date<SpecialRow>("出生日期", r => r.Person.BirthDate),
            new("年級", r => r.Placement.Grade),
            new("特教類別", r => r.Category),
            new("安置型態", r => r.Kind),
            TableColumn.Date<SpecialRow>("鑑定日期", r => r.Placement.ApprovedOn),
            TableColumn.Date<SpecialRow>("有效期限", r => r.Placement.ValidUntil),
            new("酌減人數", r => r.Placement.ClassReduction),
            new("接收時間", r => r.Placement.ReceivedAt),
        ];
        return await export.FileAsync("鑑輔生名單", kind, columns, Filtered().AsAsyncEnumerable(), Act("輸出鑑輔生名單"), cancellation);
    }

    private IOrderedQueryable<SpecialRow> Filtered()
    {
        var rows = roster.Within(Caller.Scope);
        if (Search?.Trim() is { Length: > 0 } typed)
        {
            var name = NameText.Normalise(typed);
            var number = typed.ToUpperInvariant();
            rows = rows.Where(r => r.Person.NormalisedName.Contains(name) || r.Number == number || r.LastThree == number);
        }

        if (Placement is { Length: > 0 } placement)
        {
            rows = rows.Where(r => r.Placement.Placement == placement);
        }

        return rows.OrderBy(r => r.School.Code).ThenBy(r => r.Placement.Grade).ThenBy(r => r.Person.NormalisedName).ThenBy(r => r.Placement.PersonId);
    }
}

/// <summary>Figures of the latest list within the caller's scope; the export is the table as it is shown.</summary>
public abstract class SpecialStatisticsPage(SpecialRoster roster, TableExport export) : FunctionPage
{
    [BindProperty(SupportsGet = true)]
    public SpecialCut? By { get; set; }

    public IReadOnlyList<SpecialFigure> Figures { get; private set; } = [];

    public SpecialList? Latest { get; private set; }

    /// <summary>The cuts this level may choose; the first is shown unless told.</summary>
    public abstract IReadOnlyList<SpecialCut> Cuts { get; }

    /// <summary>Where the names are; null: this level sees figures only.</summary>
    public virtual string? ListHref => null;

    protected SpecialRoster Roster { get; } = roster;

    public static string Title(SpecialCut? cut) =>
        cut switch
        {
            SpecialCut.County => "縣市",
            SpecialCut.School => "學校",
            SpecialCut.Category => "特教類別",
            _ => "安置型態",
        };

    public virtual Task OnGetAsync(CancellationToken cancellation) => LoadAsync(cancellation);

    public async Task<IActionResult> OnGetExportAsync(TableKind kind, CancellationToken cancellation)
    {
        await LoadAsync(cancellation);
        IReadOnlyList<TableColumn<SpecialFigure>> columns =
        [
            new("代碼", f => f.Code),
            new(Title(By), f => f.Title),
            new("鑑輔生", f => f.Pupils),
            new("酌減人數", f => f.Reduction),
        ];
        return await export.FileAsync($"鑑輔生統計_依{Title(By)}", kind, columns, Figures.ToAsyncEnumerable(), Act("輸出鑑輔生統計"), cancellation);
    }

    private async Task LoadAsync(CancellationToken cancellation)
    {
        By = By is { } cut && Cuts.Contains(cut) ? cut : Cuts[0];
        Latest = await Roster.LatestAsync(cancellation);
        Figures = await Roster.FiguresAsync(Caller.Scope, By.Value, cancellation);
    }
}
