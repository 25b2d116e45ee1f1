using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Schools;
using StudentNet.Modules.Students;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Residents;
using StudentNet.Tests.Platform.Intake;

namespace StudentNet.Tests.Modules.Students;

/// <summary>Q5: pupils at foreign schools, filed by the school or by its county, by hand and as a file.</summary>
public sealed class ForeignSchoolTests
{
    private const string Format = "foreign-school-pupils";
    private const string Headings = "學校代碼,證號種類,證號,姓名,性別,生日,國籍,相當年級,就讀起日,離校日期,離校後去向";

    [Fact]
    public async Task A_foreign_school_registers_a_pupil_and_signs_it_off_and_the_county_sees_both()
    {
        await using var app = await OpenAsync();
        using var clerk = await app.ClientAs(Persona.ForeignSchoolClerk);
        var added = await (await clerk.OpenAsync("/Q5.31/add")).SubmitAsync(Fill);
        added.Path.ShouldStartWith("/Q5.31/pupil/");
        using var county = await app.ClientAs(Persona.County);
        var list = await county.OpenAsync("/Q5.21");
        list.Text.ShouldContain("測試僑");
        list.Text.ShouldContain("範外僑學校");

        var left = await added.SubmitAsync(form =>
        {
            form["Input.LeftOn"] = "115/06/20";
            form["Input.LeftFor"] = "返國";
        });
        left.TextsOf(".timeline li").Count.ShouldBe(2);
        (await county.OpenAsync("/Q5.21?show=left")).Text.ShouldContain("返國");
        using var other = await app.ClientAs(Persona.OtherCounty);
        (await other.OpenAsync("/Q5.21?show=left")).Text.ShouldNotContain("測試僑");
        using var ministry = await app.ClientAs(Persona.Ministry);
        (await ministry.OpenAsync("/Q5.11")).Text.ShouldContain("範例縣（1 校）");
    }

    [Fact]
    public async Task School_and_county_do_not_undo_each_other_unseen()
    {
        await using var app = await OpenAsync();
        using var clerk = await app.ClientAs(Persona.ForeignSchoolClerk);
        var opened = await (await clerk.OpenAsync("/Q5.31/add")).SubmitAsync(Fill);
        using var county = await app.ClientAs(Persona.County);
        var pupil = await app.Db(db => db.Set<ForeignSchoolPupil>().SingleAsync());
        await (await county.OpenAsync($"/Q5.21/pupil/{pupil.SchoolCode}/{pupil.PersonId}")).SubmitAsync(form => form["Input.Grade"] = "5");

        var refused = await opened.SubmitAsync(form => form["Input.Grade"] = "6");
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("您開啟之後，這名學生已被修改");
        refused.Text.ShouldContain("縣市登錄");
        (await app.Db(db => db.Set<ForeignSchoolPupil>().SingleAsync())).Grade.ShouldBe(5);
        (await app.Db(db => db.Set<AuditEntry>().CountAsync(e => e.What == "修改外僑學校學生"))).ShouldBe(1, "what was refused did not happen");

        await refused.SubmitAsync(_ => { });
        (await app.Db(db => db.Set<ForeignSchoolPupil>().SingleAsync())).Grade.ShouldBe(6);
    }

    [Fact]
    public async Task A_county_registers_a_foreign_school_and_files_for_it()
    {
        await using var app = await TestApp.CreateAsync();
        using var county = await app.ClientAs(Persona.County);
        (await county.OpenAsync("/Q5.21/add")).Text.ShouldContain("還沒有外僑學校");
        var refused = await (await county.OpenAsync("/Q5.21/schools")).SubmitAsync(form =>
        {
            form["Input.Code"] = SmallCountry.School;
            form["Input.Name"] = "範新外僑學校";
        });
        refused.Text.ShouldContain("已有單位使用");
        (await refused.SubmitAsync(form => form["Input.Code"] = "980902")).Text.ShouldContain("已登錄 範新外僑學校");
        var school = await app.Db(db => db.Set<Organisation>().SingleAsync(o => o.Code == "980902"));
        (school.Level, school.SchoolLevel, school.CountyCode).ShouldBe((Level.School, null, SmallCountry.County));
        (await app.Db(db => db.Set<School>().SingleAsync(s => s.Code == "980902"))).Kind.ShouldBe(SchoolKind.Foreign);

        var added = await (await county.OpenAsync("/Q5.21/add")).SubmitAsync(form =>
        {
            Fill(form);
            form["OfSchool"] = "980902";
        });
        added.Path.ShouldStartWith("/Q5.21/pupil/980902/");
    }

    [Fact]
    public async Task The_duty_of_foreign_schools_opens_their_list_and_no_pupils_of_ours()
    {
        await using var app = await OpenAsync();
        using var clerk = await app.ClientAs(Persona.ForeignSchoolClerk);
        foreach (var path in new[] { "/", "/Q5.31", "/Q5.31/add", "/Q5.31/upload", "/A6", $"/A6/new/{Format}" })
        {
            (await clerk.GetAsync(path)).Status.ShouldBe(HttpStatusCode.OK, path);
        }

        foreach (var path in new[] { "/Q3.31", "/Q4.31", "/N3.31", "/N5.31", "/P2.31", "/Q5.21", "/A6/new/foreign-students", "/A6/new/registration-batch" })
        {
            (await clerk.GetAsync(path)).Status.ShouldBe(HttpStatusCode.NotFound, path);
        }
    }

