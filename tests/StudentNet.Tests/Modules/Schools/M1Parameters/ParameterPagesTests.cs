using System.Net;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Schools.M1Parameters;

public sealed class ParameterPagesTests : IAsyncLifetime
{
    private TestApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await TestApp.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_county_sets_its_dates_and_its_schools_see_them_at_once()
    {
        using var county = await _app.ClientAs(Persona.County);
        var page = await county.OpenAsync("/M1.21?level=1");
        var preview = await page.SubmitAsync(form =>
        {
            form["Input.AllocationCloses"] = "115/07/10";
            form["Input.VisitEveryDays"] = "14";
            form["Input.RecordsBy"] = "County";
        });
        preview.Redirect.ShouldBeNull("registration runs and would be shut at once: that is shown first");
        preview.TextOf(".effects").ShouldContain("國小報到填報：06/01 – 08/29 改為 07/11 – 08/29");
        preview.TextOf(".effects").ShouldContain("目前填報中，儲存後立即關閉");
        (await _app.Db(db => db.Set<WindowOverride>().CountAsync(o => o.Rule == "-1y:07-10"))).ShouldBe(0, "a preview stores nothing");
        (await preview.SubmitAsync(button: "照上面改變期程，通知 2 校")).TextOf(".errors").ShouldContain("請填寫理由", Case.Sensitive, "the schools are told why");
        var unknown = await preview.SubmitAsync(form => form["Consent.Reason"] = "颱風停班，分發複核延後", button: "照上面改變期程，通知 2 校");
        unknown.TextOf(".errors").ShouldContain("請先勾選");
        var saved = await preview.SubmitAsync(
            form =>
            {
                form["Consent.Reason"] = "颱風停班，分發複核延後";
                form["Consent.IsKnown"] = "true";
            },
            button: "照上面改變期程，通知 2 校"
        );
        saved.Redirect.ShouldBe(HttpStatusCode.Redirect);
        saved.Text.ShouldContain("115 學年度國小的作業期限已儲存");

        await _app.Db(async db =>
        {
            (await db.Set<WindowOverride>().SingleAsync(o => o.CountyCode == SmallCountry.County && o.Level == SchoolLevel.Elementary && o.Window == "N1" && o.Edge == WindowEdge.Closes))
                .Rule.ShouldBe("-1y:07-10");
            (await db.Set<WindowOverride>().AnyAsync(o => o.Window == "N3" || o.Window == "N5")).ShouldBeFalse("what equals the national default is not stored");
            (await db.Set<AuditEntry>().CountAsync(e => e.Function == "M1.21" && e.Chain == SmallCountry.County)).ShouldBe(1);
        });

        using var clerk = await _app.ClientAs(Persona.Clerk);
        var seen = await clerk.OpenAsync("/M1.31");
        seen.Text.ShouldContain("每 14 天至少一次");
        (await clerk.OpenAsync("/")).TextOf("#due").ShouldContain("06/01 – 08/29 改為 07/11 – 08/29。理由：颱風停班，分發複核延後");
        seen.Text.ShouldContain("115/07/11（六）", customMessage: "registration opens on the day after");
        seen.Document.QuerySelectorAll("main form").ShouldBeEmpty("read-only");

        using var foreign = await _app.ClientAs(Persona.ForeignClerk);
        (await foreign.OpenAsync("/M1.31")).Text.ShouldContain("每 30 天至少一次");
    }

    [Fact]
    public async Task A_date_that_leaves_the_checkpoint_outside_says_so_and_what_was_only_looked_at_is_not_stored()
    {
        using var county = await _app.ClientAs(Persona.County);
        var preview = await (await county.OpenAsync("/M1.21?level=1")).SubmitAsync(form => form["Input.AllocationCloses"] = "115/07/31");
        preview.TextOf(".effects").ShouldContain("報到檢核基準日 07/25（六）23:59 落在開放期間之外");

        // Seen with one date, sent with another: shown again.
        var other = await preview.SubmitAsync(form => form["Input.AllocationCloses"] = "115/08/10", button: "照上面改變期程，通知 2 校");
        other.Redirect.ShouldBeNull();
        other.TextOf(".effects").ShouldContain("08/11 – 08/29");
        (await (await county.OpenAsync("/M1.21?level=1")).SubmitAsync()).Redirect.ShouldNotBeNull("nothing moves, nothing is asked");
    }

