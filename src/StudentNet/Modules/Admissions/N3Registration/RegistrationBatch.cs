using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions.Marking;
using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.N3Registration;

/// <summary>
/// N3.31 批次新增: a school's file of 姓名, 身分證號 (domain §6). Each child is found as in a single addition, by number and name together, and
/// is registered through the same <see cref="MarkRegister"/>; rows that fit nobody are told so and wait in the result file.
/// </summary>
internal static class RegistrationBatch
{
    public const string Code = "registration-batch";

    public static FileFormat Format { get; } =
        new()
        {
            Code = Code,
            Title = "報到學生名單",
            Filing = file => FilingScope.Of(WorkingYear.ForEntry(file.Today), file.Organisation.SchoolLevel),
            Functions = ["N3.31"],
            Summary = "學校批次新增報到學生：一人一列，姓名與身分證號都相符才算找到。名冊內外的學生都可以放，已報到的不重複新增。",
            MaxBytes = 8L << 20,
            Limits = new FormatLimits { Rows = 10_000 },
            Policy = AcceptPolicy.GoodRows,
            Columns =
            [
                new("name", "姓名", Cell.Name()) { Required = true, Aliases = ["學生姓名"], Example = "王測甲" },
                new("number", "身分證號", Cell.Number()) { Required = true, Aliases = ["證號", "身分證字號", "身分證統一編號"], Example = "A123456789" },
            ],
            Derived = [new("normalised_name", BulkType.Text, row => NameText.Normalise(row.Text("name")))],
            Working =
            [
                new("person_id", BulkType.Long),
                new("cohort", BulkType.Int),
                new("entering", BulkType.Int),
                new("allocated", BulkType.Text),
                new("registered", BulkType.Text),
                new("is_here", BulkType.Bool),
                new("tried", BulkType.Int),
            ],
            Steps =
            [
                new SetStep.Work(FindAsync),
                new SetStep.Check(
                    "batch.tried",
                    Severity.Error,
                    "number",
                    "檔案有 {0} 列查無符合的學生，超過一小時可以查詢的次數，整個檔案沒有比對",
                    "請核對證號與姓名是否放錯欄或錯列，改正後重傳；都正確時請約一小時後再傳",
                    "registration-batch-check-tried"
                ),
                new SetStep.Check(
                    "batch.unknown",
                    Severity.Error,
                    "number",
                    "查無符合的學生",
                    "請核對身分證號與姓名；外籍或剛設籍、戶籍名冊還沒有的學生，請由「單筆新增」提報",
                    "registration-batch-check-unknown"
                ),
                new SetStep.Check("batch.age", Severity.Error, "name", "不是今年入學的年齡", "請核對是否放錯學生；轉學生請由學籍作業轉入", "registration-batch-check-age"),
                new SetStep.Check("batch.twice", Severity.Error, "number", "與第 {0} 列是同一名學生", "請刪去重複的一列", "registration-batch-check-twice"),
                new SetStep.Check(
                    "batch.other-list",
                    Severity.Warning,
                    "name",
                    "分發於 {0}",
                    "寫入後由本校報到，系統會通知該校",
                    "registration-batch-check-other-list"
                ),
                new SetStep.Check(
                    "batch.registered",
                    Severity.Warning,
                    "name",
                    "已在 {0} 報到",
                    "寫入後列為重複報到，請先與該校確認",
                    "registration-batch-check-registered"
                ),
            ],
            Preview = new Preview("registration-batch-preview-counts"),
            Accept = AcceptAsync,
        };

    private static async Task FindAsync(IntakeContext context, CancellationToken cancellation)
    {
        var list = await ListAsync(context, cancellation);
        var cohort = Cohort.Entering(list.Year, list.Level).Year;
        await context.RunAsync("registration-batch-find", new { year = list.Year, level = list.Level, cohort }, cancellation);
        await CountTriesAsync(context, cancellation);
        await AuditTrail.ReadAsync(
            context.Db,
            context.Act with { What = "批次新增報到查詢", Function = "N3.31", OrganisationCode = list.School.Code, Chain = list.School.AuditChain },
            await PeopleAsync(context, cancellation),
            cancellation
        );
    }

    /// <summary>
    /// A row that finds nobody is a try, as on the page of a single addition: of more than the sender may make in an hour nothing is told, not even which
    /// rows were right (decision 61).
    /// </summary>
    private static async Task CountTriesAsync(IntakeContext context, CancellationToken cancellation)
    {
        var tried = (int)await context.CountAsync("registration-batch-count-unknown", null, cancellation);
        var limits = context.Services?.GetRequiredService<RateLimits>() ?? throw new InvalidOperationException("Only a run looks children up.");
        if (context.Receipt.Door != Door.CommandLine && !limits.MayLookUp(context.Receipt.AccountId, context.Receipt.ClientId, tried))
        {
            await context.RunAsync("registration-batch-forget", new { tried }, cancellation);
        }
    }

    private static async Task AcceptAsync(IntakeContext context, CancellationToken cancellation)
    {
        var list = await ListAsync(context, cancellation);
        var people = await PeopleAsync(context, cancellation);
        // The window was asked when the clerk accepted; the writing may come a moment later.
        await MarkRegister.WriteAsync(
            context.Db,
            new WindowState.Open(null, null),
            list,
            context.Act with { What = "批次新增報到", People = people },
            [.. people.Select(p => new MarkLine(p, new MarkWish.Here(), MarkCase.AnyVersion, IsAddition: true))],
            cancellation
        );
    }

    /// <summary>Whom the rows that are left have been found to be, in the order of the file.</summary>
    private static async Task<List<long>> PeopleAsync(IntakeContext context, CancellationToken cancellation)
    {
        var people = new List<long>();
        await using var command = await context.Db.CommandAsync($"select person_id from {context.Staging} where person_id is not null order by line", null, cancellation);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            people.Add(reader.GetInt64(0));
        }

        return people;
    }

    private static async Task<MarkedList> ListAsync(IntakeContext context, CancellationToken cancellation)
    {
        var code = context.Receipt.OrganisationCode;
        var school = await context.Db.Set<Organisation>().AsNoTracking().SingleAsync(o => o.Code == code, cancellation);
        return new MarkedList(school, WorkingYear.ForEntry(TaipeiTime.Today(context.Receipt.ReceivedAt)), EntryStage.Registration);
    }
}
