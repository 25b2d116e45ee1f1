using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Platform.Audit;
using StudentNet.Platform.Clients;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Clients;

public sealed class ClientSenderTests
{
    private const string Listed = "registry-list";
    private const string Unlisted = "district-table";

    [Fact]
    public async Task A_county_client_sends_for_the_county_and_for_each_of_its_schools()
    {
        await using var app = await StartAsync();
        var client = await AddAsync(app, SmallCountry.County);
        foreach (var organisation in new[] { SmallCountry.County, SmallCountry.School, SmallCountry.OtherSchool, SmallCountry.JuniorHigh })
        {
            var allowed = (await AskAsync(app, client, Listed, organisation)).ShouldBeOfType<ClientSenderResult.Allowed>();
            allowed.Sender.Organisation.Code.ShouldBe(organisation);
            allowed.Sender.Name.ShouldBe(client.Name);
        }
    }

    [Fact]
    public async Task A_school_client_sends_for_its_school_only_and_need_not_name_it()
    {
        await using var app = await StartAsync();
        var client = await AddAsync(app, SmallCountry.School);
        (await AskAsync(app, client, Listed, null)).ShouldBeOfType<ClientSenderResult.Allowed>().Sender.Organisation.Code.ShouldBe(SmallCountry.School);
        (await AskAsync(app, client, Listed, SmallCountry.OtherSchool)).ShouldBeOfType<ClientSenderResult.Refused>();
        (await AskAsync(app, client, Listed, SmallCountry.County)).ShouldBeOfType<ClientSenderResult.Refused>();
    }

    [Fact]
    public async Task A_feed_of_the_ministry_sends_for_the_ministry_only()
    {
        await using var app = await StartAsync();
        var client = await AddAsync(app, Organisation.MinistryCode);
        (await AskAsync(app, client, Listed, "")).ShouldBeOfType<ClientSenderResult.Allowed>();
        (await AskAsync(app, client, Listed, SmallCountry.County)).ShouldBeOfType<ClientSenderResult.Refused>();
        (await AskAsync(app, client, Listed, SmallCountry.School)).ShouldBeOfType<ClientSenderResult.Refused>();
    }

    [Fact]
    public async Task What_is_out_of_reach_is_refused_in_the_words_of_what_does_not_exist()
    {
        await using var app = await StartAsync();
        var client = await AddAsync(app, SmallCountry.County);
        (await AskAsync(app, client, Listed, SmallCountry.ForeignSchool)).ShouldBe(await AskAsync(app, client, Listed, "999999"));
        (await AskAsync(app, client, Unlisted, SmallCountry.School)).ShouldBe(await AskAsync(app, client, "no-such-format", SmallCountry.School));
    }

    [Fact]
    public async Task A_closed_school_is_not_sent_for_any_more()
    {
        await using var app = await StartAsync();
        var client = await AddAsync(app, SmallCountry.County);
        await app.Db(async db =>
        {
            (await db.Set<Organisation>().SingleAsync(o => o.Code == SmallCountry.School)).ClosedOn = new DateOnly(2026, 6, 30);
            await db.SaveAsync(Act.System("關閉", "system.test", TestApp.Start.UtcDateTime));
        });
        (await AskAsync(app, client, Listed, SmallCountry.School)).ShouldBeOfType<ClientSenderResult.Refused>().Problem.Code.ShouldBe("client.organisation");
    }

    [Fact]
    public async Task A_client_that_is_switched_off_is_not_found_and_sends_nothing()
    {
        await using var app = await StartAsync();
        var client = await AddAsync(app, SmallCountry.County, isEnabled: false);
        (await AskAsync(app, client, Listed, SmallCountry.School)).ShouldBeOfType<ClientSenderResult.Refused>().Problem.Code.ShouldBe("client.disabled");
        (await app.Db(db => Register(app).FindAsync(db, client.ClientId))).ShouldBeNull();
    }

    [Fact]
    public async Task The_audit_chain_says_which_client_acted_and_holds()
    {
        await using var app = await StartAsync();
        var client = await AddAsync(app, SmallCountry.County);
        await app.Db(async db =>
        {
            var school = await db.Set<Organisation>().SingleAsync(o => o.Code == SmallCountry.School);
            await AuditTrail.ReadAsync(db, ClientRegister.ActOf(client, school, "測試", "system.test", TestApp.Start.UtcDateTime), [1]);
        });
        var entry = await app.Db(db => db.Set<AuditEntry>().SingleAsync(e => e.ClientId == client.ClientId));
        (entry.Chain, entry.OrganisationCode, entry.AccountId).ShouldBe((SmallCountry.County, SmallCountry.School, null));
        (await app.Db(db => new AuditCheck(db).RunAsync())).ShouldAllBe(chain => chain.Break == null);
        AuditTrail.HashOf(entry).ShouldBe(entry.Hash);
    }

    private static async Task<TestApp> StartAsync()
    {
        var app = await TestApp.CreateAsync();
        await app.Db(SmallCountry.SeedAsync);
        return app;
    }

    private static async Task<MachineClient> AddAsync(TestApp app, string organisation, bool isEnabled = true)
    {
        var client = new MachineClient
        {
            ClientId = $"test-{organisation.ToLowerInvariant()}",
            Name = "測試校務系統",
            OrganisationCode = organisation,
            Formats = Listed,
            IsEnabled = isEnabled,
            CreatedAt = TestApp.Start.UtcDateTime,
        };
        await app.Db(async db =>
        {
            db.Add(client);
            await db.SaveAsync(Act.System("設立用戶端", "system.test", TestApp.Start.UtcDateTime));
        });
        return client;
    }

    private static Task<ClientSenderResult> AskAsync(TestApp app, MachineClient client, string format, string? organisation) =>
        app.Db(db => Sender(app).ForAsync(db, client, format, organisation));

    private static ClientRegister Register(TestApp app) => app.Services.CreateScope().ServiceProvider.GetRequiredService<ClientRegister>();

    private static ClientSender Sender(TestApp app) => app.Services.CreateScope().ServiceProvider.GetRequiredService<ClientSender>();
}
