using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using StudentNet.Modules.History.S1History;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Windows;
using StudentNet.Tests.Access;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Residents;

namespace StudentNet.Tests.Modules.History;

/// <summary>S1 (domain §9): who finds whom, what is shown of a number, the time line of all sources, as known then, and what the audit keeps.</summary>
public sealed partial class HistoryPageTests(HistoryWorld world) : IClassFixture<HistoryWorld>
{
    [Fact]
    public async Task A_school_finds_by_range_exactly_whom_the_domain_names()
    {
        using var clerk = await world.App.ClientAs(Persona.Clerk);
        var found = new Dictionary<string, string>();
        foreach (var range in Enum.GetValues<HistoryRange>())
        {
            var names = new List<string>();
            foreach (var child in (KnownChild[])[world.Tracked, world.Deferred, world.Released, world.TrackedElsewhere, world.Neighbour, world.Grown, world.Pupil, world.Arrived, world.Stranger])
            {
                if ((await AskAsync(clerk, "S1.31", HistoryKey.Number, child.Number, range)).Document.QuerySelector("#t-kid") is not null)
                {
                    names.Add($"{child.Id - world.Mover.Id}");
                }
            }

            found[range.ToString()] = string.Join(' ', names);
        }

        string Of(params KnownChild[] children) => string.Join(' ', children.Select(c => $"{c.Id - world.Mover.Id}"));
        found.ShouldBe(
            new Dictionary<string, string>
            {
                ["Tracked"] = Of(world.Tracked, world.Deferred),
                ["District"] = Of(world.Neighbour),
                ["Pupils"] = Of(world.Pupil),
                ["Any"] = Of(world.Tracked, world.Deferred, world.Neighbour, world.Pupil),
            }
        );
    }

    [Fact]
    public async Task County_and_ministry_find_everybody_also_by_a_former_number_and_a_school_without_choosing_only_whom_it_tracks()
    {
        using var county = await world.App.ClientAs(Persona.County);
        (await AskAsync(county, "S1.21", HistoryKey.Number, world.Stranger.Number)).TextOf("#t-kid").ShouldContain(HistoryWorld.Shared);
        using var ministry = await world.App.ClientAs(Persona.Ministry);
        (await AskAsync(ministry, "S1.11", HistoryKey.Number, world.Stranger.Former)).TextOf("#t-kid").ShouldContain(world.Stranger.Number);
        using var clerk = await world.App.ClientAs(Persona.Clerk);
        (await clerk.OpenAsync("/S1.31")).Find("select[name=Range] option").GetAttribute("value").ShouldBe(nameof(HistoryRange.Tracked));
    }

    [Fact]
    public async Task By_name_numbers_are_masked_and_by_number_they_are_clear()
    {
        using var county = await world.App.ClientAs(Persona.County);
        var list = await AskAsync(county, "S1.21", HistoryKey.Name, HistoryWorld.Shared);
        list.TextsOf("tbody th").ShouldBe([HistoryWorld.Shared, HistoryWorld.Shared, HistoryWorld.Shared]);
        NumbersIn(list).ShouldBeEmpty();
        var byName = await list.FollowAsync(HistoryWorld.Shared);
        byName.TextOf("#t-kid").ShouldContain("**");
        NumbersIn(byName).ShouldBeEmpty("neither the number nor a former one");
        (await AskAsync(county, "S1.21", HistoryKey.Name, "陳同")).Text.ShouldContain("查無資料", Case.Sensitive, "a part of a name is no name");
        NumbersIn(await AskAsync(county, "S1.21", HistoryKey.Number, world.Neighbour.Number)).ShouldContain(world.Neighbour.Number);
    }

