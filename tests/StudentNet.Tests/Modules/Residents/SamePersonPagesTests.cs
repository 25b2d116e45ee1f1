using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Admissions.Marking;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Residents.SamePerson;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Platform.Intake;
using static StudentNet.Tests.Modules.Residents.MergeWorld;

namespace StudentNet.Tests.Modules.Residents;

/// <summary>合併與證號 (N7.21, N1.11): officers look at two records side by side, make one of them, take it apart, put exchanged numbers right.</summary>
public sealed class SamePersonPagesTests
{
    private const string List = "/N7.21/same";
    private static readonly string FirstNumber = RegistryFile.Number(21);
    private static readonly string SecondNumber = RegistryFile.Number(22);

    [Fact]
    public async Task Two_records_are_seen_side_by_side_merged_found_in_the_list_and_taken_apart_again()
    {
        await using var app = await TestApp.CreateAsync();
        using var county = await app.ClientAs(Persona.County);
        var (first, second) = await TwoAsync(app);
        await LivesAsync(app, first, 0);
        await MarkAsync(app, first, SmallCountry.OtherSchool, EntryStage.Registration, new MarkWish.Here());
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await MarkAsync(app, second, SmallCountry.School, EntryStage.Registration, new MarkWish.Here());
        await app.Db(async db =>
        {
            db.AddRange(Case(first, "115-1"), Case(second, "115-2"));
            await db.SaveAsync(Write());
        });
        var before = await app.Db(WorldAsync);

        var pair = await LookAsync(county, FirstNumber, SecondNumber);
        pair.Path.ShouldBe($"{List}/{first}/{second}");
        pair.TextOf("#pair").ShouldContain("範二國小");
        pair.TextOf("#pair").ShouldContain("115-2");
        pair.TextOf("#effects").ShouldContain("新生歷程 1 筆");
        pair.TextOf("#effects").ShouldContain("留給人決定115 學年度國小報到、列管中的個案");
        (await app.Db(WorldAsync)).ShouldBe(before, "looking changes nothing");

        (await pair.SubmitAsync(button: "合併為一筆")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity, "no reason, no merge");
        var merge = await pair.SubmitAsync(form => form["Reason"] = "戶政回覆為同一人", button: "合併為一筆");
        merge.Redirect.ShouldNotBeNull(merge.Text);
        merge.Path.ShouldStartWith($"{List}/merge/");
        merge.TextOf("#facts").ShouldContain("戶政回覆為同一人");
        merge.TextOf("#facts").ShouldContain($"範例縣 {Persona.County.Name}");
        (await app.Db(db => db.Set<Person>().SingleAsync(p => p.PersonId == second))).MergedInto.ShouldBe(first);
        (await app.Db(db => db.Set<AuditEntry>().SingleAsync(e => e.What == "合併兩筆學生紀錄"))).Reason.ShouldBe("戶政回覆為同一人");
        (await app.Db(db => db.Set<OrganisationNotice>().Where(n => n.Text.Contains("已合併")).Select(n => n.OrganisationCode).ToListAsync()))
            .ShouldBe([SmallCountry.School, SmallCountry.OtherSchool, SmallCountry.County], ignoreOrder: true);

        var home = await county.OpenAsync("/");
        home.Text.ShouldContain("兩筆紀錄確認為同一人");
        foreach (var link in home.Document.QuerySelectorAll("main a[href]").Where(a => a.TextContent.Contains("查看")).Select(a => a.GetAttribute("href")!))
        {
            (await county.GetAsync(link)).Status.ShouldBe(HttpStatusCode.OK, $"a notice leads to {link}");
        }

        var list = await county.OpenAsync(home.Find($"main a[href='{List}']").GetAttribute("href")!);
        list.TextsOf("#merges tbody tr").ShouldHaveSingleItem().ShouldContain("已合併");
        (await list.SubmitAsync(button: "標為已讀")).TextsOf("#notices").ShouldBeEmpty();

        app.Clock.Advance(TimeSpan.FromDays(1));
        merge = await list.FollowAsync("測樣同");
        (await merge.SubmitAsync(button: "取消合併")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity, "no reason, nothing happens");
        var apart = await merge.SubmitAsync(form => form["Reason"] = "是雙胞胎", button: "取消合併");
        apart.TextOf("#facts").ShouldContain("取消");
        (await app.Db(WorldAsync)).ShouldBe(before);
        (await merge.SubmitAsync(form => form["Reason"] = "再取消一次", button: "取消合併")).Text.ShouldContain("已經取消");
        (await app.Db(db => db.Set<AuditEntry>().CountAsync(e => e.What == "取消合併學生紀錄"))).ShouldBe(1);
    }

