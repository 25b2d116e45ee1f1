using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Exchange.A6Receipts;

/// <summary>A6 傳輸總覽: per format and organisation what arrived, what failed, what is open; which schools have sent nothing; which files were turned away.</summary>
[Function("A6")]
public sealed class OverviewModel(StudentNetDb db, TransferQuery transfers, ReceiptQuery receipts, FormatCatalogue formats, TableExport export) : FunctionPage
{
    private const int ShownRefusals = 50;

    [BindProperty(SupportsGet = true, Name = "format")]
    public string? FormatCode { get; set; }

    /// <summary>Narrows the ministry's view to a county.</summary>
    [BindProperty(SupportsGet = true)]
    public string? County { get; set; }

    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    public IReadOnlyList<FileFormat> Formats { get; private set; } = [];

    public IReadOnlyList<Organisation> Counties { get; private set; } = [];

    public IReadOnlyList<Transfer> Transfers { get; private set; } = [];

    public PageOf Part { get; private set; } = new(0, 1);

    public IReadOnlyList<Refusal> Refusals { get; private set; } = [];

    /// <summary>Schools without success; null where it cannot be asked: no format of schools chosen, or no county.</summary>
    public IReadOnlyList<Missing>? Missing { get; private set; }

    public IReadOnlyList<FileFormat> OfSchools { get; private set; } = [];

    public bool IsMinistry => Caller.Scope is Scope.National;

    public bool IsSchool => Caller.Organisation.Level == Level.School;

    public string TitleOf(string? format) => format is null ? "" : formats.Find(format)?.Title ?? format;

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Formats = receipts.Seen(Caller);
        OfSchools = IsSchool ? [] : transfers.OfSchools(Caller);
        if (IsMinistry)
        {
            Counties = await db.Set<Organisation>().AsNoTracking().Where(o => o.Level == Level.County).OrderBy(o => o.Code).ToListAsync(cancellation);
        }

        var all = await transfers.OverviewAsync(Caller, FormatCode, ChosenCounty, cancellation);
        Part = new PageOf(all.Count, Number);
        Transfers = [.. all.Skip(Part.Skip).Take(Part.Size)];
        Refusals = await transfers.Refused(Caller).Take(ShownRefusals).ToListAsync(cancellation);
        if (ChosenCounty is { } county && OfSchools.Any(f => f.Code == FormatCode))
        {
            Missing = await transfers.MissingAsync(county, FormatCode!, cancellation);
        }
    }

    /// <summary>The overview as it is filtered.</summary>
    public async Task<IActionResult> OnGetExportAsync(TableKind kind, CancellationToken cancellation)
    {
        if (!Enum.IsDefined(kind))
        {
            return NotFound();
        }

        var rows = await transfers.OverviewAsync(Caller, FormatCode, ChosenCounty, cancellation);
        return await export.FileAsync(
            "傳輸總覽",
            kind,
            [
                new TableColumn<Transfer>("格式", t => TitleOf(t.Format)),
                new TableColumn<Transfer>("機關代碼", t => t.OrganisationCode),
                new TableColumn<Transfer>("機關", t => t.Organisation),
                new TableColumn<Transfer>("最近成功", t => t.LastSuccess),
                new TableColumn<Transfer>("最近傳送", t => t.LastSent),
                new TableColumn<Transfer>("傳送次數", t => t.Sent),
                new TableColumn<Transfer>("待修正", t => t.Failed),
                new TableColumn<Transfer>("待確認", t => t.Waiting),
                new TableColumn<Transfer>("未補正列數", t => t.OpenRows),
            ],
            rows.ToAsyncEnumerable(),
            Caller.Act("輸出傳輸總覽", Function.Code, Now),
            cancellation
        );
    }

    /// <summary>The schools that have sent nothing, to be telephoned.</summary>
    public async Task<IActionResult> OnGetMissingAsync(TableKind kind, CancellationToken cancellation)
    {
        if (!Enum.IsDefined(kind) || IsSchool || ChosenCounty is not { } county || transfers.OfSchools(Caller).All(f => f.Code != FormatCode))
        {
            return NotFound();
        }

        var rows = await transfers.MissingAsync(county, FormatCode!, cancellation);
        return await export.FileAsync(
            $"{TitleOf(FormatCode)}未成功傳送學校",
            kind,
            [
                new TableColumn<Missing>("學校代碼", m => m.OrganisationCode),
                new TableColumn<Missing>("學校", m => m.Organisation),
                new TableColumn<Missing>("最近成功", m => m.LastSuccess),
                new TableColumn<Missing>("最近傳送", m => m.LastSent),
                new TableColumn<Missing>("截止", m => m.Until),
            ],
            rows.ToAsyncEnumerable(),
            Caller.Act("輸出未成功傳送學校", Function.Code, Now),
            cancellation
        );
    }

    private string? ChosenCounty => Caller.Scope is Scope.County own ? own.Code : IsMinistry && County is { Length: > 0 } ? County : null;
}
