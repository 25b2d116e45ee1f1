using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Admissions.N3Registration;

namespace StudentNet.Tests.Modules.Accounts;

/// <summary>Sessions that the server can end, whoever has a copy of the cookie.</summary>
public sealed class SessionTests
{
    private const string Edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0";

    [Fact]
    public async Task Signing_out_ends_a_copied_cookie_too()
    {
        await using var app = await TestApp.CreateAsync();
        var (clerk, copy) = await CopiedAsync(app);
        (await copy.GetAsync("/A3")).Path.ShouldBe("/A3");

        await (await clerk.OpenAsync("/sign-out")).SubmitAsync();
        (await copy.GetAsync("/A3")).Path.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task A_form_that_comes_in_when_the_session_has_run_out_is_given_back_to_its_account_and_to_nobody_else()
    {
        await using var app = await TestApp.CreateAsync();
        using var clerk = await app.ClientAs(Persona.County);
        var page = await clerk.OpenAsync("/M1.21?level=7");
        await app.Db(db => db.Set<AccountSession>().ExecuteUpdateAsync(s => s.SetProperty(x => x.SeenAt, x => x.SeenAt.AddHours(-1))));
        var late = await page.SubmitAsync(form => form["Input.VisitEveryDays"] = "21");
        late.Status.ShouldBe(HttpStatusCode.Unauthorized);
        late.Text.ShouldContain("內容還沒有送出，也沒有遺失");

        // Not signed in: it is asked for again. As somebody else: it is not there.
        var kept = late.Find("input[name=kept]").GetAttribute("value")!;
        (await late.SubmitAsync(button: "已登入，帶回我填的內容")).Text.ShouldContain("還沒有登入");
        using var other = await app.ClientAs(Persona.OtherCounty);
        using var refused = await other.Http.PostAsync("/resume", new FormUrlEncodedContent([KeyValuePair.Create("kept", kept)]));
        refused.StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await SignIn.SignInAsync(clerk, Persona.County);
        var back = await late.SubmitAsync(button: "已登入，帶回我填的內容");
        var saved = await back.SubmitAsync(button: "送出我填的內容");
        saved.Text.ShouldContain("115 學年度國中的作業期限已儲存");
        (await app.Db(db => db.Set<StudentNet.Modules.Schools.CountyParameter>().Where(p => p.CountyCode == SmallCountry.County && p.Level == SchoolLevel.JuniorHigh).Select(p => p.VisitEveryDays).SingleAsync())).ShouldBe(21);
    }

    [Fact]
    public async Task A_new_password_ends_a_copied_cookie_and_the_browser_goes_on_with_another()
    {
        await using var app = await TestApp.CreateAsync();
        var (clerk, copy) = await CopiedAsync(app);
        var done = await (await clerk.OpenAsync("/account/password")).SubmitAsync(form =>
        {
            form["Present"] = SignIn.Password;
            form["Password.Text"] = AccountFlow.NewPassword;
            form["Password.Again"] = AccountFlow.NewPassword;
        });
        done.Path.ShouldBe("/A3");
        (await clerk.GetAsync("/A3")).Path.ShouldBe("/A3");
        (await copy.GetAsync("/A3")).Path.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task Ones_own_browsers_are_listed_and_one_or_all_others_are_ended()
    {
        await using var app = await TestApp.CreateAsync();
        await SeedAsync(app);
        var office = app.Client();
        office.Http.DefaultRequestHeaders.UserAgent.ParseAdd(Edge);
        await SignIn.SignInAsync(office, Persona.Clerk);
        var (home, library, hall) = (await app.ClientAs(Persona.Clerk), await app.ClientAs(Persona.Clerk), await app.ClientAs(Persona.Clerk));

        var page = await home.OpenAsync("/account/sign-ins");
        page.TextsOf("form th[scope=row]").ShouldBe(["不明", "不明", "不明", "Edge／Windows"], ignoreOrder: true);
        page.TextsOf("form tbody tr").Count(row => row.Contains("這部電腦", StringComparison.Ordinal)).ShouldBe(1);

        var id = await app.Db(db => db.Set<AccountSession>().Where(s => s.Browser != null).Select(s => s.Id).SingleAsync());
        await Posts.SendAsync(home, "/account/sign-ins", "/account/sign-ins?handler=End", [("id", $"{id}")]);
        (await office.GetAsync("/A3")).Path.ShouldStartWith("/sign-in");
        (await library.GetAsync("/A3")).Path.ShouldBe("/A3");

        var all = await (await home.OpenAsync("/account/sign-ins")).SubmitAsync(button: "結束其他電腦的登入");
        all.Text.ShouldContain("已結束 2 部電腦的登入");
        (await library.GetAsync("/A3")).Path.ShouldStartWith("/sign-in");
        (await hall.GetAsync("/A3")).Path.ShouldStartWith("/sign-in");
        (await home.OpenAsync("/account/sign-ins")).TextsOf("td").ShouldContain("結束登入", customMessage: "who looks through the records sees that it was ended");
    }

    [Fact]
    public async Task Nobody_ends_a_session_of_another_account_as_his_own()
    {
        await using var app = await TestApp.CreateAsync();
        await SeedAsync(app);
        var neighbour = await app.ClientAs(Persona.OtherClerk);
        var (clerk, second) = (await app.ClientAs(Persona.Clerk), await app.ClientAs(Persona.Clerk));
        var id = await SessionOfAsync(app, Persona.OtherClerk);
        await Posts.SendAsync(clerk, "/account/sign-ins", "/account/sign-ins?handler=End", [("id", $"{id}")]);
        (await neighbour.GetAsync("/A3")).Path.ShouldBe("/A3");
        (await second.GetAsync("/A3")).Path.ShouldBe("/A3");
    }

    [Theory]
    [InlineData("Aa", "Clerk", true)]
    [InlineData("Aa", "OtherClerk", false)]
    [InlineData("County", "OtherClerk", true)]
    [InlineData("County", "Township", true)]
    [InlineData("County", "ForeignClerk", false)]
    [InlineData("County", "Ministry", false)]
    [InlineData("Ministry", "ForeignClerk", true)]
    [InlineData("Ministry", "Helpdesk", true)]
    public async Task Whoever_looks_after_a_scope_ends_the_sessions_that_work_in_it(string who, string whose, bool ends)
    {
        await using var app = await TestApp.CreateAsync();
        await SeedAsync(app);
        var person = await app.ClientAs(PersonaOf(whose));
        var keeper = await app.ClientAs(PersonaOf(who));
        var id = await SessionOfAsync(app, PersonaOf(whose));

        var page = await keeper.OpenAsync("/A1/sessions");
        var answer = await Posts.SendAsync(keeper, "/A1", "/A1/sessions?handler=End", [("selected", $"{id}")]);
        if (ends)
        {
            page.Text.ShouldContain(PersonaOf(whose).Name);
            answer.Text.ShouldContain("已結束 1 部電腦的登入");
            (await person.GetAsync("/A3")).Path.ShouldStartWith("/sign-in");
            (await app.Db(db => db.Set<SignInRecord>().CountAsync(r => r.Event == SignInEvent.SessionEnded))).ShouldBe(1, "its holder can see why");
            (await app.Db(db => db.Set<AuditEntry>().CountAsync(e => e.What == "結束登入" && e.Function == "A1"))).ShouldBe(1);
        }
        else
        {
            page.Text.ShouldNotContain(PersonaOf(whose).Name);
            answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
            (await person.GetAsync("/A3")).Path.ShouldBe("/A3");
        }
    }

    [Fact]
    public async Task The_helpdesk_ends_the_sessions_with_the_new_code_when_it_is_told_to()
    {
        await using var app = await TestApp.CreateAsync();
        await SeedAsync(app);
        var clerk = await app.ClientAs(Persona.Clerk);
        var helpdesk = await app.ClientAs(Persona.Helpdesk);
        var page = await (await helpdesk.OpenAsync("/A2")).SubmitAsync(form => form["Name"] = SignIn.NameOf(Persona.Clerk));
        await page.SubmitAsync(form =>
        {
            form["IsChecked"] = "true";
            form["EndsSessions"] = "true";
            form["Reason"] = "本人來電，電腦遺失，已回撥總機核對";
        });
        (await clerk.GetAsync("/A3")).Path.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task Neither_the_cookie_nor_its_key_stands_in_the_database()
    {
        await using var app = await TestApp.CreateAsync();
        await SeedAsync(app);
        await app.ClientAs(Persona.Clerk);
        var (first, second) = await app.Db(async db =>
        {
            var sessions = new SessionRegister(db, app.Services.GetRequiredService<WallClock>());
            var appointment = await db.Set<Appointment>().Include(a => a.Account).FirstAsync(a => a.OrganisationCode == Persona.Clerk.OrganisationCode && a.Duty == "Registrar");
            var origin = new SignInOrigin(null, "", "", null);
            var keys = (await sessions.BeginAsync(appointment.Account, appointment, origin), await sessions.BeginAsync(appointment.Account, appointment, origin));
            await db.SaveAsync(Act.System("測試", "system.test", TestApp.Start.UtcDateTime));
            return keys;
        });
        first.ShouldNotBe(second);
        var kept = await app.Db(db => db.Set<AccountSession>().Select(s => s.KeyHash).ToListAsync());
        kept.Count.ShouldBe(3);
        kept.ShouldNotContain(first);
        kept.ShouldNotContain(second);
    }

    [Fact]
    public async Task Rows_of_closed_browsers_go_at_the_next_sign_in()
    {
        await using var flow = await AccountFlow.CreateAsync();
        await flow.App.ClientAs(Persona.Clerk);
        flow.Wall.Advance(TimeSpan.FromHours(1));
        await flow.App.ClientAs(Persona.Clerk);
        (await flow.App.Db(db => db.Set<AccountSession>().CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task Where_everyone_needs_an_authenticator_a_school_sets_it_up_before_anything_else()
    {
        var app = await TestApp.CreateAsync(configure: b => b.Configuration["second-factor"] = "everyone");
        await using (app)
        {
            await SeedAsync(app);
            foreach (var persona in new[] { Persona.Clerk, Persona.Aa, Persona.Township, Persona.County })
            {
                (await SignIn.TryAsync(app.Client(), SignIn.NameOf(persona), SignIn.Password)).Path.ShouldBe("/sign-in/authenticator");
            }
        }
    }

    [Fact]
    public async Task A_misspelt_setting_of_the_second_factor_stops_the_start()
    {
        var start = () => TestApp.CreateAsync(configure: b => b.Configuration["second-factor"] = "evryone");
        (await start.ShouldThrowAsync<InvalidOperationException>()).Message.ShouldContain("evryone");
    }

    private static Persona PersonaOf(string name) => (Persona)typeof(Persona).GetField(name)!.GetValue(null)!;

    private static async Task SeedAsync(TestApp app)
    {
        await app.Db(SmallCountry.SeedAsync);
        await app.Db(SignIn.SeedAsync);
    }

    private static Task<long> SessionOfAsync(TestApp app, Persona persona) =>
        app.Db(db => db.Set<AccountSession>().Where(s => s.Account.SignInName == SignIn.NameOf(persona)).Select(s => s.Id).SingleAsync());

    // A clerk, and somebody who has got hold of what is in the browser.
    private static async Task<(Visitor Clerk, Visitor Copy)> CopiedAsync(TestApp app)
    {
        await SeedAsync(app);
        var jar = new CookieContainer();
        var clerk = new Visitor(app.HttpClient(jar));
        await SignIn.SignInAsync(clerk, Persona.Clerk);
        var copied = new CookieContainer();
        foreach (var cookie in jar.GetCookies(app.Address).Cast<Cookie>())
        {
            copied.Add(new Cookie(cookie.Name, cookie.Value, cookie.Path, cookie.Domain));
        }

        return (clerk, new Visitor(app.HttpClient(copied)));
    }
}
