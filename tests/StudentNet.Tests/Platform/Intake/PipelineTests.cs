using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Jobs;
using StudentNet.Platform.Organisations;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Intake;

/// <summary>What holds for every format: nothing half-applied, nothing lost, nothing done twice.</summary>
[Collection(nameof(MeasuresMemory))]
public sealed class PipelineTests
{
    private const string Headings = "證號,姓名,生日,性別,備註\n";
    private const string Good = "A123456789,王測甲,108/10/05,男,\n";
    private const string Bad = "A123456788,王測乙,108/10/05,男,\n";

    [Fact]
    public async Task One_bad_row_holds_back_a_file_that_goes_in_whole_or_not_at_all()
    {
        await using var counter = await IntakeCounter.CreateAsync(SampleFormat.Make(AcceptPolicy.WholeFile));
        var receipt = await SendAsync(counter, Headings + Good + Bad);
        (receipt.Status, receipt.GoodRows, receipt.BadRows, receipt.OpenRows).ShouldBe((ReceiptStatus.NeedsAttention, 1, 1, 1));
        (await counter.App.Db(db => StagingTablesAsync(db))).ShouldBe(0);
    }

    [Fact]
    public async Task The_mended_file_settles_the_attempt_before_and_the_attempt_stays()
    {
        await using var counter = await IntakeCounter.CreateAsync(SampleFormat.Make(AcceptPolicy.WholeFile));
        var first = await SendAsync(counter, Headings + Good + Bad);
        await counter.AcceptAsync(await SendAsync(counter, Headings + Good));

        var settled = await counter.ReceiptAsync(first.Id);
        (settled.Status, settled.ClearedBy, settled.OpenRows).ShouldBe((ReceiptStatus.NeedsAttention, 2, 0));
        (await counter.FindingsAsync(first)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_original_bytes_are_kept_and_the_code_is_theirs()
    {
        await using var counter = await IntakeCounter.CreateAsync(SampleFormat.Make(AcceptPolicy.WholeFile));
        var bytes = IntakeCounter.Text(Headings + Good);
        var receipt = await counter.SendAsync(SampleFormat.Code, bytes);
        await using var stored = counter.App.Services.GetRequiredService<FileStore>().Open(receipt.FileHash);
        using var copy = new MemoryStream();
        await stored.CopyToAsync(copy);
        copy.ToArray().ShouldBe(bytes);
        receipt.Code.ShouldBe(StudentNet.Kernel.ReceiptCode.Of(bytes));
    }

    [Fact]
    public async Task Two_hundred_megabytes_for_a_small_format_are_refused_and_leave_nothing()
    {
        await using var counter = await IntakeCounter.CreateAsync(SampleFormat.Make(AcceptPolicy.WholeFile));
        var before = GC.GetTotalAllocatedBytes();
        var result = await counter.App.Db(async db =>
        {
            await using var scope = counter.App.Services.CreateAsyncScope();
            var ministry = await db.Set<Organisation>().SingleAsync(o => o.Code == Organisation.MinistryCode);
            var file = new IncomingFile(SampleFormat.Code, "大檔.csv", new Zeros(200L << 20), Door.CommandLine, new Dictionary<string, string>());
            var sender = new Sender("測試員", ministry, (what, function, at) => Act.System(what, function, at));
            return await scope.ServiceProvider.GetRequiredService<Reception>().ReceiveAsync(db, file, sender);
        });

        var problem = result.ShouldBeOfType<ReceptionResult.Refused>().Problem;
        (problem.Code, problem.Message).ShouldBe(("intake.too-large", "檔案超過 64 MB，沒有收件"));
        (GC.GetTotalAllocatedBytes() - before).ShouldBeLessThan(48L << 20);
        Directory.EnumerateFiles(Path.Combine(counter.App.Options.Folder, "files"), "*", SearchOption.AllDirectories).ShouldBeEmpty();
        (await counter.App.Db(db => db.Set<Receipt>().CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A_worker_that_dies_while_checking_costs_time_only()
    {
        var deaths = 2;
        var format = With(SampleFormat.Make(AcceptPolicy.GoodRows), steps: [new SetStep.Work((_, _) => deaths-- > 0 ? throw new OperationCanceledException() : Task.CompletedTask)]);
        await using var counter = await IntakeCounter.CreateAsync(format);
        await counter.ReceiveAsync(SampleFormat.Code, IntakeCounter.Text(Headings + Good + Bad));
        for (var i = 0; i < 3; i++)
        {
            await counter.App.Services.GetRequiredService<RunWorker>().RunOneAsync();
        }

        var receipt = await counter.ReceiptAsync(1);
        (receipt.Status, receipt.Rows, receipt.GoodRows, receipt.BadRows).ShouldBe((ReceiptStatus.Ready, 2, 1, 1));
        (await counter.FindingsAsync(receipt)).ShouldHaveSingleItem().Code.ShouldBe("number.check");
    }

    [Fact]
    public async Task A_worker_that_dies_while_writing_has_written_nothing_and_the_next_writes_once()
    {
        var (deaths, writes) = (1, 0);
        var format = With(
            SampleFormat.Make(AcceptPolicy.GoodRows),
            accept: async (context, cancellation) =>
            {
                context.Db.Add(new Organisation { Code = "99999", Level = StudentNet.Kernel.Level.County, Name = "測試縣" });
                await context.Db.SaveAsync(context.Act, cancellation);
                writes++;
                if (deaths-- > 0)
                {
                    throw new OperationCanceledException();
                }
            }
        );
        await using var counter = await IntakeCounter.CreateAsync(format);
        var receipt = await SendAsync(counter, Headings + Good);
        await RequestAsync(counter, receipt);
        var worker = counter.App.Services.GetRequiredService<RunWorker>();
        await worker.RunOneAsync();
        (await counter.App.Db(db => db.Set<Organisation>().CountAsync(o => o.Code == "99999"))).ShouldBe(0);
        (await counter.ReceiptAsync(1)).Status.ShouldBe(ReceiptStatus.Accepting);

        await worker.RunAllAsync();
        (await counter.App.Db(db => db.Set<Organisation>().CountAsync(o => o.Code == "99999"))).ShouldBe(1);
        (await counter.ReceiptAsync(1)).Status.ShouldBe(ReceiptStatus.Accepted);
        writes.ShouldBe(2);
        (await counter.App.Db(db => StagingTablesAsync(db))).ShouldBe(0);
    }

    [Fact]
    public async Task Staged_rows_that_a_crashed_database_lost_are_read_again()
    {
        await using var counter = await IntakeCounter.CreateAsync(SampleFormat.Make(AcceptPolicy.WholeFile));
        var receipt = await SendAsync(counter, Headings + Good);
        await counter.App.Db(db => db.Database.ExecuteSqlRawAsync("delete from intake_staging_1"));
        await RequestAsync(counter, receipt);
        await counter.App.RunJobsAsync();

        var again = await counter.ReceiptAsync(1);
        (again.Status, again.Rows, again.GoodRows).ShouldBe((ReceiptStatus.Ready, 1, 1));
        again.Failure.ShouldNotBeNull().ShouldContain("重新檢核");
    }

    [Fact]
    public async Task A_file_that_would_empty_a_list_asks_for_confirmation()
    {
        var format = With(SampleFormat.Make(AcceptPolicy.WholeFile), preview: new Preview("registry-list-places") { ShrinkGuard = 0.5 });
        await using var counter = await IntakeCounter.CreateAsync(format);
        await counter.App.Db(async db =>
        {
            db.Add(Ready(1));
            db.Add(new DifferenceCount { ReceiptId = 1, Kind = DifferenceKind.Leaving, Part = "", Number = 60 });
            db.Add(new DifferenceCount { ReceiptId = 1, Kind = DifferenceKind.Unchanged, Part = "", Number = 40 });
            db.Add(new DifferenceCount { ReceiptId = 1, Kind = DifferenceKind.New, Part = "", Number = 900 });
            await db.SaveAsync(Act.System("布置", "system.test", counter.Now));
        });

        (await DecideAsync(counter, confirmed: false)).ShouldNotBeNull().Code.ShouldBe("intake.shrink");
        (await DecideAsync(counter, confirmed: true)).ShouldBeNull();
        (await DecideAsync(counter, confirmed: true)).ShouldNotBeNull().Code.ShouldBe("intake.decided");
    }

    [Fact]
    public async Task What_is_discarded_writes_nothing_and_keeps_its_findings()
    {
        await using var counter = await IntakeCounter.CreateAsync(SampleFormat.Make(AcceptPolicy.GoodRows));
        var receipt = await SendAsync(counter, Headings + Good + Bad);
        await counter.App.Db(async db =>
        {
            var tracked = await db.Set<Receipt>().SingleAsync();
            (await ReceiptRegister.DiscardAsync(db, tracked, Act.System("捨棄", "system.test", counter.Now))).ShouldBeNull();
        });

        (await counter.ReceiptAsync(receipt.Id)).Status.ShouldBe(ReceiptStatus.Discarded);
        (await counter.FindingsAsync(receipt)).ShouldHaveSingleItem();
        (await counter.App.Db(db => StagingTablesAsync(db))).ShouldBe(0);
    }

    [Fact]
    public async Task Every_bad_row_of_many_is_in_the_findings()
    {
        await using var counter = await IntakeCounter.CreateAsync(SampleFormat.Make(AcceptPolicy.GoodRows));
        var lines = string.Concat(Enumerable.Range(0, 9_000).Select(i => i % 2 == 0 ? Good : Bad));
        var receipt = await SendAsync(counter, Headings + lines);

        (receipt.Rows, receipt.GoodRows, receipt.BadRows).ShouldBe((9_000, 4_500, 4_500));
        var found = await counter.App.Db(db => db.Set<Finding>().Where(f => f.ReceiptId == receipt.Id).Select(f => f.Line).ToListAsync());
        found.Order().ShouldBe(Enumerable.Range(0, 4_500).Select(i => 3 + (2 * i)));
    }

    [Fact]
    public async Task After_a_large_file_the_planner_knows_how_much_is_stored()
    {
        const int Rows = 6_000;
        var format = With(
            SampleFormat.Make(AcceptPolicy.WholeFile),
            fills: ["sample_row"],
            accept: (context, cancellation) => FillAsync(context, Rows, cancellation)
        );
        await using var counter = await IntakeCounter.CreateAsync(format);
        await counter.App.Db(db => ExecuteAsync(db, "create table sample_row (number integer)"));
        await counter.AcceptAsync(await SendAsync(counter, Headings + string.Concat(Enumerable.Repeat(Good, Rows))));

        var (stored, believed) = await counter.App.Db(async db =>
            (
                await CountAsync(db, "select count(*) from sample_row"),
                db.Dialect == Dialect.Postgres ? await CountAsync(db, "select reltuples from pg_class where relname = 'sample_row'") : Rows
            )
        );
        (stored, believed).ShouldBe((Rows, Rows));
    }

    [Fact]
    public async Task A_large_file_into_an_empty_table_is_written_by_keys_and_what_follows_as_usual()
    {
        var settings = new List<string>();
        var format = With(
            SampleFormat.Make(AcceptPolicy.WholeFile),
            fills: ["sample_row"],
            accept: async (context, cancellation) =>
            {
                // The embedded database has no such setting: there the two files are simply written.
                var isThere = context.Db.Dialect == Dialect.Postgres;
                await using var setting = await context.CommandAsync(isThere ? "select current_setting('enable_seqscan')" : "select 'none'", null, cancellation);
                settings.Add((string)(await setting.ExecuteScalarAsync(cancellation))!);
                await FillAsync(context, 6_000, cancellation);
            }
        );
        await using var counter = await IntakeCounter.CreateAsync(format);
        await counter.App.Db(db => ExecuteAsync(db, "create table sample_row (number integer)"));
        var large = Headings + string.Concat(Enumerable.Repeat(Good, 6_000));
        await counter.AcceptAsync(await SendAsync(counter, large));
        await counter.AcceptAsync(await SendAsync(counter, large));

        settings.ShouldBe(TestDatabase.Dialect == Dialect.Postgres ? ["off", "on"] : ["none", "none"]);
        (await counter.App.Db(db => CountAsync(db, "select count(*) from sample_row"))).ShouldBe(12_000);
    }

    [Theory]
    [InlineData(TableKind.Csv)]
    [InlineData(TableKind.Json)]
    [InlineData(TableKind.NdJson)]
    public async Task The_result_file_of_a_json_upload_settles_it_when_it_comes_back_mended_in_any_kind(TableKind kind)
    {
        await using var counter = await IntakeCounter.CreateAsync(SampleFormat.Make(AcceptPolicy.GoodRows));
        var first = await SendAsync(
            counter,
            """[{"證號":"A123456789","姓名":"王測甲"},{"證號":"A123456788","姓名":"王測乙"},{"證號":"A123456788","姓名":"王測丙"}]"""
        );
        (first.Rows, first.GoodRows, first.OpenRows, first.Encoding).ShouldBe((3, 1, 2, "JSON，UTF-8"));
        await counter.AcceptAsync(first);

        using var file = new MemoryStream();
        var rows = await counter.App.Db(db =>
            counter.App.Services.GetRequiredService<ResultFile>().WriteAsync(db, first, kind, warnings: false, file)
        );
        rows.Rows.ShouldBe(2);
        var mended = System.Text.Encoding.UTF8.GetString(file.ToArray()).Replace("A123456788", "A123456789", StringComparison.Ordinal);
        await counter.AcceptAsync(await SendAsync(counter, mended));
        (await counter.ReceiptAsync(first.Id)).ShouldSatisfyAllConditions(r => r.OpenRows.ShouldBe(0), r => r.ClearedBy.ShouldBe(2));
    }

    private static Task<Receipt> SendAsync(IntakeCounter counter, string text) => counter.SendAsync(SampleFormat.Code, IntakeCounter.Text(text));

    private static async Task RequestAsync(IntakeCounter counter, Receipt receipt)
    {
        receipt.Status.ShouldBe(ReceiptStatus.Ready);
        (await DecideAsync(counter, confirmed: false)).ShouldBeNull();
    }

    private static Task<StudentNet.Kernel.Problem?> DecideAsync(IntakeCounter counter, bool confirmed) =>
        counter.App.Db(async db =>
        {
            await using var scope = counter.App.Services.CreateAsyncScope();
            var receipt = await db.Set<Receipt>().SingleAsync();
            var ministry = await db.Set<Organisation>().SingleAsync(o => o.Code == Organisation.MinistryCode);
            var act = Act.System("匯入", "N1.11", counter.Now);
            return (await scope.ServiceProvider.GetRequiredService<ReceiptRegister>().AcceptAsync(db, receipt, ministry, confirmed, act))?.Problem;
        });

    private static Task<long> StagingTablesAsync(StudentNetDb db) =>
        CountAsync(
            db,
            db.Dialect == Dialect.Postgres
                ? "select count(*) from pg_tables where tablename like 'intake_staging_%'"
                : "select count(*) from sqlite_master where type = 'table' and name like 'intake_staging_%'"
        );

    private static async Task FillAsync(IntakeContext context, int rows, CancellationToken cancellation)
    {
        await using var command = await context.CommandAsync(
            "insert into sample_row with recursive r (n) as (select 1 union all select n + 1 from r where n < @rows) select n from r",
            new { rows },
            cancellation
        );
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task ExecuteAsync(StudentNetDb db, string text)
    {
        await using var command = await db.CommandAsync(text);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> CountAsync(StudentNetDb db, string text)
    {
        await using var command = await db.CommandAsync(text);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static Receipt Ready(long id) =>
        new()
        {
            Id = id,
            Format = SampleFormat.Code,
            OrganisationCode = Organisation.MinistryCode,
            Door = Door.Page,
            FileName = "測試.csv",
            FileHash = new string('0', 64),
            FileLength = 1,
            Code = "0000-0000",
            Settings = "{}",
            ReceivedAt = TestApp.Start.UtcDateTime,
            Sender = "測試員",
            Status = ReceiptStatus.Ready,
        };

    private static FileFormat With(
        FileFormat format,
        IReadOnlyList<SetStep>? steps = null,
        Preview? preview = null,
        Func<IntakeContext, CancellationToken, Task>? accept = null,
        IReadOnlyList<string>? fills = null
    ) =>
        new()
        {
            Code = format.Code,
            Title = format.Title,
            Functions = format.Functions,
            Summary = format.Summary,
            Policy = format.Policy,
            Columns = format.Columns,
            Steps = steps ?? format.Steps,
            Preview = preview,
            Accept = accept ?? format.Accept,
            Fills = fills ?? format.Fills,
        };

    /// <summary>So many bytes out of nothing.</summary>
    private sealed class Zeros(long length) : Stream
    {
        private long _left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, _left);
            _left -= read;
            return read;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
