using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Ledger;
using StudentNet.Tests.Platform.Intake;

namespace StudentNet.Tests.Modules.Residents;

/// <summary>The registry's list of every child of compulsory age (decision 143): it brings in and ends, and a list that forgets ends nobody.</summary>
public sealed class WholeListTests
{
    [Fact]
    public async Task It_brings_in_whom_nobody_knew_ends_whom_it_lacks_and_the_ledger_keeps_them_all()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        await AcceptAsync(counter, "3/20 名冊", Children(1, 6));
        // The fifth is in a row that cannot be read: it may be about anybody of that number, so nobody of it leaves.
        var bad = RegistryFile.Child(5) with { Birth = "108/13/45", DataDate = "115/06/01" };
        IEnumerable<RegistryRow> whole = [.. Children(1, 4, "115/06/01"), bad, RegistryFile.Child(7) with { DataDate = "115/06/01" }];
        await AcceptAsync(counter, "全齡名冊", whole, bad: 1);
        (await HomesAsync(counter)).ShouldBe([1, 2, 3, 4, 5, 7]);
        var list = await counter.App.Db(db => db.Set<RegistryWholeList>().AsNoTracking().SingleAsync());
        (list.AsOf, list.Children, list.Ended, list.Kept).ShouldBe((new DateOnly(2026, 6, 1), 5, 1, 0));

        // Whom the list lacks is its old county's until somebody says where it is.
        var town = new LedgerTown(counter.App);
        await town.FollowAsync();
        var missing = await PersonAsync(counter, 6);
        (await town.OnAsync(missing, new(2026, 9, 14))).ShouldBe($"awaiting-county {SmallCountry.County}");
        (await town.OnAsync(missing, new(2026, 9, 15))).ShouldBe($"unexplained {SmallCountry.County}");

        // The same list again ends nobody else, and the next one that names the child brings it home.
        await AcceptAsync(counter, "全齡名冊", whole, bad: 1);
        (await HomesAsync(counter)).ShouldBe([1, 2, 3, 4, 5, 7]);
        await AcceptAsync(counter, "異動名單", [RegistryFile.Child(6) with { DataDate = "115/06/10" }]);
        (await HomesAsync(counter)).ShouldBe([1, 2, 3, 4, 5, 6, 7]);
        // A list that is older than the registry's word about a child does not end its residence.
        await AcceptAsync(counter, "全齡名冊", [.. Children(1, 5, "115/06/01"), RegistryFile.Child(7) with { DataDate = "115/06/01" }]);
        (await HomesAsync(counter)).ShouldBe([1, 2, 3, 4, 5, 6, 7]);
    }

    [Fact]
    public async Task A_list_that_lacks_a_third_of_a_county_ends_nobody_there_and_says_so()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        await AcceptAsync(counter, "3/20 名冊", Children(1, 6));
        var receipt = await AcceptAsync(counter, "全齡名冊", Children(1, 3, "115/06/01"));
        (await HomesAsync(counter)).ShouldBe([1, 2, 3, 4, 5, 6]);
        (await counter.FindingsAsync(receipt)).ShouldContain(f => f.Code == "registry.shrunk");
        (await counter.App.Db(db => db.Set<RegistryWholeList>().AsNoTracking().SingleAsync())).Kept.ShouldBe(3);
        // The list of another year's children, not of all ages, never ends anybody.
        await AcceptAsync(counter, "遺漏名單", Children(1, 1, "115/06/02"));
        (await HomesAsync(counter)).Count.ShouldBe(6);
    }

    private static IEnumerable<RegistryRow> Children(int first, int last, string day = "115/03/20") =>
        Enumerable.Range(first, last - first + 1).Select(n => RegistryFile.Child(n) with { DataDate = day });

    private static async Task<Receipt> AcceptAsync(IntakeCounter counter, string list, IEnumerable<RegistryRow> rows, int bad = 0)
    {
        var receipt = await counter.SendAsync("registry-list", RegistryFile.Of(rows), settings: RegistryFile.Settings(list));
        receipt.BadRows.ShouldBe(bad, string.Join('\n', (await counter.FindingsAsync(receipt)).Select(f => f.Reason)));
        return await counter.AcceptAsync(receipt);
    }

    /// <summary>Which children are resident somewhere, in order.</summary>
    private static async Task<List<int>> HomesAsync(IntakeCounter counter)
    {
        var numbers = await counter.App.Db(db =>
            db.Set<Residence>().Where(r => r.Until == null).Join(db.Set<PersonIdentifier>(), r => r.PersonId, i => i.PersonId, (_, i) => i.Number).ToListAsync()
        );
        return [.. Enumerable.Range(1, 9).Where(n => numbers.Contains(RegistryFile.Number(n)))];
    }

    private static Task<long> PersonAsync(IntakeCounter counter, int child) =>
        counter.App.Db(db => db.Set<PersonIdentifier>().Where(i => i.Number == RegistryFile.Number(child)).Select(i => i.PersonId).SingleAsync());
}
