using StudentNet.Platform.Web;

namespace StudentNet.Modules.Shared.Problems;

/// <summary>The words of one status: what happened, and what to do now.</summary>
public sealed record ProblemWords(string Title, string Icon, string What, string Next, bool IsOurFault = false)
{
    private static readonly ProblemWords NotFound = new(
        "找不到", "search", "找不到這一頁或這筆資料", "網址可能有誤、資料已移除，或不在您的作業範圍。");

    private static readonly Dictionary<int, ProblemWords> All = new()
    {
        [StatusCodes.Status400BadRequest] = new(
            "沒有收到完整的內容", "exclamation-octagon", "這次的內容沒有寫入", "頁面可能開太久。請回上一頁重新整理，再做一次。"),
        [StatusCodes.Status401Unauthorized] = new(
            "登入已逾時", "lock", "內容還沒有送出，也沒有遺失", "請用同一個帳號在新分頁登入，再回到這一頁按「帶回我填的內容」。這一頁請不要關。"),
        [StatusCodes.Status403Forbidden] = new(
            "沒有這項權限", "shield-lock", "您目前的職務不能使用這項功能", "需要時，請學校管理者帳號（AA）為您配置職務。"),
        [StatusCodes.Status404NotFound] = NotFound,
        [StatusCodes.Status409Conflict] = new(
            "資料已被更動", "arrow-counterclockwise", "這筆資料在您開啟後有人修改過，您的修改沒有寫入", "請重新開啟這一頁，看過新的內容再修改。"),
        [StatusCodes.Status413PayloadTooLarge] = new(
            "檔案太大", "upload", "檔案超過可以上傳的大小，沒有寫入", "請依頁面上的說明分檔後再上傳。"),
        [StatusCodes.Status429TooManyRequests] = new(
            "操作太頻繁", "hourglass-split", "短時間內的要求太多，這一次沒有處理", "請等一分鐘再試。"),
        [StatusCodes.Status500InternalServerError] = new(
            "系統發生錯誤", "cloud-slash", "這次的操作沒有完成", "先前已儲存的資料都還在。請稍後再試；仍有問題時，請把錯誤代碼告訴客服。", IsOurFault: true),
        [StatusCodes.Status503ServiceUnavailable] = new(
            "暫停服務", "cloud-slash", "系統正在維護或太忙", "先前已儲存的資料都還在，請稍後再試。", IsOurFault: true),
    };

    /// <summary>The words while something is away.</summary>
    public static ProblemWords Of(ShownOutage shown)
    {
        ArgumentNullException.ThrowIfNull(shown);
        var what = shown.IsWrite ? $"{shown.Outage.What}，這次輸入的內容沒有儲存" : shown.Outage.What;
        return new ProblemWords("暫停服務", "cloud-slash", what, $"{shown.Outage.Next}。", IsOurFault: true);
    }

    /// <summary>The words of a status; an unknown one is a missing page below 500 and a failure of ours from there.</summary>
    public static ProblemWords Of(int status) =>
        All.TryGetValue(status, out var words) ? words
        : status >= StatusCodes.Status500InternalServerError ? All[StatusCodes.Status500InternalServerError]
        : NotFound;
}
