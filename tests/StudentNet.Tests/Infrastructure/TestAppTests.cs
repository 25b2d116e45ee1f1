using System.Net;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Organisations;

namespace StudentNet.Tests.Infrastructure;

public sealed class TestAppTests
{
    [Fact]
    public async Task A_page_that_is_not_there_is_not_found()
    {
        await using var app = await TestApp.CreateAsync();
        var page = await (await app.ClientAs(Persona.Clerk)).GetAsync("/no-such-page");
        page.Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task It_listens_on_a_port_of_its_own_when_asked_to()
    {
        await using var app = await TestApp.CreateAsync(listen: true);
        app.Address.Port.ShouldBeGreaterThan(1023);
        (await app.Client().GetAsync("/sign-in")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Every_persona_has_its_organisation_in_the_small_country()
    {
        await using var app = await TestApp.CreateAsync();
        await app.Db(SmallCountry.SeedAsync);
        var organisations = await app.Db(db => db.Set<Organisation>().ToDictionaryAsync(o => o.Code));
        foreach (var persona in Persona.All)
        {
            organisations.ShouldContainKey(persona.OrganisationCode);
            organisations[persona.OrganisationCode].Level.ShouldBe(persona.Level);
        }
    }
}
