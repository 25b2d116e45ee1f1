using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Platform.Access;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Access;

/// <summary>A clerk cannot find out by trying which name and birth date a number has (decision 61).</summary>
public sealed class LookUpLimitTests
{
    [Fact]
    public async Task Whoever_looks_up_too_many_children_is_told_to_come_again_and_others_go_on()
    {
        await using var app = await TestApp.CreateAsync(configure: builder =>
        {
            builder.Configuration["rate-limits:look-ups"] = "3";
            builder.Services.AddSingleton(s => new RateLimits(s.GetRequiredService<IConfiguration>()) { Period = TimeSpan.FromDays(1) });
        });
        await AccessWorld.SeedAsync(app);
        using var county = await app.ClientAs(Persona.County);
        for (var i = 0; i < 3; i++)
        {
            (await AskAsync(county)).Text.ShouldContain("查無這個證號");
        }

        var refused = await AskAsync(county);
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("查詢學生的次數太多");
        refused.Text.ShouldNotContain("查無這個證號");
        using var other = await app.ClientAs(Persona.OtherCounty);
        (await AskAsync(other)).Text.ShouldContain("查無這個證號");
    }

    private static async Task<TestPage> AskAsync(Visitor visitor) =>
        await (await visitor.OpenAsync("/A8")).SubmitAsync(
            form =>
            {
                form["Number"] = "A123456789";
                form["Reason"] = "家長申請";
            },
            button: "查詢"
        );
}
