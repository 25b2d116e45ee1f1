using System.Net;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Admissions.Marking;

namespace StudentNet.Tests.Modules.Admissions.N3Registration;

public sealed class AdditionTests
{
    [Fact]
    public async Task A_child_of_another_list_is_found_shown_and_added()
    {
        await using var town = await MarkingTown.CreateAsync();
        using var clerk = await town.App.ClientAs(Persona.Clerk);
        var shown = await FindAsync(clerk, MarkingTown.NumberOf(MarkingTown.Foreign), MarkingTown.NameOf(MarkingTown.Foreign), "");
        shown.Text.ShouldContain("分發於 970601 樣一國小");
        shown.TextOf(".kv").ShouldNotContain(MarkingTown.NumberOf(MarkingTown.Foreign));
        var added = await shown.SubmitAsync(button: "新增並設為已報到");
        added.Text.ShouldContain("已新增");
        added.Find($"tr[data-row='{MarkingTown.Foreign}']");
        (await town.EntryAsync(MarkingTown.Foreign)).RegisteredSchool.ShouldBe(SmallCountry.School);
    }

    [Fact]
    public async Task The_birth_date_proves_a_child_too()
    {
        await using var town = await MarkingTown.CreateAsync();
        using var clerk = await town.App.ClientAs(Persona.Clerk);
        var birth = RocDate.Format(MarkingTown.BirthOf(MarkingTown.Foreign));
        (await FindAsync(clerk, MarkingTown.NumberOf(MarkingTown.Foreign), "", birth)).Text.ShouldContain("新增並設為已報到");
    }

    [Fact]
    public async Task Who_only_tries_numbers_learns_nothing_and_every_look_is_recorded()
    {
        await using var town = await MarkingTown.CreateAsync();
        using var clerk = await town.App.ClientAs(Persona.Clerk);
        var exists = await FindAsync(clerk, MarkingTown.NumberOf(MarkingTown.Foreign), "別人試名", "");
        var doesNot = await FindAsync(clerk, MarkingTown.NumberOf(777), "別人試名", "");
        exists.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        exists.TextOf(".errors").ShouldBe(doesNot.TextOf(".errors"));
        (await FindAsync(clerk, MarkingTown.NumberOf(MarkingTown.Foreign), "", "")).TextOf(".errors").ShouldContain("至少填一項");
        (await town.App.Db(db => db.Set<AuditEntry>().CountAsync(a => a.What == "單筆新增報到查詢" && a.Kind == AuditKind.Read))).ShouldBe(2);
    }

    [Fact]
    public async Task A_number_that_is_none_says_what_is_wrong_with_it()
    {
        await using var town = await MarkingTown.CreateAsync();
        using var clerk = await town.App.ClientAs(Persona.Clerk);
        (await FindAsync(clerk, "A12345678", "測試甲", "")).TextOf(".errors").ShouldContain("少 1 碼");
    }

    [Fact]
    public async Task A_known_child_without_an_entry_gets_one_and_a_child_of_another_age_does_not()
    {
        await using var town = await MarkingTown.CreateAsync();
        await town.App.Db(db => AddPersonAsync(db, 51, -1));
        await town.App.Db(db => AddPersonAsync(db, 52, -4));
        using var clerk = await town.App.ClientAs(Persona.Clerk);
        await (await FindAsync(clerk, MarkingTown.NumberOf(51), MarkingTown.NameOf(51), "")).SubmitAsync(button: "新增並設為已報到");
        var entry = await town.EntryAsync(51);
        (entry.State, entry.Basis, entry.RegisteredSchool).ShouldBe((EntryState.Registered, AllocationBasis.Added, SmallCountry.School));
        (await FindAsync(clerk, MarkingTown.NumberOf(52), MarkingTown.NameOf(52), "")).TextOf(".errors").ShouldContain("年齡");
    }

    [Fact]
    public async Task At_admission_a_child_admitted_elsewhere_shows_no_more_than_the_county()
    {
        await using var town = await MarkingTown.CreateAsync(new DateTimeOffset(2026, 9, 1, 2, 0, 0, TimeSpan.Zero));
        await town.HereAsync(SmallCountry.ForeignSchool, MarkingTown.Foreign, stage: EntryStage.Admission);
        town.App.Clock.Advance(TimeSpan.FromMinutes(1));
        using var clerk = await town.App.ClientAs(Persona.Clerk);
        var shown = await FindAsync(clerk, MarkingTown.NumberOf(MarkingTown.Foreign), MarkingTown.NameOf(MarkingTown.Foreign), "", "/N5.31/add");
        shown.Text.ShouldContain("樣本縣的學校已登錄入學");
        shown.Text.ShouldNotContain("樣一國小");
        var added = await shown.SubmitAsync(button: "新增並設為已入學");
        added.Text.ShouldContain("重複入學");
        (await town.EntryAsync(MarkingTown.Foreign)).AdmittedSchool.ShouldBe(SmallCountry.ForeignSchool);
    }

    private static async Task<TestPage> FindAsync(Visitor clerk, string number, string name, string birth, string path = "/N3.31/add") =>
        await (await clerk.OpenAsync(path)).SubmitAsync(
            form =>
            {
                form["Input.Number"] = number;
                form["Input.Name"] = name;
                form["Input.BirthDate"] = birth;
            },
            "查詢"
        );

    private static Task<int> AddPersonAsync(StudentNetDb db, long person, int years)
    {
        var birth = MarkingTown.BirthOf(person).AddYears(years);
        db.Add(
            new Person
            {
                PersonId = person,
                Name = MarkingTown.NameOf(person),
                NormalisedName = NameText.Normalise(MarkingTown.NameOf(person)),
                Sex = Sex.Male,
                BirthDate = birth,
                Cohort = Cohort.Of(birth).Year,
                Nationality = "TW",
            }
        );
        var number = MarkingTown.NumberOf(person);
        db.Add(new PersonIdentifier { Number = number, Kind = PersonNumberKind.National, PersonId = person, LastThree = number[^3..], Since = TestApp.Start.UtcDateTime, IsCurrent = true });
        return db.SaveAsync(Act.System("設立", "system.test", TestApp.Start.UtcDateTime));
    }
}
