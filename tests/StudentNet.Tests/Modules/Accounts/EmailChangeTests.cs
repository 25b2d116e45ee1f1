using System.Net;
using System.Text.RegularExpressions;
using StudentNet.Platform.Accounts;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Accounts;

/// <summary>The address of an account changes only by its holder, with a proof of the account and of the address.</summary>
public sealed partial class EmailChangeTests
{
    private const string First = "first@example.test";
    private const string Second = "second@example.test";

    [Fact]
    public async Task An_address_counts_when_its_code_is_typed_and_the_old_one_is_told()
    {
        await using var flow = await AccountFlow.CreateAsync();
        var clerk = await flow.App.ClientAs(Persona.Clerk);
        await ChangeAsync(flow, clerk, First, SignIn.Password);
        flow.Wall.Advance(TimeSpan.FromMinutes(2));

        var asked = await AskAsync(clerk, Second, SignIn.Password);
        asked.TextOf(".notice").ShouldContain("確認碼已寄到");
        (await EmailAsync(flow)).ShouldBe(First);
        (await asked.SubmitAsync(form => form["MailedCode"] = "7C4E-91A0-KM3T", "確認電子郵件")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await EmailAsync(flow)).ShouldBe(First);
        flow.App.LettersTo(First).ShouldNotContain(letter => letter.Contains("不再使用", StringComparison.Ordinal));

        await asked.SubmitAsync(form => form["MailedCode"] = CodeTo(flow, Second), "確認電子郵件");
        (await EmailAsync(flow)).ShouldBe(Second);
        flow.App.LettersTo(First).ShouldContain(letter => letter.Contains("不再使用", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_the_password_no_code_is_sent()
    {
        await using var flow = await AccountFlow.CreateAsync();
        var clerk = await flow.App.ClientAs(Persona.Clerk);
        (await AskAsync(clerk, First, "wrong")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        flow.App.LettersTo(First).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_account_with_an_authenticator_asks_for_its_digits_too()
    {
        await using var flow = await AccountFlow.CreateAsync(secondFactor: true);
        var (county, key) = await SecondFactorTests.EnrolledAsync(flow);
        flow.Wall.Advance(TimeSpan.FromSeconds(30));
        (await AskAsync(county, First, SignIn.Password)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await AskAsync(county, First, SignIn.Password, SecondFactorTests.Code(flow, key))).TextOf(".notice").ShouldContain("確認碼已寄到");
    }

    [Fact]
    public async Task A_link_sent_to_the_old_address_dies_with_it()
    {
        await using var flow = await AccountFlow.CreateAsync();
        var clerk = await flow.App.ClientAs(Persona.Clerk);
        await ChangeAsync(flow, clerk, First, SignIn.Password);
        var visitor = flow.App.Client();
        await (await visitor.OpenAsync("/account/reset")).SubmitAsync(form => form["Name"] = SignIn.NameOf(Persona.Clerk));
        var link = Link().Match(flow.App.LettersTo(First).Single(letter => Link().IsMatch(letter))).Value;
        flow.Wall.Advance(TimeSpan.FromMinutes(2));
        await ChangeAsync(flow, clerk, Second, SignIn.Password);
        var answer = await (await visitor.OpenAsync(link)).SubmitAsync(form =>
        {
            form["Password.Text"] = AccountFlow.NewPassword;
            form["Password.Again"] = AccountFlow.NewPassword;
        });
        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_code_dies_after_an_hour_and_one_a_minute_is_sent()
    {
        await using var flow = await AccountFlow.CreateAsync();
        var clerk = await flow.App.ClientAs(Persona.Clerk);
        await AskAsync(clerk, First, SignIn.Password);
        (await AskAsync(clerk, First, SignIn.Password)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        flow.App.LettersTo(First).Count.ShouldBe(1);
        var page = await clerk.OpenAsync("/A3");
        for (var i = 0; i < 3; i++)
        {
            flow.Wall.Advance(TimeSpan.FromMinutes(20));
            await clerk.OpenAsync("/A3");
        }

        (await page.SubmitAsync(form => form["MailedCode"] = CodeTo(flow, First), "確認電子郵件")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    /// <summary>Registers an address as its holder does: password, letter, code.</summary>
    internal static async Task ChangeAsync(AccountFlow flow, Visitor visitor, string email, string password)
    {
        var asked = await AskAsync(visitor, email, password);
        var done = await asked.SubmitAsync(form => form["MailedCode"] = CodeTo(flow, email), "確認電子郵件");
        done.TextOf(".notice").ShouldContain("電子郵件已變更");
    }

    private static async Task<TestPage> AskAsync(Visitor visitor, string email, string password, string? digits = null) =>
        await (await visitor.OpenAsync("/A3")).SubmitAsync(
            form =>
            {
                form["Email"] = email;
                form["Present"] = password;
                if (digits is not null)
                {
                    form["Digits"] = digits;
                }
            },
            "儲存電子郵件"
        );

    private static async Task<string?> EmailAsync(AccountFlow flow) => (await flow.AccountAsync(SignIn.NameOf(Persona.Clerk))).Email;

    private static string CodeTo(AccountFlow flow, string address) => flow.App.LettersTo(address).Select(letter => MailedCode().Match(letter)).Single(m => m.Success).Value;

    [GeneratedRegex("[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")]
    private static partial Regex MailedCode();

    [GeneratedRegex("/account/reset/[\\w-]+")]
    private static partial Regex Link();
}
