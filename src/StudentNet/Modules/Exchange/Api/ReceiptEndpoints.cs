using System.ComponentModel;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Jobs;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Exchange.Api;

/// <summary>Asking: how far a file is, what was found in it, which rows are to be mended.</summary>
internal static class ReceiptEndpoints
{
    private const int FindingsByDefault = 200;
    private const int MostFindings = 1000;
    private const int ReceiptsByDefault = 50;
    private const int MostReceipts = 200;

    public static string Address(long id) => string.Create(CultureInfo.InvariantCulture, $"{ApiEndpoints.Root}/receipts/{id}");

    public static void Map(RouteGroupBuilder api)
    {
        var receipts = api.MapGroup("").WithTags("查詢");
        receipts
            .MapGet("/receipts", ListAsync)
            .WithName("listReceipts")
            .WithSummary("列出這個用戶端傳過的收件")
            .WithDescription("新的在前。next 有值時以它當 cursor 再問，直到沒有 next；期間新到的收件不會使內容重複或遺漏。")
            .Produces<ListPart<ReceiptView>>()
            .ProducesProblems(401, 422, 429);
        receipts
            .MapGet("/receipts/{id:long}", ReadAsync)
            .WithName("getReceipt")
            .WithSummary("查詢一件收件")
            .WithDescription("回應帶有 ETag；以 If-None-Match 再問而沒有變化時回覆 304。isWorking 為 true 時請依 Retry-After 的秒數再問。")
            .Produces<ReceiptView>()
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblems(401, 404, 429);
        receipts
            .MapGet("/receipts/{id:long}/findings", FindingsAsync)
            .WithName("listFindings")
            .WithSummary("列出檔案裡的問題")
            .WithDescription("依檔案的順序。證號已遮蔽；要修正請下載 result。")
            .Produces<FindingPart>()
            .ProducesProblems(401, 404, 422, 429);
        receipts
            .MapGet("/receipts/{id:long}/result", ResultAsync)
            .WithName("getResult")
            .WithSummary("下載待修正的列")
            .WithDescription("原來的列，加上收件編號、檔案列、問題欄位、檔案內容、原因、怎麼修正六欄。改正後連同這六欄重傳，就會標記那些列已補正。")
            .Produces<Stream>(StatusCodes.Status200OK, TableWriter.ContentType(TableKind.Csv), [.. Enum.GetValues<TableKind>().Where(k => k != TableKind.Csv).Select(TableWriter.ContentType)])
            .ProducesProblems(401, 404, 409, 422, 429);
    }

    /// <summary>A receipt as the answer, with tag and with the pause after which to ask again.</summary>
    public static async Task<IResult> AnswerAsync(HttpContext http, StudentNetDb db, RunsUnderWay underWay, Receipt receipt, int status)
    {
        var cancellation = http.RequestAborted;
        var run = await RunOfAsync(db, receipt, cancellation);
        var headers = http.Response.GetTypedHeaders();
        headers.ETag = new EntityTagHeaderValue(ReceiptView.ETag(receipt, run));
        headers.CacheControl = new CacheControlHeaderValue { Private = true, NoCache = true };
        if (ReceiptView.Works(receipt, run))
        {
            http.Response.Headers.RetryAfter = "2";
        }

        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(tag => tag.Compare(headers.ETag, useStrongComparison: false)) && HttpMethods.IsGet(http.Request.Method))
        {
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        var differences = receipt.CheckedAt is null ? null : await db.Set<DifferenceCount>().AsNoTracking().Where(d => d.ReceiptId == receipt.Id).ToListAsync(cancellation);
        return Results.Json(ReceiptView.Of(receipt, run, run is null ? null : underWay.Of(run), differences, await UnlistedAsync(db, receipt, null, cancellation)), statusCode: status);
    }

