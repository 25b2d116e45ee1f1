using System.Net;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Clients;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Exchange.A7Clients;

/// <summary>A7 介接用戶端: the ministry sets up, the county looks on.</summary>
public sealed class ClientPagesTests
{
    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f test";

    [Fact]
    public async Task The_ministry_sets_a_client_up_and_sees_its_secret_once_and_the_secret_works()
    {
        await using var app = await TestApp.CreateAsync();
        using var ministry = await app.ClientAs(Persona.Ministry);
        var secret = await CreateAsync(ministry);
        (await ministry.OpenAsync("/A7/secret")).Text.ShouldContain("密鑰只顯示一次");
        (await TokenAsync(app, secret)).ShouldBe(HttpStatusCode.OK);

        var page = await ministry.OpenAsync("/A7/test-county");
        var saved = await page.SubmitAsync(
            form =>
            {
                form["Input.Name"] = "範例縣系統";
                form["Input.Formats"] = "registry-list";
                form["Input.SftpKeys"] = Key;
            },
            button: "儲存設定"
        );
        saved.Redirect.ShouldNotBeNull(saved.Text);
        var client = await app.Db(db => db.Set<MachineClient>().SingleAsync());
        (client.Name, client.Formats, client.SftpKeys, client.OrganisationCode).ShouldBe(("範例縣系統", "registry-list", Key, SmallCountry.County));
        var list = await ministry.OpenAsync("/A7");
        list.Text.ShouldContain("範例縣系統");
        list.Text.ShouldContain("戶籍名冊");
    }

    [Fact]
    public async Task A_new_secret_and_switching_off_need_a_reason_and_take_effect_at_once()
    {
        await using var app = await TestApp.CreateAsync();
        using var ministry = await app.ClientAs(Persona.Ministry);
        var first = await CreateAsync(ministry);
        (await (await ministry.OpenAsync("/A7/test-county")).SubmitAsync(_ => { }, button: "重發密鑰")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var shown = await (await ministry.OpenAsync("/A7/test-county")).SubmitAsync(form => form["Reason"] = "疑似外洩", button: "重發密鑰");
        var second = shown.TextOf(".issued-code");
        (await TokenAsync(app, first)).ShouldBe(HttpStatusCode.Unauthorized);
        (await TokenAsync(app, second)).ShouldBe(HttpStatusCode.OK);

        await (await ministry.OpenAsync("/A7/test-county")).SubmitAsync(form => form["Reason"] = "合約到期", button: "停用這個用戶端");
        (await TokenAsync(app, second)).ShouldBe(HttpStatusCode.Unauthorized);
        (await app.Db(db => db.Set<AuditEntry>().Where(e => e.Function == "A7").OrderBy(e => e.Seq).Select(e => $"{e.What} {e.Reason}".Trim()).ToListAsync())).ShouldBe([
            "新增介接用戶端",
            "重發介接密鑰 疑似外洩",
            "停用介接用戶端 合約到期",
        ]);
    }

    [Theory]
    [InlineData("T", "98010", "請用 3 到 32 個小寫英文字母")]
    [InlineData("secret", "98010", "這個代碼已經有人使用")]
    [InlineData("test-two", "999999", "沒有這個學校、縣市或國教署")]
    [InlineData("test-two", "98010010", "沒有這個學校、縣市或國教署")]
    public async Task A_client_needs_a_name_of_its_own_and_an_organisation_that_sends(string id, string organisation, string why)
    {
        await using var app = await TestApp.CreateAsync();
        using var ministry = await app.ClientAs(Persona.Ministry);
        var answer = await SubmitNewAsync(ministry, id, organisation);
        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.Text.ShouldContain(why);
        (await app.Db(db => db.Set<MachineClient>().CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A_private_key_is_refused_and_nothing_is_saved()
    {
        await using var app = await TestApp.CreateAsync();
        using var ministry = await app.ClientAs(Persona.Ministry);
        await CreateAsync(ministry);
        var answer = await (await ministry.OpenAsync("/A7/test-county")).SubmitAsync(
            form =>
            {
                form["Input.Name"] = "別的名稱";
                form["Input.SftpKeys"] = "-----BEGIN OPENSSH PRIVATE KEY-----";
            },
            button: "儲存設定"
        );
        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.Text.ShouldContain("這把私鑰已外洩");
        (await app.Db(db => db.Set<MachineClient>().SingleAsync())).Name.ShouldBe("測試縣系統");
    }

    [Fact]
    public async Task A_change_made_meanwhile_is_not_lost()
    {
        await using var app = await TestApp.CreateAsync();
        using var ministry = await app.ClientAs(Persona.Ministry);
        await CreateAsync(ministry);
        var page = await ministry.OpenAsync("/A7/test-county");
        await app.Db(async db =>
        {
            (await db.Set<MachineClient>().SingleAsync()).Name = "別人改的";
            await db.SaveAsync(Act.System("更名", "system.test", TestApp.Start.UtcDateTime));
        });
        var answer = await page.SubmitAsync(form => form["Input.Name"] = "我改的", button: "儲存設定");
        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.Text.ShouldContain("有人改過");
        (await app.Db(db => db.Set<MachineClient>().SingleAsync())).Name.ShouldBe("別人改的");
    }

    [Fact]
    public async Task A_county_sees_its_own_and_its_schools_clients_and_changes_none()
    {
        await using var app = await TestApp.CreateAsync();
        using var ministry = await app.ClientAs(Persona.Ministry);
        await CreateAsync(ministry);
        await SubmitNewAsync(ministry, "test-school", SmallCountry.School);
        await SubmitNewAsync(ministry, "test-foreign", SmallCountry.ForeignSchool);
        using var county = await app.ClientAs(Persona.County);
        var list = await county.OpenAsync("/A7");
        list.Text.ShouldContain("test-county");
        list.Text.ShouldContain("test-school");
        list.Text.ShouldNotContain("test-foreign");
        list.Text.ShouldNotContain("新增用戶端");
        (await county.OpenAsync("/A7/test-school")).Text.ShouldNotContain("停用這個用戶端");
        (await county.GetAsync("/A7/test-foreign")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_guide_is_open_to_everybody_and_lists_the_addresses()
    {
        await using var app = await TestApp.CreateAsync();
        using var visitor = app.Client();
        var page = await visitor.OpenAsync("/api");
        page.Text.ShouldContain("/api/v1/files/{format}");
        page.Text.ShouldContain("Idempotency-Key");
    }

    private static async Task<string> CreateAsync(Visitor ministry)
    {
        var shown = await SubmitNewAsync(ministry, "test-county", SmallCountry.County);
        shown.Path.ShouldBe("/A7/secret", shown.Text);
        return shown.TextOf(".issued-code");
    }

    private static async Task<TestPage> SubmitNewAsync(Visitor ministry, string id, string organisation) =>
        await (await ministry.OpenAsync("/A7/new")).SubmitAsync(form =>
        {
            form["ClientId"] = id;
            form["Name"] = "測試縣系統";
            form["OrganisationCode"] = organisation;
        });

    private static async Task<HttpStatusCode> TokenAsync(TestApp app, string secret)
    {
        using var http = app.HttpClient();
        using var answer = await http.PostAsync(
            "/connect/token",
            new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", "test-county"), new("client_secret", secret)])
        );
        return answer.StatusCode;
    }
}
