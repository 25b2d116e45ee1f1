using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Jobs;

namespace StudentNet.Modules.Exchange.Api;

/// <summary>Deciding: what a person does on the page with a checked file, a machine does here, of the version it has seen.</summary>
internal static class DecisionEndpoints
{
    private const string VersionHeader = "If-Match";

    public static void Map(RouteGroupBuilder api)
    {
        var receipts = api.MapGroup("").WithTags("決定");
        receipts
            .MapPost("/receipts/{id:long}/accept", AcceptAsync)
            .WithName("acceptReceipt")
            .WithSummary("寫入檢核過的檔案")
            .WithDescription("If-Match 填看過的 ETag；之後有人改動過就回覆 412。會移出現有資料一半以上時，要再加 confirmShrink=true。寫入在背景進行，全部寫入或一筆也不寫。")
            .Produces<ReceiptView>(StatusCodes.Status202Accepted)
            .ProducesProblems(401, 404, 409, 412, 428, 429);
        receipts
            .MapPost("/receipts/{id:long}/discard", DiscardAsync)
            .WithName("discardReceipt")
            .WithSummary("捨棄檔案，不寫入")
            .WithDescription("If-Match 填看過的 ETag。原檔與問題仍保留，可以查詢。")
            .Produces<ReceiptView>()
            .ProducesProblems(401, 404, 409, 412, 428, 429);
    }

    private static Task<IResult> AcceptAsync(
        [Description("收件編號。")] long id,
        [Description("true：確認移出人數正確。")] bool? confirmShrink,
        [FromHeader(Name = VersionHeader), Description("看過的 ETag。")] string? version,
        Decision decision
    ) =>
        decision.MakeAsync(
            id,
            version,
            "匯入",
            StatusCodes.Status202Accepted,
            async (register, receipt, receipts, act, cancellation) =>
                await register.AcceptAsync(decision.Db, receipt, await receipts.OrganisationAsync(receipt, cancellation), confirmShrink ?? false, act, cancellation)
        );

    private static Task<IResult> DiscardAsync(
        [Description("收件編號。")] long id,
        [FromHeader(Name = VersionHeader), Description("看過的 ETag。")] string? version,
        Decision decision
    ) =>
        decision.MakeAsync(
            id,
            version,
            "捨棄",
            StatusCodes.Status200OK,
            async (_, receipt, _, act, cancellation) =>
                await ReceiptRegister.DiscardAsync(decision.Db, receipt, act, cancellation) is { } problem ? new DecisionRefusal(problem) : null
        );
}

/// <summary>A decision about the version that the asker has seen.</summary>
internal sealed class Decision(
    StudentNetDb db,
    ClientReceipts receipts,
    FormatCatalogue formats,
    ReceiptRegister register,
    RunsUnderWay underWay,
    TimeProvider clock,
    IHttpContextAccessor accessor
)
{
    private static readonly ApiProblem Stale = ApiProblem.Of(
        StatusCodes.Status412PreconditionFailed,
        new Problem("receipt.version", "這件收件在您查詢之後有變動，沒有照做", "請重新查詢，看過新的狀態與 ETag 再決定")
    );

    private static readonly ApiProblem Blind = ApiProblem.Of(
        StatusCodes.Status428PreconditionRequired,
        new Problem("receipt.version-missing", "沒有 If-Match 標頭", "請把查詢收件時得到的 ETag 放在 If-Match")
    );

    public StudentNetDb Db => db;

    public async Task<IResult> MakeAsync(
        long id,
        string? version,
        string what,
        int status,
        Func<ReceiptRegister, Receipt, ClientReceipts, Act, CancellationToken, Task<DecisionRefusal?>> decide
    )
    {
        var http = accessor.HttpContext!;
        var cancellation = http.RequestAborted;
        if (await receipts.FindAsync(id, cancellation) is not { } receipt)
        {
            return ApiProblem.NotFound;
        }

        if (string.IsNullOrEmpty(version))
        {
            return Blind;
        }

        if (version != ReceiptView.ETag(receipt, await ReceiptEndpoints.RunOfAsync(db, receipt, cancellation)))
        {
            return Stale;
        }

        try
        {
            var act = await receipts.ActAsync(receipt, formats[receipt.Format], what, clock.GetUtcNow().UtcDateTime, cancellation);
            return await decide(register, receipt, receipts, act, cancellation) is { } refused
                ? ApiProblem.Of(StatusCodes.Status409Conflict, refused.Problem, refused.Window?.State.Opens, refused.Window?.Function.Code)
                : await ReceiptEndpoints.AnswerAsync(http, db, underWay, receipt, status);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody decided between our look and our write.
            return Stale;
        }
    }
}