    public static Task<Run?> RunOfAsync(StudentNetDb db, Receipt receipt, CancellationToken cancellation) =>
        db.Set<Run>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == receipt.RunId, cancellation);

    private static async Task<IResult> ReadAsync([Description("收件編號。")] long id, HttpContext http, StudentNetDb db, ClientReceipts receipts, RunsUnderWay underWay) =>
        await receipts.FindAsync(id, http.RequestAborted) is { } receipt ? await AnswerAsync(http, db, underWay, receipt, StatusCodes.Status200OK) : ApiProblem.NotFound;

    private static async Task<IResult> ListAsync(
        [Description("只列這個格式。")] string? format,
        [Description("只列這個機關。")] string? organisation,
        [Description("只列這個狀態：received、reading、needs-attention、ready、accepting、accepted、discarded、failed。")] string? status,
        [Description("只列這個時間（含）以後收到的，ISO 8601；沒有時區就是臺北時間。")] string? since,
        [Description("上一段的 next。")] string? cursor,
        [Description("每段幾件，1 到 200，預設 50。")] string? limit,
        HttpContext http,
        ClientReceipts receipts
    )
    {
        if (!ApiWords.TryRead<ReceiptStatus>(status, nameof(status), out var wanted, out var problem)
            || !ApiWords.TryReadInstant(since, nameof(since), out var from, out problem)
            || !ApiWords.TryReadLimit(limit, ReceiptsByDefault, MostReceipts, out var take, out problem))
        {
            return problem!;
        }

        if (!Cursor.TryRead(cursor, new Cursor(long.MaxValue), out var after))
        {
            return ApiWords.Wrong(nameof(cursor), "請原樣填上一段的 next");
        }

        var chosen = receipts
            .All.AsNoTracking()
            .Where(r => r.Id < after.First)
            .Where(r => format == null || r.Format == format)
            .Where(r => organisation == null || r.OrganisationCode == organisation)
            .Where(r => wanted == null || r.Status == wanted)
            .Where(r => from == null || r.ReceivedAt >= from);
        var rows = await chosen.OrderByDescending(r => r.Id).Take(take + 1).ToListAsync(http.RequestAborted);
        return Results.Json(new ListPart<ReceiptView>([.. rows.Take(take).Select(r => ReceiptView.Of(r))], rows.Count > take ? new Cursor(rows[take - 1].Id).ToString() : null));
    }

    private static async Task<IResult> FindingsAsync(
        [Description("收件編號。")] long id,
        [Description("只列 error 或 warning。")] string? severity,
        [Description("上一段的 next。")] string? cursor,
        [Description("每段幾項，1 到 1000，預設 200。")] string? limit,
        HttpContext http,
        StudentNetDb db,
        ClientReceipts receipts,
        FormatCatalogue formats,
        PeopleInFiles people,
        TimeProvider clock
    )
    {
        var cancellation = http.RequestAborted;
        if (await receipts.FindAsync(id, cancellation) is not { } receipt)
        {
            return ApiProblem.NotFound;
        }

        if (!ApiWords.TryRead<Severity>(severity, nameof(severity), out var wanted, out var problem)
            || !ApiWords.TryReadLimit(limit, FindingsByDefault, MostFindings, out var take, out problem))
        {
            return problem!;
        }

        if (!Cursor.TryRead(cursor, new Cursor(-1), out var after))
        {
            return ApiWords.Wrong(nameof(cursor), "請原樣填上一段的 next");
        }

        var rows = await db.Set<Finding>()
            .AsNoTracking()
            .Where(f => f.ReceiptId == id && (wanted == null || f.Severity == wanted))
            .Where(f => f.Line > after.First || (f.Line == after.First && f.Seq > after.Second))
            .OrderBy(f => f.Line)
            .ThenBy(f => f.Seq)
            .Take(take + 1)
            .ToListAsync(cancellation);
        var format = formats[receipt.Format];
        var numbers = format.Columns.Where(c => c.Type.IsNumberOfPerson).Select(c => c.Title).ToHashSet(StringComparer.Ordinal);
        if (rows.Count > 0)
        {
            var act = await receipts.ActAsync(receipt, format, "檢視收件問題：", clock.GetUtcNow().UtcDateTime, cancellation);
            var shown = rows.Take(take).ToList();
            await people.ExportAsync(db, act, shown.Where(f => f.ColumnTitle is { } title && numbers.Contains(title)).Select(f => f.Value).Concat(shown.Select(f => f.Subject)), cancellation);
        }

        var unlisted = await UnlistedAsync(db, receipt, wanted, cancellation);
        var sheets = receipt.SheetNames;
        return Results.Json(
            new FindingPart(
                [.. rows.Take(take).Select(View)],
                rows.Count > take ? new Cursor(rows[take - 1].Line, rows[take - 1].Seq).ToString() : null,
                unlisted.Count > 0 ? [.. unlisted.Select(UnlistedView.Of)] : null
            )
        );

        FindingView View(Finding f) =>
            new(SheetLines.Row(f.Line), f.ColumnTitle, f is { Value: { } value, ColumnTitle: { } title } && numbers.Contains(title) ? Masking.Number(value) : f.Value, f.Code, f.Severity, f.Reason, f.Hint, f.ClearedBy, SheetLines.Name(sheets, f.Line));
    }

    private static Task<List<UnlistedFindings>> UnlistedAsync(StudentNetDb db, Receipt receipt, Severity? severity, CancellationToken cancellation) =>
        db.Set<UnlistedFindings>()
            .AsNoTracking()
            .Where(f => f.ReceiptId == receipt.Id && (severity == null || f.Severity == severity))
            .OrderBy(f => f.Code)
            .ThenBy(f => f.ColumnTitle)
            .ToListAsync(cancellation);

    private static async Task<IResult> ResultAsync(
        [Description("收件編號。")] long id,
        [Description("csv（預設）、xlsx、ods、json 或 ndjson。")] string? format,
        [Description("true：連同只有提醒的列。")] bool? warnings,
        HttpContext http,
        StudentNetDb db,
        ClientReceipts receipts,
        FormatCatalogue formats,
        ResultFile results,
        FileStore files,
        DataOptions data,
        PeopleInFiles people,
        TimeProvider clock
    )
    {
        var cancellation = http.RequestAborted;
        if (await receipts.FindAsync(id, cancellation) is not { } receipt)
        {
            return ApiProblem.NotFound;
        }

        if (!ApiWords.TryRead<TableKind>(format, nameof(format), out var kind, out var problem))
        {
            return problem!;
        }

        if (receipt.CheckedAt is null)
        {
            return ApiProblem.Of(StatusCodes.Status409Conflict, new Problem("receipt.not-checked", "檢核還沒有完成", "請依 Retry-After 的秒數查詢收件，檢核完成後再下載"));
        }

        var chosen = kind ?? TableKind.Csv;
        var declared = formats[receipt.Format];
        var (original, missing) = await files.OpenCheckedAsync(receipt.FileHash, cancellation);
        if (original is null)
        {
            return ApiProblem.Of(StatusCodes.Status409Conflict, missing!.Value);
        }

        await original.DisposeAsync();
        var file = DataFolder.Temporary(data);
        var rows = await results.WriteAsync(db, receipt, chosen, warnings ?? false, file, cancellation);
        await people.ExportAsync(db, await receipts.ActAsync(receipt, declared, "下載結果檔：", clock.GetUtcNow().UtcDateTime, cancellation), rows.Numbers, cancellation);
        file.Position = 0;
        return Results.File(file, TableWriter.ContentType(chosen), $"{declared.Function}_{declared.Title}_待修正_{receipt.Id}{TableWriter.Extension(chosen)}");
    }
}
