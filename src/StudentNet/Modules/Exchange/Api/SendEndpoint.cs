using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using StudentNet.Platform.Access;
using StudentNet.Platform.Clients;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Exchange.Api;

/// <summary>Sending a file: everything that can be refused is refused before its bytes are read; the bytes go straight to the file store.</summary>
internal static class SendEndpoint
{
    private const string KeyHeader = "Idempotency-Key";

    public static void Map(RouteGroupBuilder api) =>
        api.MapPost("/files/{format}", SendAsync)
            .WithMetadata(new TakesFilesAttribute())
            .WithName("sendFile")
            .WithTags("傳送")
            .WithSummary("傳送一個檔案")
            .WithDescription(
                """
                內容就是檔案本身（或 multipart/form-data 的第一個檔案），邊收邊存，不必先壓縮或分段。回覆 202 時檔案與收件編號已經存妥，檢核在背景進行；
                依 Retry-After 的秒數後以 Location 的網址查詢。
                格式宣告的設定（學年度 year、學期 term 等，見 GET /formats/{code} 的 settings）寫在網址的參數；不認得的參數會被拒絕。
                不在填報期間、格式或機關不對，都在讀取內容之前回覆。
                """
            )
            .Accepts<Stream>(FileBody.Types[0], [.. FileBody.Types.Skip(1)])
            .Produces<SentFile>(StatusCodes.Status202Accepted)
            .ProducesProblems(401, 404, 409, 413, 415, 422, 429);

    private static async Task<IResult> SendAsync(
        [Description("格式代碼，見 GET /formats。")] string format,
        [Description("替哪個機關傳送：學校代碼（附設國中部、國小部加 J、C）或縣市代碼。不填就是用戶端自己的機關。")] string? organisation,
        [Description("檢核後由誰寫入：person（預設，承辦人在網頁或用戶端以 accept 確認）、good-rows（無誤的列自動寫入）、clean-only（完全無誤才自動寫入）。")] string? accept,
        [Description("原檔名，顯示在收件紀錄；也可用 Content-Disposition。")] string? name,
        [FromHeader(Name = KeyHeader), Description("這次傳送的識別碼，最多 200 個可見的 ASCII 字元，保留 7 天。同碼同內容回覆原來的收件；同碼而內容不同回覆 422。")]
            string? key,
        HttpContext http,
        StudentNetDb db,
        IClientContext context,
        ClientSender senders,
        FormatCatalogue formats,
        Reception reception
    )
    {
        var cancellation = http.RequestAborted;
        var sender = await senders.ForAsync(db, context.Required, format, organisation, cancellation);
        if (sender is not ClientSenderResult.Allowed { Sender: var allowed })
        {
            return ApiProblem.Of(StatusCodes.Status404NotFound, ((ClientSenderResult.Refused)sender).Problem);
        }

        var declared = formats[format];
        if (!ApiWords.TryRead<AcceptMode>(accept, nameof(accept), out var mode, out var problem) || (problem = WrongParameter(declared, http.Request) ?? WrongKey(key)) is not null)
        {
            return problem!;
        }

        if (http.Request.ContentLength > declared.MaxBytes)
        {
            return ApiProblem.Of(StatusCodes.Status413PayloadTooLarge, Reception.TooLarge(declared));
        }

        var settings = declared.Settings.ToDictionary(s => s.Name, s => http.Request.Query[s.Name].ToString(), StringComparer.Ordinal);
        var (body, refusal) = await FileBody.OpenAsync(http.Request, declared, name, cancellation);
        if (body is null)
        {
            return refusal!;
        }

        foreach (var (field, value) in body.Fields.Where(f => settings.TryGetValue(f.Key, out var given) && given.Length == 0))
        {
            settings[field] = value;
        }

        var file = new IncomingFile(format, body.Name, body.Content, Door.Api, settings) { Accept = mode ?? AcceptMode.Person, RequestKey = key };
        return await reception.ReceiveAsync(db, file, allowed, cancellation) switch
        {
            ReceptionResult.Received { Receipt: var receipt } => Sent(http, receipt),
            ReceptionResult.Refused refused => ApiProblem.Of(StatusOf(refused.Problem), refused.Problem, refused.Window?.State.Opens, refused.Window?.Function.Code),
            _ => throw new InvalidOperationException("There is no third answer."),
        };
    }

    private static IResult Sent(HttpContext http, Receipt receipt)
    {
        var self = ReceiptEndpoints.Address(receipt.Id);
        http.Response.Headers.Location = self;
        http.Response.Headers.RetryAfter = "2";
        return Results.Json(
            SentFile.Of(receipt, self),
            statusCode: StatusCodes.Status202Accepted
        );
    }

    // A mistyped parameter would otherwise be a file of the wrong year, sent without a word.
    private static ApiProblem? WrongParameter(FileFormat format, HttpRequest request)
    {
        string[] known = ["organisation", "accept", "name", .. format.Settings.Select(s => s.Name)];
        return request.Query.Keys.FirstOrDefault(k => !known.Contains(k, StringComparer.Ordinal)) is { } unknown
            ? ApiWords.Wrong(unknown, $"這個格式的參數是：{string.Join('、', known)}")
            : null;
    }

    private static ApiProblem? WrongKey(string? key) =>
        key is null || (key.Length is > 0 and <= RequestKey.Longest && key.All(c => c is > ' ' and <= '~'))
            ? null
            : ApiProblem.Of(
                StatusCodes.Status422UnprocessableEntity,
                new Problem("request.key", $"{KeyHeader} 不合規定", $"請用 1 到 {RequestKey.Longest} 個可見的 ASCII 字元，例如 UUID")
            );

    private static int StatusOf(Problem problem) =>
        problem.Code switch
        {
            "window.closed" => StatusCodes.Status409Conflict,
            "intake.too-large" => StatusCodes.Status413PayloadTooLarge,
            _ => StatusCodes.Status422UnprocessableEntity,
        };
}
