using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Accounts;

public sealed partial class ForgottenPasswordTests
{
    private const string Mailbox = "clerk@example.test";

    [Fact]
    public async Task The_link_of_the_mail_sets_a_new_password_once_and_within_the_hour()
    {
        await using var flow = await AccountFlow.CreateAsync();
        await WithMailboxAsync(flow);
        var visitor = flow.App.Client();
        await AskAsync(visitor, SignIn.NameOf(Persona.Clerk));
        var link = Link(Letters(flow).ShouldHaveSingleItem());

        var session = await flow.App.ClientAs(Persona.Clerk);
        (await SetAsync(visitor, link)).Path.ShouldBe("/sign-in");
        (await session.GetAsync("/A3")).Path.ShouldStartWith("/sign-in");
        (await SignIn.TryAsync(visitor, SignIn.NameOf(Persona.Clerk), AccountFlow.NewPassword)).Redirect.ShouldNotBeNull();
        (await SetAsync(visitor, link)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task An_hour_later_the_link_is_dead()
    {
        await using var flow = await AccountFlow.CreateAsync();
        await WithMailboxAsync(flow);
        var visitor = flow.App.Client();
        await AskAsync(visitor, SignIn.NameOf(Persona.Clerk));
        flow.Wall.Advance(ResetLink.Lasts);
        (await SetAsync(visitor, Link(Letters(flow).Single()))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Unknown_names_people_without_mailbox_and_people_without_duty_get_the_same_answer_and_no_letter()
    {
        await using var flow = await AccountFlow.CreateAsync();
        await WithMailboxAsync(flow, lapsed: true);
        var visitor = flow.App.Client();
        var answers = new List<string>();
        foreach (var name in new[] { "nobody@example.test", SignIn.NameOf(Persona.OtherClerk), SignIn.NameOf(Persona.Clerk) })
        {
            answers.Add((await AskAsync(visitor, name)).TextOf("main"));
        }

        answers.Distinct().ShouldHaveSingleItem();
        Letters(flow).ShouldBeEmpty();
    }

    [Fact]
    public async Task Asking_twice_in_a_minute_sends_one_letter()
    {
        await using var flow = await AccountFlow.CreateAsync();
        await WithMailboxAsync(flow);
        var visitor = flow.App.Client();
        await AskAsync(visitor, SignIn.NameOf(Persona.Clerk));
        await AskAsync(visitor, SignIn.NameOf(Persona.Clerk));
        Letters(flow).Count.ShouldBe(1);
        flow.Wall.Advance(TimeSpan.FromMinutes(2));
        await AskAsync(visitor, SignIn.NameOf(Persona.Clerk));
        Letters(flow).Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_helpdesk_checks_gives_a_code_and_unlocks()
    {
        await using var flow = await AccountFlow.CreateAsync();
        var helpdesk = await flow.App.ClientAs(Persona.Helpdesk);
        var found = await (await helpdesk.OpenAsync("/A2")).SubmitAsync(form => form["Name"] = SignIn.NameOf(Persona.Clerk));
        found.Text.ShouldContain("範一國小");
        (await found.SubmitAsync(form => form["Reason"] = "本人來電")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var answer = await found.SubmitAsync(form =>
        {
            form.Tick("IsChecked");
            form["Reason"] = "本人來電，已回撥核對";
        });
        var visitor = flow.App.Client();
        (await AccountFlow.ActivateAsync(visitor, SignIn.NameOf(Persona.Clerk), answer.TextOf(".issued-code"))).Path.ShouldBe("/sign-in");
        (await SignIn.TryAsync(visitor, SignIn.NameOf(Persona.Clerk), AccountFlow.NewPassword)).Redirect.ShouldNotBeNull();
        (await flow.App.Db(db => db.Set<StudentNet.Platform.Data.AuditEntry>().AnyAsync(e => e.Function == "A2" && e.Reason == "本人來電，已回撥核對"))).ShouldBeTrue();
    }

    [Fact]
    public async Task The_helpdesk_gives_no_code_for_the_ministry_or_for_AA_accounts()
    {
        await using var flow = await AccountFlow.CreateAsync();
        var helpdesk = await flow.App.ClientAs(Persona.Helpdesk);
        foreach (var persona in new[] { Persona.Ministry, Persona.Aa, Persona.Helpdesk })
        {
            var found = await (await helpdesk.OpenAsync("/A2")).SubmitAsync(form => form["Name"] = SignIn.NameOf(persona));
            found.Document.QuerySelectorAll("main form").Length.ShouldBe(0, persona.ToString());
        }
    }

    [Fact]
    public async Task Changing_the_password_ends_the_other_sessions_and_asks_for_the_present_one()
    {
        await using var flow = await AccountFlow.CreateAsync();
        var here = await flow.App.ClientAs(Persona.Clerk);
        var there = await flow.App.ClientAs(Persona.Clerk);
        (await ChangeAsync(here, "wrong")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ChangeAsync(here, SignIn.Password)).Path.ShouldBe("/A3");
        (await here.GetAsync("/A3")).Path.ShouldBe("/A3");
        (await there.GetAsync("/A3")).Path.ShouldStartWith("/sign-in");
        (await here.OpenAsync("/account/sign-ins")).Text.ShouldContain("變更密碼");
    }

    private static async Task<TestPage> ChangeAsync(Visitor visitor, string present) =>
        await (await visitor.OpenAsync("/account/password")).SubmitAsync(form =>
        {
            form["Present"] = present;
            form["Password.Text"] = AccountFlow.NewPassword;
            form["Password.Again"] = AccountFlow.NewPassword;
        });

    private static async Task<TestPage> AskAsync(Visitor visitor, string name) =>
        await (await visitor.OpenAsync("/account/reset")).SubmitAsync(form => form["Name"] = name);

    private static async Task<TestPage> SetAsync(Visitor visitor, string link) =>
        await (await visitor.OpenAsync(link)).SubmitAsync(form =>
        {
            form["Password.Text"] = AccountFlow.NewPassword;
            form["Password.Again"] = AccountFlow.NewPassword;
        });

    private static async Task WithMailboxAsync(AccountFlow flow, bool lapsed = false)
    {
        await flow.App.ClientAs(Persona.Clerk);
        await flow.App.Db(async db =>
        {
            var name = SignIn.NameOf(Persona.Clerk);
            var account = await db.Set<Account>().Include(a => a.Appointments).SingleAsync(a => a.SignInName == name);
            account.Email = Mailbox;
            account.Appointments.Single().To = lapsed ? new DateOnly(2026, 6, 1) : null;
            await db.SaveAsync(Act.System("測試", "system.test", TestApp.Start.UtcDateTime));
        });
    }

    private static List<string> Letters(AccountFlow flow)
    {
        var folder = Path.Combine(flow.App.Options.Folder, "mail");
        return Directory.Exists(folder) ? [.. Directory.GetFiles(folder).Select(file => MimeMessage.Load(file).TextBody!)] : [];
    }

    private static string Link(string letter) => new Uri(Address().Match(letter).Value).PathAndQuery;

    [GeneratedRegex(@"http\S+")]
    private static partial Regex Address();
}
