using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.Schools.M2MasterData;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Intake;

/// <summary>Files that go in without a person, and what makes them wait for one after all.</summary>
public sealed class AcceptModeTests
{
    private const string Headings = "證號,姓名,生日,性別,備註\n";
    private const string Good = "A123456789,王測甲,108/10/05,男,\n";
    private const string Doubtful = "A123456789,王？甲,108/10/05,男,\n";
    private const string Bad = "A123456788,王測乙,108/10/05,男,\n";

    [Theory]
    [InlineData(AcceptMode.Person, Good, ReceiptStatus.Ready)]
    [InlineData(AcceptMode.GoodRows, Good, ReceiptStatus.Accepted)]
    [InlineData(AcceptMode.GoodRows, Good + Bad + Doubtful, ReceiptStatus.Accepted)]
    [InlineData(AcceptMode.GoodRows, Bad, ReceiptStatus.NeedsAttention)]
    [InlineData(AcceptMode.CleanOnly, Good, ReceiptStatus.Accepted)]
    [InlineData(AcceptMode.CleanOnly, Good + Doubtful, ReceiptStatus.Ready)]
    [InlineData(AcceptMode.CleanOnly, Good + Bad, ReceiptStatus.Ready)]
    public async Task A_file_goes_in_as_its_sender_said(AcceptMode mode, string rows, ReceiptStatus expected)
    {
        await using var counter = await IntakeCounter.CreateAsync(SampleFormat.Make(AcceptPolicy.GoodRows));
        var receipt = await SendAsync(counter, Headings + rows, mode);

        receipt.Status.ShouldBe(expected, receipt.Failure);
        receipt.AcceptMode.ShouldBe(mode);
        (receipt.Failure is not null).ShouldBe(mode == AcceptMode.CleanOnly && expected == ReceiptStatus.Ready, receipt.Failure);
    }

    [Fact]
    public async Task A_format_that_goes_in_whole_or_not_at_all_does_so_without_a_person_too()
    {
        await using var counter = await IntakeCounter.CreateAsync(SampleFormat.Make(AcceptPolicy.WholeFile));
        (await SendAsync(counter, Headings + Good + Bad, AcceptMode.GoodRows)).Status.ShouldBe(ReceiptStatus.NeedsAttention);
        (await SendAsync(counter, Headings + Good, AcceptMode.GoodRows)).Status.ShouldBe(ReceiptStatus.Accepted);
    }

    [Fact]
    public async Task A_file_that_would_empty_a_list_waits_for_a_person_who_then_decides()
    {
        await using var counter = await IntakeCounter.CreateAsync(Guarded());
        var receipt = await SendAsync(counter, "村里代碼,縣市,鄉鎮市區,村里\n98010010001,範例縣,範例鄉,範東村\n", AcceptMode.GoodRows);

        receipt.Status.ShouldBe(ReceiptStatus.Ready);
        receipt.Failure.ShouldNotBeNull().ShouldContain("系統現有 3 筆，這個檔案會移出 2 筆");
        var accepted = await counter.AcceptAsync(receipt, shrinkConfirmed: true);
        (accepted.Status, accepted.Failure).ShouldBe((ReceiptStatus.Accepted, null));
    }

    [Fact]
    public async Task Rows_that_the_world_overtook_since_the_check_stay_behind_and_the_others_go_in()
    {
        var checks = 0;
        var format = Sample(
            new SetStep.Work(
                async (context, cancellation) =>
                {
                    if (++checks == 2)
                    {
                        await FindAsync(context, line: 3, cancellation);
                    }
                }
            )
        );
        await using var counter = await IntakeCounter.CreateAsync(format);
        var receipt = await SendAsync(counter, Headings + Good + Good, AcceptMode.GoodRows);

        (receipt.Status, receipt.GoodRows, receipt.BadRows, receipt.OpenRows).ShouldBe((ReceiptStatus.Accepted, 1, 1, 1));
    }

    [Fact]
    public async Task A_delivery_handed_in_again_keeps_its_receipt_and_other_bytes_under_its_name_are_new()
    {
        await using var counter = await IntakeCounter.CreateAsync(SampleFormat.Make(AcceptPolicy.GoodRows));
        var first = await SendAsync(counter, Headings + Good, AcceptMode.GoodRows, key: "sftp/測試用戶端/a");
        (await SendAsync(counter, Headings + Good, AcceptMode.GoodRows, key: "sftp/測試用戶端/a")).Id.ShouldBe(first.Id);
        (await SendAsync(counter, Headings + Good, AcceptMode.GoodRows, key: "sftp/測試用戶端/b")).Id.ShouldBe(first.Id + 1);
        (await SendAsync(counter, Headings + Good + Bad, AcceptMode.GoodRows, key: "sftp/測試用戶端/a")).Id.ShouldBe(first.Id + 2);
        (await SendAsync(counter, Headings + Good, AcceptMode.GoodRows)).Id.ShouldBe(first.Id + 3, "a file without a key is always a new one");
    }

    private static async Task<Receipt> SendAsync(IntakeCounter counter, string text, AcceptMode mode, string? key = null)
    {
        var result = await counter.App.Db(async db =>
        {
            await using var scope = counter.App.Services.CreateAsyncScope();
            var ministry = await db.Set<Organisation>().SingleAsync(o => o.Code == Organisation.MinistryCode);
            var code = text.StartsWith(Headings, StringComparison.Ordinal) ? SampleFormat.Code : "guarded";
            var content = new MemoryStream(IntakeCounter.Text(text));
            var file = new IncomingFile(code, "測試.csv", content, Door.Sftp, new Dictionary<string, string>()) { Accept = mode, DeliveryKey = key };
            var sender = new Sender("測試用戶端", ministry, (what, function, at) => new Act(what, function, at, ministry.Code, ministry.AuditChain));
            return await scope.ServiceProvider.GetRequiredService<Reception>().ReceiveAsync(db, file, sender);
        });
        await counter.App.RunJobsAsync();
        return await counter.ReceiptAsync(result.ShouldBeOfType<ReceptionResult.Received>().Receipt.Id);
    }

    private static async Task FindAsync(IntakeContext context, int line, CancellationToken cancellation)
    {
        context.Db.Add(
            new Finding
            {
                ReceiptId = context.Receipt.Id,
                Seq = 900,
                Line = line,
                Code = "sample.overtaken",
                Severity = Severity.Error,
                Reason = "檢核後有變動",
                Hint = "請重傳",
            }
        );
        await context.Db.SaveAsync(context.Act, cancellation);
    }

    private static FileFormat Sample(SetStep step)
    {
        var sample = SampleFormat.Make(AcceptPolicy.GoodRows);
        return new()
        {
            Code = sample.Code,
            Title = sample.Title,
            Functions = sample.Functions,
            Summary = sample.Summary,
            Policy = sample.Policy,
            Columns = sample.Columns,
            Steps = [step],
            Accept = sample.Accept,
        };
    }

    /// <summary>The village list as it is, with a guard that it does not have.</summary>
    private static FileFormat Guarded()
    {
        var list = VillageListFormat.Create();
        return new()
        {
            Code = "guarded",
            Title = list.Title,
            Functions = list.Functions,
            Summary = list.Summary,
            Columns = list.Columns,
            Derived = list.Derived,
            Preview = new Preview(list.Preview!.CountsSql) { ShrinkGuard = 0.5 },
            Accept = list.Accept,
        };
    }
}
