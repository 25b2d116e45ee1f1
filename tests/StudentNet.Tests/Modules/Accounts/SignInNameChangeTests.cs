using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Accounts;

/// <summary>The name of an account changes only by its holder, with a proof of the old name and of the new one; the old one is nobody else's (issue 10, point 3).</summary>
public sealed class SignInNameChangeTests
{
    private const string Number = "A123456789";
    private const string Address = "clerk@example.test";
    private static readonly string Old = SignIn.NameOf(Persona.Clerk);
    private static readonly DateOnly Today = new(2026, 7, 1);

    [Fact]
    public async Task Whoever_proves_both_names_goes_on_under_the_new_one_with_all_that_was_there()
    {
        await using var flow = await AccountFlow.CreateAsync();
        var clerk = await flow.App.ClientAs(Persona.Clerk);
        await flow.App.Db(db => db.Set<Account>().Where(a => a.SignInName == Old).ExecuteUpdateAsync(a => a.SetProperty(x => x.Email, Address)));
        var before = await flow.AccountAsync(Old);
        var code = await AccountFlow.AppointAsync(await flow.App.ClientAs(Persona.Aa), Number, Persona.Clerk.Name);

        var done = await ChangeAsync(clerk, Number, code, SignIn.Password);
        done.TextOf(".notice").ShouldContain("帳號已更改");
        (await clerk.OpenAsync("/N3.31")).Status.ShouldBe(HttpStatusCode.OK);
        flow.App.LettersTo(Address).ShouldContain(letter => letter.Contains("帳號已改用新的", StringComparison.Ordinal) && !letter.Contains(Number, StringComparison.Ordinal));
        (await clerk.OpenAsync("/account/sign-ins")).Text.ShouldContain("更改帳號");

        (await SignIn.TryAsync(flow.App.Client(), Old, SignIn.Password)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await SignIn.TryAsync(flow.App.Client(), Number, SignIn.Password)).Path.ShouldBe("/");
        var now = await flow.AccountAsync(Number);
        now.Id.ShouldBe(before.Id, "the acts of the past stay its own");
        now.Appointments.Count(a => a.IsInForce(Today)).ShouldBe(1, "one duty, not the same twice");
        now.Appointments.Count(a => a.IsPending(Today)).ShouldBe(0);
    }

    [Fact]
    public async Task A_duty_that_the_account_did_not_have_is_accepted_with_the_name()
    {
        await using var flow = await AccountFlow.CreateAsync();
        var clerk = await flow.App.ClientAs(Persona.OtherClerk);
        var code = await AccountFlow.AppointAsync(await flow.App.ClientAs(Persona.Aa), Number);

        (await ChangeAsync(clerk, Number, code, SignIn.Password)).Redirect.ShouldNotBeNull();
        (await flow.AccountAsync(Number)).Appointments.Where(a => a.IsInForce(Today)).Select(a => a.OrganisationCode).ShouldBe([SmallCountry.School, SmallCountry.OtherSchool], ignoreOrder: true);
    }

