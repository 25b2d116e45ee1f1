using System.Net;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.NonEnrolment;
using StudentNet.Modules.NonEnrolment.P1Comparison;
using StudentNet.Modules.NonEnrolment.P2Cases;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Platform.Intake;
using static StudentNet.Tests.Modules.Residents.MergeWorld;

namespace StudentNet.Tests.Modules.NonEnrolment;

/// <summary>解除列管: a tracked record that proves to be a child whom the comparison found, and the county's confirmation.</summary>
public sealed class CaseReleaseTests
{
    private const string CaseNo = "115-00009";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_tracked_record_that_is_merged_with_an_admitted_one_is_proposed_for_release_at_once(bool trackedStays)
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var app = counter.App;
        var (tracked, admitted) = await TwoAsync(app);
        await ComparedAsync(app, tracked, admitted);

        var merge = await (trackedStays ? MergeAsync(app, tracked, admitted) : MergeAsync(app, admitted, tracked));

        await app.Db(async db =>
        {
            var found = await db.Set<TrackedCase>().AsNoTracking().SingleAsync();
            (found.PersonId, found.ProposedReleasePass, found.ReleasedAt).ShouldBe((merge.Survivor, 10, null), "a person confirms");
            var last = await db.Set<CaseEvent>().AsNoTracking().OrderByDescending(e => e.Seq).FirstAsync();
            (last.Kind, last.SchoolCode).ShouldBe((CaseEventKind.ReleaseProposed, SmallCountry.School));
        });
    }

    [Fact]
    public async Task What_was_found_of_a_record_counts_after_a_second_merge_too()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var app = counter.App;
        var (tracked, admitted) = await TwoAsync(app);
        var third = await PersonAsync(app, 23);
        await ComparedAsync(app, tracked, admitted);

        await MergeAsync(app, third, admitted);
        await MergeAsync(app, tracked, third);

        (await app.Db(db => db.Set<TrackedCase>().AsNoTracking().SingleAsync())).ProposedReleasePass.ShouldBe(10);
    }

    [Fact]
    public async Task The_proposal_is_withdrawn_when_the_merge_is_taken_apart()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var app = counter.App;
        var (tracked, admitted) = await TwoAsync(app);
        await ComparedAsync(app, tracked, admitted);
        var merge = await MergeAsync(app, admitted, tracked);

        await ApartAsync(app, merge.Id);

        var found = await app.Db(db => db.Set<TrackedCase>().AsNoTracking().SingleAsync());
        (found.PersonId, found.ProposedReleasePass).ShouldBe((tracked, null));
    }

    [Fact]
    public async Task A_merge_of_two_whom_the_comparison_found_nowhere_proposes_nothing()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var app = counter.App;
        var (tracked, other) = await TwoAsync(app);
        await ComparedAsync(app, tracked, other, pass: null);

        await MergeAsync(app, other, tracked);

        (await app.Db(db => db.Set<TrackedCase>().AsNoTracking().SingleAsync())).ProposedReleasePass.ShouldBeNull();
    }

    [Fact]
    public async Task The_county_is_told_of_a_proposal_and_confirms_it_on_the_page_of_the_case()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var app = counter.App;
        var (tracked, admitted) = await TwoAsync(app);
        await ComparedAsync(app, tracked, admitted);
        await MergeAsync(app, tracked, admitted);
        var county = await app.ClientAs(Persona.County);
        (await county.OpenAsync("/")).Text.ShouldContain("確認解除列管");
        var page = await county.OpenAsync("/P2.21?proposed=true");
        page.Text.ShouldContain("比對到「已入學」");

        var after = await page.SubmitAsync(button: "解除列管", selector: "form[action$='handler=Release']");

        after.Text.ShouldContain($"案 {CaseNo} 已解除列管：已入學");
        var released = await app.Db(db => db.Set<TrackedCase>().AsNoTracking().SingleAsync());
        (released.State(TaipeiTime.Today(app.Clock.GetUtcNow().UtcDateTime)), released.ReleaseReason).ShouldBe((CaseState.Released, "admitted"));
        var last = await app.Db(db => db.Set<CaseEvent>().AsNoTracking().OrderByDescending(e => e.Seq).FirstAsync());
        (last.Kind, last.OrganisationCode, last.SchoolCode).ShouldBe((CaseEventKind.Released, SmallCountry.County, SmallCountry.School));
        (await county.OpenAsync("/")).Text.ShouldNotContain("確認解除列管");

        // Another officer has the page still open.
        var again = await page.SubmitAsync(button: "解除列管", selector: "form[action$='handler=Release']");
        (again.Status, again.Text.Contains("已解除列管，不必再確認", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.UnprocessableEntity, true));
    }

    [Fact]
    public async Task The_notice_of_two_cases_of_one_child_is_read_where_the_cases_are_and_leaves_what_is_due()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var app = counter.App;
        var (first, second) = await TwoAsync(app);
        await app.Db(async db =>
        {
            db.AddRange(Case(first, "115-00001"), Case(second, "115-00002"));
            await db.SaveAsync(Write());
        });
        await MergeAsync(app, first, second);
        const string Notice = "同一名學生有兩件列管個案（115-00001、115-00002）";
        var county = await app.ClientAs(Persona.County);
        (await county.OpenAsync("/")).Text.ShouldContain(Notice);
        var page = await county.OpenAsync("/P2.21");
        page.Text.ShouldContain(Notice);

        var after = await page.SubmitAsync(button: "標為已讀", selector: "form[action$='handler=Read']");

        after.Text.ShouldContain("通知已標為已讀");
        after.Text.ShouldNotContain(Notice);
        (await county.OpenAsync("/")).Text.ShouldNotContain(Notice);
    }

    [Fact]
    public async Task A_release_that_is_not_proposed_or_no_longer_so_is_refused()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var app = counter.App;
        var (tracked, admitted) = await TwoAsync(app);
        await ComparedAsync(app, tracked, admitted);
        (await ReleaseAsync(10)).ShouldBe("case.no-proposal");
        await MergeAsync(app, tracked, admitted);
        (await ReleaseAsync(30)).ShouldBe("case.no-proposal");
        (await app.Db(db => db.Set<TrackedCase>().AsNoTracking().SingleAsync())).ReleasedAt.ShouldBeNull();
        (await ReleaseAsync(10)).ShouldBeNull();

        Task<string?> ReleaseAsync(int pass) =>
            app.Db(async db => (await new CaseRegister(db).ReleaseAsync(await db.Set<TrackedCase>().SingleAsync(), pass, Write()))?.Code);
    }

    [Fact]
    public void Every_pass_of_the_comparison_proves_one_reason_of_release() =>
        CaseWords.ReleaseReasons.SelectMany(r => r.Passes).ShouldBe(ComparisonPasses.All.Where(p => p.Code != "release-granted").Select(p => p.Number), ignoreOrder: true);

    /// <summary>A comparison has run: one record has a case, the other was found, or not.</summary>
    private static Task ComparedAsync(TestApp app, long tracked, long other, int? pass = 10) =>
        app.Db(async db =>
        {
            var at = app.Clock.GetUtcNow().UtcDateTime;
            db.Add(
                new NationalComparison
                {
                    Id = 1,
                    Year = Year,
                    Level = SchoolLevel.Elementary,
                    AsOf = TaipeiTime.Today(at),
                    RuleVersion = "test",
                    RunId = 1,
                    StartedAt = at,
                    EndedAt = at,
                }
            );
            db.Add(new ComparisonResult { PersonId = tracked, ComparisonId = 1, Pass = null });
            db.Add(new ComparisonResult { PersonId = other, ComparisonId = 1, Pass = pass, Detail = pass is null ? null : SmallCountry.School });
            db.AddRange(Case(tracked, CaseNo), Happened(tracked, 1));
            await db.SaveAsync(Write());
        });
}
