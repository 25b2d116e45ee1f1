using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Web;
using Receipt = StudentNet.Platform.Intake.Receipt;

namespace StudentNet.Modules.Exchange;

/// <summary>A6 檔案收件: every attempt, its state and what is still open.</summary>
[Function("A6")]
public sealed class ReceiptsModel(ReceiptBook book, FormatCatalogue formats) : FunctionPage
{
    /// <summary>Narrows to one format.</summary>
    [BindProperty(SupportsGet = true, Name = "format")]
    public string? FormatCode { get; set; }

    /// <summary><c>open</c>: only those that wait for somebody.</summary>
    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    public IReadOnlyList<Receipt> Receipts { get; private set; } = [];

    public IReadOnlyDictionary<string, string> Names { get; private set; } = new Dictionary<string, string>();

    public IReadOnlyList<FileFormat> Sendable { get; private set; } = [];

    public PageOf Part { get; private set; } = new(0, 1);

    public int All { get; private set; }

    public int Open { get; private set; }

    public string TitleOf(string format) => formats.Find(format)?.Title ?? format;

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var receipts = book.Within(Caller);
        if (FormatCode is { Length: > 0 } format)
        {
            receipts = receipts.Where(r => r.Format == format);
        }

        All = await receipts.CountAsync(cancellation);
        var open = receipts.Where(r =>
            r.ClearedBy == null
            && (r.Status == ReceiptStatus.NeedsAttention || r.Status == ReceiptStatus.Ready || r.Status == ReceiptStatus.Failed || r.OpenRows > 0)
            && r.Status != ReceiptStatus.Discarded
        );
        Open = await open.CountAsync(cancellation);
        var shown = State == "open" ? open : receipts;
        Part = new PageOf(State == "open" ? Open : All, Number);
        Receipts = await shown.Skip(Part.Skip).Take(Part.Size).ToListAsync(cancellation);
        Names = await book.NamesAsync(Receipts, cancellation);
        Sendable = book.Sendable(Caller);
    }
}
