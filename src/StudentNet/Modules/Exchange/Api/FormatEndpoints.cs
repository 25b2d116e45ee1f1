using System.ComponentModel;
using StudentNet.Platform.Access;
using StudentNet.Platform.Clients;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Exchange.Api;

/// <summary>The formats that a client may send, as they are declared.</summary>
internal static class FormatEndpoints
{
    public static string Address(string code) => $"{ApiEndpoints.Root}/formats/{code}";

    public static void Map(RouteGroupBuilder api)
    {
        var formats = api.MapGroup("").WithTags("格式");
        formats
            .MapGet("/formats", (IClientContext context, FormatCatalogue all) =>
                Results.Json(all.All.Where(f => context.Required.MaySend(f.Code)).Select(f => new FormatLine(f.Code, f.Title, Address(f.Code))).ToList()))
            .WithName("listFormats")
            .WithSummary("列出這個用戶端可以傳送的格式")
            .Produces<IReadOnlyList<FormatLine>>()
            .ProducesProblems(401, 429);
        formats
            .MapGet("/formats/{code}", ([Description("格式代碼。")] string code, IClientContext context, FormatCatalogue all) =>
                Find(code, context, all) is { } format ? Results.Json(FormatView.Of(format)) : ApiProblem.NotFound)
            .WithName("getFormat")
            .WithSummary("格式的宣告：欄位、代碼、設定、檢核規則")
            .WithDescription("系統讀檔與檢核用的就是這份宣告，所以它不會與實際的檢核不一致。")
            .Produces<FormatView>()
            .ProducesProblems(401, 404, 429);
        formats
            .MapGet("/formats/{code}/schema", ([Description("格式代碼。")] string code, IClientContext context, FormatCatalogue all) =>
                Find(code, context, all) is { } format ? Results.Json(FormatView.RowSchema(format), contentType: "application/schema+json") : ApiProblem.NotFound)
            .WithName("getRowSchema")
            .WithSummary("一列資料的 JSON Schema")
            .WithDescription("以 JSON 或 NDJSON 傳送時，每個物件就是一列，鍵是欄位標題。")
            .Produces<object>(StatusCodes.Status200OK, "application/schema+json")
            .ProducesProblems(401, 404, 429);
    }

    private static FileFormat? Find(string code, IClientContext context, FormatCatalogue formats) => context.Required.MaySend(code) ? formats.Find(code) : null;
}
