using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Students.Q1Transfers;

/// <summary>
/// Steps of transfers as a file, of a school or of a county's system for its schools. Each row is judged by the same rules as the forms (<see cref="TransferRegister"/>); transfers are few, so rows go one by one.
/// It only adds steps: half a file, or the same one twice, forgets nothing.
/// </summary>
internal static class TransfersFormat
{
    public const string Code = "transfers";

    private static readonly CodeTable Steps = new(
        "轉學步驟",
        new CodeRow(nameof(TransferStep.Release), "1", "轉出"),
        new CodeRow(nameof(TransferStep.Receive), "2", "轉入"),
        new CodeRow(nameof(TransferStep.Refer), "3", "轉介"),
        new CodeRow(nameof(TransferStep.Cancel), "4", "取消轉出")
    );

    public static FileFormat Format { get; } =
        new()
        {
            Code = Code,
            Title = "轉學",
            Filing = file => FilingScope.Of(Q1ClassRolls.RollTerm.Of(file.Today), null).OfEitherLevel(),
            Functions = ["Q1.31", "Q1.21"],
            WindowOf = "Q1.31",
            Summary = "轉出、轉入、轉介與取消，一步一列，附轉學證明書字號。只新增步驟；同一檔重送不會重複。轉出後三日內由他校登錄轉入。",
            MaxBytes = 4L << 20,
            Limits = new FormatLimits { Rows = 5_000 },
            Policy = AcceptPolicy.GoodRows,
            Columns =
            [
                new("number", "證號", Cell.Number()) { Required = true, Aliases = ["身分證字號", "身分證統一編號", "身分證號"], Example = "Y100000025" },
                new("name", "姓名", Cell.Name()) { Required = true, Aliases = ["學生姓名", "中文姓名"], Example = "王測甲" },
                new("step", "步驟", Cell.Code(Steps)) { Required = true, Example = "轉出" },
                new("certificate_no", "轉學證明書字號", Cell.Text(60)) { Required = true, Aliases = ["證明書字號"], Example = "範轉字第 1150001 號" },
                new("done_on", "日期", Cell.Date(future: false)) { Required = true, Description = "轉出為最後一天在校，轉入為第一天到校。", Example = "115/10/05" },
                new("other_school", "另一校代碼", Cell.Text(8)) { Description = "轉出時為家長說的學校，可留空；轉介時必填。", Example = "" },
                new("reason", "原因", Cell.Text(200)) { Description = "取消時必填。", Example = "" },
                new("school_code", "學校代碼", Cell.Text(8)) { Description = "學校自己上傳不必填；縣市一檔多校時必填。", Example = "" },
            ],
            Derived = [new("normalised_name", BulkType.Text, row => NameText.Normalise(row.Text("name")))],
            Working = [new("person_id", BulkType.Long), new("problem", BulkType.Text), new("hint", BulkType.Text), new("is_known", BulkType.Bool)],
            LookedUpBy = ["person_id", "number"],
            Steps =
            [
                new SetStep.Work(JudgeAsync),
                new SetStep.Check("transfer.school-code", Severity.Error, "school_code", "不能替這所學校上傳（{0}）", "學校自己上傳請留空；縣市請填轄內學校的代碼", "transfers-check-school"),
                new SetStep.Check("transfer.twice", Severity.Error, "number", "與第 {0} 列是同一名學生", "一名學生一檔一步，下一步請另送一檔", "transfers-check-twice"),
                new SetStep.Check("transfer.refused", Severity.Error, "number", "{0}", "請依說明改正這一列後重送，其他列不受影響", "transfers-check-problem"),
            ],
            Preview = new Preview("transfers-preview-counts"),
            Fills = ["school_transfer", "school_transfer_event", "class_pupil", "class_pupil_event"],
            Accept = AcceptAsync,
        };

    private sealed record StagedStep(long Line, long? Person, TransferStep Step, string Certificate, DateOnly On, string? Other, string? Reason, string School);

    private static async Task JudgeAsync(IntakeContext context, CancellationToken cancellation)
    {
        await context.RunAsync("transfers-find", null, cancellation);
        var tried = (int)await context.CountAsync("transfers-count-unknown", null, cancellation);
        var limits = context.Services?.GetRequiredService<RateLimits>() ?? throw new InvalidOperationException("Only a run looks children up.");
        var mayAsk = context.Receipt.Door == Door.CommandLine || limits.MayLookUp(context.Receipt.AccountId, context.Receipt.ClientId, tried);
        var register = new TransferRegister(context.Db);
        var (schools, today) = (await SchoolsAsync(context, cancellation), TaipeiTime.Today(context.Act.At));
        foreach (var row in await RowsAsync(context, cancellation))
        {
            if (!schools.TryGetValue(row.School, out var school))
            {
                continue;
            }

            var problem = mayAsk
                ? await register.CheckAsync(Wish(row), school, today, cancellation)
                : new Problem("transfer.tried", $"檔案有 {tried:N0} 列查無符合的學生，超過一小時可以查詢的次數", "請核對後約一小時再傳");
            if (problem is { } refused)
            {
                await context.RunAsync("transfers-judge", new { line = row.Line, problem = $"{refused.Message}，{refused.Hint}" }, cancellation);
            }
        }
    }

    private static async Task AcceptAsync(IntakeContext context, CancellationToken cancellation)
    {
        var register = new TransferRegister(context.Db);
        var schools = await SchoolsAsync(context, cancellation);
        foreach (var row in await RowsAsync(context, cancellation))
        {
            // What has been done since the file was judged is not done twice: its rules refuse it now.
            await register.ApplyAsync(Wish(row), schools[row.School], context.Act, context.Receipt.Id, cancellation);
        }
    }

    private static TransferWish Wish(StagedStep row) => new(row.Person ?? 0, row.Step, row.Certificate, row.On, row.Other, row.Reason);

    private static Task<List<StagedStep>> RowsAsync(IntakeContext context, CancellationToken cancellation) =>
        context
            .QueryAsync(
                "transfers-rows",
                null,
                r => new StagedStep(
                    Convert.ToInt64(r.GetValue(0), System.Globalization.CultureInfo.InvariantCulture),
                    r.IsDBNull(1) ? null : r.GetInt64(1),
                    Enum.Parse<TransferStep>(r.GetString(2)),
                    r.GetString(3),
                    r.GetFieldValue<DateOnly>(4),
                    r.IsDBNull(5) ? null : r.GetString(5),
                    r.IsDBNull(6) ? null : r.GetString(6),
                    r.GetString(7)
                ),
                cancellation
            )
            .ToListAsync(cancellation)
            .AsTask();

    private static Task<Dictionary<string, Organisation>> SchoolsAsync(IntakeContext context, CancellationToken cancellation)
    {
        var sender = context.Receipt.OrganisationCode;
        return context.Db.Set<Organisation>().AsNoTracking().Where(o => o.Level == Level.School && (o.Code == sender || o.CountyCode == sender)).ToDictionaryAsync(o => o.Code, cancellation);
    }
}
