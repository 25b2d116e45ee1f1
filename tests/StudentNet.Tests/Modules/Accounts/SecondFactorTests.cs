using System.Net;
using Microsoft.EntityFrameworkCore;
using OtpNet;
using StudentNet.Platform.Accounts;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Accounts;

public sealed class SecondFactorTests
{
    [Fact]
    public async Task Where_it_is_enforced_a_county_officer_sets_it_up_before_anything_else()
    {
        await using var flow = await AccountFlow.CreateAsync(secondFactor: true);
        var officer = await VisitorAsync(flow);
        var page = await SignIn.TryAsync(officer, SignIn.NameOf(Persona.County), SignIn.Password);
        page.Path.ShouldBe("/sign-in/authenticator");
        (await officer.GetAsync("/A3")).Path.ShouldStartWith("/sign-in?");

        (await SendAsync(page, "000000")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var done = await SendAsync(page, Code(flow, KeyOn(page)));
        done.Path.ShouldBe("/account/authenticator");
        done.TextsOf("main li.id").Count.ShouldBe(SecondFactor.RecoveryCodes);
        (await officer.OpenAsync("/account/authenticator")).TextsOf("main li.id").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_school_signs_in_without_it()
    {
        await using var flow = await AccountFlow.CreateAsync(secondFactor: true);
        var clerk = await VisitorAsync(flow);
        (await SignIn.TryAsync(clerk, SignIn.NameOf(Persona.Clerk), SignIn.Password)).Path.ShouldBe("/");
    }

    [Fact]
    public async Task Password_and_code_sign_in_and_a_code_is_good_once()
    {
        await using var flow = await AccountFlow.CreateAsync(secondFactor: true);
        var (key, _) = await EnrolAsync(flow);
        flow.Wall.Advance(TimeSpan.FromSeconds(30));
        var code = Code(flow, key);

        var first = await PasswordAsync(flow);
        first.Path.ShouldBe("/sign-in/code");
        (await SendAsync(first, code)).Path.ShouldBe("/");

        var second = await PasswordAsync(flow);
        (await SendAsync(second, code)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        flow.Wall.Advance(TimeSpan.FromSeconds(30));
        (await SendAsync(second, Code(flow, key))).Path.ShouldBe("/");
    }

    [Fact]
    public async Task A_recovery_code_stands_in_for_the_telephone_once()
    {
        await using var flow = await AccountFlow.CreateAsync(secondFactor: true);
        var (_, recovery) = await EnrolAsync(flow);
        (await SendAsync(await PasswordAsync(flow), recovery[0])).Path.ShouldBe("/");
        (await SendAsync(await PasswordAsync(flow), recovery[0])).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await SendAsync(await PasswordAsync(flow), recovery[1])).Path.ShouldBe("/");
    }

    [Fact]
    public async Task Wrong_codes_lock_and_the_right_password_gives_no_new_tries()
    {
        await using var flow = await AccountFlow.CreateAsync(secondFactor: true);
        var (key, _) = await EnrolAsync(flow);
        for (var i = 0; i < Account.Attempts; i++)
        {
            (await SendAsync(await PasswordAsync(flow), "000000")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }

        flow.Wall.Advance(TimeSpan.FromMinutes(1));
        (await PasswordAsync(flow)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        flow.Wall.Advance(Account.LockTime);
        (await SendAsync(await PasswordAsync(flow), Code(flow, key))).Path.ShouldBe("/");
    }

    [Fact]
    public async Task The_second_step_ends_after_ten_minutes_and_with_a_new_password()
    {
        await using var flow = await AccountFlow.CreateAsync(secondFactor: true);
        var (key, _) = await EnrolAsync(flow);
        var late = await PasswordAsync(flow);
        flow.Wall.Advance(TimeSpan.FromMinutes(11));
        (await SendAsync(late, Code(flow, key))).Path.ShouldBe("/sign-in");

        var overtaken = await PasswordAsync(flow);
        await flow.App.Db(async db =>
        {
            var name = SignIn.NameOf(Persona.County);
            (await db.Set<Account>().SingleAsync(a => a.SignInName == name)).SecurityStamp = Passwords.NewStamp();
            await db.SaveAsync(StudentNet.Platform.Data.Act.System("測試", "system.test", TestApp.Start.UtcDateTime));
        });
        (await SendAsync(overtaken, Code(flow, key))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task In_training_it_is_free_and_can_be_given_up_with_the_password()
    {
        await using var flow = await AccountFlow.CreateAsync();
        var officer = await flow.App.ClientAs(Persona.County);
        var elsewhere = await flow.App.ClientAs(Persona.County);
        var page = await officer.OpenAsync("/account/authenticator");
        var done = await page.SubmitAsync(form =>
        {
            form["Code"] = Code(flow, KeyOn(page));
            form["Present"] = SignIn.Password;
        });
        done.TextsOf("main li.id").Count.ShouldBe(SecondFactor.RecoveryCodes);
        (await PasswordAsync(flow)).Path.ShouldBe("/sign-in/code");
        (await elsewhere.GetAsync("/account/authenticator")).Path.ShouldStartWith("/sign-in", customMessage: "a session that began without it has ended");

        var removed = await (await officer.OpenAsync("/account/authenticator")).SubmitAsync(form => form["Present"] = SignIn.Password);
        removed.Redirect.ShouldNotBeNull(removed.Text);
        (await PasswordAsync(flow)).Path.ShouldBe("/");
    }

    [Fact]
    public async Task The_secret_is_not_readable_in_the_database()
    {
        await using var flow = await AccountFlow.CreateAsync(secondFactor: true);
        var (key, _) = await EnrolAsync(flow);
        (await flow.AccountAsync(SignIn.NameOf(Persona.County))).AuthenticatorKey.ShouldNotBeNull().ShouldNotContain(key);
    }

    /// <summary>A county officer who has just set the authenticator up, signed in, and its secret.</summary>
    internal static async Task<(Visitor Officer, string Key)> EnrolledAsync(AccountFlow flow)
    {
        var officer = await VisitorAsync(flow);
        return (officer, (await EnrolAsync(flow, officer)).Key);
    }

    private static async Task<(string Key, IReadOnlyList<string> Recovery)> EnrolAsync(AccountFlow flow, Visitor? officer = null)
    {
        officer ??= await VisitorAsync(flow);
        var page = await SignIn.TryAsync(officer, SignIn.NameOf(Persona.County), SignIn.Password);
        var key = KeyOn(page);
        var done = await SendAsync(page, Code(flow, key));
        return (key, done.TextsOf("main li.id"));
    }

    private static async Task<TestPage> PasswordAsync(AccountFlow flow) =>
        await SignIn.TryAsync(flow.App.Client(), SignIn.NameOf(Persona.County), SignIn.Password);

    private static async Task<Visitor> VisitorAsync(AccountFlow flow)
    {
        await flow.App.Db(SmallCountry.SeedAsync);
        await flow.App.Db(SignIn.SeedAsync);
        return flow.App.Client();
    }

    private static Task<TestPage> SendAsync(TestPage page, string code) => page.SubmitAsync(form => form["Code"] = code);

    private static string KeyOn(TestPage page) => page.TextOf(".issued-code").Replace(" ", "", StringComparison.Ordinal);

    internal static string Code(AccountFlow flow, string key) => new Totp(Base32Encoding.ToBytes(key)).ComputeTotp(flow.Wall.GetUtcNow().UtcDateTime);
}
