using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Residents.N7Protected;

/// <summary>Suppressions of addresses as a file of a county's social affairs. It only adds: half a file lifts nothing; lifting is an act of a person.</summary>
internal static class SuppressionsFormat
{
    public const string Code = "address-suppressions";

    public static FileFormat Format { get; } =
        new()
        {
            Code = Code,
            Title = "地址保護",
            Functions = ["N7.21"],
            Filing = file => FilingScope.Of(SchoolYear.Of(file.Today), null).OfEitherLevel(),
            Summary = "保護令、安置個案的學生，一份文號一列。匯入後地址不再出現在任何名單、列印、檔案與介接。只新增；解除請在網頁逐筆辦理。",
            MaxBytes = 4L << 20,
            Limits = new FormatLimits { Rows = 10_000 },
            Policy = AcceptPolicy.GoodRows,
            Columns =
            [
                new("number", "證號", Cell.Number()) { Required = true, Aliases = ["身分證字號", "身分證統一編號"], Example = "Y100000025" },
                new("name", "姓名", Cell.Name()) { Required = true, Example = "王測甲" },
                new("authority", "核發單位", Cell.Text(60)) { Required = true, Example = "範例地方法院" },
                new("document_no", "文號", Cell.Text(60)) { Required = true, Example = "115 年度家護字第 1 號" },
            ],
            Derived = [new("normalised_name", BulkType.Text, row => NameText.Normalise(row.Text("name")))],
            Working = [new("person_id", BulkType.Long), new("tried", BulkType.Int)],
            LookedUpBy = ["person_id", "number"],
            Steps =
            [
                new SetStep.Work(FindAsync),
                new SetStep.Check(
                    "suppression.tried",
                    Severity.Error,
                    "number",
                    "檔案有 {0} 列查無符合的學生，超過一小時可以查詢的次數，整個檔案沒有比對",
                    "請核對後重傳；都正確時請約一小時後再傳",
                    "suppressions-check-tried"
                ),
                new SetStep.Check("suppression.unknown", Severity.Error, "number", "查無這名學生，或不是設籍本縣市", "請核對證號與姓名", "suppressions-check-unknown"),
            ],
            Preview = new Preview("suppressions-preview-counts"),
            Fills = ["address_suppression"],
            Accept = async (context, cancellation) =>
            {
                await context.RunAsync("suppressions-find", null, cancellation);
                await context.RunAsync("suppressions-accept", new { account = context.Act.AccountId ?? 0 }, cancellation);
            },
        };

    /// <summary>A row that finds nobody is a try, as on the page (decision 61).</summary>
    private static async Task FindAsync(IntakeContext context, CancellationToken cancellation)
    {
        await context.RunAsync("suppressions-find", null, cancellation);
        var tried = (int)await context.CountAsync("suppressions-count-unknown", null, cancellation);
        var limits = context.Services?.GetRequiredService<RateLimits>() ?? throw new InvalidOperationException("Only a run looks children up.");
        if (context.Receipt.Door != Door.CommandLine && !limits.MayLookUp(context.Receipt.AccountId, context.Receipt.ClientId, tried))
        {
            await context.RunAsync("suppressions-forget", new { tried }, cancellation);
        }
    }
}