    [Fact]
    public async Task One_date_is_changed_from_the_board_with_its_effects_a_reason_and_word_to_every_school_of_the_level()
    {
        using var county = await _app.ClientAs(Persona.County);
        (await county.OpenAsync("/M1.21/change")).Document.QuerySelectorAll(".effects").ShouldBeEmpty("nothing is chosen yet");
        (await county.OpenAsync("/M1.21/change?level=1&date=RegistrationCloses&to=115/07/01")).TextOf(".errors").ShouldContain("報到截止不能早於 07/25");

        var page = await county.OpenAsync("/M1.21/change?level=1&date=AllocationCloses&to=115/07/31");
        page.TextOf(".ba").ShouldContain("改為 07/31");
        page.TextOf(".effects").ShouldContain("國小報到填報：06/01 – 08/29 改為 08/01 – 08/29");
        page.TextOf(".effects").ShouldContain("報到檢核基準日 07/25（六）23:59 落在開放期間之外");
        page.TextOf(".effects").ShouldContain("通知 2 校");
        (await page.SubmitAsync(form => form["Consent.Reason"] = "颱風停班", button: "改為 07/31，通知 2 校")).TextOf(".errors").ShouldContain("請先勾選");
        (await _app.Db(db => db.Set<WindowOverride>().AnyAsync(o => o.Rule == "-1y:07-31"))).ShouldBeFalse("what was refused is not stored");
        var done = await page.SubmitAsync(
            form =>
            {
                form["Consent.Reason"] = "颱風停班";
                form["Consent.IsKnown"] = "true";
            },
            button: "改為 07/31，通知 2 校"
        );
        done.Text.ShouldContain("國小分發截止已改為 07/31（五）23:59，通知 2 校");
        await _app.Db(async db =>
        {
            (await db.Set<WindowOverride>().SingleAsync(o => o.CountyCode == SmallCountry.County && o.Level == SchoolLevel.Elementary && o.Window == "N1" && o.Edge == WindowEdge.Closes)).Rule.ShouldBe("-1y:07-31");
            (await db.Set<OrganisationNotice>().Select(n => n.OrganisationCode).Order().ToListAsync()).ShouldBe([SmallCountry.School, SmallCountry.OtherSchool], "no junior high school, no other county's");
            (await db.Set<AuditEntry>().SingleAsync(e => e.What == "更改期限")).Reason.ShouldBe("颱風停班");
        });
    }

    [Fact]
    public async Task Schools_that_were_chosen_on_the_board_are_extended_at_once_and_only_ones_own()
    {
        using var county = await _app.ClientAs(Persona.County);
        var page = await county.OpenAsync($"/M1.21/extensions?s={SmallCountry.School}&s={SmallCountry.OtherSchool}");
        page.Text.ShouldContain("延長 2 校的期限");
        var done = await page.SubmitAsync(
            form =>
            {
                form["Input.Window"] = "N3";
                form["Input.LastDay"] = "115/09/05";
                form["Input.Reason"] = "颱風停班";
            },
            button: "延長 2 校的期限"
        );
        done.Text.ShouldContain("2 校的報到填報延長至 09/05（六）23:59");
        (await _app.Db(db => db.Set<WindowExtension>().Where(e => e.Reason == "颱風停班").Select(e => e.SchoolCode).Order().ToListAsync())).ShouldBe([SmallCountry.School, SmallCountry.OtherSchool]);

        var foreign = await county.OpenAsync($"/M1.21/extensions?s={SmallCountry.School}&s={SmallCountry.ForeignSchool}");
        foreign.Text.ShouldContain("延長 1 校的期限", Case.Sensitive, "the other is another county's");
    }

    [Fact]
    public async Task Dates_out_of_order_are_refused_with_each_finding_at_its_field_and_nothing_is_stored()
    {
        using var county = await _app.ClientAs(Persona.County);
        var page = await county.OpenAsync("/M1.21?level=1");
        var refused = await page.SubmitAsync(form =>
        {
            form["Input.AllocationOpens"] = "115/06/10";
            form["Input.AdmissionCloses"] = "115/09/20";
            form["Input.ClassCeiling"] = "0";
        });
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("分發截止早於分發開放");
        refused.Text.ShouldContain("09/15 是全國大比對");
        refused.Find("[name='Input.AdmissionCloses']").GetAttribute("aria-invalid").ShouldBe("true");
        (await (await county.OpenAsync("/M1.21?level=1")).SubmitAsync()).Redirect.ShouldNotBeNull("the stored dates still are in order");
    }

