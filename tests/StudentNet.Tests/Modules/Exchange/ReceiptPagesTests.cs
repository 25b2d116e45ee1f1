using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Residents;

namespace StudentNet.Tests.Modules.Exchange;

public sealed class ReceiptPagesTests
{
    [Fact]
    public async Task A_file_goes_from_the_upload_form_through_its_receipt_into_the_tables()
    {
        await using var app = await TestApp.CreateAsync();
        using var officer = await app.ClientAs(Persona.Ministry);
        var sent = await UploadAsync(officer, RegistryFile.Of(RegistryFile.Child(1), RegistryFile.Child(2) with { Birth = "199/01/01" }));
        sent.Path.ShouldBe("/A6/1", sent.Text);
        sent.Text.ShouldContain("收件編號 1");

        await app.RunJobsAsync();
        var receipt = await officer.OpenAsync("/A6/1");
        receipt.Text.ShouldContain("日期 199/01/01 晚於今天 115/07/01");
        var decided = await receipt.SubmitAsync(button: "寫入 1 列");
        decided.Status.ShouldBe(HttpStatusCode.OK, decided.Text);
        await app.RunJobsAsync();

        (await officer.OpenAsync("/A6/1")).TextOf(".banner").ShouldContain("已匯入：寫入 1 列");
        (await app.Db(db => db.Set<Person>().CountAsync())).ShouldBe(1);
        (await app.Db(db => db.Set<AuditEntry>().CountAsync(e => e.Kind == AuditKind.Read && e.Detail!.Contains("收件 #1")))).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task The_result_file_holds_the_bad_rows_and_mended_it_settles_them()
    {
        await using var app = await TestApp.CreateAsync();
        using var officer = await app.ClientAs(Persona.Ministry);
        await UploadAsync(officer, RegistryFile.Of(RegistryFile.Child(1), RegistryFile.Child(2) with { Name = "=cmd()", Sex = "無" }));
        await app.RunJobsAsync();
        await (await officer.OpenAsync("/A6/1")).SubmitAsync(button: "寫入 1 列");
        await app.RunJobsAsync();

        var bytes = await officer.Http.GetByteArrayAsync("/A6/1?handler=Result&kind=Csv");
        var text = Encoding.UTF8.GetString(bytes);
        text.ShouldContain("'=cmd()");
        text.ShouldContain(",1,3,");
        text.ShouldContain("沒有這個性別代碼");

        await UploadAsync(officer, Encoding.UTF8.GetBytes(text.Replace("無", "女", StringComparison.Ordinal)));
        await app.RunJobsAsync();
        await (await officer.OpenAsync("/A6/2")).SubmitAsync(button: "寫入 1 列");
        await app.RunJobsAsync();

        var first = await app.Db(db => db.Set<Receipt>().AsNoTracking().SingleAsync(r => r.Id == 1));
        (first.OpenRows, first.ClearedBy, first.Status).ShouldBe((0, 2, ReceiptStatus.Accepted));
        (await app.Db(db => db.Set<Person>().AsNoTracking().Select(p => p.Name).ToListAsync())).ShouldContain("=cmd()");
        (await app.Db(db => db.Set<Finding>().CountAsync(f => f.ReceiptId == 1))).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Somebody_elses_receipt_is_not_there()
    {
        await using var app = await TestApp.CreateAsync();
        using var officer = await app.ClientAs(Persona.Ministry);
        await UploadAsync(officer, RegistryFile.Of(RegistryFile.Child(1)));
        await app.RunJobsAsync();

        foreach (var persona in (Persona[])[Persona.County, Persona.Clerk])
        {
            using var other = await app.ClientAs(persona);
            (await other.GetAsync("/A6/1")).Status.ShouldBe(HttpStatusCode.NotFound);
            (await other.GetAsync("/A6/1?handler=Original")).Status.ShouldBe(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task What_is_refused_is_told_on_the_form_and_leaves_nothing()
    {
        await using var app = await TestApp.CreateAsync();
        using var officer = await app.ClientAs(Persona.Ministry);
        var page = await UploadAsync(officer, []);

        page.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.Text.ShouldContain("檔案是空的，沒有收件");
        (await app.Db(db => db.Set<Receipt>().CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A_closed_window_refuses_the_file_with_reason()
    {
        await using var app = await TestApp.CreateAsync();
        using var county = await app.ClientAs(Persona.County);
        var page = await UploadAsync(county, RegistryFile.Of(RegistryFile.Child(1)));

        page.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.Find("[role=alert], .errors").TextContent.ShouldContain("分發作業");
        (await app.Db(db => db.Set<Receipt>().CountAsync())).ShouldBe(0);
    }

    [Theory]
    [InlineData("Xlsx")]
    [InlineData("Ods")]
    [InlineData("Csv")]
    public async Task The_template_is_made_from_the_declaration(string kind)
    {
        await using var app = await TestApp.CreateAsync();
        using var officer = await app.ClientAs(Persona.Ministry);
        var page = await officer.OpenAsync("/formats/registry-list");
        page.Text.ShouldContain("出生日期");
        page.Text.ShouldContain("registry.contradiction");

        var template = await officer.Http.GetByteArrayAsync($"/formats/registry-list?handler=Template&kind={kind}");
        var format = app.Services.GetRequiredService<FormatCatalogue>()["registry-list"];
        using var stream = new MemoryStream(template);
        using var reader = new StudentNet.Platform.Intake.Reading.RowReader(format, stream, new DateOnly(2026, 7, 1), new Dictionary<string, object?>());
        reader.Findings.ShouldBeEmpty();
        reader.Headings.ShouldBe(format.Columns.Select(c => c.Title));
    }

    private static async Task<TestPage> UploadAsync(Visitor visitor, byte[] content)
    {
        var page = await visitor.OpenAsync("/A6/new/registry-list");
        return await page.SubmitAsync(form =>
        {
            form["Settings[year]"] = "115";
            form["Settings[list]"] = "1";
            form.Attach("File", content, "名冊.csv");
        });
    }
}
