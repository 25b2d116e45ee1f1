using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Exchange.A6Receipts;

/// <summary>A6 檔案收件: every attempt, its state and what is still open.</summary>
[Function("A6")]
public sealed class ReceiptsModel(ReceiptQuery query, FormatCatalogue formats, TableExport export) : FunctionPage
{
    /// <summary>Narrows to one format.</summary>
    [BindProperty(SupportsGet = true, Name = "format")]
    public string? FormatCode { get; set; }

    /// <summary><c>open</c>: only those that wait for somebody.</summary>
    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public Door? Door { get; set; }

    /// <summary>Narrows to one organisation; from the overview.</summary>
    [BindProperty(SupportsGet = true, Name = "school")]
    public string? OrganisationCode { get; set; }

    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    public IReadOnlyList<Receipt> Receipts { get; private set; } = [];

    public IReadOnlyDictionary<string, string> Names { get; private set; } = new Dictionary<string, string>();

    public IReadOnlyList<FileFormat> Formats { get; private set; } = [];

    public IReadOnlyList<FileFormat> Sendable { get; private set; } = [];

    public PageOf Part { get; private set; } = new(0, 1);

    public int All { get; private set; }

    public int Open { get; private set; }

    public string TitleOf(string format) => formats.Find(format)?.Title ?? format;

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var receipts = Filtered();
        All = await receipts.CountAsync(cancellation);
        var open = OpenOf(receipts);
        Open = await open.CountAsync(cancellation);
        var shown = State == "open" ? open : receipts;
        Part = new PageOf(State == "open" ? Open : All, Number);
        Receipts = await shown.Skip(Part.Skip).Take(Part.Size).ToListAsync(cancellation);
        Names = await query.NamesAsync(Receipts, cancellation);
        Sendable = query.Sendable(Caller);
        Formats = query.Seen(Caller);
    }

    /// <summary>Every attempt as it is filtered: door, sender, codes, rows.</summary>
    public async Task<IActionResult> OnGetExportAsync(TableKind kind, CancellationToken cancellation)
    {
        if (!Enum.IsDefined(kind))
        {
            return NotFound();
        }

        var rows = State == "open" ? OpenOf(Filtered()) : Filtered();
        return await export.FileAsync(
            "收件紀錄",
            kind,
            [
                new TableColumn<Receipt>("收件編號", r => r.Id),
                new TableColumn<Receipt>("收執碼", r => r.Code),
                new TableColumn<Receipt>("格式", r => TitleOf(r.Format)),
                new TableColumn<Receipt>("機關代碼", r => r.OrganisationCode),
                new TableColumn<Receipt>("管道", r => r.Door.Title()),
                new TableColumn<Receipt>("傳送者", r => r.Sender),
                new TableColumn<Receipt>("檔名", r => r.FileName),
                new TableColumn<Receipt>("收件時間", r => r.ReceivedAt),
                new TableColumn<Receipt>("狀態", r => ReceiptWords.StatusOf(r).Word),
                new TableColumn<Receipt>("列數", r => r.Rows),
                new TableColumn<Receipt>("可匯入", r => r.GoodRows),
                new TableColumn<Receipt>("錯誤", r => r.BadRows),
                new TableColumn<Receipt>("提醒", r => r.WarnedRows),
                new TableColumn<Receipt>("未補正", r => r.OpenRows),
                new TableColumn<Receipt>("結束時間", r => r.EndedAt),
                new TableColumn<Receipt>("說明", r => r.Failure),
            ],
            rows.AsAsyncEnumerable(),
            Caller.Act("輸出收件紀錄", Function.Code, Now),
            cancellation
        );
    }

    private IQueryable<Receipt> Filtered()
    {
        var receipts = query.Within(Caller);
        if (FormatCode is { Length: > 0 } format)
        {
            receipts = receipts.Where(r => r.Format == format);
        }

        if (Door is { } door)
        {
            receipts = receipts.Where(r => r.Door == door);
        }

        return OrganisationCode is { Length: > 0 } organisation ? receipts.Where(r => r.OrganisationCode == organisation) : receipts;
    }

    private static IQueryable<Receipt> OpenOf(IQueryable<Receipt> receipts) =>
        receipts.Where(r =>
            r.ClearedBy == null
            && (r.Status == ReceiptStatus.NeedsAttention || r.Status == ReceiptStatus.Ready || r.Status == ReceiptStatus.Failed || r.OpenRows > 0)
            && r.Status != ReceiptStatus.Discarded
        );
}
