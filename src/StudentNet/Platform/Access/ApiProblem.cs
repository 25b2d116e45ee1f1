using StudentNet.Platform.Web;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Access;

/// <summary>A refusal for machines: RFC 9457 in Chinese, with the stable code that programs branch on.</summary>
public sealed class ApiProblem : IResult
{
    /// <summary>Where machine clients call; they get problems, not pages.</summary>
    public const string Path = "/api";

    private const string ContentType = "application/problem+json; charset=utf-8";

    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly int _status;
    private readonly Body _body;

    private ApiProblem(int status, Body body) => (_status, _body) = (status, body);

    /// <summary>What is not there, or not for the asker: the same to the byte.</summary>
    public static ApiProblem NotFound { get; } = Of(StatusCodes.Status404NotFound, new Problem("not-found", "沒有這筆資料", "請核對網址與編號；不屬於這個用戶端的資料也是這個回覆"));

    /// <summary>A refusal with a status.</summary>
    /// <param name="opens">When it will be let in, UTC, where that is known.</param>
    /// <param name="function">Code of the function whose window is closed, where that is why.</param>
    public static ApiProblem Of(int status, Problem problem, DateTime? opens = null, string? function = null) =>
        new(
            status,
            new Body($"urn:studentnet:problem:{problem.Code}", TitleOf(status), status, $"{problem.Message}。", problem.Code, $"{problem.Hint}。")
            {
                Function = function,
                Opens = opens is { } at ? DateTime.SpecifyKind(at, DateTimeKind.Utc) : null,
            }
        );

    /// <summary>Something that the answer needs is away; <c>Retry-After</c> is the caller's to set.</summary>
    public static ApiProblem OfOutage(Outage outage)
    {
        ArgumentNullException.ThrowIfNull(outage);
        return Of(
            StatusCodes.Status503ServiceUnavailable,
            new Problem(outage.Code, $"{outage.What}，這次的要求沒有完成", "請依 Retry-After 標頭的秒數再送；傳送檔案請用同一個 Idempotency-Key")
        );
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        httpContext.Response.StatusCode = _status;
        return httpContext.Response.WriteAsJsonAsync(_body, Json, ContentType, httpContext.RequestAborted);
    }

    /// <summary>The words for a status that some part of the framework has set without any.</summary>
    public static ApiProblem OfStatus(int status) =>
        status switch
        {
            StatusCodes.Status401Unauthorized => Of(
                status,
                new Problem("token", "沒有存取憑證，或憑證已失效", "請以 client_credentials 向 /connect/token 取得憑證，放在 Authorization: Bearer 標頭")
            ),
            StatusCodes.Status404NotFound => NotFound,
            StatusCodes.Status405MethodNotAllowed => Of(status, new Problem("method", "這個網址不接受這個方法", "請看回應的 Allow 標頭與介接說明 /api")),
            StatusCodes.Status413PayloadTooLarge => Of(status, new Problem("too-large", "內容太大，沒有收件", "請看格式說明的 maxBytes，或分成數個檔案")),
            StatusCodes.Status415UnsupportedMediaType => Of(status, new Problem("media-type", "不接受這種內容類型", "請看介接說明 /api 所列的 Content-Type")),
            StatusCodes.Status429TooManyRequests => Of(status, new Problem("rate", "要求太頻繁，這一次沒有處理", "請依 Retry-After 標頭的秒數稍候再送")),
            >= StatusCodes.Status500InternalServerError => Of(
                status,
                new Problem("server", "系統發生錯誤，這次的要求沒有完成", "請用同一個 Idempotency-Key 重送；仍有問題時請告訴客服發生的時間")
            ),
            _ => Of(status, new Problem("request", "要求的內容看不懂", "請看介接說明 /api")),
        };

    private static string TitleOf(int status) =>
        status switch
        {
            StatusCodes.Status401Unauthorized => "需要有效的存取憑證",
            StatusCodes.Status404NotFound => "找不到",
            StatusCodes.Status409Conflict => "目前不能這樣做",
            StatusCodes.Status412PreconditionFailed or StatusCodes.Status428PreconditionRequired => "資料版本不符",
            StatusCodes.Status413PayloadTooLarge => "檔案太大",
            StatusCodes.Status415UnsupportedMediaType => "不接受的內容類型",
            StatusCodes.Status422UnprocessableEntity => "內容有誤",
            StatusCodes.Status429TooManyRequests => "要求太頻繁",
            StatusCodes.Status503ServiceUnavailable => "暫停服務",
            >= StatusCodes.Status500InternalServerError => "系統錯誤",
            _ => "要求有誤",
        };

    private sealed record Body(
        [property: JsonPropertyName("type")] string Type,
        [property: JsonPropertyName("title")] string Title,
        [property: JsonPropertyName("status")] int Status,
        [property: JsonPropertyName("detail")] string Detail,
        [property: JsonPropertyName("code")] string Code,
        [property: JsonPropertyName("hint")] string Hint
    )
    {
        [JsonPropertyName("function")]
        public string? Function { get; init; }

        [JsonPropertyName("opens")]
        public DateTime? Opens { get; init; }
    }
}