    [Fact]
    public async Task Only_foreign_schools_have_the_duty_of_foreign_schools_and_only_ours_a_registrar()
    {
        await using var app = await OpenAsync();
        using var county = await app.ClientAs(Persona.County);
        await using var scope = app.Services.CreateAsyncScope();
        var reach = scope.ServiceProvider.GetRequiredService<StudentNet.Platform.Accounts.AppointingScope>();
        var duties = scope.ServiceProvider.GetRequiredService<StudentNet.Platform.Accounts.DutyCatalogue>();
        var home = await app.Db(db => db.Set<Organisation>().SingleAsync(o => o.Code == SmallCountry.County));
        var caller = new StudentNet.Platform.Accounts.Caller(1, 1, "範縣員", home, "CountyOfficer");
        var today = new DateOnly(2026, 7, 1);

        (await reach.Organisations(caller, duties["ForeignSchool"], today).Select(o => o.Code).ToListAsync()).ShouldBe([SmallCountry.SchoolOfForeigners]);
        (await reach.Organisations(caller, duties["Registrar"], today).Select(o => o.Code).ToListAsync()).ShouldNotContain(SmallCountry.SchoolOfForeigners);
        (await reach.Organisations(caller, duties["Administrator"], today).Select(o => o.Code).ToListAsync()).ShouldContain(SmallCountry.SchoolOfForeigners);
    }

    [Theory]
    [InlineData(SmallCountry.SchoolOfForeigners, "")]
    [InlineData(SmallCountry.County, SmallCountry.SchoolOfForeigners)]
    public async Task School_and_county_send_the_same_file_and_the_second_time_nothing_changes(string sender, string school)
    {
        await using var counter = await CounterAsync();
        await counter.SendAsync("registry-list", RegistryFile.Of(RegistryFile.Child(1)), settings: RegistryFile.Settings());
        await counter.AcceptAsync(await LastAsync(counter));
        string[] rows =
        [
            $"{school},1,{RegistryFile.Number(1)},{RegistryFile.Child(1).Name},女,108/10/05,中華民國,1,115/06/20,,",
            $"{school},4,X9876543,測試僑,男,107/03/02,美國,2,114/08/20,,",
        ];
        var first = await counter.SendAsync(Format, Text(rows), organisation: sender);
        (first.Status, first.GoodRows).ShouldBe((ReceiptStatus.Ready, 2), string.Join('\n', (await counter.FindingsAsync(first)).Select(f => f.Reason)));
        await counter.AcceptAsync(first);
        var again = await counter.SendAsync(Format, Text(rows), organisation: sender);
        var counts = await counter.App.Db(db => db.Set<DifferenceCount>().Where(d => d.ReceiptId == again.Id).ToListAsync());
        counts.ShouldHaveSingleItem().ShouldSatisfyAllConditions(c => c.Kind.ShouldBe(DifferenceKind.Unchanged), c => c.Number.ShouldBe(2), c => c.Part.ShouldBe("範外僑學校"));
        await counter.AcceptAsync(again);

        (await counter.App.Db(db => db.Set<ForeignSchoolPupil>().CountAsync())).ShouldBe(2);
        (await counter.App.Db(db => db.Set<ForeignSchoolPupilEvent>().CountAsync())).ShouldBe(2);
        (await counter.App.Db(db => db.Set<Person>().CountAsync())).ShouldBe(2, "the child of the registry is known by its number");
    }

    [Theory]
    [InlineData(SmallCountry.SchoolOfForeigners, SmallCountry.School)]
    [InlineData(SmallCountry.County, "")]
    [InlineData(SmallCountry.County, SmallCountry.School)]
    [InlineData(SmallCountry.OtherCounty, SmallCountry.SchoolOfForeigners)]
    public async Task Nobody_files_for_a_school_that_is_not_foreign_or_not_theirs(string sender, string school)
    {
        await using var counter = await CounterAsync();
        var receipt = await counter.SendAsync(Format, Text($"{school},4,X9876543,測試僑,男,107/03/02,美國,2,114/08/20,,"), organisation: sender);
        receipt.GoodRows.ShouldBe(0);
        (await counter.FindingsAsync(receipt)).ShouldHaveSingleItem().Code.ShouldBe("foreign-school.school");
    }

    private static byte[] Text(params string[] rows) => IntakeCounter.Text(string.Join('\n', rows.Prepend(Headings)) + "\n");

    private static async Task<IntakeCounter> CounterAsync()
    {
        var counter = await IntakeCounter.CreateAsync();
        await counter.App.Db(SmallCountry.OpenForForeignersAsync);
        return counter;
    }

    private static async Task<Receipt> LastAsync(IntakeCounter counter) =>
        await counter.App.Db(db => db.Set<Receipt>().AsNoTracking().OrderByDescending(r => r.Id).FirstAsync());

    private static async Task<TestApp> OpenAsync()
    {
        var app = await TestApp.CreateAsync();
        await app.Db(SmallCountry.SeedAsync);
        await app.Db(SmallCountry.OpenForForeignersAsync);
        await app.Db(db => SignIn.SeedAsync(db, Persona.ForeignSchoolClerk));
        return app;
    }

    private static void Fill(TestForm form)
    {
        form["Input.NumberKind"] = "Passport";
        form["Input.Number"] = "X9876543";
        form["Input.Name"] = "測試僑";
        form["Input.Sex"] = "Male";
        form["Input.BirthDate"] = "107/03/02";
        form["Input.Nationality"] = "US";
        form["Input.Grade"] = "2";
        form["Input.EnrolledOn"] = "114/08/20";
    }
}
