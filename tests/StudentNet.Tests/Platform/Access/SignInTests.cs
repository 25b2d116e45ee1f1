using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Access;

public sealed class SignInTests
{
    [Fact]
    public async Task Signed_out_leads_to_sign_in_and_from_there_to_the_page_that_was_wanted()
    {
        await using var app = await TestApp.CreateAsync();
        await app.ClientAs(Persona.Clerk);
        var visitor = app.Client();

        var page = await visitor.GetAsync("/account/switch?a=1");
        page.Path.ShouldBe("/sign-in?return=%2Faccount%2Fswitch%3Fa%3D1");
        var answer = await page.SubmitAsync(form =>
        {
            form["Name"] = SignIn.NameOf(Persona.Clerk);
            form["Password"] = SignIn.Password;
        });
        answer.Path.ShouldBe("/account/switch?a=1");
        answer.Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_return_address_outside_the_site_is_not_followed()
    {
        await using var app = await TestApp.CreateAsync();
        await app.ClientAs(Persona.Clerk);
        var page = await app.Client().GetAsync("/sign-in?return=https://example.test/");
        var answer = await page.SubmitAsync(form =>
        {
            form["Name"] = SignIn.NameOf(Persona.Clerk);
            form["Password"] = SignIn.Password;
        });
        answer.Address.Host.ShouldBe(app.Address.Host);
    }

    [Fact]
    public async Task Wrong_password_unknown_name_and_locked_account_give_the_same_answer()
    {
        await using var app = await TestApp.CreateAsync();
        await app.ClientAs(Persona.Clerk);
        var visitor = app.Client();
        var unknown = await SignIn.TryAsync(visitor, "nobody@example.test", "wrong");
        unknown.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);

        for (var i = 0; i < Account.Attempts; i++)
        {
            var wrong = await SignIn.TryAsync(visitor, SignIn.NameOf(Persona.Clerk), "wrong");
            wrong.TextOf(".errors").ShouldBe(unknown.TextOf(".errors"));
        }

        var locked = await SignIn.TryAsync(visitor, SignIn.NameOf(Persona.Clerk), SignIn.Password);
        locked.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        locked.TextOf(".errors").ShouldBe(unknown.TextOf(".errors"));
    }

    [Fact]
    public async Task Five_failures_lock_for_fifteen_minutes()
    {
        var wall = new FakeTimeProvider(TestApp.Start);
        await using var app = await TestApp.CreateAsync(wall: wall);
        await app.ClientAs(Persona.Clerk);
        var visitor = app.Client();
        for (var i = 0; i < Account.Attempts; i++)
        {
            await SignIn.TryAsync(visitor, SignIn.NameOf(Persona.Clerk), "wrong");
        }

        wall.Advance(Account.LockTime - TimeSpan.FromSeconds(1));
        (await SignIn.TryAsync(visitor, SignIn.NameOf(Persona.Clerk), SignIn.Password)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        wall.Advance(TimeSpan.FromSeconds(1));
        (await SignIn.TryAsync(visitor, SignIn.NameOf(Persona.Clerk), SignIn.Password)).Redirect.ShouldNotBeNull();
    }

    [Fact]
    public async Task Guessing_in_parallel_gains_nothing()
    {
        await using var app = await TestApp.CreateAsync();
        await app.ClientAs(Persona.Clerk);
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => SignIn.TryAsync(app.Client(), SignIn.NameOf(Persona.Clerk), "wrong")));

