using System.Net;
using System.Net.Http.Headers;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Exchange.Api;

/// <summary>A client that was switched off and is on again: what it held before opens nothing.</summary>
public sealed class SwitchedOffClientTests
{
    [Fact]
    public async Task A_token_from_before_stays_dead_when_the_ministry_switches_its_client_on_again()
    {
        await using var app = await Machine.StartAsync();
        using var machine = await Machine.CreateAsync(app, SmallCountry.School, "test-again");
        await machine.GetAsync("/api/v1/receipts");
        var before = machine.Http.DefaultRequestHeaders.Authorization;

        using var ministry = await app.ClientAs(Persona.Ministry);
        await (await ministry.OpenAsync("/A7/test-again")).SubmitAsync(form => form["Reason"] = "疑似外洩", button: "停用這個用戶端");
        (await StatusAsync(machine, before)).ShouldBe(HttpStatusCode.Unauthorized);
        await (await ministry.OpenAsync("/A7/test-again")).SubmitAsync(form => form["Reason"] = "已查明", button: "啟用這個用戶端");

        (await StatusAsync(machine, before)).ShouldBe(HttpStatusCode.Unauthorized, "it may be in somebody else's hands");
        (await machine.AuthorizeAsync()).ShouldBe(HttpStatusCode.OK, "the secret is as it was");
        await machine.GetAsync("/api/v1/receipts");
    }

    [Fact]
    public async Task A_token_in_the_address_or_in_a_form_opens_nothing()
    {
        await using var app = await Machine.StartAsync();
        using var machine = await Machine.CreateAsync(app, SmallCountry.School, "test-address");
        var token = machine.Http.DefaultRequestHeaders.Authorization!.Parameter!;
        using var bare = app.HttpClient();

        (await bare.GetAsync($"/api/v1/receipts?access_token={token}")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var form = new FormUrlEncodedContent([new("access_token", token)]);
        (await bare.PostAsync("/api/v1/files/registry-list", form)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static async Task<HttpStatusCode> StatusAsync(Machine machine, AuthenticationHeaderValue? token)
    {
        machine.Http.DefaultRequestHeaders.Authorization = token;
        using var answer = await machine.Http.GetAsync("/api/v1/receipts");
        return answer.StatusCode;
    }
}
