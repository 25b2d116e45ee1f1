using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Students.Q1ClassRolls;
using StudentNet.Tests.Platform.Intake;

namespace StudentNet.Tests.Access;

/// <summary>Files in the audit (decision 112): whoever asks about one child is told of the file that it stood in, that it is missing in, and of findings about its row.</summary>
public sealed class FilesInAuditTests
{
    [Fact]
    public async Task Accepting_a_file_names_the_children_in_it_and_those_who_leave_because_they_are_not()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        await AcceptAsync(counter, 1, 2, 3);
        (await NamedAsync(counter.App, AuditKind.Write, "匯入各班學生名單")).ShouldBe(await PeopleAsync(counter.App, 1, 2, 3));

        await AcceptAsync(counter, 1, 2, 4);
        (await NamedAsync(counter.App, AuditKind.Write, "匯入各班學生名單")).ShouldBe(await PeopleAsync(counter.App, 1, 2, 3, 4), "the third leaves");
    }

    [Fact]
    public async Task The_same_children_again_are_one_set()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        await AcceptAsync(counter, 1, 2, 3);
        var before = await counter.App.Db(db => db.Set<AuditShown>().CountAsync());
        await AcceptAsync(counter, 1, 2, 3);
        (await counter.App.Db(db => db.Set<AuditShown>().CountAsync())).ShouldBe(before);
        (await counter.App.Db(db => db.Set<AuditEntry>().CountAsync(e => e.What == "匯入各班學生名單" && e.ShownSet != null))).ShouldBe(2);
    }

    [Fact]
    public async Task Whoever_sees_what_was_found_in_a_row_has_seen_the_child_though_its_number_is_not_what_was_shown()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        await AcceptAsync(counter, 1, 2, 3, 4);
        // A seat that is none is found while reading; two on one seat are found in the set.
        RollRowText[] rows = [RollFile.Pupil(1) with { Seat = "靠窗" }, RollFile.Pupil(2) with { Seat = "9" }, RollFile.Pupil(3) with { Seat = "9" }, RollFile.Pupil(4)];
        var receipt = await counter.SendAsync(RollFile.Format, RollFile.Of(rows), organisation: SmallCountry.School, settings: RollFile.Settings);
        var findings = await counter.FindingsAsync(receipt);
        findings.Where(f => f.ColumnTitle == "座號").Select(f => f.Subject).Distinct().ShouldBe([RollFile.Pupil(1).Number, RollFile.Pupil(2).Number, RollFile.Pupil(3).Number]);
        findings.Where(f => f.ColumnTitle != "座號").ShouldAllBe(f => f.Subject == RollFile.Pupil(1).Number, "of the others no number is among what is shown");

        using var clerk = await counter.App.ClientAs(Persona.Clerk);
        (await clerk.OpenAsync($"/A6/{receipt.Id}")).Text.ShouldNotContain(RollFile.Pupil(1).Number);
        var named = await NamedAsync(counter.App, AuditKind.Read, "檢視收件各班學生名單");
        named.ShouldBeSubsetOf(await PeopleAsync(counter.App, 1, 2, 3, 4));
        (await PeopleAsync(counter.App, 1, 2, 3)).ShouldBeSubsetOf(named);
    }

    private static async Task AcceptAsync(IntakeCounter counter, params int[] pupils)
    {
        var receipt = await counter.SendAsync(RollFile.Format, RollFile.Of(pupils.Select(RollFile.Pupil)), organisation: SmallCountry.School, settings: RollFile.Settings);
        (await counter.AcceptAsync(receipt, shrinkConfirmed: true)).Status.ShouldBe(ReceiptStatus.Accepted);
    }

    /// <summary>Whom the last entry of an act names, alone or by its set.</summary>
    private static Task<List<long>> NamedAsync(TestApp app, AuditKind kind, string what) =>
        app.Db(async db =>
        {
            var entry = await db.Set<AuditEntry>().Where(e => e.Kind == kind && e.What == what).OrderByDescending(e => e.Seq).FirstAsync();
            var set = await db.Set<AuditShown>().Where(s => s.SetId == entry.ShownSet).Select(s => s.PersonId).OrderBy(p => p).ToListAsync();
            return entry.PersonId is { } one ? [one] : set;
        });

    private static Task<List<long>> PeopleAsync(TestApp app, params int[] pupils)
    {
        var numbers = pupils.Select(n => RollFile.Pupil(n).Number).ToList();
        return app.Db(db => db.Set<PersonIdentifier>().Where(i => numbers.Contains(i.Number)).Select(i => i.PersonId).OrderBy(p => p).ToListAsync());
    }
}
