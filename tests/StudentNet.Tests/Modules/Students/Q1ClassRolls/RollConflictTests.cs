using System.Net;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Students;
using StudentNet.Modules.Students.Q1ClassRolls;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Tests.Infrastructure;
using static StudentNet.Tests.Modules.Students.Q1ClassRolls.RollDesk;
using static StudentNet.Tests.Modules.Students.Q1ClassRolls.RollFile;

namespace StudentNet.Tests.Modules.Students.Q1ClassRolls;

/// <summary>Children on two rolls, and children on none: 轉出未轉入 and 在兩校名單, as school, county and ministry see them.</summary>
public sealed class RollConflictTests
{
    /// <summary>What the list says of each child.</summary>
    private const string Standing = "tbody td .tag";

    [Fact]
    public async Task Who_leaves_is_a_visible_gap_until_another_roll_has_the_child()
    {
        await using var app = await TestApp.CreateAsync();
        using var clerk = await app.ClientAs(Persona.Clerk);
        using var county = await app.ClientAs(Persona.County);
        using var ministry = await app.ClientAs(Persona.Ministry);
        await FillAsync(app, [Pupil(1), Pupil(2)]);
        var person = await PersonAsync(app);
        var page = await clerk.OpenAsync($"/Q1.31/pupil/{person}");
        (await page.SubmitAsync(button: "移出本校名單")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await page.SubmitAsync(form => form["Reason"] = "轉學到範二國小", button: "移出本校名單")).Redirect.ShouldNotBeNull();

        (await clerk.OpenAsync("/Q1.31/conflicts")).TextsOf(Standing).ShouldBe(["3 日內待轉入"]);
        app.Clock.Advance(TimeSpan.FromDays(4));
        using var later = await app.ClientAs(Persona.Clerk);
        (await later.OpenAsync("/Q1.31/conflicts")).TextsOf(Standing).ShouldBe(["逾 3 日未轉入"]);
        using var countyLater = await app.ClientAs(Persona.County);
        (await countyLater.OpenAsync("/Q1.21/conflicts")).TextsOf(Standing).ShouldBe(["逾 3 日未轉入"]);
        (await countyLater.OpenAsync("/")).Text.ShouldContain("追蹤轉出未轉入的學生");
        using var ministryLater = await app.ClientAs(Persona.Ministry);
        (await ministryLater.OpenAsync("/Q1.11")).TextsOf("tfoot td:last-child")[0].ShouldBe("1");

        await FillAsync(app, [Pupil(1)], SmallCountry.OtherSchool);
        (await later.OpenAsync("/Q1.31/conflicts")).TextsOf(Standing).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_pupil_of_the_last_term_who_was_not_taken_over_is_a_gap_too()
    {
        await using var app = await TestApp.CreateAsync();
        using var clerk = await app.ClientAs(Persona.Clerk);
        await PlaceAsync(app, Placed(1, 114, 1), Placed(2, 114, 1), Placed(2, 114, 2));
        (await clerk.OpenAsync("/Q1.31/conflicts")).Text.ShouldContain("上學期在名單，本學期未列入");
    }

    [Fact]
    public async Task County_and_ministry_see_at_which_school_children_are_overdue_and_only_the_county_sees_who_they_are()
    {
        await using var app = await TestApp.CreateAsync();
        using var county = await app.ClientAs(Persona.County);
        using var ministry = await app.ClientAs(Persona.Ministry);
        // The second child was taken over, so the school has sent its roll of this term, and has forgotten the first.
        await PlaceAsync(app, Placed(1, 114, 1), Placed(2, 114, 1), Placed(2, 114, 2));

        var schools = await county.OpenAsync("/Q1.21?show=overdue");
        schools.TextsOf("tbody th").ShouldHaveSingleItem().ShouldContain(SmallCountry.School);
        var link = schools.Find("tbody td a").GetAttribute("href")!;
        (await county.OpenAsync(link)).TextsOf("tbody th").ShouldBe([Pupil(1).Name]);
        (await county.OpenAsync(link.Replace(SmallCountry.School, SmallCountry.OtherSchool, StringComparison.Ordinal))).Text.ShouldContain("沒有符合的學生");
        (await county.OpenAsync("/Q1.21/conflicts?show=doubles")).Text.ShouldContain("沒有符合的學生");

        var drill = (await ministry.OpenAsync("/Q1.11")).Find("tbody td a").GetAttribute("href")!;
        var ofCounty = await ministry.OpenAsync(drill);
        ofCounty.TextsOf("tbody th").ShouldHaveSingleItem().ShouldContain(SmallCountry.School);
        ofCounty.Text.ShouldNotContain(Pupil(1).Name);
        (await ministry.GetAsync("/Q1.21/conflicts")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_countys_bell_may_be_a_minute_old_and_its_list_never()
    {
        await using var app = await TestApp.CreateAsync();
        using var county = await app.ClientAs(Persona.County);
        (await county.OpenAsync("/")).Text.ShouldNotContain("追蹤轉出未轉入的學生");
        await PlaceAsync(app, Placed(1, 114, 1), Placed(2, 114, 2));

        (await county.OpenAsync("/")).Text.ShouldNotContain("追蹤轉出未轉入的學生");
        (await county.OpenAsync("/Q1.21/conflicts")).TextsOf("tbody th").ShouldBe([Pupil(1).Name]);
        app.Clock.Advance(RollDoubtCache.Kept);
        (await county.OpenAsync("/")).Text.ShouldContain("追蹤轉出未轉入的學生");
    }

    [Fact]
    public async Task A_long_list_comes_in_pages_kind_by_kind_and_whole_in_the_file()
    {
        await using var app = await TestApp.CreateAsync();
        using var clerk = await app.ClientAs(Persona.Clerk);
        const int forgotten = 503;
        long[] doubled = [504, 505];
        await PlaceAsync(
            app,
            [
                .. Enumerable.Range(1, forgotten).Select(n => Placed(n, 114, 1)),
                .. doubled.SelectMany(n => (ClassPupil[])[Placed(n, 114, 2), Placed(n, 114, 2, SmallCountry.OtherSchool)]),
            ]
        );

        var first = await clerk.OpenAsync("/Q1.31/conflicts");
        first.TextsOf("tbody th").Count.ShouldBe(200);
        first.TextsOf(Standing).Count(t => t == "在兩校名單").ShouldBe(2);
        var last = await clerk.OpenAsync("/Q1.31/conflicts?page=3");
        last.TextsOf("tbody th").Count.ShouldBe(505 - 400);
        last.TextsOf("tbody th")[^1].ShouldBe(Pupil(forgotten).Name);
        (await clerk.OpenAsync("/Q1.31/conflicts?show=overdue")).TextsOf("tbody th")[0].ShouldBe(Pupil(1).Name);
        var file = await clerk.Http.GetStringAsync("/Q1.31/conflicts?handler=export&kind=Csv");
        // A heading, each child once, and the doubled ones at each of their schools.
        file.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1 + 505 + 2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_child_on_the_list_of_foreign_pupils_or_of_a_foreign_school_is_no_gap_and_besides_a_roll_it_is_a_double(bool isForeignSchool)
    {
        await using var app = await TestApp.CreateAsync();
        using var clerk = await app.ClientAs(Persona.Clerk);
        await app.Db(SmallCountry.OpenForForeignersAsync);
        await PlaceAsync(app, Placed(1, 114, 1), Placed(2, 114, 1), Placed(2, 114, 2));
        (await clerk.OpenAsync("/Q1.31/conflicts")).TextsOf("tbody th").ShouldBe([Pupil(1).Name]);

        await app.Db(async db =>
        {
            foreach (var child in (long[])[1, 2])
            {
                db.Add(isForeignSchool ? AtForeignSchool(child) : Foreigner(child, SmallCountry.OtherSchool));
            }

            await db.SaveAsync(Act.System("登錄學生", "system.test", TestApp.Start.UtcDateTime));
        });
        using var later = await app.ClientAs(Persona.Clerk);
        var page = await later.OpenAsync("/Q1.31/conflicts");
        page.TextsOf("tbody th").ShouldBe([Pupil(2).Name]);
        page.TextOf("tbody tr").ShouldContain(isForeignSchool ? "外僑學校名單（Q5）" : "外籍生名單（Q3）");
        page.Text.ShouldNotContain("未列入");
        var file = await later.Http.GetStringAsync("/Q1.31/conflicts?handler=export&kind=Csv");
        file.ShouldContain("在兩校名單");
        file.ShouldContain(Pupil(2).Name);
        using var county = await app.ClientAs(Persona.County);
        (await county.OpenAsync("/")).Text.ShouldContain("1 名學生同時在兩校名單");
    }

    [Fact]
    public async Task A_child_who_has_left_the_foreign_school_is_a_gap_again()
    {
        await using var app = await TestApp.CreateAsync();
        using var clerk = await app.ClientAs(Persona.Clerk);
        await app.Db(SmallCountry.OpenForForeignersAsync);
        await PlaceAsync(app, Placed(1, 114, 1), Placed(2, 114, 2));
        await app.Db(async db =>
        {
            var left = AtForeignSchool(1);
            left.LeftOn = new DateOnly(2026, 6, 30);
            db.Add(left);
            await db.SaveAsync(Act.System("登錄學生", "system.test", TestApp.Start.UtcDateTime));
        });
        (await clerk.OpenAsync("/Q1.31/conflicts")).TextsOf("tbody th").ShouldBe([Pupil(1).Name]);
    }

    [Fact]
    public async Task A_child_added_by_hand_is_told_to_the_school_that_still_has_it()
    {
        await using var app = await TestApp.CreateAsync();
        using var other = await app.ClientAs(Persona.OtherClerk);
        await FillAsync(app, [Pupil(1), Pupil(2)]);
        var page = await other.OpenAsync("/Q1.31/add?grade=1&name=03");
        var answer = await page.SubmitAsync(form =>
        {
            form["Who.Number"] = Pupil(1).Number;
            form["Who.Name"] = Pupil(1).Name;
            form["Who.Sex"] = "Female";
            form["Who.BirthDate"] = Pupil(1).Birth;
        });
        answer.Redirect.ShouldNotBeNull(answer.Text);

        (await app.Db(db => db.Set<OrganisationNotice>().SingleAsync())).OrganisationCode.ShouldBe(SmallCountry.School);
        (await app.Db(db => db.Set<ClassPupil>().CountAsync())).ShouldBe(3);
        using var clerk = await app.ClientAs(Persona.Clerk);
        (await clerk.OpenAsync("/Q1.31/conflicts")).Text.ShouldContain("範二國小");
        (await clerk.OpenAsync("/")).Text.ShouldContain("確認在兩校名單的學生");
    }

    /// <summary>Children, and where they are on rolls.</summary>
    private static Task PlaceAsync(TestApp app, params ClassPupil[] placed) =>
        app.Db(async db =>
        {
            foreach (var n in placed.Select(p => (int)p.PersonId).Distinct())
            {
                db.Add(
                    new StudentNet.Modules.Residents.Person
                    {
                        PersonId = n,
                        Name = Pupil(n).Name,
                        NormalisedName = Pupil(n).Name,
                        Sex = Sex.Female,
                        BirthDate = new DateOnly(2018, 10, 5),
                        Cohort = 2019,
                        Nationality = "TW",
                    }
                );
            }

            db.AddRange(placed);
            await db.SaveAsync(Act.System("設立學生", "system.test", TestApp.Start.UtcDateTime));
        });

    private static ClassPupil Placed(long person, int year, int term, string school = SmallCountry.School)
    {
        var line = new RollLine("A", 1, "01", null, "enrolled", null, false, null, null, 0);
        return new ClassPupil
        {
            PersonId = person,
            Year = new SchoolYear(year),
            Term = term,
            SchoolCode = school,
            ClassKind = line.ClassKind,
            Grade = line.Grade,
            ClassName = line.ClassName,
            State = line.State,
            CountsAs = line.CountsAs,
            Content = line.Content,
            ChangedAt = TestApp.Start.UtcDateTime,
        };
    }

    private static ForeignSchoolPupil AtForeignSchool(long person) =>
        new()
        {
            PersonId = person,
            SchoolCode = SmallCountry.SchoolOfForeigners,
            GradeYear = 114,
            Grade = 1,
            EnrolledOn = new DateOnly(2026, 3, 1),
            ChangedAt = TestApp.Start.UtcDateTime,
        };
}
