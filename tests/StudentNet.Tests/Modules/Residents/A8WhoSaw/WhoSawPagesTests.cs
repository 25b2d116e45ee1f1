using System.Net;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Tests.Access;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Residents.A8WhoSaw;

/// <summary>A8 誰看過學生資料: whoever saw a child on a page, in a list or in a file is named, and so is whoever asks.</summary>
public sealed class WhoSawPagesTests
{
    [Fact]
    public async Task A_county_is_told_who_saw_its_child_alone_in_a_list_and_in_a_file_and_that_it_asked_itself()
    {
        await using var app = await TestApp.CreateAsync();
        await AccessWorld.SeedAsync(app);
        using var clerk = await app.ClientAs(Persona.Clerk);
        await clerk.OpenAsync("/Q1.31/pupils?grade=1");
        await clerk.OpenAsync($"/Q1.31/pupil/{AccessWorld.Child}");
        (await clerk.Http.GetAsync("/Q1.31/pupils?handler=Export&kind=Csv&grade=1")).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var county = await app.ClientAs(Persona.County);
        var page = await AskAsync(county, await NumberAsync(app));
        page.Path.ShouldBe($"/A8/child/{AccessWorld.Child}");

        var rows = page.Document.QuerySelectorAll("tbody tr").Select(r => string.Join('|', r.Children.Select(c => string.Join(' ', c.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))))).ToList();
        var all = string.Join('\n', rows);
        rows.ShouldContain(r => r.Contains(Persona.Clerk.Name, StringComparison.Ordinal) && r.Contains("|檢視各班學生|名單|", StringComparison.Ordinal) && r.Contains("?grade=1", StringComparison.Ordinal), all);
        rows.ShouldContain(r => r.Contains("|檢視各班學生|單一學生|1 人|", StringComparison.Ordinal));
        rows.ShouldContain(r => r.Contains("|輸出各班學生名單|檔案或介接|", StringComparison.Ordinal));
        rows.ShouldContain(r => r.Contains(Persona.County.Name, StringComparison.Ordinal) && r.EndsWith("|查誰看過學生資料|單一學生|1 人||家長申請", StringComparison.Ordinal));
        (await county.OpenAsync($"/A8/child/{AccessWorld.Child}?way=Export")).TextsOf("tbody tr").Count.ShouldBe(1);
        var file = await county.Http.GetStringAsync($"/A8/child/{AccessWorld.Child}?handler=Export&kind=Csv&way=Export");
        file.ShouldContain("輸出各班學生名單");
    }

    [Fact]
    public async Task A_record_that_was_merged_into_the_childs_is_the_child()
    {
        await using var app = await TestApp.CreateAsync();
        await AccessWorld.SeedAsync(app);
        await app.Db(async db =>
        {
            await AuditTrail.ReadAsync(db, Act.System("看過名單", "system.test", TestApp.Start.UtcDateTime), [AccessWorld.Proposed, AccessWorld.ForeignPupil]);
            await AuditTrail.ReadAsync(db, Act.System("看過一人", "system.test", TestApp.Start.UtcDateTime) with { PersonId = AccessWorld.Proposed }, [AccessWorld.Proposed]);
            await db.Set<Person>().Where(p => p.PersonId == AccessWorld.Proposed).ExecuteUpdateAsync(p => p.SetProperty(x => x.MergedInto, AccessWorld.Child));
        });

        using var county = await app.ClientAs(Persona.County);
        var page = await county.OpenAsync($"/A8/child/{AccessWorld.Child}");

        page.TextOf("tbody").ShouldContain("看過名單");
        page.TextOf("tbody").ShouldContain("看過一人");
    }

    [Fact]
    public async Task Of_another_countys_child_nothing_is_told_and_the_question_is_kept()
    {
        await using var app = await TestApp.CreateAsync();
        await AccessWorld.SeedAsync(app);
        using var other = await app.ClientAs(Persona.OtherCounty);
        var there = await AskAsync(other, await NumberAsync(app));
        var nobody = await AskAsync(other, "A123456789");

        there.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        there.TextOf("main").ShouldBe(nobody.TextOf("main"));
        (await other.GetAsync($"/A8/child/{AccessWorld.Child}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await app.Db(db => db.Set<AuditEntry>().CountAsync(e => e.PersonId == AccessWorld.Child && e.What == "查誰看過學生資料"))).ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_reason_nothing_is_looked_up()
    {
        await using var app = await TestApp.CreateAsync();
        await AccessWorld.SeedAsync(app);
        using var county = await app.ClientAs(Persona.County);
        (await AskAsync(county, await NumberAsync(app), "")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await app.Db(db => db.Set<AuditEntry>().AnyAsync(e => e.Function == "A8"))).ShouldBeFalse();
    }

    /// <summary>Gives the child a number.</summary>
    private static async Task<string> NumberAsync(TestApp app)
    {
        const string Number = "A100000136";
        await app.Db(db =>
        {
            var now = TestApp.Start.UtcDateTime;
            db.Add(new PersonIdentifier { Number = Number, Kind = PersonNumberKind.National, PersonId = AccessWorld.Child, LastThree = Number[^3..], Since = now, IsCurrent = true });
            return db.SaveAsync(Act.System("布置", "system.test", now));
        });
        return Number;
    }

    private static async Task<TestPage> AskAsync(Visitor visitor, string number, string reason = "家長申請") =>
        await (await visitor.OpenAsync("/A8")).SubmitAsync(
            form =>
            {
                form["Number"] = number;
                form["Reason"] = reason;
            },
            button: "查詢"
        );
}
