using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.NonEnrolment.P2Approvals;

/// <summary>
/// Dated approvals of a county as a file (domain §7). It adds, and corrects the days of a document that is there already; nothing leaves for not being in it: half a
/// file, or the same one twice, takes nobody off a list.
/// </summary>
internal static class ApprovalsFormat
{
    public const string Code = "approvals";

    public static FileFormat Format { get; } =
        new()
        {
            Code = Code,
            Title = "非學、暫緩與因故核定",
            Filing = file => FilingScope.Of(SchoolYear.Of(file.Today), null).OfEitherLevel(),
            Functions = ["P2.21"],
            Summary = "縣市核定的非學（實驗教育）、暫緩入學與特殊原因，一份核定一列，附核定單位、文號與起訖。只新增與更正；核定到期的次日，學生自動回到名單。",
            MaxBytes = 16L << 20,
            Limits = new FormatLimits { Rows = 50_000 },
            Policy = AcceptPolicy.GoodRows,
            Columns =
            [
                new("number", "證號", Cell.Number()) { Required = true, Aliases = ["身分證字號", "身分證統一編號", "身分證號"], Example = "Y100000025" },
                new("name", "姓名", Cell.Name()) { Required = true, Aliases = ["學生姓名", "中文姓名"], Example = "王測甲" },
                new("kind", "核定類別", Cell.Code(ApprovalKinds.Codes)) { Required = true, Aliases = ["類別"], Example = "非學" },
                new("approver", "核定單位", Cell.Text(60)) { Required = true, Aliases = ["核定機關"], Description = "作成決定的單位。", Example = "範例縣政府" },
                new("document_no", "公文文號", Cell.Text(60)) { Required = true, Aliases = ["文號", "核定文號"], Example = "府教字第 1150001 號" },
                new("valid_from", "核定起日", Cell.Date()) { Required = true, Aliases = ["起日"], Example = "115/08/01" },
                new("valid_through", "核定迄日", Cell.Date()) { Required = true, Aliases = ["迄日"], Description = "最後一天；次日學生自動回到名單。", Example = "116/07/31" },
            ],
            Derived =
            [
                new("normalised_name", BulkType.Text, row => NameText.Normalise(row.Text("name"))),
                new("kind_title", BulkType.Text, row => ApprovalKinds.TitleOf(row.Text("kind"))),
            ],
            Working = [new("person_id", BulkType.Long), new("tried", BulkType.Int), new("difference", BulkType.Text)],
            LookedUpBy = ["person_id", "number"],
            Rules =
            [
                new("approval.order", Severity.Error, "valid_through", "迄日早於起日", "請核對兩個日期；迄日是最後一天", row => row.Date("valid_through") < row.Date("valid_from")),
                new(
                    "approval.long",
                    Severity.Error,
                    "valid_through",
                    "超過這類核定一次的最長期間",
                    "非學至多六年，暫緩至次學年 8/31，其他至多一年；延長請以新的公文另列一列",
                    row => ApprovalKinds.Find(row.Text("kind")) is { } kind && kind.IsTooLong(row.Date("valid_from")!.Value, row.Date("valid_through")!.Value)
                ),
                new(
                    "approval.far",
                    Severity.Error,
                    "valid_from",
                    "起日離今天太遠",
                    "請核對是民國年還是西元年",
                    row => row.Date("valid_from") is { } from && (from > row.Today.AddYears(7) || from < row.Today.AddYears(-10))
                ),
                new(
                    "approval.over",
                    Severity.Warning,
                    "valid_through",
                    "核定已經到期",
                    "可以匯入，只補登過去的狀態；學生現在仍在名單上",
                    row => row.Date("valid_through") < row.Today
                ),
            ],
            Steps =
            [
                new SetStep.Work(FindAsync),
                new SetStep.Check(
                    "approval.tried",
                    Severity.Error,
                    "number",
                    "檔案有 {0} 列查無符合的學生，超過一小時可以查詢的次數，整個檔案沒有比對",
                    "請核對證號與姓名是否放錯欄或錯列，改正後重傳；都正確時請約一小時後再傳",
                    "approvals-check-tried"
                ),
                new SetStep.Check(
                    "approval.unknown",
                    Severity.Error,
                    "number",
                    "查無這名學生，或不是設籍本縣市",
                    "請核對證號與姓名；剛遷入的學生要等戶政名冊，遷出的請由設籍縣市登錄",
                    "approvals-check-unknown"
                ),
                new SetStep.Check("approval.twice", Severity.Error, "document_no", "與第 {0} 列是同一名學生、同類別、同文號", "請只留正確的一列", "approvals-check-twice"),
                new SetStep.Check(
                    "approval.corrects",
                    Severity.Warning,
                    "valid_through",
                    "同一文號已登錄 {0}，將作廢改為這一列",
                    "請核對；要另登一份核定請填新的文號",
                    "approvals-check-corrects"
                ),
                new SetStep.Prepare("approvals-difference"),
            ],
            Preview = new Preview("approvals-preview-counts", "approvals-preview-rows"),
            Fills = ["approval"],
            Accept = AcceptAsync,
        };

    /// <summary>A row that finds nobody is a try, as on the page: of more than the sender may make in an hour nothing is told (decision 61).</summary>
    private static async Task FindAsync(IntakeContext context, CancellationToken cancellation)
    {
        await context.RunAsync("approvals-find", null, cancellation);
        var tried = (int)await context.CountAsync("approvals-count-unknown", null, cancellation);
        var limits = context.Services?.GetRequiredService<RateLimits>() ?? throw new InvalidOperationException("Only a run looks children up.");
        if (context.Receipt.Door != Door.CommandLine && !limits.MayLookUp(context.Receipt.AccountId, context.Receipt.ClientId, tried))
        {
            await context.RunAsync("approvals-forget", new { tried }, cancellation);
        }
    }

    private static async Task AcceptAsync(IntakeContext context, CancellationToken cancellation)
    {
        // What was entered since the file was checked counts: the same approval is not written twice.
        await context.RunAsync("approvals-find", null, cancellation);
        await context.RunAsync("approvals-difference", null, cancellation);
        await context.RunAsync("approvals-accept", new { account = context.Act.AccountId ?? 0, replaced = ApprovalRegister.Replaced }, cancellation);
    }
}
