using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Platform.Intake;

namespace StudentNet.Tests.Modules.Residents;

public sealed class RegistryListTests
{
    private const string Format = "registry-list";

    [Fact]
    public async Task A_list_becomes_residents_with_an_entry_waiting_for_allocation()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var receipt = await SendAsync(counter, RegistryFile.Child(1), RegistryFile.Child(2) with { Birth = "102/10/05" }, RegistryFile.Child(3) with { Birth = "110/01/01", RegisteredOn = "" });

        receipt.Status.ShouldBe(ReceiptStatus.Ready, await SayAsync(counter, receipt));
        (receipt.Rows, receipt.GoodRows, receipt.BadRows).ShouldBe((3, 3, 0));
        var counts = await counter.App.Db(db => db.Set<DifferenceCount>().Where(d => d.ReceiptId == receipt.Id).ToListAsync());
        counts.ShouldHaveSingleItem().ShouldSatisfyAllConditions(c => c.Kind.ShouldBe(DifferenceKind.New), c => c.Number.ShouldBe(3), c => c.Part.ShouldBe("範例縣"));

        (await counter.AcceptAsync(receipt)).Status.ShouldBe(ReceiptStatus.Accepted);

        var people = await counter.App.Db(db => db.Set<Person>().AsNoTracking().OrderBy(p => p.Name).ToListAsync());
        people.Count.ShouldBe(3);
        var entries = await counter.App.Db(db => db.Set<Entry>().AsNoTracking().OrderBy(e => e.Level).ToListAsync());
        entries.Select(e => (e.Level, e.State, e.CountyCode)).ShouldBe(
            [(SchoolLevel.Elementary, EntryState.Pending, SmallCountry.County), (SchoolLevel.JuniorHigh, EntryState.Pending, SmallCountry.County)]
        );
        var residence = await counter.App.Db(db => db.Set<Residence>().AsNoTracking().FirstAsync());
        (residence.VillageCode, residence.TownshipCode, residence.Neighbourhood, residence.Until).ShouldBe((SmallCountry.Village, SmallCountry.Township, 7, null));
    }

    [Fact]
    public async Task The_same_list_again_changes_nothing()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        RegistryRow[] rows = [.. Enumerable.Range(1, 20).Select(RegistryFile.Child)];
        await counter.AcceptAsync(await SendAsync(counter, rows));
        var before = await WorldAsync(counter);

        var again = await SendAsync(counter, rows);
        var counts = await counter.App.Db(db => db.Set<DifferenceCount>().Where(d => d.ReceiptId == again.Id).ToListAsync());
        counts.ShouldHaveSingleItem().ShouldSatisfyAllConditions(c => c.Kind.ShouldBe(DifferenceKind.Unchanged), c => c.Number.ShouldBe(20));
        await counter.AcceptAsync(again);

        (await WorldAsync(counter)).ShouldBe(before);
    }

    [Fact]
    public async Task A_child_who_moves_to_another_county_keeps_its_history_and_its_entry_follows()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        await counter.AcceptAsync(await SendAsync(counter, RegistryFile.Child(1)));
        var away = RegistryFile.Child(1) with
        {
            County = "樣本縣", Township = "樣本鄉", Village = "樣中村", Change = "遷入", ChangedOn = "115/04/01", DataDate = "115/04/02", RegisteredOn = "115/04/01",
        };
        var left = RegistryFile.Child(1) with { Change = "遷出", ChangedOn = "115/04/01", DataDate = "115/04/02" };
        await counter.AcceptAsync(await SendAsync(counter, "異動名單", left, away));

        var residences = await counter.App.Db(db => db.Set<Residence>().AsNoTracking().OrderBy(r => r.Seq).ToListAsync());
        residences.Select(r => (r.VillageCode, r.Until is null)).ShouldBe([(SmallCountry.Village, false), (SmallCountry.ForeignVillage, true)]);
        (await counter.App.Db(db => db.Set<Entry>().AsNoTracking().SingleAsync())).CountyCode.ShouldBe(SmallCountry.OtherCounty);
        var events = await counter.App.Db(db => db.Set<EntryEvent>().AsNoTracking().OrderBy(e => e.Seq).Select(e => e.What).ToListAsync());
        events.ShouldBe(["listed", "moved"]);
    }

    [Fact]
    public async Task An_older_list_that_comes_late_adds_who_is_missing_and_overwrites_nobody()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        await counter.AcceptAsync(await SendAsync(counter, RegistryFile.Child(1) with { Village = "範西村", DataDate = "115/04/10" }));
        var late = await SendAsync(counter, RegistryFile.Child(1) with { Name = "測樣舊" }, RegistryFile.Child(2));

        (await counter.FindingsAsync(late)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            f => f.Code.ShouldBe("registry.late"),
            f => f.Severity.ShouldBe(Severity.Warning),
            f => f.Line.ShouldBe(2)
        );
        await counter.AcceptAsync(late);

        var names = await counter.App.Db(db => db.Set<Person>().AsNoTracking().OrderBy(p => p.PersonId).Select(p => p.Name).ToListAsync());
        names.ShouldBe([RegistryFile.Child(1).Name, RegistryFile.Child(2).Name]);
        (await counter.App.Db(db => db.Set<Residence>().AsNoTracking().CountAsync(r => r.VillageCode == SmallCountry.SecondVillage && r.Until == null))).ShouldBe(1);
    }

    [Fact]
    public async Task Two_numbers_of_one_person_become_one_record_with_a_trace()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var (old, now) = (RegistryFile.Number(11), RegistryFile.Number(12));
        await counter.AcceptAsync(await SendAsync(counter, RegistryFile.Child(1) with { Number = old }, RegistryFile.Child(1) with { Number = now, DataDate = "115/03/21" }));
        (await counter.App.Db(db => db.Set<Person>().CountAsync(p => p.MergedInto == null))).ShouldBe(2);

        await counter.AcceptAsync(await SendAsync(counter, "異動名單", RegistryFile.Child(1) with { Number = now, OldNumber = old, DataDate = "115/04/01" }));

        var people = await counter.App.Db(db => db.Set<Person>().AsNoTracking().ToListAsync());
        var survivor = people.Single(p => p.MergedInto is null);
        people.Single(p => p.MergedInto is not null).MergedInto.ShouldBe(survivor.PersonId);
        var numbers = await counter.App.Db(db => db.Set<PersonIdentifier>().AsNoTracking().OrderBy(i => i.Number).ToListAsync());
        numbers.Select(i => (i.Number, i.PersonId, i.IsCurrent)).ShouldBe([(old, survivor.PersonId, false), (now, survivor.PersonId, true)]);
        (await counter.App.Db(db => db.Set<PersonChange>().AsNoTracking().SingleAsync())).Field.ShouldBe("merged");
        (await counter.App.Db(db => db.Set<Residence>().CountAsync(r => r.Until == null))).ShouldBe(1);
    }

    [Fact]
    public async Task A_changed_number_in_the_first_list_is_one_person_at_once()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var (old, now) = (RegistryFile.Number(11), RegistryFile.Number(12));
        await counter.AcceptAsync(
            await SendAsync(counter, RegistryFile.Child(1) with { Number = old, DataDate = "115/03/01" }, RegistryFile.Child(1) with { Number = now, OldNumber = old })
        );

        (await counter.App.Db(db => db.Set<Person>().CountAsync())).ShouldBe(1);
        (await counter.App.Db(db => db.Set<PersonIdentifier>().AsNoTracking().SingleAsync(i => i.IsCurrent))).Number.ShouldBe(now);
        (await counter.App.Db(db => db.Set<PersonIdentifier>().CountAsync())).ShouldBe(2);
    }

    [Fact]
    public async Task Twins_are_two_people()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var twin = RegistryFile.Child(1);
        await counter.AcceptAsync(await SendAsync(counter, twin, twin with { Number = RegistryFile.Number(2), Name = "測樣乙" }));

        (await counter.App.Db(db => db.Set<Entry>().CountAsync())).ShouldBe(2);
    }

    [Fact]
    public async Task The_same_row_twice_counts_once_and_contradicting_rows_go_back()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var receipt = await SendAsync(
            counter,
            RegistryFile.Child(1),
            RegistryFile.Child(1),
            RegistryFile.Child(2),
            RegistryFile.Child(2) with { Address = "範例路 2 號" },
            RegistryFile.Child(3)
        );

        var findings = await counter.FindingsAsync(receipt);
        findings.Select(f => (f.Line, f.Code, f.Severity)).ShouldBe(
            [(3, "registry.same-row", Severity.Warning), (4, "registry.contradiction", Severity.Error), (5, "registry.contradiction", Severity.Error)]
        );
        findings[1].Reason.ShouldBe("與第 5 列證號相同，內容不同");
        (receipt.GoodRows, receipt.BadRows, receipt.WarnedRows, receipt.OpenRows).ShouldBe((3, 2, 1, 2));
        await counter.AcceptAsync(receipt);
        (await counter.App.Db(db => db.Set<Person>().CountAsync())).ShouldBe(2);
    }

    [Fact]
    public async Task Who_died_or_left_the_country_is_resident_no_more_and_may_come_back()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        await counter.AcceptAsync(await SendAsync(counter, RegistryFile.Child(1)));
        await counter.AcceptAsync(
            await SendAsync(counter, "異動名單", RegistryFile.Child(1) with { Change = "出境遷出", ChangedOn = "115/04/01", DataDate = "115/04/02" })
        );
        var gone = await counter.App.Db(db => db.Set<Person>().AsNoTracking().SingleAsync());
        (gone.Ended, gone.EndedOn).ShouldBe((ResidenceEnd.MovedAbroad, new DateOnly(2026, 4, 1)));
        (await counter.App.Db(db => db.Set<Residence>().CountAsync(r => r.Until == null))).ShouldBe(0);

        await counter.AcceptAsync(await SendAsync(counter, "異動名單", RegistryFile.Child(1) with { Change = "遷入", ChangedOn = "115/05/01", DataDate = "115/05/02" }));
        (await counter.App.Db(db => db.Set<Person>().AsNoTracking().SingleAsync())).Ended.ShouldBeNull();
        (await counter.App.Db(db => db.Set<Residence>().CountAsync(r => r.Until == null))).ShouldBe(1);
        (await counter.App.Db(db => db.Set<PersonChange>().CountAsync(c => c.Field == "ended"))).ShouldBe(2);
    }

    [Fact]
    public async Task A_county_sends_its_own_children_only()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var file = RegistryFile.Of(RegistryFile.Child(1), RegistryFile.Child(2) with { County = "樣本縣", Township = "樣本鄉", Village = "樣中村" });
        var receipt = await counter.SendAsync(Format, file, organisation: SmallCountry.County, settings: RegistryFile.Settings());

        (await counter.FindingsAsync(receipt)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            f => f.Code.ShouldBe("registry.other-county"),
            f => f.Reason.ShouldBe("不是本縣市的孩子（樣本縣）"),
            f => (f.Line, f.ColumnTitle, f.Value).ShouldBe((3, "縣市", "樣本縣"))
        );
    }

    [Fact]
    public async Task A_village_nobody_knows_is_told_and_the_child_comes_in_all_the_same()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var receipt = await SendAsync(counter, RegistryFile.Child(1) with { Village = "範凍村" });

        var finding = (await counter.FindingsAsync(receipt)).ShouldHaveSingleItem();
        (finding.Code, finding.Severity, finding.ColumnTitle).ShouldBe(("registry.village", Severity.Warning, "村里"));
        finding.Reason.ShouldContain("範凍村");
        await counter.AcceptAsync(receipt);
        (await counter.App.Db(db => db.Set<Entry>().AsNoTracking().SingleAsync())).CountyCode.ShouldBe(SmallCountry.County);
        (await counter.App.Db(db => db.Set<Residence>().AsNoTracking().SingleAsync())).VillageCode.ShouldBeNull();
    }

    [Fact]
    public async Task A_new_address_replaces_the_one_before_and_a_new_name_keeps_the_old_one_in_its_trace()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        await counter.AcceptAsync(await SendAsync(counter, RegistryFile.Child(1)));
        await counter.AcceptAsync(
            await SendAsync(counter, "異動名單", RegistryFile.Child(1) with { Name = "測樣𠮷", Neighbourhood = "9", Address = "範例路 9 號", DataDate = "115/04/02" })
        );

        (await counter.App.Db(db => db.Set<Person>().AsNoTracking().SingleAsync())).Name.ShouldBe("測樣𠮷");
        (await counter.App.Db(db => db.Set<PersonChange>().AsNoTracking().SingleAsync())).Before.ShouldBe(RegistryFile.Child(1).Name);
        (await counter.App.Db(db => db.Set<Residence>().AsNoTracking().SingleAsync(r => r.Until == null))).Neighbourhood.ShouldBe(9);
    }

    private static Task<Receipt> SendAsync(IntakeCounter counter, params RegistryRow[] rows) =>
        counter.SendAsync(Format, RegistryFile.Of(rows), settings: RegistryFile.Settings());

    private static Task<Receipt> SendAsync(IntakeCounter counter, string list, params RegistryRow[] rows) =>
        counter.SendAsync(Format, RegistryFile.Of(rows), settings: RegistryFile.Settings(list));

    private static async Task<string> SayAsync(IntakeCounter counter, Receipt receipt) =>
        string.Join('\n', (await counter.FindingsAsync(receipt)).Select(f => $"{f.Line} {f.ColumnTitle} {f.Value} {f.Code} {f.Reason}"));

    /// <summary>Everything the lists have made, as one text.</summary>
    private static Task<string> WorldAsync(IntakeCounter counter) =>
        counter.App.Db(async db =>
        {
            var people = await db.Set<Person>().AsNoTracking().OrderBy(p => p.PersonId).Select(p => $"{p.PersonId} {p.Name} {p.Version} {p.Ended}").ToListAsync();
            var residences = await db.Set<Residence>().AsNoTracking().OrderBy(r => r.PersonId).ThenBy(r => r.Seq).Select(r => $"{r.PersonId} {r.Seq} {r.Until}").ToListAsync();
            var entries = await db.Set<Entry>().AsNoTracking().OrderBy(e => e.PersonId).Select(e => $"{e.PersonId} {e.State} {e.Version}").ToListAsync();
            var events = await db.Set<EntryEvent>().CountAsync();
            var numbers = await db.Set<PersonIdentifier>().CountAsync();
            return string.Join('\n', [.. people, .. residences, .. entries, $"{events} {numbers}"]);
        });
}