    [Fact]
    public async Task The_old_name_is_never_anybody_elses()
    {
        await using var flow = await AccountFlow.CreateAsync();
        var clerk = await flow.App.ClientAs(Persona.Clerk);
        await ChangeAsync(clerk, Number, await AccountFlow.AppointAsync(await flow.App.ClientAs(Persona.Aa), Number), SignIn.Password);

        // Another county appoints the old name: that is an offer to its person, and opens nothing.
        var code = await AppointAsync(flow, Old);
        (await AccountFlow.ActivateAsync(flow.App.Client(), Old, code)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await clerk.OpenAsync("/A3")).TextOf("main").ShouldContain("樣一國小");
        (await flow.AccountAsync(Old)).Appointments.ShouldBeEmpty();

        // Nor does its person get it back, or anybody else by the way that this one went.
        var other = await flow.App.ClientAs(Persona.OtherClerk);
        (await ChangeAsync(other, Old, code, SignIn.Password)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var helpdesk = await flow.App.ClientAs(Persona.Helpdesk);
        var found = await (await helpdesk.OpenAsync("/A2")).SubmitAsync(form => form["Name"] = Old);
        found.Path.ShouldEndWith($"/{(await flow.AccountAsync(Number)).Id}", customMessage: "whoever says the old name is helped as whoever it was");
    }

    [Fact]
    public async Task Without_either_proof_nothing_changes_and_guessing_locks()
    {
        await using var flow = await AccountFlow.CreateAsync();
        var clerk = await flow.App.ClientAs(Persona.Clerk);
        var code = await AccountFlow.AppointAsync(await flow.App.ClientAs(Persona.Aa), Number);
        (string Name, string Code, string Password)[] wrong =
        [
            (Number, code, "wrong"),
            (Number, "7C4E-91A0-KM3T", SignIn.Password),
            (Old, code, SignIn.Password),
            (SignIn.NameOf(Persona.OtherClerk), code, SignIn.Password),
        ];
        foreach (var (name, typed, password) in wrong)
        {
            (await ChangeAsync(clerk, name, typed, password)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity, $"{name} {typed}");
        }

        (await flow.AccountAsync(Number)).PasswordHash.ShouldBeNull();
        (await flow.AccountAsync(Old)).RenamedTo.ShouldBeNull();
        (await ChangeAsync(clerk, "B123456780", code, SignIn.Password)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ChangeAsync(clerk, Number, code, SignIn.Password)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity, "five failures lock");
    }

    [Fact]
    public async Task A_name_that_somebody_signs_in_with_is_taken_even_with_its_code()
    {
        await using var flow = await AccountFlow.CreateAsync();
        var aa = await flow.App.ClientAs(Persona.Aa);
        await AccountFlow.ActivateAsync(flow.App.Client(), Number, await AccountFlow.AppointAsync(aa, Number));
        var clerk = await flow.App.ClientAs(Persona.Clerk);
        var code = await AppointAsync(flow, Number);

        (await ChangeAsync(clerk, Number, code, SignIn.Password)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await SignIn.TryAsync(flow.App.Client(), Number, AccountFlow.NewPassword)).Path.ShouldBe("/");
    }

    [Fact]
    public async Task An_account_with_an_authenticator_asks_for_its_digits_too()
    {
        await using var flow = await AccountFlow.CreateAsync(secondFactor: true);
        var (county, key) = await SecondFactorTests.EnrolledAsync(flow);
        var code = await AppointAsync(flow, Number);
        flow.Wall.Advance(TimeSpan.FromSeconds(30));

        (await ChangeAsync(county, Number, code, SignIn.Password, "")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ChangeAsync(county, Number, code, SignIn.Password, SecondFactorTests.Code(flow, key))).Redirect.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_schools_own_account_keeps_its_name()
    {
        await using var flow = await AccountFlow.CreateAsync();
        var aa = await flow.App.ClientAs(Persona.Aa);
        (await aa.OpenAsync("/account/name")).Document.QuerySelector("main form").ShouldBeNull();
    }

    private static async Task<TestPage> ChangeAsync(Visitor visitor, string name, string code, string password, string? digits = null)
    {
        var page = await visitor.OpenAsync("/account/name");
        return await page.SubmitAsync(form =>
        {
            form["Name"] = name;
            form["Code"] = code;
            form["Present"] = password;
            if (digits is not null)
            {
                form["Digits"] = digits;
            }
        });
    }

    /// <summary>The school of the other county appoints somebody by a name; returns the code.</summary>
    private static async Task<string> AppointAsync(AccountFlow flow, string name)
    {
        await using var scope = flow.App.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<StudentNetDb>();
        var school = await db.Set<Organisation>().SingleAsync(o => o.Code == SmallCountry.ForeignSchool);
        var appointed = await scope.ServiceProvider.GetRequiredService<Appointing>().AddAsync(new Appointee(name, "例遠員"), school, "Registrar", Today);
        await db.SaveAsync(Act.System("指派", "system.test", TestApp.Start.UtcDateTime));
        return appointed!.Code;
    }
}
