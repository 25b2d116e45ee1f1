using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.Schools.M2MasterData;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Jobs;
using StudentNet.Platform.Organisations;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Intake;

/// <summary>What may be decided about a checked file, and how much a file may take away without anybody confirming it.</summary>
public sealed class ReceiptRegisterTests
{
    /// <summary>A format that asks when more than half of what is stored would leave.</summary>
    private const string Guarded = SchoolListFormat.Code;

    [Theory]
    [InlineData(49, 51, false)]
    [InlineData(50, 50, false)]
    [InlineData(51, 49, true)]
    [InlineData(100, 0, true)]
    [InlineData(0, 100, false)]
    public async Task More_than_the_guard_has_to_be_confirmed_and_just_the_guard_has_not(int leaving, int staying, bool isAsked)
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var shrink = await ShrinkAsync(counter, Guarded, (DifferenceKind.Leaving, "", leaving), (DifferenceKind.Unchanged, "", staying));
        shrink.ShouldBe(isAsked ? new Shrink(100, leaving) : null);
    }

    [Fact]
    public async Task Nothing_can_leave_where_nothing_is_stored()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        (await ShrinkAsync(counter, Guarded)).ShouldBeNull();
        (await ShrinkAsync(counter, Guarded, (DifferenceKind.New, "", 900))).ShouldBeNull();
    }

    [Fact]
    public async Task What_is_changed_is_stored_and_what_is_new_is_not()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var shrink = await ShrinkAsync(counter, Guarded, (DifferenceKind.Leaving, "", 60), (DifferenceKind.Changed, "", 40), (DifferenceKind.New, "", 900));
        shrink.ShouldBe(new Shrink(100, 60));
    }

    [Fact]
    public async Task Parts_of_a_file_are_one_sum()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var shrink = await ShrinkAsync(
            counter,
            Guarded,
            (DifferenceKind.Leaving, "範例縣", 30),
            (DifferenceKind.Leaving, "樣本縣", 25),
            (DifferenceKind.Unchanged, "範例縣", 20),
            (DifferenceKind.Unchanged, "樣本縣", 25)
        );
        shrink.ShouldBe(new Shrink(100, 55));
    }

    [Fact]
    public async Task A_format_without_a_guard_lets_everything_leave()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        (await ShrinkAsync(counter, VillageListFormat.Create().Code, (DifferenceKind.Leaving, "", 100))).ShouldBeNull();
    }

    [Fact]
    public async Task Another_receipts_differences_are_none_of_this_ones()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        (await ShrinkAsync(counter, Guarded, (DifferenceKind.Leaving, "", 100))).ShouldNotBeNull();
        (await ShrinkAsync(counter, Guarded, (DifferenceKind.Unchanged, "", 1))).ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(States))]
    public async Task Only_a_file_that_waits_for_a_decision_is_accepted_or_discarded(ReceiptStatus status)
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var (toAccept, toDiscard) = (await StoreAsync(counter, Guarded, status), await StoreAsync(counter, Guarded, status));

        var accepted = await AcceptAsync(counter, toAccept);
        var discarded = await DiscardAsync(counter, toDiscard);

        var (mayBeAccepted, mayBeDiscarded) = (status is ReceiptStatus.Ready, status is ReceiptStatus.Ready or ReceiptStatus.NeedsAttention);
        accepted?.Code.ShouldBe("intake.decided");
        discarded?.Code.ShouldBe("intake.decided");
        (accepted is null, discarded is null).ShouldBe((mayBeAccepted, mayBeDiscarded));
        (await StatusAsync(counter, toAccept)).ShouldBe(mayBeAccepted ? ReceiptStatus.Accepting : status);
        (await StatusAsync(counter, toDiscard)).ShouldBe(mayBeDiscarded ? ReceiptStatus.Discarded : status);
    }

    [Fact]
    public async Task A_file_that_was_accepted_says_so_to_whoever_comes_second()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var receipt = await StoreAsync(counter, Guarded, ReceiptStatus.Ready);
        (await AcceptAsync(counter, receipt)).ShouldBeNull();

        (await AcceptAsync(counter, receipt)).ShouldNotBeNull().Message.ShouldContain("「寫入中」");
        (await DiscardAsync(counter, receipt)).ShouldNotBeNull().Message.ShouldContain("「寫入中」");
    }

    [Fact]
    public async Task Each_accepted_file_has_a_run_of_its_own_and_none_waits_for_another()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var (first, second) = (await StoreAsync(counter, Guarded, ReceiptStatus.Ready), await StoreAsync(counter, Guarded, ReceiptStatus.Ready));
        (await AcceptAsync(counter, first)).ShouldBeNull();
        (await AcceptAsync(counter, second)).ShouldBeNull();

        var runs = await counter.App.Db(db => db.Set<Run>().AsNoTracking().Where(run => db.Set<Receipt>().Any(r => r.RunId == run.Id)).ToListAsync());
        runs.Select(r => r.Exclusive).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task A_file_that_is_put_away_has_no_open_rows_and_no_staged_ones_and_says_who_did_it()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var id = await StoreAsync(counter, Guarded, ReceiptStatus.NeedsAttention, openRows: 3);
        await counter.App.Db(db => StagingTable.ExecuteAsync(db, $"create table {StagingTable.NameOf(id)} (line integer)", default));

        (await DiscardAsync(counter, id, by: 7)).ShouldBeNull();

        var receipt = await counter.App.Db(db => db.Set<Receipt>().AsNoTracking().SingleAsync(r => r.Id == id));
        (receipt.Status, receipt.OpenRows, receipt.EndedBy, receipt.EndedAt).ShouldBe((ReceiptStatus.Discarded, 0, 7, counter.Now));
        // Made again without a complaint: it is gone.
        await counter.App.Db(db => StagingTable.ExecuteAsync(db, $"create table {StagingTable.NameOf(id)} (line integer)", default));
    }

    [Fact]
    public void An_error_and_a_warning_have_different_words()
    {
        Severity.Error.Title().ShouldBe("錯誤");
        Severity.Warning.Title().ShouldBe("提醒");
    }

    [Fact]
    public void Every_state_door_and_difference_has_a_word_of_its_own()
    {
        DifferentWords(Enum.GetValues<ReceiptStatus>().Select(s => s.Title()));
        DifferentWords(Enum.GetValues<Door>().Select(d => d.Title()));
        DifferentWords(Enum.GetValues<DifferenceKind>().Select(d => d.Title()));

        static void DifferentWords(IEnumerable<string> words)
        {
            var all = words.ToList();
            all.ShouldBeUnique();
            all.ShouldAllBe(word => word.Length > 0);
        }
    }

    public static TheoryData<ReceiptStatus> States() => [.. Enum.GetValues<ReceiptStatus>()];

    /// <summary>What the guard says of a receipt with these differences.</summary>
    private static async Task<Shrink?> ShrinkAsync(IntakeCounter counter, string format, params (DifferenceKind Kind, string Part, int Number)[] differences)
    {
        var id = await StoreAsync(counter, format, ReceiptStatus.Ready);
        return await counter.App.Db(async db =>
        {
            db.AddRange(differences.Where(d => d.Number > 0).Select(d => new DifferenceCount { ReceiptId = id, Kind = d.Kind, Part = d.Part, Number = d.Number }));
            await db.SaveAsync(Act.System("布置", "system.test", counter.Now));
            return await InRegisterAsync(counter, async register => await register.ShrinkAsync(db, await db.Set<Receipt>().SingleAsync(r => r.Id == id)));
        });
    }

    private static Task<StudentNet.Kernel.Problem?> AcceptAsync(IntakeCounter counter, long id) =>
        counter.App.Db(async db =>
        {
            var receipt = await db.Set<Receipt>().SingleAsync(r => r.Id == id);
            var ministry = await db.Set<Organisation>().SingleAsync(o => o.Code == Organisation.MinistryCode);
            var act = Act.System("匯入", "M2.11", counter.Now);
            return await InRegisterAsync(counter, async register => (await register.AcceptAsync(db, receipt, ministry, shrinkConfirmed: false, act))?.Problem);
        });

    private static Task<StudentNet.Kernel.Problem?> DiscardAsync(IntakeCounter counter, long id, long? by = null) =>
        counter.App.Db(async db =>
        {
            var receipt = await db.Set<Receipt>().SingleAsync(r => r.Id == id);
            return await ReceiptRegister.DiscardAsync(db, receipt, Act.System("捨棄", "M2.11", counter.Now) with { AccountId = by });
        });

    private static async Task<T> InRegisterAsync<T>(IntakeCounter counter, Func<ReceiptRegister, Task<T>> ask)
    {
        await using var scope = counter.App.Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<ReceiptRegister>());
    }

    private static Task<ReceiptStatus> StatusAsync(IntakeCounter counter, long id) =>
        counter.App.Db(db => db.Set<Receipt>().Where(r => r.Id == id).Select(r => r.Status).SingleAsync());

    /// <summary>A receipt without a file, as checking would have left it.</summary>
    private static Task<long> StoreAsync(IntakeCounter counter, string format, ReceiptStatus status, int openRows = 0) =>
        counter.App.Db(async db =>
        {
            var id = await db.Set<Receipt>().CountAsync() + 1L;
            db.Add(
                new Receipt
                {
                    Id = id,
                    Format = format,
                    OrganisationCode = Organisation.MinistryCode,
                    Door = Door.Page,
                    FileName = "測試.csv",
                    FileHash = new string('0', 64),
                    FileLength = 1,
                    Code = "0000-0000",
                    Settings = "{}",
                    ReceivedAt = TestApp.Start.UtcDateTime,
                    Sender = "測試員",
                    Status = status,
                    OpenRows = openRows,
                }
            );
            await db.SaveAsync(Act.System("布置", "system.test", counter.Now));
            return id;
        });
}
