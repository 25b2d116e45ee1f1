using System.ComponentModel;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using StudentNet.Platform.Clients;

namespace StudentNet.Modules.Exchange.Api;

/// <summary>The OpenAPI document of the API door: <c>/api/v1/openapi.json</c>, made from the endpoints themselves.</summary>
internal static class ApiDocument
{
    public const string Name = "v1";

    private const string Scheme = "oauth2";

    private static readonly IReadOnlyDictionary<int, string> Answers = new Dictionary<int, string>
    {
        [StatusCodes.Status200OK] = "完成。",
        [StatusCodes.Status202Accepted] = "已收下，在背景處理。",
        [StatusCodes.Status304NotModified] = "與您看過的版本相同。",
        [StatusCodes.Status401Unauthorized] = "沒有存取憑證，或憑證已失效。",
        [StatusCodes.Status404NotFound] = "沒有這筆資料，或不屬於這個用戶端。",
        [StatusCodes.Status409Conflict] = "目前不能這樣做：不在填報期間、已有人處理、或會移出太多資料。",
        [StatusCodes.Status412PreconditionFailed] = "收件在您查詢之後有變動。",
        [StatusCodes.Status413PayloadTooLarge] = "檔案太大。",
        [StatusCodes.Status415UnsupportedMediaType] = "不接受這種內容類型。",
        [StatusCodes.Status422UnprocessableEntity] = "參數、設定或內容有誤。",
        [StatusCodes.Status428PreconditionRequired] = "沒有 If-Match 標頭。",
        [StatusCodes.Status429TooManyRequests] = "要求太頻繁，依 Retry-After 再試。",
    };

    public static void Describe(OpenApiOptions options)
    {
        options.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith(ApiEndpoints.Root.TrimStart('/') + "/", StringComparison.Ordinal) is true;
        options.AddDocumentTransformer(
            (document, _, _) =>
            {
                document.Info = new OpenApiInfo
                {
                    Title = "學生資源網 檔案傳送 API",
                    Version = "1",
                    Description = "校務系統、縣市學籍系統與機關以此傳送檔案、查詢檢核結果、取回待修正的列。使用說明與範例見 /api。錯誤一律是 RFC 9457 的 problem+json，程式請以 code 判斷。",
                };
                // Relative: the document is right behind whatever proxy and name.
                document.Servers = [new OpenApiServer { Url = "/" }];
                document.Components ??= new OpenApiComponents();
                document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
                document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.OAuth2,
                    Description = "向 /connect/token 以 client_credentials 取得，有效一小時。",
                    Flows = new OpenApiOAuthFlows
                    {
                        ClientCredentials = new OpenApiOAuthFlow { TokenUrl = new Uri(TokenEndpoint.Path, UriKind.Relative), Scopes = new Dictionary<string, string>() },
                    },
                };
                document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
                return Task.CompletedTask;
            }
        );
        options.AddOperationTransformer(
            (operation, _, _) =>
            {
                foreach (var (code, answer) in operation.Responses ?? [])
                {
                    if (int.TryParse(code, System.Globalization.CultureInfo.InvariantCulture, out var status) && Answers.TryGetValue(status, out var words))
                    {
                        answer.Description = words;
                    }
                }

                return Task.CompletedTask;
            }
        );
    }

    /// <summary>Says which refusals an endpoint may answer with.</summary>
    public static RouteHandlerBuilder ProducesProblems(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
        {
            endpoint.Produces<ProblemView>(status, "application/problem+json");
        }

        return endpoint;
    }
}

/// <summary>A refusal (RFC 9457), as the document shows it.</summary>
internal sealed record ProblemView(
    [property: Description("urn:studentnet:problem: 加上 code。")] string Type,
    [property: Description("這一類問題的名稱。")] string Title,
    [property: Description("HTTP 狀態碼。")] int Status,
    [property: Description("發生了什麼。")] string Detail,
    [property: Description("固定的代碼，程式以此判斷。")] string Code,
    [property: Description("怎麼解決。")] string Hint,
    [property: Description("下次開放的時間（UTC）；不在填報期間時才有。")] DateTime? Opens
);
