using System.Net;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Exchange.Api;

namespace StudentNet.Tests.Access;

/// <summary>Who asks for what is not theirs is recorded: who, which function, which key; not whether there is such a child.</summary>
public sealed class RefusedAttemptsTests
{
    [Fact]
    public async Task A_child_of_another_school_and_a_child_that_nobody_has_leave_the_same_entry()
    {
        await using var app = await TestApp.CreateAsync();
        await AccessWorld.SeedAsync(app);
        using var other = await app.ClientAs(Persona.OtherClerk);
        (await other.GetAsync($"/Q1.31/pupil/{AccessWorld.Child}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await other.GetAsync("/Q1.31/pupil/99999?q=王小明")).Status.ShouldBe(HttpStatusCode.NotFound);

        var entries = await EntriesAsync(app);
        entries.Select(e => (e.Function, e.What, e.PersonId, e.Detail)).ShouldBe([
            ("Q1.31", "要求不屬於自己或不存在的資料", null, $"GET /Q1.31/pupil/{{personId:long}} personId={AccessWorld.Child}"),
            ("Q1.31", "要求不屬於自己或不存在的資料", null, "GET /Q1.31/pupil/{personId:long} personId=99999 ?q=文字"),
        ]);
        entries.ShouldAllBe(e => e.AccountId != null && e.OrganisationCode == SmallCountry.OtherSchool);
    }

    [Fact]
    public async Task A_function_of_another_duty_leaves_an_entry_and_an_address_that_leads_nowhere_does_not()
    {
        await using var app = await TestApp.CreateAsync();
        await AccessWorld.SeedAsync(app);
        using var clerk = await app.ClientAs(Persona.Clerk);
        await clerk.GetAsync("/N1.21");
        await clerk.GetAsync("/no-such-page");
        using var nobody = app.HttpClient();
        await nobody.GetAsync("/N1.21");

        (await EntriesAsync(app)).Select(e => (e.Function, e.Detail)).ShouldBe([("N1.21", "GET /N1.21")]);
    }

    [Fact]
    public async Task Whoever_asks_without_end_fills_nothing_and_each_minute_and_function_begins_anew()
    {
        await using var app = await TestApp.CreateAsync();
        await AccessWorld.SeedAsync(app);
        using var other = await app.ClientAs(Persona.OtherClerk);
        for (var i = 0; i < 25; i++)
        {
            await other.GetAsync($"/Q1.31/pupil/{i + 1}");
        }

        await other.GetAsync("/N1.21");
        (await EntriesAsync(app)).Select(e => e.Detail).ShouldBe([
            "GET /Q1.31/pupil/{personId:long} personId=1",
            "GET /Q1.31/pupil/{personId:long} personId=2",
            "GET /Q1.31/pupil/{personId:long} personId=3",
            "GET /Q1.31/pupil/{personId:long} personId=10 （一分鐘內第 10 次）",
            "GET /N1.21",
        ]);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await other.GetAsync("/Q1.31/pupil/77");
        (await EntriesAsync(app))[^1].Detail.ShouldBe("GET /Q1.31/pupil/{personId:long} personId=77");
    }

    [Fact]
    public async Task A_machine_that_asks_for_anothers_receipt_leaves_an_entry()
    {
        await using var app = await Machine.StartAsync();
        using var machine = await Machine.CreateAsync(app, SmallCountry.School, "test-asks");
        (await machine.Http.GetAsync("/api/v1/receipts/6001")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var entry = (await EntriesAsync(app)).ShouldHaveSingleItem();
        (entry.ClientId, entry.AccountId, entry.Detail).ShouldBe(("test-asks", null, "GET /api/v1/receipts/{id:long} id=6001"));
    }

    [Fact]
    public async Task The_county_is_shown_what_its_own_people_were_refused()
    {
        await using var app = await TestApp.CreateAsync();
        await AccessWorld.SeedAsync(app);
        using var clerk = await app.ClientAs(Persona.Clerk);
        await clerk.GetAsync("/N1.21");
        using var foreign = await app.ClientAs(Persona.ForeignClerk);
        await foreign.GetAsync("/N2.21");

        using var county = await app.ClientAs(Persona.County);
        (await county.OpenAsync("/A8/refused")).TextsOf("tbody tr").ShouldHaveSingleItem().ShouldContain($"{Persona.Clerk.Name}");
        using var ministry = await app.ClientAs(Persona.Ministry);
        (await ministry.OpenAsync("/A8/refused")).TextsOf("tbody tr").Count.ShouldBe(2);
    }

    private static Task<List<AuditEntry>> EntriesAsync(TestApp app) =>
        app.Db(db => db.Set<AuditEntry>().Where(e => e.Kind == AuditKind.Refused).OrderBy(e => e.Chain).ThenBy(e => e.Lane).ThenBy(e => e.Seq).ToListAsync());
}
