using System.Net;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Accounts;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Accounts;

public sealed class AppointingTests
{
    private const string Person = "clerk.new@example.test";

    [Fact]
    public async Task Duties_lapse_on_the_first_of_August_and_one_click_renews_them()
    {
        await using var flow = await AccountFlow.CreateAsync();
        var aa = await flow.App.ClientAs(Persona.Aa);
        var code = await AccountFlow.AppointAsync(aa, Person);
        var person = flow.App.Client();
        await AccountFlow.ActivateAsync(person, Person, code);

        flow.App.Clock.SetUtcNow(new DateTimeOffset(2026, 7, 31, 16, 0, 0, TimeSpan.Zero));
        (await SignIn.TryAsync(person, Person, AccountFlow.NewPassword)).TextOf(".errors").ShouldContain("115/07/31");

        var renewed = await RenewAsync(aa, "例新員");
        renewed.TextOf(".notice").ShouldContain("已續任 1 人");
        (await SignIn.TryAsync(person, Person, AccountFlow.NewPassword)).Redirect.ShouldNotBeNull();
        (await flow.AccountAsync(Person)).Appointments.Select(a => (a.From, a.To)).ShouldBe(
            [(new(2026, 7, 1), new DateOnly(2026, 8, 1)), (new(2026, 8, 1), new DateOnly(2027, 8, 1))],
            ignoreOrder: true
        );
    }