    [Fact]
    public async Task A_child_out_of_scope_is_answered_as_one_that_does_not_exist_and_only_the_audit_knows()
    {
        using var clerk = await world.App.ClientAs(Persona.Clerk);
        var (nobody, number) = (RegistryFile.Number(700_001), world.Stranger.Number);
        var unknown = await AskAsync(clerk, "S1.31", HistoryKey.Number, nobody);
        var foreign = await AskAsync(clerk, "S1.31", HistoryKey.Number, number);
        foreign.Status.ShouldBe(HttpStatusCode.OK);
        foreign.Status.ShouldBe(unknown.Status);
        Plain(foreign, number).ShouldBe(Plain(unknown, nobody));
        Headers(foreign).ShouldBe(Headers(unknown));
        (await AskAsync(clerk, "S1.31", HistoryKey.Name, "無此人")).TextOf("main").ShouldBe((await AskAsync(clerk, "S1.31", HistoryKey.Name, world.TrackedElsewhere.Name)).TextOf("main"));
        var refused = await EntriesAsync(e => e.Kind == AuditKind.Refused && e.OrganisationCode == SmallCountry.School);
        refused.ShouldContain(e => e.PersonId == world.Stranger.Id && e.Function == "S1.31" && e.Reason == "列管追蹤");
        refused.ShouldContain(e => e.PersonId == null);
        refused.ShouldAllBe(e => !$"{e.Detail}{e.What}".Contains(number, StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_search_without_a_purpose_and_the_audit_keeps_it_with_the_child()
    {
        using var county = await world.App.ClientAs(Persona.OtherCounty);
        var page = await county.OpenAsync("/S1.21");
        (await page.SubmitAsync(form => { form["Key"] = "Number"; form["Sought"] = world.Tracked.Number; }, button: "查詢")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await FillAsync(page, HistoryKey.Number, world.Tracked.Number, null, "agency")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity, "a letter has a number");
        (await EntriesAsync(e => e.OrganisationCode == SmallCountry.OtherCounty && e.PersonId == world.Tracked.Id)).ShouldBeEmpty();
        var shown = await FillAsync(page, HistoryKey.Number, world.Tracked.Number, null, "agency", "警少字第 7 號");
        await (shown.FollowAsync("列印"));
        var entries = await EntriesAsync(e => e.OrganisationCode == SmallCountry.OtherCounty && e.PersonId == world.Tracked.Id);
        entries.Select(e => e.What).ShouldBe(["檢視就學歷程", "列印就學歷程"]);
        entries.ShouldAllBe(e => e.Reason == "機關來函：警少字第 7 號" && e.Kind == AuditKind.Read);
        var address = Uri.UnescapeDataString(shown.Path);
        address.ShouldNotContain(world.Tracked.Number);
        address.ShouldNotContain($"{world.Tracked.Id}");
        address.ShouldNotContain("警少字");
    }

    [Fact]
    public async Task A_list_of_one_name_is_one_entry_that_names_each_child_of_it()
    {
        using var ministry = await world.App.ClientAs(Persona.Ministry);
        await AskAsync(ministry, "S1.11", HistoryKey.Name, HistoryWorld.Shared);
        var set = (await EntriesAsync(e => e.Function == "S1.11" && e.ShownSet != null)).Last().ShownSet;
        (await world.App.Db(db => db.Set<AuditShown>().Where(s => s.SetId == set).Select(s => s.PersonId).ToListAsync())).ShouldBe(
            [world.TrackedElsewhere.Id, world.Neighbour.Id, world.Stranger.Id],
            ignoreOrder: true
        );
    }

    [Fact]
    public async Task The_time_line_has_every_source_with_its_time_and_shows_the_days_between_two_schools()
    {
        using var county = await world.App.ClientAs(Persona.County);
        var page = await AskAsync(county, "S1.21", HistoryKey.Number, world.Mover.Number);
        page.TextsOf("tbody td:nth-of-type(2)").Distinct().ShouldBe(["戶政", "N5", "Q1", "P2", "帳冊"], ignoreOrder: true);
        page.TextsOf("tbody td:last-child").ShouldAllBe(time => Received().IsMatch(time));
        page.Text.ShouldContain("轉出未轉入 12 天");
        page.TextOf(".flags").ShouldContain("115/09/10 至 115/09/22 轉出未轉入");
        page.TextOf(".flags").ShouldContain("114 學年度第 2 學期缺學籍資料");
        page.TextsOf("svg .gap-t").ShouldBe(["轉出未轉入 12 天"]);
        (await AskAsync(county, "S1.21", HistoryKey.Number, world.Arrived.Number)).TextOf(".flags").ShouldContain("同時列在名單");
        page.TextOf(".flags").ShouldNotContain("同時列在名單");
        var tracking = await page.FollowAsync("未入學列管");
        tracking.TextsOf("tbody td:nth-of-type(2)").Distinct().ShouldBe(["P2"]);
        tracking.Text.ShouldContain("至 115/09/21，範例鄉強迫入學委員會 強字第 7 號");
    }

    [Fact]
    public async Task A_history_can_be_seen_as_it_was_known_on_a_day()
    {
        using var county = await world.App.ClientAs(Persona.County);
        var now = await AskAsync(county, "S1.21", HistoryKey.Number, world.Mover.Number);
        var then = await now.SubmitAsync(form => form["known"] = "115/09/17", selector: "form.asof");
        then.TextsOf("tbody td:nth-of-type(2)").ShouldNotContain("P2", "the case was opened on 9/18");
        then.Text.ShouldContain("115/09/17 當日結束時所知");
        then.Text.ShouldContain("學籍資料（Q2）只知道");
        then.Text.ShouldContain("轉出未轉入 7 天", Case.Sensitive, "nobody knew of the new school");
        var before = await now.SubmitAsync(form => form["known"] = "115/09/09", selector: "form.asof");
        before.TextsOf("tbody th").ShouldNotContain("遷入");
        before.TextsOf("tbody th").ShouldNotContain("遷出");
        (await now.SubmitAsync(form => form["known"] = "114/01/01", selector: "form.asof")).Text.ShouldContain("那一天還沒有這名學生的紀錄");
    }

    [Fact]
    public async Task New_pupils_are_found_from_the_day_of_the_window()
    {
        await using var services = world.App.Services.CreateAsyncScope();
        var history = services.ServiceProvider.GetRequiredService<HistoryQuery>();
        var nation = await services.ServiceProvider.GetRequiredService<IWindows>().BookAsync(null);
        var ministry = await world.App.Db(db => db.Set<StudentNet.Platform.Organisations.Organisation>().SingleAsync(o => o.Code == "MOE"));
        async Task<(bool New, bool Old)> OnAsync(DateTime now)
        {
            var scope = HistoryScope.Of(new(1, 1, "測", ministry, "MinistryOfficer"), HistoryRange.Tracked, nation, now);
            return ((await history.OfPersonAsync(scope, world.Newcomer.Id))!.IsWithin, (await history.OfPersonAsync(scope, world.Pupil.Id))!.IsWithin);
        }

        (await OnAsync(TaipeiTime.StartOfDayUtc(new DateOnly(2026, 9, 16)).AddTicks(-1))).ShouldBe((false, true));
        (await OnAsync(TaipeiTime.StartOfDayUtc(new DateOnly(2026, 9, 16)))).ShouldBe((true, true));
    }

    [Fact]
    public async Task Every_source_has_a_published_view_and_answers_by_the_key_of_the_person_alone()
    {
        await using var services = world.App.Services.CreateAsyncScope();
        var sources = services.ServiceProvider.GetServices<IHistorySource>().ToList();
        sources.Select(s => s.Name).ShouldBeUnique();
        sources.Select(s => s.View).ShouldBe(PublishedViews.All.Keys.Where(v => v.StartsWith("history_", StringComparison.Ordinal)), ignoreOrder: true);
        foreach (var source in sources)
        {
            var plan = await world.App.Db(db => PlanAsync(db, source.View));
            plan.ShouldNotContain("SCAN ", Case.Sensitive, $"{source.View} would read the country");
        }
    }

    [Fact]
    public async Task Many_numbers_fall_into_one_bucket_each_and_the_audit_knows_whom_was_found_and_whom_refused()
    {
        using var clerk = await world.App.ClientAs(Persona.Clerk);
        var asked = $"{world.Tracked.Number}\n{world.Stranger.Number}\n{RegistryFile.Number(700_001)}\nA123456780\n{world.Tracked.Number}\n{world.Deferred.Former}";
        var answer = await BatchAsync(clerk, asked);
        answer.TextsOf("tbody tr td:nth-of-type(1)").ShouldBe(["找到", "查無", "查無", "不是證號", "找到"]);
        answer.Text.ShouldNotContain(HistoryWorld.Shared);
        (await answer.FollowAsync(world.Tracked.Name)).TextOf("#t-kid").ShouldContain(world.Tracked.Number);
        var found = (await EntriesAsync(e => e.What == "整批查詢就學歷程")).Last();
        (await ShownAsync(found)).ShouldBe([world.Tracked.Id, world.Deferred.Id], ignoreOrder: true);
        found.Detail!.ShouldContain("asked=5 found=2");
        var refused = (await EntriesAsync(e => e.What == "整批查詢就學歷程，不在範圍")).Last();
        refused.Kind.ShouldBe(AuditKind.Refused);
        (await ShownAsync(refused)).ShouldBe([world.Stranger.Id]);

        Task<List<long>> ShownAsync(AuditEntry entry) => world.App.Db(db => db.Set<AuditShown>().Where(s => s.SetId == entry.ShownSet).Select(s => s.PersonId).ToListAsync());
    }

    [Fact]
    public async Task Three_thousand_numbers_are_answered_and_one_more_is_refused()
    {
        using var county = await world.App.ClientAs(Persona.OtherCounty);
        var all = Enumerable.Range(1, 2_999).Select(n => RegistryFile.Number(600_000 + n)).Append(world.Stranger.Number).ToList();
        var answer = await BatchAsync(county, string.Join('\n', all), "S1.21");
        answer.TextsOf("tbody tr td:nth-of-type(1)").CountBy(b => b).ShouldBe([new("查無", 2_999), new("找到", 1)]);
        var refused = await BatchAsync(county, string.Join('\n', all.Append(RegistryFile.Number(700_000))), "S1.21");
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("一次最多 3,000 筆");
        refused.TextsOf("tbody tr").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_township_looks_among_its_residents_from_the_day_that_the_ministry_sets()
    {
        using var ministry = await world.App.ClientAs(Persona.Ministry);
        using var township = await world.App.ClientAs(Persona.Township);
        var closed = await township.OpenAsync("/S1.41");
        closed.Text.ShouldContain("國教署尚未開放");
        closed.Document.QuerySelector("form[action='/S1.41']").ShouldBeNull();
        (await SetAsync("115/10/21")).Text.ShouldContain("115/10/21 起開放");
        (await township.OpenAsync("/S1.41")).Text.ShouldContain("自 115/10/21 起可以查詢");
        (await township.OpenAsync("/S1.41/batch")).Text.ShouldContain("自 115/10/21 起可以查詢");
        await SetAsync("115/10/20");
        (await AskAsync(township, "S1.41", HistoryKey.Number, world.Neighbour.Number)).TextOf("#t-kid").ShouldContain(world.Neighbour.Name);
        var form = await township.OpenAsync("/S1.41");
        (await AskAsync(township, "S1.41", HistoryKey.Number, world.Tracked.Number)).Text.ShouldContain("查無資料", Case.Sensitive, "it lives in the next township");
        (await SetAsync("")).TextOf("main .card").ShouldContain("目前不能查詢");
        (await FillAsync(form, HistoryKey.Number, world.Neighbour.Number, null, "tracking")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity, "a page left open");
        (await EntriesAsync(e => e.Function == "S1.11" && e.Kind == AuditKind.Write)).Select(e => e.Detail!.Split(' ')[0]).ShouldBe(["opens=2026-10-21", "opens=2026-10-20", "closed"]);

        async Task<TestPage> SetAsync(string day) => await (await ministry.OpenAsync("/S1.11/townships")).SubmitAsync(f => f["OpensOn"] = day, button: "設定");
    }

    [Fact]
    public async Task A_history_costs_no_more_statements_than_any_page()
    {
        Assert.SkipUnless(TestDatabases.Dialect == Dialect.Postgres, "Statements are counted by the driver of PostgreSQL.");
        using var clerk = await world.App.ClientAs(Persona.Clerk);
        var address = (await AskAsync(clerk, "S1.31", HistoryKey.Number, world.Tracked.Number)).Path;
        using var statements = new SentStatements(new NpgsqlConnectionStringBuilder(world.App.Services.GetRequiredService<DataOptions>().Postgres).Database!);
        await clerk.OpenAsync(address);
        statements.Take().Count.ShouldBeInRange(4, 8);
    }

    /// <summary>How the embedded database reads a view for one child; PostgreSQL plans a small table by reading it whole, which says nothing.</summary>
    private static async Task<string> PlanAsync(StudentNetDb db, string view)
    {
        if (db.Dialect == Dialect.Postgres)
        {
            return "";
        }

        await using var command = await db.CommandAsync($"explain query plan select * from {view} v where v.person_id = @person", new { person = 1L });
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(3));
        }

        // A list of what was found, in memory, is no table.
        return string.Join('\n', lines.Where(l => !l.Contains("SUBQUERY", StringComparison.Ordinal) && l != "SCAN v"));
    }

    internal static async Task<TestPage> AskAsync(Visitor visitor, string function, HistoryKey key, string words, HistoryRange? range = null) =>
        await FillAsync(await visitor.OpenAsync($"/{function}"), key, words, range, "tracking");

    private static async Task<TestPage> BatchAsync(Visitor visitor, string numbers, string function = "S1.31") =>
        await (await visitor.OpenAsync($"/{function}/batch")).SubmitAsync(
            form =>
            {
                form["Numbers"] = numbers;
                form["Purpose"] = "tracking";
            },
            button: "查詢"
        );

    private static Task<TestPage> FillAsync(TestPage page, HistoryKey key, string words, HistoryRange? range, string purpose, string? why = null) =>
        page.SubmitAsync(
            form =>
            {
                form["Key"] = key.ToString();
                form["Sought"] = words;
                form["Purpose"] = purpose;
                if (range is { } chosen)
                {
                    form["Range"] = chosen.ToString();
                }

                if (why is not null)
                {
                    form["Why"] = why;
                }
            },
            button: "查詢"
        );

    private IReadOnlyList<string> NumbersIn(TestPage page) =>
        [.. new[] { world.TrackedElsewhere, world.Neighbour, world.Stranger }.SelectMany(c => new[] { c.Number, c.Former }).Where(n => page.Text.Contains(n, StringComparison.Ordinal))];

    private Task<List<AuditEntry>> EntriesAsync(System.Linq.Expressions.Expression<Func<AuditEntry, bool>> which) =>
        world.App.Db(db => db.Set<AuditEntry>().AsNoTracking().Where(which).OrderBy(e => e.At).ThenBy(e => e.Seq).ToListAsync());

    /// <summary>The answer without what must differ: the number that was typed, the sealed address, the token of the form.</summary>
    private static string Plain(TestPage page, string typed) =>
        Sealed().Replace(page.Document.DocumentElement.OuterHtml.Replace(typed, "#", StringComparison.Ordinal), "#");

    private static string Headers(TestPage page) =>
        string.Join('\n', page.Headers.Where(h => h.Key is not ("Date" or "Content-Security-Policy")).Select(h => $"{h.Key}: {string.Join(',', h.Value)}").Order(StringComparer.Ordinal));

    [GeneratedRegex("CfDJ8[A-Za-z0-9_-]+")]
    private static partial Regex Sealed();

    [GeneratedRegex(@"^\d{3}/\d{2}/\d{2} \d{2}:\d{2}$")]
    private static partial Regex Received();
}
