using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.NonEnrolment;
using StudentNet.Modules.NonEnrolment.P2Cases;
using StudentNet.Modules.NonEnrolment.P2Questions;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.NonEnrolment;

/// <summary>P3's lists and their sums at every moment, and what the ministry asks of the counties.</summary>
public sealed class CaseListsTests
{
    private static readonly (string? County, string? School)[] Whose =
    [
        (SmallCountry.County, SmallCountry.School),
        (SmallCountry.County, SmallCountry.OtherSchool),
        (SmallCountry.County, null),
        (SmallCountry.OtherCounty, SmallCountry.ForeignSchool),
    ];

    private static readonly string[] Reasons = ["admitted", "aged-out", "abroad"];
    private static readonly string?[] Causes = [null, "abroad", "moving"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Overdue_is_the_same_sum_for_ministry_counties_and_schools_at_each_moment_of_a_moved_clock(int seed)
    {
        var random = new Random(seed);
        await using var app = await WithCasesAsync(random);
        for (var day = new DateOnly(2026, 7, 1); day < new DateOnly(2026, 8, 20); day = day.AddDays(random.Next(1, 6)))
        {
            var today = day;
            await app.Db(async db =>
            {
                var roster = new CaseRoster(db);
                async Task<int> OverdueAsync(Scope scope) => (await CaseRoster.CountAsync(roster.Within(scope), today)).Overdue;
                var ministry = await OverdueAsync(new Scope.National());
                var counties = await OverdueAsync(new Scope.County(SmallCountry.County)) + await OverdueAsync(new Scope.County(SmallCountry.OtherCounty));
                var schools = 0;
                foreach (var school in Whose.Select(w => w.School).OfType<string>().Distinct())
                {
                    schools += await OverdueAsync(new Scope.School(school));
                }

                // What the rows themselves say, one by one.
                var rows = (await db.Set<TrackedCase>().AsNoTracking().ToListAsync()).Count(c => c.State(today) == CaseState.Overdue);
                (ministry, counties, schools).ShouldBe((rows, rows, rows), $"{today}");
            });
        }
    }

    [Fact]
    public async Task The_parts_of_a_list_add_up_and_the_file_has_the_rows_of_the_filter()
    {
        await using var app = await WithCasesAsync(new Random(3));
        using var ministry = await app.ClientAs(Persona.Ministry);
        using var county = await app.ClientAs(Persona.County);
        foreach (var (visitor, path) in new[] { (ministry, "/P3.11"), (county, "/P3.21") })
        {
            foreach (var list in new[] { "Released", "Causes" })
            {
                var page = await visitor.OpenAsync($"{path}?list={list}");
                var counts = page.TextsOf(".chips .chip b").Select(t => int.Parse(t, System.Globalization.CultureInfo.InvariantCulture)).ToList();
                counts[0].ShouldBeGreaterThan(1);
                counts.Skip(1).Sum().ShouldBe(counts[0], $"{path} {list}");
                page.Document.QuerySelectorAll("tbody tr").Length.ShouldBe(counts[0]);
            }
        }

        var released = await county.OpenAsync("/P3.21?list=Released&code=abroad");
        var csv = await county.Http.GetStringAsync("/P3.21?list=Released&code=abroad&handler=export&kind=Csv");
        csv.Trim().Split('\n').Length.ShouldBe(released.Document.QuerySelectorAll("tbody tr").Length + 1);
        csv.ShouldContain("出境");
        csv.ShouldNotContain("已入學");
        (await county.OpenAsync("/P3.21?list=Earlier")).Text.ShouldContain("歷年未入學名單");
    }

    [Fact]
    public async Task The_ministry_asks_the_county_of_a_case_and_names_who_stays_silent()
    {
        await using var app = await WithCasesAsync(new Random(4));
        using var ministry = await app.ClientAs(Persona.Ministry);
        using var county = await app.ClientAs(Persona.County);
        using var other = await app.ClientAs(Persona.OtherCounty);
        (await AskAsync("115-09001", "115/07/08")).Text.ShouldContain("已詢問 1 個縣市");
        (await AskAsync("", "115/07/08")).Text.ShouldContain("已詢問 2 個縣市");
        (await AskAsync("115-00000", "115/07/08")).Text.ShouldContain("查無這個案號");
        (await AskAsync("", "115/07/01")).Text.ShouldContain("期限要在明天");
        (await county.OpenAsync("/P2.21/questions")).Document.QuerySelectorAll("tbody tr").Length.ShouldBe(2);
        var others = await other.OpenAsync("/P2.21/questions");
        others.Document.QuerySelectorAll("tbody tr").Length.ShouldBe(1, "the case is not its own");

        app.Clock.Advance(TimeSpan.FromDays(10));
        (await ministry.OpenAsync("/P2.11/questions")).TextOf("#silent").ShouldContain("樣本縣");
        var form = others.Find("form[method=post] textarea").Closest("form")!.GetAttribute("action")!;
        (await app.Db(db => new MinistryQuestions(db).AnswerAsync(1, "done", "已處理", Act.System("測試", "P2.21", app.Clock.GetUtcNow().UtcDateTime) with { OrganisationCode = SmallCountry.OtherCounty })))?.Code.ShouldBe("question.none", "nobody answers for another county");
        (await others.SubmitAsync(selector: $"form[action='{form}']")).Text.ShouldContain("沒有選答復");
        var answered = await others.SubmitAsync(
            f =>
            {
                f["code"] = "going-on";
                f["answer"] = "訪查中";
            },
            selector: $"form[action='{form}']"
        );
        answered.Text.ShouldContain("已答復");
        var seen = await ministry.OpenAsync("/P2.11/questions");
        seen.TextOf("#silent").ShouldNotContain("樣本縣");
        seen.Text.ShouldContain("處理中 訪查中");

        async Task<TestPage> AskAsync(string caseNo, string due) =>
            await (await ministry.OpenAsync("/P2.11/questions")).SubmitAsync(
                f =>
                {
                    f["CaseNo"] = caseNo;
                    f["Words"] = "目前的情形？";
                    f["DueOn"] = due;
                },
                button: "送出詢問"
            );
    }

    /// <summary>Twenty-four cases of two counties and three schools, open and released, with a next visit anywhere in July and August.</summary>
    private static async Task<TestApp> WithCasesAsync(Random random)
    {
        var app = await TestApp.CreateAsync();
        await app.Db(SmallCountry.SeedAsync);
        await app.Db(async db =>
        {
            var at = TestApp.Start.UtcDateTime;
            for (var i = 1; i <= 24; i++)
            {
                var (county, school) = Whose[i % Whose.Length];
                var birth = new DateOnly(2020, 1, 1).AddDays(i);
                var released = i % 3 == 0;
                db.Add(
                    new Person
                    {
                        PersonId = 9_800_000 + i,
                        Name = $"測{i}",
                        NormalisedName = $"測{i}",
                        Sex = Sex.Female,
                        BirthDate = birth,
                        Cohort = Cohort.Of(birth).Year,
                        Nationality = "TW",
                    }
                );
                db.Add(
                    new TrackedCase
                    {
                        PersonId = 9_800_000 + i,
                        CaseSeq = 1,
                        CaseNo = $"115-{9000 + i:00000}",
                        Year = new SchoolYear(115),
                        Level = SchoolLevel.Elementary,
                        ComparisonId = 1,
                        CountyCode = county,
                        SchoolCode = school,
                        DesignatedAt = school is null ? null : at,
                        NextVisitDue = school is null || released ? null : new DateOnly(2026, 7, 1).AddDays(random.Next(0, 50)),
                        OpenedAt = at,
                        ReleasedAt = released ? at : null,
                        ReleaseReason = released ? Reasons[random.Next(Reasons.Length)] : null,
                        Cause = Causes[random.Next(Causes.Length)],
                    }
                );
            }

            await db.SaveAsync(Act.System("布置", "system.test", at));
        });
        return app;
    }
}