    [Fact]
    public async Task A_change_made_meanwhile_by_another_is_not_overwritten()
    {
        using var county = await _app.ClientAs(Persona.County);
        var first = await county.OpenAsync("/M1.21?level=7");
        var second = await county.OpenAsync("/M1.21?level=7");
        (await first.SubmitAsync(form => form["Input.VisitEveryDays"] = "10")).Redirect.ShouldNotBeNull();
        var late = await second.SubmitAsync(form => form["Input.VisitEveryDays"] = "20");
        late.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        late.Text.ShouldContain("設定已由他人更新");
        await _app.Db(async db =>
            (await CountyParameters.ForAsync(db, SmallCountry.County, new SchoolYear(115), SchoolLevel.JuniorHigh)).VisitEveryDays.ShouldBe(10)
        );
    }

    [Fact]
    public async Task Next_year_is_filled_from_this_year_and_stored_only_when_saved()
    {
        using var county = await _app.ClientAs(Persona.County);
        var empty = await county.OpenAsync("/M1.21?level=1&year=116");
        empty.Find("[name='Input.AllocationOpens']").GetAttribute("value").ShouldBeNullOrEmpty();
        var copied = await empty.FollowAsync("帶入 115 學年度 的設定");
        copied.Find("[name='Input.AllocationOpens']").GetAttribute("value").ShouldBe("116/03/25");
        await _app.Db(async db => (await db.Set<CountyParameter>().AnyAsync(p => p.Year == new SchoolYear(116))).ShouldBeFalse());
        (await copied.SubmitAsync()).Redirect.ShouldNotBeNull();
        await _app.Db(async db =>
            (await db.Set<WindowOverride>().SingleAsync(o => o.Year == new SchoolYear(116) && o.Window == "N1" && o.Edge == WindowEdge.Opens)).Rule.ShouldBe("-1y:03-25")
        );
        (await county.GetAsync("/M1.21?level=1&year=120")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await county.GetAsync("/M1.21?level=3")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_county_extends_one_school_with_a_reason_and_takes_it_back()
    {
        _app.Clock.SetUtcNow(new DateTimeOffset(2026, 8, 30, 1, 0, 0, TimeSpan.Zero));
        using var county = await _app.ClientAs(Persona.County);
        var page = await county.OpenAsync("/M1.21/extensions");

        var early = await page.SubmitAsync(Fill("115/08/29"), "延長期限");
        early.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await page.SubmitAsync(form => { Fill("115/09/05")(form); form["Input.Reason"] = ""; }, "延長期限")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);

        var granted = await page.SubmitAsync(Fill("115/09/05"), "延長期限");
        granted.Text.ShouldContain("範一國小的報到填報延長至 09/05（六）23:59");

        using var clerk = await _app.ClientAs(Persona.Clerk);
        (await clerk.OpenAsync("/M1.31")).Text.ShouldContain("延長原因：颱風停班停課");
        using var other = await _app.ClientAs(Persona.OtherClerk);
        (await other.OpenAsync("/M1.31")).Text.ShouldNotContain("颱風");

        var revoked = await granted.SubmitAsync(selector: "form[action*='Revoke']");
        revoked.Text.ShouldContain("已取消");
        (await clerk.OpenAsync("/M1.31")).Text.ShouldNotContain("颱風");

        static Action<TestForm> Fill(string day) =>
            form =>
            {
                form["Input.School"] = SmallCountry.School;
                form["Input.Window"] = "N3";
                form["Input.LastDay"] = day;
                form["Input.Reason"] = "颱風停班停課";
            };
    }

    [Fact]
    public async Task The_ministry_sees_which_county_has_set_what()
    {
        using var ministry = await _app.ClientAs(Persona.Ministry);
        var page = await ministry.OpenAsync("/M1.11");
        page.Text.ShouldContain("已設定 2 / 2 縣市");
        page.Text.ShouldContain("03/25–05/31");
    }
}
