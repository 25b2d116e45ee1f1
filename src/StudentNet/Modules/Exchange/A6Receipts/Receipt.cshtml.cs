using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Jobs;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Exchange.A6Receipts;

/// <summary>A6 收件: how far the file is, what was found in it, what accepting it would change; accept, discard, download.</summary>
[Function("A6")]
public sealed class ReceiptModel(
    StudentNetDb db,
    FormatCatalogue formats,
    ReceiptQuery receipts,
    ReceiptRegister register,
    FileStore files,
    ResultFile results,
    DataOptions data,
    IRuns runs,
    RunsUnderWay underWay,
    PeopleInFiles people,
    FunctionMenu menu
) : FunctionPage
{
    private const int ShownDifferences = 100;

    /// <summary><c>error</c> or <c>warning</c>; else both.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Severity { get; set; }

    [BindProperty(SupportsGet = true)]
    public DifferenceKind? Change { get; set; }

    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    [BindProperty]
    public bool ConfirmShrink { get; set; }

    public Receipt Receipt { get; private set; } = null!;

    public FileFormat Format { get; private set; } = null!;

    public Run? Run { get; private set; }

    public RunProgress? Progress { get; private set; }

    public IReadOnlyList<Finding> Findings { get; private set; } = [];

    /// <summary>Kinds of findings that are counted and not listed.</summary>
    public IReadOnlyList<UnlistedFindings> Unlisted { get; private set; } = [];

    /// <summary>Rows of the result file: bad rows about which there is a finding of their own.</summary>
    public int ListedBadRows { get; private set; }

    public PageOf Part { get; private set; } = new(0, 1);

    public int Errors { get; private set; }

    public int Warnings { get; private set; }

    public IReadOnlyList<DifferenceCount> Differences { get; private set; } = [];

    public IReadOnlyList<DifferenceRow> Rows { get; private set; } = [];

    public Shrink? Shrink { get; private set; }

    /// <summary>How many leave with the file; 0 where it takes nobody away.</summary>
    public int Leaving => Format.Key.Count > 0 && !Receipt.Supplements && Format.TakesAway(Settings) ? CountOf(DifferenceKind.Leaving) : 0;

    /// <summary>What was said beside the file, in words: 115 學年度，第 1 學期.</summary>
    public string SaidBeside => string.Join('，', Settings.Where(s => s.Value is not null).Select(s => Words(s.Key, s.Value!)));

    /// <summary>The page of the function that the file was sent from, at the year and term of the file; null: the caller has none.</summary>
    public Crumb? Way => receipts.SendingFunction(Caller, Format) is { } function ? new Crumb($"{function.Code} {function.Title}", menu.Href(function) + (Format.PageOf?.Invoke(Settings, null) ?? Usual)) : null;

    /// <summary>Where a part of what was written is looked at; null: nowhere of its own.</summary>
    public string? WayTo(string part) => Receipt.Status == ReceiptStatus.Accepted && receipts.SendingFunction(Caller, Format) is { } function && Format.PageOf?.Invoke(Settings, part) is { } page ? menu.Href(function) + page : null;

    private string Usual => Settings.TryGetValue("level", out var level) ? $"?level={level}" : "";

    private IReadOnlyDictionary<string, object?> Settings => FormatSettings.Of(Format, Receipt, TaipeiTime.Today(Receipt.ReceivedAt));

    private string Words(string name, object value) =>
        name switch
        {
            "year" => $"{value} 學年度",
            "term" => $"第 {value} 學期",
            "level" when Enum.TryParse<SchoolLevel>($"{value}", out var level) => level.Title(),
            // What the county settled about the reading is no word of the sender.
            _ => Format.Settings.FirstOrDefault(s => s.Name == name) is { } setting ? $"{setting.Title} {setting.Type.Codes?.TitleOf($"{value}") ?? value}" : "",
        };

    public bool MayDecide { get; private set; }

    /// <summary>An earlier receipt of the same file.</summary>
    public long? Twin { get; private set; }

    public bool IsWorking =>
        // Not asked is whether the run still works: it may have ended between the two reads, and the page must look once more.
        Receipt.Status is ReceiptStatus.Received or ReceiptStatus.Reading or ReceiptStatus.Accepting && Run?.Status is not RunStatus.Failed;

    public bool HasFailed => Run?.Status == RunStatus.Failed;

    /// <summary>Whether a finding is about a person's number, which pages mask.</summary>
    public bool IsNumber(Finding finding) => Format.Columns.Any(c => c.Title == finding.ColumnTitle && c.Type.IsNumberOfPerson);

    /// <summary>Kinds of result file to offer: those that people open, and JSON where the upload was of that kind.</summary>
    public IEnumerable<TableKind> ResultKinds =>
        Receipt.Encoding switch
        {
            { } kind when kind.StartsWith("NDJSON", StringComparison.Ordinal) => TableWriter.ForPeople.Append(TableKind.NdJson),
            { } kind when kind.StartsWith("JSON", StringComparison.Ordinal) || kind.StartsWith("XML", StringComparison.Ordinal) => TableWriter.ForPeople.Prepend(TableKind.Json),
            _ => TableWriter.ForPeople,
        };

    public int CountOf(DifferenceKind kind) => Differences.Where(d => d.Kind == kind).Sum(d => d.Number);

    public async Task<IActionResult> OnGetAsync(long receipt, CancellationToken cancellation)
    {
        if (!await LoadAsync(receipt, cancellation))
        {
            return NotFound();
        }

        await ShowAsync(cancellation);
        return Page();
    }

    /// <summary>The same as a fragment, which the page fetches while the file is worked on.</summary>
    public async Task<IActionResult> OnGetBodyAsync(long receipt, CancellationToken cancellation)
    {
        if (!await LoadAsync(receipt, cancellation))
        {
            return NotFound();
        }

        await ShowAsync(cancellation);
        return Partial("_Receipt", this);
    }

    public async Task<IActionResult> OnPostAcceptAsync(long receipt, CancellationToken cancellation)
    {
        if (!await LoadAsync(receipt, cancellation) || !MayDecide)
        {
            return NotFound();
        }

        var act = ActOf("匯入");
        return await AnswerAsync((await register.AcceptAsync(db, Receipt, Caller.Organisation, ConfirmShrink, act, cancellation))?.Problem, null, cancellation);
    }

    public async Task<IActionResult> OnPostDiscardAsync(long receipt, CancellationToken cancellation)
    {
        if (!await LoadAsync(receipt, cancellation) || !MayDecide)
        {
            return NotFound();
        }

        return await AnswerAsync(await ReceiptRegister.DiscardAsync(db, Receipt, ActOf("捨棄"), cancellation), "已捨棄，沒有寫入任何資料。", cancellation);
    }

    /// <summary>Has a failed run go on.</summary>
    public async Task<IActionResult> OnPostRetryAsync(long receipt, CancellationToken cancellation)
    {
        if (!await LoadAsync(receipt, cancellation) || !MayDecide || Run is not { Status: RunStatus.Failed } run)
        {
            return NotFound();
        }

        await runs.RetryAsync(db, run.Id, ActOf("再試一次"), cancellation);
        return Redirect($"/A6/{receipt}");
    }

    /// <summary>The bytes as they were received.</summary>
    public async Task<IActionResult> OnGetOriginalAsync(long receipt, CancellationToken cancellation)
    {
        if (!await LoadAsync(receipt, cancellation))
        {
            return NotFound();
        }

        var (original, problem) = await files.OpenCheckedAsync(Receipt.FileHash, cancellation);
        if (original is null)
        {
            return await NotServedAsync(problem!.Value, cancellation);
        }

        await people.ExportOriginalAsync(db, ActOf("下載原檔"), Receipt, cancellation);
        return File(original, "application/octet-stream", Receipt.FileName);
    }

    /// <summary>The rows to mend, in a file that can be sent again.</summary>
    public async Task<IActionResult> OnGetResultAsync(long receipt, TableKind kind, bool warnings, CancellationToken cancellation)
    {
        if (!await LoadAsync(receipt, cancellation) || !Enum.IsDefined(kind))
        {
            return NotFound();
        }

        var (original, problem) = await files.OpenCheckedAsync(Receipt.FileHash, cancellation);
        if (original is null)
        {
            return await NotServedAsync(problem!.Value, cancellation);
        }

        await original.DisposeAsync();
        var file = DataFolder.Temporary(data);
        var rows = await results.WriteAsync(db, Receipt, kind, warnings, file, cancellation);
        await people.ExportAsync(db, ActOf("下載結果檔"), rows.Numbers, cancellation);
        file.Position = 0;
        return TableExport.Download(file, kind, $"{Format.Function}_{Format.Title}_待修正_{Receipt.Id}{TableWriter.Extension(kind)}");
    }

    /// <summary>The page with the reason why there is no file: the stored bytes are not what was received.</summary>
    private async Task<IActionResult> NotServedAsync(Problem problem, CancellationToken cancellation)
    {
        ModelState.AddModelError("Original", $"{problem.Message}。{problem.Hint}。");
        await ShowAsync(cancellation);
        var page = Page();
        page.StatusCode = StatusCodes.Status409Conflict;
        return page;
    }

    private async Task<IActionResult> AnswerAsync(Problem? problem, string? done, CancellationToken cancellation)
    {
        if (problem is not { } refused)
        {
            if (done is not null)
            {
                this.Tell(done);
            }

            return Redirect($"/A6/{Receipt.Id}");
        }

        ModelState.AddModelError(nameof(ConfirmShrink), $"{refused.Message}。{refused.Hint}。");
        await ShowAsync(cancellation);
        return this.Unprocessable();
    }

    private async Task<bool> LoadAsync(long id, CancellationToken cancellation)
    {
        if (await receipts.FindAsync(Caller, id, cancellation) is not { } receipt)
        {
            return false;
        }

        Receipt = receipt;
        Format = formats[receipt.Format];
        MayDecide = receipts.MayDecide(Caller, receipt);
        Run = await db.Set<Run>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == receipt.RunId, cancellation);
        Progress = Run is null ? null : underWay.Of(Run);
        return true;
    }

    private async Task ShowAsync(CancellationToken cancellation)
    {
        var id = Receipt.Id;
        var findings = db.Set<Finding>().AsNoTracking().Where(f => f.ReceiptId == id);
        var listed = findings.Where(f => f.Severity == Platform.Intake.Severity.Error && f.Line > 0).Select(f => f.Line).Distinct();
        var twins = db.Set<Receipt>().Where(r => r.Id < id && r.FileHash == Receipt.FileHash && r.OrganisationCode == Receipt.OrganisationCode);
        var counts = await db.AsOneRow()
            .Select(_ => new
            {
                Errors = findings.Count(f => f.Severity == Platform.Intake.Severity.Error),
                Warnings = findings.Count(f => f.Severity == Platform.Intake.Severity.Warning),
                Listed = listed.Count(),
                Twin = twins.Max(r => (long?)r.Id),
            })
            .SingleAsync(cancellation);
        (Errors, Warnings, Twin) = (counts.Errors, counts.Warnings, counts.Twin);
        Unlisted = await db.Set<UnlistedFindings>().AsNoTracking().Where(f => f.ReceiptId == id).OrderBy(f => f.Code).ThenBy(f => f.ColumnTitle).ToListAsync(cancellation);
        ListedBadRows = Unlisted.Count == 0 ? Receipt.BadRows : counts.Listed;
        var shown = Severity switch
        {
            "error" => findings.Where(f => f.Severity == Platform.Intake.Severity.Error),
            "warning" => findings.Where(f => f.Severity == Platform.Intake.Severity.Warning),
            _ => findings,
        };
        Part = new PageOf(Severity switch { "error" => Errors, "warning" => Warnings, _ => Errors + Warnings }, Number);
        Findings = await shown.OrderBy(f => f.Line).ThenBy(f => f.Seq).Skip(Part.Skip).Take(Part.Size).ToListAsync(cancellation);
        Differences = await db.Set<DifferenceCount>().AsNoTracking().Where(d => d.ReceiptId == id).ToListAsync(cancellation);
        if (Receipt.Status == ReceiptStatus.Ready)
        {
            Shrink = await register.ShrinkAsync(db, Receipt, cancellation);
            Rows = await DifferenceRow.ReadAsync(db, Format, Receipt, Change, ShownDifferences, ActOf("預覽"), cancellation);
        }

        if (Findings.Count + Rows.Count > 0)
        {
            await people.ReadAsync(db, ActOf("檢視收件"), [.. Findings.Where(IsNumber).Select(f => f.Value), .. Findings.Select(f => f.Subject), .. Rows.Select(r => r.Number)], cancellation);
        }
    }

    private Act ActOf(string what) =>
        Caller.Act(
            $"{what}{Format.Title}",
            receipts.SendingFunction(Caller, Format)?.Code ?? Function.Code,
            Now,
            detail: string.Create(CultureInfo.InvariantCulture, $"收件 #{Receipt.Id}")
        );
}
