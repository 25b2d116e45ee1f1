using System.Net;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Accounts;

public sealed class ActivationTests
{
    // An invented number whose check digit fits.
    private const string Number = "A123456789";

    [Fact]
    public async Task The_AA_account_appoints_the_code_sets_the_password_and_the_person_works()
    {
        await using var flow = await AccountFlow.CreateAsync();
        var code = await AccountFlow.AppointAsync(await flow.App.ClientAs(Persona.Aa), Number);

        var person = flow.App.Client();
        (await SignIn.TryAsync(person, Number, AccountFlow.NewPassword)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await AccountFlow.ActivateAsync(person, Number.ToLowerInvariant(), code)).Path.ShouldBe("/sign-in");
        (await SignIn.TryAsync(person, Number, AccountFlow.NewPassword)).Redirect.ShouldNotBeNull();
        (await person.OpenAsync("/A3")).Text.ShouldContain("範一國小");

        var appointment = (await flow.AccountAsync(Number)).Appointments.ShouldHaveSingleItem();
        appointment.From.ShouldBe(new DateOnly(2026, 7, 1));
        appointment.To.ShouldBe(new DateOnly(2026, 8, 1));
    }

    [Fact]
    public async Task A_code_works_once_for_its_account_and_for_fourteen_days()
    {
        await using var flow = await AccountFlow.CreateAsync();
        var aa = await flow.App.ClientAs(Persona.Aa);
        var code = await AccountFlow.AppointAsync(aa, Number);
        var other = await AccountFlow.AppointAsync(aa, "other@example.test");
        var visitor = flow.App.Client();

        (await AccountFlow.ActivateAsync(visitor, Number, other)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await AccountFlow.ActivateAsync(visitor, Number, code)).Redirect.ShouldNotBeNull();
        (await AccountFlow.ActivateAsync(visitor, Number, code)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);

        flow.Wall.Advance(Appointing.CodeLasts);
        (await AccountFlow.ActivateAsync(visitor, "other@example.test", other)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Theory]
    [InlineData("12345678")]
    [InlineData("123456789012")]
    [InlineData("xA123456789x-river")]
    public async Task A_weak_password_is_refused_and_the_code_stays_good(string weak)
    {
        await using var flow = await AccountFlow.CreateAsync();
        var code = await AccountFlow.AppointAsync(await flow.App.ClientAs(Persona.Aa), Number);
        var visitor = flow.App.Client();
        var refused = await AccountFlow.ActivateAsync(visitor, Number, code, weak);
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Find(".errors a[href='#Password_Text']");
        (await AccountFlow.ActivateAsync(visitor, Number, code)).Redirect.ShouldNotBeNull();
    }

    [Fact]
    public async Task The_one_time_code_typed_as_the_password_leads_to_choosing_one()
    {
        await using var flow = await AccountFlow.CreateAsync();
        var code = await AccountFlow.AppointAsync(await flow.App.ClientAs(Persona.Aa), Number);
        var page = await SignIn.TryAsync(flow.App.Client(), Number, code);
        page.Path.ShouldBe("/activate");
        var answer = await page.SubmitAsync(form =>
        {
            form["Password.Text"] = AccountFlow.NewPassword;
            form["Password.Again"] = AccountFlow.NewPassword;
        });
        answer.Path.ShouldBe("/sign-in");
    }

    [Fact]
    public async Task A_code_is_shown_once()
    {
        await using var flow = await AccountFlow.CreateAsync();
        var aa = await flow.App.ClientAs(Persona.Aa);
        var code = await AccountFlow.AppointAsync(aa, Number);
        (await aa.OpenAsync("/A1/code")).Text.ShouldNotContain(code);
    }

    [Fact]
    public async Task Neither_number_nor_name_nor_code_reaches_the_audit_chain()
    {
        await using var flow = await AccountFlow.CreateAsync();
        var aa = await flow.App.ClientAs(Persona.Aa);
        var code = await AccountFlow.AppointAsync(aa, Number, "例很少見員");
        var visitor = flow.App.Client();
        await AccountFlow.ActivateAsync(visitor, Number, code);
        await SignIn.TryAsync(visitor, Number, "wrong");
        await SignIn.TryAsync(visitor, Number, AccountFlow.NewPassword);
        var people = await aa.OpenAsync("/A1");
        await people.SubmitAsync(
            form =>
            {
                form.Tick("selected", people.Find("input[name=selected]").GetAttribute("value")!);
                form["Reason"] = $"{Number} 調校";
            },
            "結束職務"
        );

        var entries = await flow.App.Db(db => db.Set<AuditEntry>().ToListAsync());
        var text = string.Join('\n', entries.Select(e => $"{e.What} {e.Reason} {e.Detail} {e.Function}"));
        entries.Select(e => e.What).ShouldContain("結束職務");
        foreach (var secret in new[] { Number, "例很少見員", code, AccountFlow.NewPassword, Persona.Aa.Name })
        {
            text.ShouldNotContain(secret, Case.Insensitive);
        }
    }
}
