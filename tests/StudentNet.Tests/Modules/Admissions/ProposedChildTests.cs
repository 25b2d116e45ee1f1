using System.Net;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Residents;

namespace StudentNet.Tests.Modules.Admissions;

/// <summary>A child that no registry list has: proposed by a school, looked into by its county (decision 81).</summary>
public sealed class ProposedChildTests
{
    [Fact]
    public async Task A_school_proposes_a_child_and_holds_it_at_once_with_one_explained_state()
    {
        await using var app = await TestApp.CreateAsync();
        using var clerk = await app.ClientAs(Persona.Clerk);
        var proposed = await ProposeAsync(clerk);
        proposed.Path.ShouldStartWith("/N7.31/child/");
        proposed.Text.ShouldContain("待縣市確認");

        var entry = await app.Db(db => db.Set<Entry>().SingleAsync());
        (entry.State, entry.RegisteredSchool, entry.CountyCode, entry.Basis).ShouldBe((EntryState.Registered, SmallCountry.School, SmallCountry.County, AllocationBasis.Added));
        (await app.Db(db => db.Set<Residence>().AnyAsync())).ShouldBeFalse("an address that a family says is no residence of the registry");
        (await app.Db(db => db.Set<EntryEvent>().Select(e => e.What).ToListAsync())).ShouldBe([EntryEvents.Registered]);
        (await clerk.OpenAsync("/N3.31")).Text.ShouldContain("測試新");
    }

    [Fact]
    public async Task The_county_sees_it_among_what_is_due_and_confirms_it()
    {
        await using var app = await TestApp.CreateAsync();
        using var clerk = await app.ClientAs(Persona.Clerk);
        var child = (await ProposeAsync(clerk)).Path.Split('/')[^1];
        using var county = await app.ClientAs(Persona.County);
        (await county.OpenAsync("/")).Text.ShouldContain("確認學校提報的學生");
        using var elsewhere = await app.ClientAs(Persona.OtherCounty);
        (await elsewhere.GetAsync($"/N7.21/child/{child}")).Status.ShouldBe(HttpStatusCode.NotFound);

        var page = await county.OpenAsync($"/N7.21/child/{child}");
        (await page.SubmitAsync(button: "確認有這名學生", selector: "#answer form")).Text.ShouldContain("已確認");
        (await clerk.OpenAsync($"/N7.31/child/{child}")).Text.ShouldContain("縣市已確認");
        (await county.OpenAsync("/")).Text.ShouldNotContain("確認學校提報的學生");
    }