    [Fact]
    public async Task A_duty_given_in_the_last_weeks_of_a_school_year_is_offered_to_the_end_of_the_next_and_at_no_other_time()
    {
        await using var flow = await AccountFlow.CreateAsync();
        var aa = await flow.App.ClientAs(Persona.Aa);
        var page = await aa.OpenAsync("/A1/add");
        page.Find("[name=ReachesNextYear][checked]").GetAttribute("value").ShouldBe("True", "this year's would end in a month");
        page.Text.ShouldContain("到 115 學年度結束（116/07/31）");
        await AccountFlow.AppointAsync(aa, Person, reachesNextYear: true);
        (await flow.AccountAsync(Person)).Appointments.ShouldHaveSingleItem().To.ShouldBe(new DateOnly(2027, 8, 1));

        flow.App.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 2, 1, 0, 0, TimeSpan.Zero));
        var autumn = await flow.App.ClientAs(Persona.Aa);
        (await autumn.OpenAsync("/A1/add")).Document.QuerySelectorAll("[name=ReachesNextYear]").ShouldBeEmpty();
    }

    [Fact]
    public async Task The_code_that_is_handed_over_can_be_scanned_and_stands_behind_the_hash_of_the_address()
    {
        await using var flow = await AccountFlow.CreateAsync();
        var aa = await flow.App.ClientAs(Persona.Aa);
        var page = await aa.OpenAsync("/A1/add");
        var issued = await page.SubmitAsync(form =>
        {
            form.Tick("DutyCode", "Registrar");
            form["PersonName"] = "例掃員";
            form["SignInName"] = Person;
        });
        var code = issued.TextOf(".issued-code");
        using var generator = new QRCoder.QRCodeGenerator();
        using var expected = generator.CreateQrCode($"http://localhost:5080/activate#name={Uri.EscapeDataString(SignInName.Normalise(Person))}&code={code}", QRCoder.QRCodeGenerator.ECCLevel.M);
        var path = issued.Find("svg.qr path").GetAttribute("d")!;
        path.Split('M').Length.ShouldBeGreaterThan(100);
        path.ShouldBe(StudentNet.Platform.Web.TagHelpers.QrCodeTagHelper.Path(expected.ModuleMatrix));
    }

    [Fact]
    public async Task Renewing_before_the_summer_goes_on_where_the_duty_ends_and_only_once()
    {
        await using var flow = await AccountFlow.CreateAsync();
        var aa = await flow.App.ClientAs(Persona.Aa);
        await AccountFlow.AppointAsync(aa, Person);
        (await RenewAsync(aa, "例新員")).TextOf(".notice").ShouldContain("已續任 1 人");
        (await flow.AccountAsync(Person)).Appointments.Count.ShouldBe(2);
        (await RenewAsync(aa, "例新員")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await flow.AccountAsync(Person)).Appointments.Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_ended_duty_ends_the_work_at_once()
    {
        await using var flow = await AccountFlow.CreateAsync();
        var aa = await flow.App.ClientAs(Persona.Aa);
        var person = flow.App.Client();
        await AccountFlow.ActivateAsync(person, Person, await AccountFlow.AppointAsync(aa, Person));
        await SignIn.TryAsync(person, Person, AccountFlow.NewPassword);
        await person.OpenAsync("/A3");

        var people = await aa.OpenAsync("/A1");
        await people.SubmitAsync(
            form =>
            {
                form.Tick("selected", RowOf(people, "例新員"));
                form["Reason"] = "調校";
            },
            "結束職務"
        );
        (await person.GetAsync("/A3")).Path.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task A_code_for_somebody_elses_person_is_not_to_be_had()
    {
        await using var flow = await AccountFlow.CreateAsync();
        var aa = await flow.App.ClientAs(Persona.Aa);
        var mine = await aa.OpenAsync("/A1");
        var foreign = (await flow.AccountAsync(SignIn.NameOf(Persona.OtherClerk))).Appointments.Single().Id;
        var token = mine.Find("main input[name=__RequestVerificationToken]").GetAttribute("value")!;
        using var post = new FormUrlEncodedContent([new("id", $"{foreign}"), new("__RequestVerificationToken", token)]);
        using var answer = await aa.Http.PostAsync("/A1?handler=Code", post);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("CountyOfficer")]
    [InlineData("Administrator")]
    [InlineData("MinistryOfficer")]
    public async Task Nobody_gives_a_duty_that_is_not_theirs_to_give(string duty)
    {
        await using var flow = await AccountFlow.CreateAsync();
        var aa = await flow.App.ClientAs(Persona.Aa);
        var token = (await aa.OpenAsync("/A1/add")).Find("main input[name=__RequestVerificationToken]").GetAttribute("value")!;
        using var post = new FormUrlEncodedContent(
            [new("DutyCode", duty), new("PersonName", "例冒名"), new("SignInName", Person), new("__RequestVerificationToken", token)]
        );
        using var answer = await aa.Http.PostAsync("/A1/add", post);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await flow.App.Db(db => db.Set<Account>().CountAsync(a => a.SignInName == SignInName.Normalise(Person)))).ShouldBe(0);
    }

    [Fact]
    public async Task The_AA_account_does_nothing_but_enable_people()
    {
        await using var flow = await AccountFlow.CreateAsync();
        var aa = await flow.App.ClientAs(Persona.Aa);
        (await aa.GetAsync("/")).Path.ShouldBe("/A1");
        foreach (var path in new[] { "/N3.31", "/M1.31", "/M2.31", "/Q1.31", "/S1.31", "/U2", "/A2", "/A4" })
        {
            (await aa.GetAsync(path)).Status.ShouldBe(HttpStatusCode.NotFound, path);
        }
    }

    [Fact]
    public async Task The_county_gives_all_its_schools_their_AA_accounts_as_a_file_and_only_its_own()
    {
        await using var flow = await AccountFlow.CreateAsync();
        var county = await flow.App.ClientAs(Persona.OtherCounty);
        var page = await county.OpenAsync("/A1/schools");
        page.Text.ShouldContain("樣一國小");
        page.Text.ShouldNotContain("範一國小");
        var token = page.Find("main input[name=__RequestVerificationToken]").GetAttribute("value")!;
        using var post = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]);
        using var answer = await county.Http.PostAsync("/A1/schools?handler=All", post);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        var lines = (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var cells = lines.ShouldHaveSingleItemAfterHeader().Split(',');
        cells[2].ShouldBe("970601AA");

        var school = flow.App.Client();
        await AccountFlow.ActivateAsync(school, cells[2], cells[3]);
        (await SignIn.TryAsync(school, cells[2], AccountFlow.NewPassword)).Path.ShouldBe("/A1");
    }

    private static async Task<TestPage> RenewAsync(Visitor aa, string name)
    {
        var people = await aa.OpenAsync("/A1");
        return await people.SubmitAsync(form => form.Tick("selected", RowOf(people, name)), "續任一學年");
    }

    private static string RowOf(TestPage people, string name) =>
        people.Document.QuerySelectorAll("tbody tr").First(r => r.TextContent.Contains(name, StringComparison.Ordinal)).QuerySelector("input")!.GetAttribute("value")!;
}

internal static class CsvLines
{
    public static string ShouldHaveSingleItemAfterHeader(this string[] lines)
    {
        lines.Length.ShouldBe(2, string.Join('\n', lines));
        return lines[1];
    }
}