        var records = await app.Db(db => db.Set<SignInRecord>().GroupBy(r => r.Event).ToDictionaryAsync(g => g.Key, g => g.Count()));
        records[SignInEvent.WrongPassword].ShouldBe(Account.Attempts - 1);
        records[SignInEvent.Locked].ShouldBe(1);
        records[SignInEvent.WhileLocked].ShouldBe(12 - Account.Attempts);
    }

    [Fact]
    public async Task Half_an_hour_of_idleness_ends_the_session_and_work_prolongs_it()
    {
        var wall = new FakeTimeProvider(TestApp.Start);
        await using var app = await TestApp.CreateAsync(wall: wall);
        var clerk = await app.ClientAs(Persona.Clerk);
        for (var i = 0; i < 3; i++)
        {
            wall.Advance(TimeSpan.FromMinutes(29));
            (await clerk.GetAsync("/account/switch")).Path.ShouldBe("/account/switch");
        }

        wall.Advance(TimeSpan.FromMinutes(31));
        (await clerk.GetAsync("/account/switch")).Path.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task Twelve_hours_end_a_session_however_busy_it_is()
    {
        var wall = new FakeTimeProvider(TestApp.Start);
        await using var app = await TestApp.CreateAsync(wall: wall);
        var clerk = await app.ClientAs(Persona.Clerk);
        for (var minutes = 20; minutes < AccountSession.Longest.TotalMinutes; minutes += 20)
        {
            wall.Advance(TimeSpan.FromMinutes(20));
            var page = await clerk.GetAsync("/account/switch");
            page.Path.ShouldBe("/account/switch");
            if (minutes == 600)
            {
                // A change of duty is the same session: it does not begin the twelve hours again.
                (await page.SubmitAsync(selector: "main form")).Path.ShouldNotStartWith("/sign-in");
            }
        }

        wall.Advance(TimeSpan.FromMinutes(20));
        (await clerk.GetAsync("/account/switch")).Path.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task Over_https_every_cookie_is_secure_and_the_browser_is_told_to_come_by_https_for_a_year()
    {
        await using var app = await TestApp.CreateAsync();
        await app.Db(SmallCountry.SeedAsync);
        await app.Db(SignIn.SeedAsync);
        using var http = app.HttpClient(new CookieContainer());
        http.BaseAddress = new Uri("https://studentnet.example.tw");
        using var visitor = new Visitor(http);
        var page = await visitor.OpenAsync("/sign-in");
        page.Headers.GetValues("Strict-Transport-Security").ShouldBe(["max-age=31536000"]);

        using var form = new FormUrlEncodedContent(
            [
                new("__RequestVerificationToken", page.Find("main input[name=__RequestVerificationToken]").GetAttribute("value")!),
                new("Name", SignIn.NameOf(Persona.Clerk)),
                new("Password", SignIn.Password),
            ]
        );
        using var answer = await http.PostAsync("/sign-in", form);

        var cookies = page.Headers.GetValues("Set-Cookie").Concat(answer.Headers.GetValues("Set-Cookie")).ToList();
        cookies.Count.ShouldBeGreaterThan(2, "the form's token, the session and the device");
        cookies.ShouldAllBe(c => c.Contains("; secure", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_duty_that_ends_ends_the_session_that_works_by_it()
    {
        await using var app = await TestApp.CreateAsync(TestApp.Start);
        var clerk = await app.ClientAs(Persona.Clerk);
        await app.Db(async db =>
        {
            var appointment = await db.Set<Appointment>().SingleAsync(a => a.OrganisationCode == Persona.Clerk.OrganisationCode && a.Duty == "Registrar");
            appointment.To = new DateOnly(2026, 8, 1);
            await db.SaveAsync(StudentNet.Platform.Data.Act.System("測試", "system.test", TestApp.Start.UtcDateTime));
        });
        // 7/31 23:59 in Taipei
        app.Clock.SetUtcNow(new DateTimeOffset(2026, 7, 31, 15, 59, 0, TimeSpan.Zero));
        (await clerk.GetAsync("/account/switch")).Path.ShouldBe("/account/switch");
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        (await clerk.GetAsync("/account/switch")).Path.ShouldStartWith("/sign-in");
        (await SignIn.TryAsync(clerk, SignIn.NameOf(Persona.Clerk), SignIn.Password)).TextOf(".errors").ShouldContain("115/07/31");
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        await using var app = await TestApp.CreateAsync();
        var clerk = await app.ClientAs(Persona.Clerk);
        var page = await clerk.OpenAsync("/sign-out");
        await page.SubmitAsync();
        (await clerk.GetAsync("/account/switch")).Path.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task A_new_stamp_ends_every_session()
    {
        await using var app = await TestApp.CreateAsync();
        var clerk = await app.ClientAs(Persona.Clerk);
        await app.Db(async db =>
        {
            (await db.Set<Account>().SingleAsync(a => a.SignInName == SignIn.NameOf(Persona.Clerk))).SecurityStamp = Passwords.NewStamp();
            await db.SaveAsync(StudentNet.Platform.Data.Act.System("測試", "system.test", TestApp.Start.UtcDateTime));
        });
        (await clerk.GetAsync("/account/switch")).Path.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task Over_https_the_cookie_is_bound_to_the_host()
    {
        await using var app = await TestApp.CreateAsync();
        await app.ClientAs(Persona.Clerk);
        var jar = new CookieContainer();
        var secure = new Uri("https://localhost");
        var http = app.HttpClient(jar);
        http.BaseAddress = secure;
        using var visitor = new Visitor(http);
        await SignIn.SignInAsync(visitor, Persona.Clerk);
        var cookie = jar.GetCookies(secure).Single(c => c.Name == "__Host-studentnet");
        cookie.ShouldSatisfyAllConditions(c => c.Secure.ShouldBeTrue(), c => c.HttpOnly.ShouldBeTrue(), c => c.Path.ShouldBe("/"));
        (await visitor.GetAsync("/A3")).Path.ShouldBe("/A3");
    }
}
