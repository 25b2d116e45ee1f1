using System.Net;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Platform.Data;
using StudentNet.Platform.Jobs;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Platform.Jobs;

namespace StudentNet.Tests.Modules.Operations;

public sealed class RunPagesTests
{
    [Fact]
    public async Task A_run_shows_its_phases_until_it_ends_and_then_its_figures_and_findings()
    {
        await using var app = await WithAsync(
            new RunPhase("甲階段", (c, _) => { c.Figure("allocated", 1684); c.Finding(FindingSeverity.Warning, "T1", "範東村有空隙", "請補學區"); return Task.CompletedTask; }),
            new RunPhase("乙階段", (_, _) => Task.CompletedTask)
        );
        var run = await RequestAsync(app, SmallCountry.County);
        using var county = await app.ClientAs(Persona.County);

        var waiting = await county.OpenAsync($"/A4/{run.Id}");
        waiting.Text.ShouldContain("等候中");
        waiting.Find("[data-refresh]").GetAttribute("data-refresh").ShouldBe($"/A4/{run.Id}?handler=Progress");
        waiting.Document.Head!.InnerHtml.ShouldContain("http-equiv=\"refresh\"");

        await app.Services.GetRequiredService<RunWorker>().RunAllAsync();

        var fragment = await county.OpenAsync($"/A4/{run.Id}?handler=Progress");
        fragment.Document.QuerySelector("header").ShouldBeNull("only the part that changes");
        fragment.Document.QuerySelector("[data-refresh]").ShouldBeNull("it has ended");
        var done = await county.OpenAsync($"/A4/{run.Id}");
        done.Text.ShouldContain("1,684 人");
        done.Text.ShouldContain("範東村有空隙");
        done.Text.ShouldContain("請補學區");
        (await county.OpenAsync("/A4?state=Done")).Text.ShouldContain("測試作業");
        (await county.OpenAsync("/A4?state=Failed")).Text.ShouldContain("沒有背景作業");
    }

    [Fact]
    public async Task A_failed_run_says_why_and_a_person_runs_it_again()
    {
        var stop = true;
        await using var app = await WithAsync(new RunPhase("會停的階段", (c, _) => { if (stop) { c.Stop("學區表尚未公告。"); } return Task.CompletedTask; }));
        var run = await RequestAsync(app, SmallCountry.County);
        var worker = app.Services.GetRequiredService<RunWorker>();
        await worker.RunAllAsync();
        using var county = await app.ClientAs(Persona.County);
        var page = await county.OpenAsync($"/A4/{run.Id}");
        page.Text.ShouldContain("學區表尚未公告。");

        stop = false;
        (await page.SubmitAsync(button: "從停下的階段再執行")).Text.ShouldContain("已排入");
        await worker.RunAllAsync();
        (await county.OpenAsync($"/A4/{run.Id}")).Text.ShouldContain("完成");
    }

    [Fact]
    public async Task Another_countys_run_is_not_there_and_the_ministry_sees_all()
    {
        await using var app = await WithAsync();
        var run = await RequestAsync(app, SmallCountry.OtherCounty);
        using var county = await app.ClientAs(Persona.County);
        (await county.GetAsync($"/A4/{run.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await county.GetAsync($"/A4/{run.Id}?handler=Progress")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await county.OpenAsync("/A4")).Text.ShouldContain("沒有背景作業");
        using var ministry = await app.ClientAs(Persona.Ministry);
        (await ministry.OpenAsync($"/A4/{run.Id}")).Text.ShouldContain("樣本縣");
    }

    private static Task<TestApp> WithAsync(params RunPhase[] phases) =>
        TestApp.CreateAsync(configure: builder => builder.Services.AddSingleton<IRunKind>(new TestKind("shown", phases)));

    private static Task<Run> RequestAsync(TestApp app, string organisation) =>
        app.Db(db =>
            app.Services.GetRequiredService<IRuns>()
                .RequestAsync(db, "shown", new { }, "one", new Act("要求作業", "N1.21", TestApp.Start.UtcDateTime, organisation, organisation))
        );
}