    [Fact]
    public async Task A_record_of_another_county_is_named_by_its_whole_number_only_and_shows_no_address_and_no_school()
    {
        await using var app = await TestApp.CreateAsync();
        using var county = await app.ClientAs(Persona.County);
        using var elsewhere = await app.ClientAs(Persona.OtherCounty);
        using var ministry = await app.ClientAs(Persona.Ministry);
        var (own, foreign) = await TwoAsync(app);
        await LivesAsync(app, own, 0);
        await LivesAsync(app, foreign, 0, SmallCountry.OtherCounty, "樣本路 9 號");
        await MarkAsync(app, foreign, SmallCountry.ForeignSchool, EntryStage.Registration, new MarkWish.Here());

        (await county.GetAsync($"{List}/{own}/{foreign}")).Status.ShouldBe(HttpStatusCode.NotFound, "its key alone opens nothing");
        var pair = await LookAsync(county, FirstNumber, SecondNumber);
        pair.Status.ShouldBe(HttpStatusCode.OK);
        pair.TextOf("#pair").ShouldContain("樣本縣的學校");
        pair.TextOf("#pair").ShouldNotContain("樣一國小");
        pair.TextOf("#pair").ShouldNotContain("樣本路 9 號");
        pair.TextOf("#pair").ShouldContain("範例路 1 號");

        var proof = pair.Path[pair.Path.IndexOf('?')..];
        (await county.GetAsync($"{List}/{own}/{foreign + 1}{proof}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await elsewhere.GetAsync($"{List}/{own}/{foreign}{proof}")).Status.ShouldBe(HttpStatusCode.NotFound, "the proof is of the one who named the number");
        (await ministry.OpenAsync($"/N1.11/same/{own}/{foreign}")).TextOf("#pair").ShouldContain("樣一國小");
    }

    [Fact]
    public async Task Numbers_of_which_none_is_the_countys_are_answered_as_if_nobody_had_them()
    {
        await using var app = await TestApp.CreateAsync();
        using var county = await app.ClientAs(Persona.County);
        var (one, other) = await TwoAsync(app);
        await LivesAsync(app, one, 0, SmallCountry.OtherCounty);
        await LivesAsync(app, other, 0, SmallCountry.OtherCounty);

        var known = await LookAsync(county, FirstNumber, SecondNumber);
        var unknown = await LookAsync(county, RegistryFile.Number(31), RegistryFile.Number(32));

        known.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        known.TextOf("main").ShouldBe(unknown.TextOf("main"));
        (await county.GetAsync($"{List}/{one}/{other}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await WhoAsync(county, FirstNumber, "115/06/30")).TextOf("main").ShouldBe((await WhoAsync(county, RegistryFile.Number(31), "115/06/30")).TextOf("main"));
    }

    [Fact]
    public async Task A_merge_is_seen_and_taken_apart_by_whom_it_concerns_only()
    {
        await using var app = await TestApp.CreateAsync();
        using var county = await app.ClientAs(Persona.County);
        using var elsewhere = await app.ClientAs(Persona.OtherCounty);
        using var ministry = await app.ClientAs(Persona.Ministry);
        var (first, second) = await TwoAsync(app);
        await LivesAsync(app, first, 0);
        var merge = await MergeWorld.MergeAsync(app, first, second);

        (await county.OpenAsync(List)).TextsOf("#merges tbody tr").Count.ShouldBe(1);
        (await elsewhere.OpenAsync(List)).TextsOf("#merges tbody tr").ShouldBeEmpty();
        (await elsewhere.GetAsync($"{List}/merge/{merge.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        var page = await ministry.OpenAsync($"/N1.11/same/merge/{merge.Id}");
        (await page.SubmitAsync(form => form["Reason"] = "查明為兩人", button: "取消合併")).Redirect.ShouldNotBeNull();
        (await app.Db(db => db.Set<Person>().SingleAsync(p => p.PersonId == second))).MergedInto.ShouldBeNull();
    }

    [Fact]
    public async Task Another_name_or_birth_date_asks_to_have_it_checked_first()
    {
        await using var app = await TestApp.CreateAsync();
        using var county = await app.ClientAs(Persona.County);
        var (first, second) = await TwoAsync(app);
        await LivesAsync(app, first, 0);
        await app.Db(async db =>
        {
            (await db.Set<Person>().SingleAsync(p => p.PersonId == second)).NormalisedName = "測樣異";
            await db.SaveAsync(Write());
        });

        var pair = await LookAsync(county, FirstNumber, SecondNumber);
        var refused = await pair.SubmitAsync(form => form["Reason"] = "同一人", button: "合併為一筆");
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("請先查證");
        (await refused.SubmitAsync(form => { form["Reason"] = "改過名"; form.Tick("IsChecked", "true"); }, button: "合併為一筆")).Redirect.ShouldNotBeNull();
    }

    [Fact]
    public async Task Of_two_officers_who_merge_the_same_pair_either_way_one_is_refused()
    {
        await using var app = await TestApp.CreateAsync();
        using var county = await app.ClientAs(Persona.County);
        var (first, second) = await TwoAsync(app);
        await LivesAsync(app, first, 0);
        var one = await LookAsync(county, FirstNumber, SecondNumber);
        var other = await one.FollowAsync("改為保留另一筆");

        var done = await one.SubmitAsync(form => form["Reason"] = "同一人", button: "合併為一筆");
        done.Redirect.ShouldNotBeNull(done.Text);
        (await other.SubmitAsync(form => form["Reason"] = "同一人", button: "合併為一筆")).Status.ShouldBe(HttpStatusCode.NotFound, "they are one by now");

        (await app.Db(db => db.Set<PersonMerged>().CountAsync())).ShouldBe(1);
        (await app.Db(db => db.Set<Person>().SingleAsync(p => p.PersonId == first))).MergedInto.ShouldBeNull();
    }

    [Fact]
    public async Task Merging_a_into_b_and_b_into_a_in_one_moment_leaves_one_record_that_stands()
    {
        await using var app = await TestApp.CreateAsync();
        await app.Db(SmallCountry.SeedAsync);
        var (first, second) = await TwoAsync(app);
        await EnterAsync(app, first, SmallCountry.School, published: null);
        await EnterAsync(app, second, SmallCountry.OtherSchool, published: null);
        var versions = await app.Db(db => db.Set<Person>().ToDictionaryAsync(p => p.PersonId, p => p.Version));

        var answers = await Task.WhenAll(
            TryMergeAsync(app, new SeenPair(first, versions[first], second, versions[second])),
            TryMergeAsync(app, new SeenPair(second, versions[second], first, versions[first]))
        );

        answers.Count(problem => problem is null).ShouldBe(1);
        answers.OfType<Problem>().ShouldHaveSingleItem().Code.ShouldBe("same-person.changed");
        (await app.Db(db => db.Set<Person>().CountAsync(p => p.MergedInto == null))).ShouldBe(1);
    }

    [Fact]
    public async Task Twins_whose_numbers_are_exchanged_are_put_right_and_each_day_keeps_its_answer()
    {
        await using var app = await TestApp.CreateAsync();
        using var county = await app.ClientAs(Persona.County);
        var counter = IntakeCounter.Of(app);
        var (elder, younger) = (RegistryFile.Child(1), RegistryFile.Child(2));
        // The registry gave each twin the number of the other.
        await ListAsync(counter, elder with { Number = younger.Number }, younger with { Number = elder.Number, Birth = elder.Birth });
        var (ofElder, ofYounger) = (await IdAsync(app, younger.Number), await IdAsync(app, elder.Number));
        await MarkAsync(app, ofElder, SmallCountry.School, EntryStage.Registration, new MarkWish.Here(), isAddition: true);
        var june = app.Clock.GetUtcNow().UtcDateTime;
        app.Clock.Advance(TimeSpan.FromDays(30));

        var pair = await LookAsync(county, younger.Number, elder.Number);
        (await pair.SubmitAsync(button: "對調兩人的證號")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity, "no reason, no exchange");
        var list = await pair.SubmitAsync(form => form["ExchangeReason"] = "戶政來函：兩人證號弄反", button: "對調兩人的證號");
        list.Path.ShouldBe(List, list.Text);
        list.TextsOf("#exchanges tbody tr").ShouldHaveSingleItem().ShouldContain("戶政來函");
        (await IdAsync(app, elder.Number)).ShouldBe(ofElder);
        (await IdAsync(app, younger.Number)).ShouldBe(ofYounger);
        (await app.Db(db => db.Set<PersonChange>().Where(c => c.Field == "number").OrderBy(c => c.PersonId).Select(c => new { c.PersonId, c.Before, c.After }).ToListAsync()))
            .ShouldBe([new { PersonId = ofElder, Before = (string?)younger.Number, After = (string?)elder.Number }, new { PersonId = ofYounger, Before = (string?)elder.Number, After = (string?)younger.Number }], ignoreOrder: true);
        (await app.Db(db => db.Set<OrganisationNotice>().Where(n => n.Text.Contains("對調")).Select(n => n.OrganisationCode).ToListAsync()))
            .ShouldBe([SmallCountry.School, SmallCountry.County], ignoreOrder: true);
        (await app.Db(db => db.Set<AuditEntry>().SingleAsync(e => e.What == "對調兩名學生的證號"))).Reason.ShouldBe("戶政來函：兩人證號弄反");

        var august = app.Clock.GetUtcNow().UtcDateTime.AddDays(1);
        (await WhoWasAsync(app, elder.Number, june)).ShouldBe(ofYounger);
        (await WhoWasAsync(app, elder.Number, august)).ShouldBe(ofElder);
        var stale = await pair.SubmitAsync(form => form["ExchangeReason"] = "再對調一次", button: "對調兩人的證號");
        stale.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, "what the second officer saw is no longer so");
        (await app.Db(db => db.Set<NumbersExchanged>().CountAsync())).ShouldBe(1);
        var receipt = await counter.SendAsync(Format, RegistryFile.Of(elder with { DataDate = "115/08/01" }), settings: RegistryFile.Settings("異動名單"));
        (await counter.FindingsAsync(receipt)).ShouldNotContain(f => f.Code.StartsWith("registry.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Children_of_different_birth_dates_do_not_exchange_numbers()
    {
        await using var app = await TestApp.CreateAsync();
        using var county = await app.ClientAs(Persona.County);
        var (first, second) = await TwoAsync(app);
        await LivesAsync(app, first, 0);
        var page = await LookAsync(county, FirstNumber, SecondNumber);
        await app.Db(async db =>
        {
            (await db.Set<Person>().SingleAsync(p => p.PersonId == second)).BirthDate = new DateOnly(2019, 10, 6);
            await db.SaveAsync(Write());
        });

        (await page.SubmitAsync(form => form["ExchangeReason"] = "弄反", button: "對調兩人的證號")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await LookAsync(county, FirstNumber, SecondNumber)).TextsOf("#exchange").ShouldBeEmpty();
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<StudentNetDb>();
        var people = await db.Set<Person>().OrderBy(p => p.PersonId).ToListAsync();
        (await scope.ServiceProvider.GetRequiredService<NumberExchange>().ExchangeAsync(people[0], people[1], "弄反", Write()))!.Value.Code.ShouldBe("exchange.birth-date");
    }

    [Fact]
    public async Task A_merge_on_which_later_things_rest_is_taken_apart_after_them()
    {
        await using var app = await TestApp.CreateAsync();
        using var county = await app.ClientAs(Persona.County);
        var (first, second) = await TwoAsync(app);
        var third = await PersonAsync(app, 23);
        await LivesAsync(app, first, 0);
        var early = await MergeWorld.MergeAsync(app, first, second);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var late = await MergeWorld.MergeAsync(app, third, first);

        (await ApartAsync(app, early.Id))!.Value.Code.ShouldBe("apart.later-merge");
        (await county.OpenAsync($"{List}/merge/{early.Id}")).TextOf("#apart").ShouldContain("請先取消較晚的那一次合併");
        (await ApartAsync(app, late.Id)).ShouldBeNull();

        // The number that came with the second record goes to the third child.
        await app.Db(async db =>
        {
            (await db.Set<PersonIdentifier>().SingleAsync(i => i.Number == SecondNumber)).PersonId = third;
            await db.SaveAsync(Write());
        });
        (await ApartAsync(app, early.Id))!.Value.Code.ShouldBe("apart.number-moved");
        await app.Db(async db =>
        {
            (await db.Set<PersonIdentifier>().SingleAsync(i => i.Number == SecondNumber)).PersonId = first;
            await db.SaveAsync(Write());
        });
        (await ApartAsync(app, early.Id)).ShouldBeNull();
        (await app.Db(db => db.Set<Person>().CountAsync(p => p.MergedInto == null))).ShouldBe(3);
    }

    [Fact]
    public async Task Whose_a_number_was_is_answered_on_the_page_for_the_end_of_that_day()
    {
        await using var app = await TestApp.CreateAsync();
        using var county = await app.ClientAs(Persona.County);
        var (first, second) = await TwoAsync(app);
        await LivesAsync(app, first, 0);
        await app.Db(async db =>
        {
            (await db.Set<Person>().SingleAsync(p => p.PersonId == second)).Name = "測樣舊";
            await db.SaveAsync(Write());
        });
        app.Clock.Advance(TimeSpan.FromDays(30));
        await MergeWorld.MergeAsync(app, first, second);
        var merged = RocDate.Format(TaipeiTime.Today(app.Clock.GetUtcNow().UtcDateTime));
        var before = RocDate.Format(TaipeiTime.Today(app.Clock.GetUtcNow().UtcDateTime).AddDays(-1));

        (await WhoAsync(county, SecondNumber, before)).TextOf("#holder").ShouldContain("時測樣舊");
        (await WhoAsync(county, SecondNumber, merged)).TextOf("#holder").ShouldContain("時測樣同");
        (await WhoAsync(county, SecondNumber, "114/01/01")).Text.ShouldContain("系統還沒有這個證號");
        (await WhoAsync(county, "A1", before)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    private static async Task<TestPage> LookAsync(Visitor visitor, string first, string second)
    {
        var list = await visitor.OpenAsync(List);
        return await list.SubmitAsync(
            form =>
            {
                form["FirstNumber"] = first;
                form["SecondNumber"] = second;
            },
            selector: "#look form"
        );
    }

    private static async Task<TestPage> WhoAsync(Visitor visitor, string number, string day)
    {
        var list = await visitor.OpenAsync(List);
        return await list.SubmitAsync(
            form =>
            {
                form["Number"] = number;
                form["Day"] = day;
            },
            selector: "#who form"
        );
    }

    private static Task<long?> WhoWasAsync(TestApp app, string number, DateTime at) => app.Db(db => new PersonMerge(db, []).WhoWasAsync(number, at));

    private static async Task<Problem?> TryMergeAsync(TestApp app, SeenPair pair)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<SamePersonRegister>().MergeAsync(pair, "同一人", Write())).Problem;
    }

    private static async Task<Problem?> ApartAsync(TestApp app, long merge)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SamePersonRegister>().TakeApartAsync(merge, Write() with { At = app.Clock.GetUtcNow().UtcDateTime });
    }
}