    [Fact]
    public async Task What_the_county_sends_back_stays_with_the_school_which_mends_it()
    {
        await using var app = await TestApp.CreateAsync();
        using var clerk = await app.ClientAs(Persona.Clerk);
        var child = (await ProposeAsync(clerk)).Path.Split('/')[^1];
        using var county = await app.ClientAs(Persona.County);
        var page = await county.OpenAsync($"/N7.21/child/{child}");
        (await page.SubmitAsync(button: "退回學校補正", selector: "#answer form")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await page.SubmitAsync(form => form["Words"] = "請核對出生日期", button: "退回學校補正", selector: "#answer form");
        (await app.Db(db => db.Set<Entry>().SingleAsync())).State.ShouldBe(EntryState.Registered);

        var returned = await clerk.OpenAsync($"/N7.31/child/{child}");
        returned.Text.ShouldContain("請核對出生日期");
        await returned.SubmitAsync(form => form["Input.BirthDate"] = "109/03/22");
        var person = await app.Db(db => db.Set<Person>().SingleAsync());
        person.BirthDate.ShouldBe(new DateOnly(2020, 3, 22));
        (await app.Db(db => db.Set<PersonChange>().SingleAsync())).Field.ShouldBe("birth-date");
        (await app.Db(db => db.Set<ProposedChild>().SingleAsync())).State.ShouldBe(ProposalState.Open);
    }

    [Fact]
    public async Task A_known_number_is_added_and_not_proposed_and_the_answer_tells_nothing_else()
    {
        await using var app = await TestApp.CreateAsync();
        using var clerk = await app.ClientAs(Persona.Clerk);
        await app.Db(db => KnownAsync(db, "別人試名", new DateOnly(2020, 1, 1)));
        var answer = await ProposeAsync(clerk, RegistryFile.Number(5));
        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.Text.ShouldContain("這個證號不能提報");
        answer.Text.ShouldNotContain("別人試名");
        (await app.Db(db => db.Set<Person>().CountAsync())).ShouldBe(1);
        (await app.Db(db => db.Set<Entry>().AnyAsync())).ShouldBeFalse();
    }

    [Fact]
    public async Task A_child_that_is_in_the_registry_after_all_is_merged_and_keeps_the_schools_word()
    {
        await using var app = await TestApp.CreateAsync();
        using var clerk = await app.ClientAs(Persona.Clerk);
        var known = await app.Db(db => KnownAsync(db, "測試新", new DateOnly(2020, 3, 21)));
        var child = (await ProposeAsync(clerk)).Path.Split('/')[^1];
        using var county = await app.ClientAs(Persona.County);
        var page = await county.OpenAsync($"/N7.21/child/{child}");
        page.TextsOf("#same tbody tr").Count.ShouldBe(1);
        await page.SubmitAsync(form => form["Number"] = RegistryFile.Number(5), selector: "#merge form");

        var proposal = await app.Db(db => db.Set<ProposedChild>().SingleAsync());
        (proposal.State, proposal.SameAs).ShouldBe((ProposalState.Merged, known));
        var person = await app.Db(db => db.Set<Person>().SingleAsync(p => p.PersonId == proposal.PersonId));
        person.MergedInto.ShouldBe(known);
        var entry = await app.Db(db => db.Set<Entry>().SingleAsync(e => e.PersonId == known));
        (entry.State, entry.RegisteredSchool).ShouldBe((EntryState.Registered, SmallCountry.School));
        (await app.Db(db => db.Set<PersonIdentifier>().Where(i => i.PersonId == known).CountAsync())).ShouldBe(2);
        (await clerk.OpenAsync("/N3.31")).TextsOf("tr[data-row]").Count.ShouldBe(1);
    }

    [Fact]
    public async Task When_the_registry_lists_the_child_later_it_is_the_same_child()
    {
        await using var app = await TestApp.CreateAsync();
        using var clerk = await app.ClientAs(Persona.Clerk);
        await ProposeAsync(clerk);
        var person = (await app.Db(db => db.Set<Person>().SingleAsync())).PersonId;
        using var ministry = await app.ClientAs(Persona.Ministry);
        var row = RegistryFile.Child(1) with { Number = RegistryFile.Number(9), Name = "測試新", Birth = "109/03/21", RegisteredOn = "115/06/01", DataDate = "115/06/30" };
        var upload = await ministry.OpenAsync("/A6/new/registry-list");
        var receipt = await upload.SubmitAsync(form =>
        {
            form["Settings[year]"] = "115";
            form["Settings[list]"] = "2";
            form.Attach("File", RegistryFile.Of(row), "遺漏.csv");
        });
        await app.RunJobsAsync();
        await (await ministry.OpenAsync(receipt.Path)).SubmitAsync(button: "寫入 1 列");
        await app.RunJobsAsync();

        (await app.Db(db => db.Set<Person>().CountAsync())).ShouldBe(1);
        (await app.Db(db => db.Set<Residence>().SingleAsync())).PersonId.ShouldBe(person);
        (await app.Db(db => db.Set<Entry>().SingleAsync())).State.ShouldBe(EntryState.Registered);
        (await clerk.OpenAsync("/N7.31")).Text.ShouldContain("已列入");
    }

    private static async Task<TestPage> ProposeAsync(Visitor clerk, string? number = null)
    {
        var page = await clerk.OpenAsync("/N3.31/propose");
        return await page.SubmitAsync(form =>
        {
            form["Input.Number"] = number ?? RegistryFile.Number(9);
            form["Input.Name"] = "測試新";
            form["Input.Sex"] = "Female";
            form["Input.BirthDate"] = "109/03/21";
            form["Input.Address"] = "範例縣範例鄉範例路 9 號";
            form["Input.Reason"] = "new-resident";
        });
    }

    /// <summary>A child of the registry with the fifth invented number.</summary>
    private static async Task<long> KnownAsync(StudentNetDb db, string name, DateOnly birth)
    {
        const long Id = 5_000_001;
        var at = TestApp.Start.UtcDateTime;
        db.Add(
            new Person
            {
                PersonId = Id,
                Name = name,
                NormalisedName = name,
                Sex = Sex.Female,
                BirthDate = birth,
                Cohort = Cohort.Of(birth).Year,
                Nationality = "TW",
                AsOf = new DateOnly(2026, 3, 20),
            }
        );
        db.Add(
            new PersonIdentifier
            {
                Number = RegistryFile.Number(5),
                Kind = PersonNumberKind.National,
                PersonId = Id,
                LastThree = RegistryFile.Number(5)[^3..],
                Since = at,
                IsCurrent = true,
            }
        );
        await db.SaveAsync(Act.System("布置", "system.test", at));
        return Id;
    }
}
