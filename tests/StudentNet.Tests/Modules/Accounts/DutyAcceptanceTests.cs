using System.Net;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Accounts;

/// <summary>An account belongs to its person, not to the school that named it first (issue 10, point 3).</summary>
public sealed class DutyAcceptanceTests
{
    private const string Number = "A123456789";
    private const string Stranger = "stranger@example.test";
    private const string StrangersPassword = "別縣的人先用了這個證號登記";
    private const string Children = "/N3.31";

    [Fact]
    public async Task Whoever_names_a_number_first_sees_nothing_of_the_school_that_appoints_it_later()
    {
        await using var flow = await AccountFlow.CreateAsync();
        var (stranger, _) = await TakeNumberAsync(flow);
        (await stranger.OpenAsync("/A3")).Text.ShouldContain("樣一國小");

        var aa = await flow.App.ClientAs(Persona.Aa);
        var code = await AccountFlow.AppointAsync(aa, Number, "例真人");
        (await aa.OpenAsync("/A1")).TextOf("tbody tr:has(button)").ShouldContain("待本人接受");

        // Told of it in the letter and on the page, and still without a way in.
        flow.App.LettersTo(Stranger).ShouldContain(letter => letter.Contains("範一國小", StringComparison.Ordinal));
        var mine = await stranger.OpenAsync("/A3");
        mine.TextOf("main").ShouldContain("待您接受的職務");
        (await AcceptAsync(mine, "7C4E-91A0-KM3T")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await (await stranger.OpenAsync("/account/switch")).SubmitAsync(selector: "main form")).Text.ShouldNotContain("範一國小");
        (await SwitchAsync(stranger, await PendingAsync(flow))).ShouldBe(HttpStatusCode.NotFound);
        (await stranger.OpenAsync(Children)).Text.ShouldContain("樣一國小");
        (await flow.AccountAsync(Number)).Appointments.Count(a => a.IsInForce(new DateOnly(2026, 7, 1))).ShouldBe(1);

        // The school's code does not open the account, and is not spent by the attempt.
        (await AccountFlow.ActivateAsync(flow.App.Client(), Number, code)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await SignIn.TryAsync(flow.App.Client(), Number, code)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task The_helpdesk_gives_the_number_back_to_its_person_without_the_strangers_address_and_sessions()
    {
        await using var flow = await AccountFlow.CreateAsync();
        var (stranger, _) = await TakeNumberAsync(flow);
        var code = await AccountFlow.AppointAsync(await flow.App.ClientAs(Persona.Aa), Number, "例真人");

        var helpdesk = await flow.App.ClientAs(Persona.Helpdesk);
        var found = await (await helpdesk.OpenAsync("/A2")).SubmitAsync(form => form["Name"] = Number);
        var reset = await found.SubmitAsync(form =>
        {
            form.Tick("IsChecked");
            form.Tick("RemovesEmail");
            form["Reason"] = "本人到校核對身分";
        });
        var person = flow.App.Client();
        await AccountFlow.ActivateAsync(person, Number, reset.TextOf(".issued-code"));
        await SignIn.TryAsync(person, Number, AccountFlow.NewPassword);
        (await AcceptAsync(await person.OpenAsync("/A3"), code)).TextOf(".notice").ShouldContain("已接受職務");

        (await stranger.GetAsync("/A3")).Path.ShouldStartWith("/sign-in");
        (await SignIn.TryAsync(stranger, Number, StrangersPassword)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var before = flow.App.LettersTo(Stranger).Count;
        await (await stranger.OpenAsync("/account/reset")).SubmitAsync(form => form["Name"] = Number);
        flow.App.LettersTo(Stranger).Count.ShouldBe(before);
    }

    [Fact]
    public async Task A_code_that_the_first_school_kept_opens_nothing_once_the_person_has_begun_at_the_second()
    {
        await using var flow = await AccountFlow.CreateAsync();
        var kept = await AppointAsOtherCountyAsync(flow);
        var code = await AccountFlow.AppointAsync(await flow.App.ClientAs(Persona.Aa), Number, "例真人");

        var person = flow.App.Client();
        (await AccountFlow.ActivateAsync(person, Number, code)).Path.ShouldBe("/sign-in");
        (await SignIn.TryAsync(person, Number, AccountFlow.NewPassword)).Path.ShouldBe("/");
        (await AccountFlow.ActivateAsync(flow.App.Client(), Number, kept, StrangersPassword)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await flow.AccountAsync(Number)).Appointments.Count(a => a.AcceptedAt is not null).ShouldBe(1);
    }

    [Fact]
    public async Task A_teacher_who_changes_schools_accepts_on_the_way_in()
    {
        await using var flow = await AccountFlow.CreateAsync();
        var (_, code) = await ChangedSchoolAsync(flow);
        var person = flow.App.Client();
        var page = await SignIn.TryAsync(person, SignIn.NameOf(Persona.ForeignClerk), SignIn.Password);
        page.Path.ShouldBe("/sign-in/accept");
        page.Text.ShouldContain("範一國小");
        (await person.GetAsync("/A3")).Path.ShouldStartWith("/sign-in?");
        (await page.SubmitAsync(form => form["Code"] = "7C4E-91A0-KM3T")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await page.SubmitAsync(form => form["Code"] = code)).Path.ShouldBe("/");
        (await person.OpenAsync("/A3")).TextOf("tr:has(.tag-ok)").ShouldContain("範一國小");
        (await person.OpenAsync("/account/sign-ins")).Text.ShouldContain("接受職務");
    }

    [Fact]
    public async Task Wrong_codes_on_the_way_in_lock_like_wrong_passwords()
    {
        await using var flow = await AccountFlow.CreateAsync();
        var (_, code) = await ChangedSchoolAsync(flow);
        var page = await SignIn.TryAsync(flow.App.Client(), SignIn.NameOf(Persona.ForeignClerk), SignIn.Password);
        for (var i = 0; i < Account.Attempts; i++)
        {
            (await page.SubmitAsync(form => form["Code"] = "7C4E-91A0-KM3T")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }

        (await page.SubmitAsync(form => form["Code"] = code)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_renewed_code_replaces_the_old_one_and_a_withdrawn_duty_is_not_to_be_had()
    {
        await using var flow = await AccountFlow.CreateAsync();
        var (aa, old) = await ChangedSchoolAsync(flow, lapsed: false);
        var people = await aa.OpenAsync("/A1");
        var shown = await people.SubmitAsync(button: "重發啟用碼");
        var code = shown.TextOf(".issued-code");
        code.ShouldNotBe(old);
        var person = await flow.App.ClientAs(Persona.ForeignClerk);
        var mine = await person.OpenAsync("/A3");
        (await AcceptAsync(mine, old)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);

        await people.SubmitAsync(
            form =>
            {
                form.Tick("selected", RowOf(people));
                form["Reason"] = "誤指派";
            },
            "結束職務"
        );
        (await AcceptAsync(mine, code)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await flow.AccountAsync(SignIn.NameOf(Persona.ForeignClerk))).Appointments.Count(a => a.AcceptedAt is not null).ShouldBe(1);
    }

    [Fact]
    public async Task A_renewed_code_leaves_the_second_factor_and_the_password_of_its_person_alone()
    {
        await using var flow = await AccountFlow.CreateAsync();
        var (aa, _) = await ChangedSchoolAsync(flow, lapsed: false);
        var name = SignIn.NameOf(Persona.ForeignClerk);
        await flow.App.Db(async db =>
        {
            (await db.Set<Account>().SingleAsync(a => a.SignInName == name)).AuthenticatorKey = "protected";
            await db.SaveAsync(Act.System("測試", "system.test", TestApp.Start.UtcDateTime));
        });
        var code = (await (await aa.OpenAsync("/A1")).SubmitAsync(button: "重發啟用碼")).TextOf(".issued-code");
        (await flow.AccountAsync(name)).AuthenticatorKey.ShouldBe("protected");
        (await AccountFlow.ActivateAsync(flow.App.Client(), name, code)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Somebody_who_does_not_work_there_declines()
    {
        await using var flow = await AccountFlow.CreateAsync();
        var (aa, code) = await ChangedSchoolAsync(flow, lapsed: false);
        var person = await flow.App.ClientAs(Persona.ForeignClerk);
        var mine = await person.OpenAsync("/A3");
        var answer = await mine.SubmitAsync(button: "不接受 範一國小");
        answer.Text.ShouldNotContain("待您接受的職務");
        (await AcceptAsync(mine, code)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await aa.OpenAsync("/A1?state=ended")).Text.ShouldContain("例兼任");
    }

    [Fact]
    public async Task A_duty_renewed_before_it_was_accepted_is_accepted_with_it()
    {
        await using var flow = await AccountFlow.CreateAsync();
        var (aa, code) = await ChangedSchoolAsync(flow, lapsed: false);
        var people = await aa.OpenAsync("/A1");
        await people.SubmitAsync(form => form.Tick("selected", RowOf(people)), "續任一學年");
        var person = await flow.App.ClientAs(Persona.ForeignClerk);
        await AcceptAsync(await person.OpenAsync("/A3"), code);
        (await flow.AccountAsync(SignIn.NameOf(Persona.ForeignClerk))).Appointments.Count.ShouldBe(3);
        (await flow.AccountAsync(SignIn.NameOf(Persona.ForeignClerk))).Appointments.ShouldAllBe(a => a.AcceptedAt != null);
    }

    [Fact]
    public async Task An_offered_duty_of_another_organisation_does_not_keep_the_ministry_from_helping_its_own()
    {
        await using var flow = await AccountFlow.CreateAsync();
        var ministry = await flow.App.ClientAs(Persona.Ministry);
        await AccountFlow.AppointAsync(await flow.App.ClientAs(Persona.Aa), SignIn.NameOf(Persona.Helpdesk), "例陷阱");
        var row = (await ministry.OpenAsync("/A1")).Document.QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains(Persona.Helpdesk.Name, StringComparison.Ordinal));
        row.QuerySelector("button[name=id]").ShouldNotBeNull();
    }

    /// <summary>The other county's school has its AA account appoint the number, and whoever holds its code takes it with an address of their own.</summary>
    private static async Task<(Visitor Stranger, string Code)> TakeNumberAsync(AccountFlow flow)
    {
        var code = await AppointAsOtherCountyAsync(flow);
        var stranger = flow.App.Client();
        (await AccountFlow.ActivateAsync(stranger, Number, code, StrangersPassword)).Path.ShouldBe("/sign-in");
        (await SignIn.TryAsync(stranger, Number, StrangersPassword)).Redirect.ShouldNotBeNull();
        await EmailChangeTests.ChangeAsync(flow, stranger, Stranger, StrangersPassword);
        return (stranger, code);
    }

    private static async Task<string> AppointAsOtherCountyAsync(AccountFlow flow)
    {
        var county = await flow.App.ClientAs(Persona.OtherCounty);
        var shown = await (await county.OpenAsync("/A1/schools")).SubmitAsync(button: "核發 樣一國小");
        var school = shown.TextsOf("dd.id, dd .id");
        var aa = flow.App.Client();
        await AccountFlow.ActivateAsync(aa, school[0], shown.TextOf(".issued-code"));
        await SignIn.TryAsync(aa, school[0], AccountFlow.NewPassword);
        return await AccountFlow.AppointAsync(aa, Number, "樣先到");
    }

    /// <summary>A clerk of the other county whom this county's school appoints.</summary>
    private static async Task<(Visitor Aa, string Code)> ChangedSchoolAsync(AccountFlow flow, bool lapsed = true)
    {
        var aa = await flow.App.ClientAs(Persona.Aa);
        var name = SignIn.NameOf(Persona.ForeignClerk);
        if (lapsed)
        {
            await flow.App.Db(async db =>
            {
                (await db.Set<Appointment>().SingleAsync(a => a.Account.SignInName == name)).To = new DateOnly(2026, 6, 1);
                await db.SaveAsync(Act.System("測試", "system.test", TestApp.Start.UtcDateTime));
            });
        }

        return (aa, await AccountFlow.AppointAsync(aa, name, "例兼任"));
    }

    private static Task<TestPage> AcceptAsync(TestPage mine, string code) => mine.SubmitAsync(form => form["DutyCode"] = code, "接受職務");

    private static async Task<long> PendingAsync(AccountFlow flow) => (await flow.AccountAsync(Number)).Appointments.Single(a => a.AcceptedAt is null).Id;

    private static async Task<HttpStatusCode> SwitchAsync(Visitor visitor, long appointment)
    {
        var token = (await visitor.OpenAsync("/account/switch")).Find("input[name=__RequestVerificationToken]").GetAttribute("value")!;
        using var post = new FormUrlEncodedContent([new("appointment", $"{appointment}"), new("__RequestVerificationToken", token)]);
        using var answer = await visitor.Http.PostAsync("/account/switch", post);
        return answer.StatusCode;
    }

    private static string RowOf(TestPage people) =>
        people.Document.QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains("例兼任", StringComparison.Ordinal)).QuerySelector("input")!.GetAttribute("value")!;
}
