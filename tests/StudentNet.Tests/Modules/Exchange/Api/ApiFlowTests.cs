using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Platform.Audit;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Jobs;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Exchange.Api;

/// <summary>The way a file goes through the API door, from the token to the mended rows.</summary>
public sealed class ApiFlowTests
{
    [Fact]
    public async Task A_file_is_sent_checked_asked_about_mended_and_accepted()
    {
        await using var app = await Machine.StartAsync();
        using var machine = await Machine.CreateAsync(app, SmallCountry.County);
        var bad = RegistryRowWithNumber("A123456780");
        using var sent = await machine.SendAsync(ApiFormat.Headings + ApiFormat.Row(1) + bad, $"organisation={SmallCountry.School}&year=115&name=九月.csv");
        sent.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        sent.Headers.RetryAfter.ShouldNotBeNull();
        var address = sent.Headers.Location!.OriginalString;

        var waiting = await machine.GetAsync(address);
        waiting.GetProperty("status").GetString().ShouldBe("received");
        waiting.GetProperty("isWorking").GetBoolean().ShouldBeTrue();
        await app.RunJobsAsync();

        var ready = await machine.GetAsync(address);
        ready.GetProperty("status").GetString().ShouldBe("ready");
        ready.GetProperty("organisation").GetString().ShouldBe(SmallCountry.School);
        ready.GetProperty("fileName").GetString().ShouldBe("九月.csv");
        ready.GetProperty("encoding").GetString().ShouldBe("CSV，UTF-8");
        ready.GetProperty("settings").GetProperty("year").GetString().ShouldBe("115");
        var rows = ready.GetProperty("rows");
        (rows.GetProperty("all").GetInt32(), rows.GetProperty("good").GetInt32(), rows.GetProperty("bad").GetInt32()).ShouldBe((2, 1, 1));

        var finding = (await machine.GetAsync($"{address}/findings")).GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        finding.GetProperty("line").GetInt32().ShouldBe(3);
        finding.GetProperty("column").GetString().ShouldBe("證號");
        finding.GetProperty("value").GetString().ShouldBe("A12**780", "numbers of people are masked outside the file");

        var result = await machine.Http.GetByteArrayAsync($"{address}/result?format=csv");
        Encoding.UTF8.GetString(result).ShouldContain("A123456780");

        using var accepted = await machine.PostAsync($"{address}/accept", await machine.TagAsync(address));
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted, await accepted.Content.ReadAsStringAsync());
        await app.RunJobsAsync();
        (await machine.GetAsync(address)).GetProperty("status").GetString().ShouldBe("accepted");

        // The rows come back mended, and settle the first attempt.
        var mended = Encoding.UTF8.GetString(result).Replace("A123456780", Residents.RegistryFile.Number(7), StringComparison.Ordinal);
        var second = await machine.SentAsync(mended, $"organisation={SmallCountry.School}&year=115&accept=clean-only");
        await app.RunJobsAsync();
        (await machine.GetAsync(second)).GetProperty("status").GetString().ShouldBe("accepted");
        var first = await machine.GetAsync(address);
        first.GetProperty("clearedBy").GetInt64().ShouldBe(long.Parse(second.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture));
        first.GetProperty("rows").GetProperty("open").GetInt32().ShouldBe(0);
    }

    [Theory]
    [InlineData("csv", "text/csv")]
    [InlineData("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    [InlineData("ods", "application/vnd.oasis.opendocument.spreadsheet")]
    [InlineData("ndjson", "application/x-ndjson")]
    public async Task The_rows_to_mend_can_be_had_as_every_kind_of_table(string kind, string type)
    {
        await using var app = await Machine.StartAsync();
        using var machine = await Machine.CreateAsync(app, SmallCountry.School);
        var address = await machine.SentAsync(ApiFormat.Headings + ApiFormat.Row(1, "很多"));
        (await Machine.ProblemAsync(await machine.Http.GetAsync($"{address}/result?format={kind}"))).ShouldBe((HttpStatusCode.Conflict, "receipt.not-checked"));
        await app.RunJobsAsync();
        using var answer = await machine.Http.GetAsync($"{address}/result?format={kind}");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        answer.Content.Headers.ContentDisposition!.FileNameStar.ShouldEndWith($".{kind}");
    }

    [Fact]
    public async Task A_form_is_taken_as_well_as_a_body_with_its_fields_and_its_file_name()
    {
        await using var app = await Machine.StartAsync();
        using var machine = await Machine.CreateAsync(app, SmallCountry.School);
        using var file = new StringContent(ApiFormat.Headings + ApiFormat.Row(1));
        file.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var form = new MultipartFormDataContent { { new StringContent("115"), "year" }, { file, "file", "表單.csv" } };
        using var answer = await machine.SendAsync(form);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        await app.RunJobsAsync();
        var receipt = await machine.GetAsync(answer.Headers.Location!.OriginalString);
        receipt.GetProperty("fileName").GetString().ShouldBe("表單.csv");
        receipt.GetProperty("settings").GetProperty("year").GetString().ShouldBe("115");
        receipt.GetProperty("rows").GetProperty("good").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task What_has_not_changed_is_not_sent_again()
    {
        await using var app = await Machine.StartAsync();
        using var machine = await Machine.CreateAsync(app, SmallCountry.School);
        var address = await machine.SentAsync(ApiFormat.Headings + ApiFormat.Row(1));
        var tag = await machine.TagAsync(address);
        (await AskAsync(tag)).ShouldBe(HttpStatusCode.NotModified);
        await app.RunJobsAsync();
        (await AskAsync(tag)).ShouldBe(HttpStatusCode.OK, "the file has been checked since");
        (await AskAsync(await machine.TagAsync(address))).ShouldBe(HttpStatusCode.NotModified);

        async Task<HttpStatusCode> AskAsync(string seen)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.TryAddWithoutValidation("If-None-Match", seen);
            using var answer = await machine.Http.SendAsync(request);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task A_decision_is_made_about_the_version_that_was_seen()
    {
        await using var app = await Machine.StartAsync();
        using var machine = await Machine.CreateAsync(app, SmallCountry.School);
        var address = await machine.SentAsync(ApiFormat.Headings + ApiFormat.Row(1));
        var old = await machine.TagAsync(address);
        await app.RunJobsAsync();
        (await Machine.ProblemAsync(await machine.PostAsync($"{address}/accept", null))).ShouldBe((HttpStatusCode.PreconditionRequired, "receipt.version-missing"));
        (await Machine.ProblemAsync(await machine.PostAsync($"{address}/accept", old))).ShouldBe((HttpStatusCode.PreconditionFailed, "receipt.version"));
        using var discarded = await machine.PostAsync($"{address}/discard", await machine.TagAsync(address));
        discarded.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Machine.ProblemAsync(await machine.PostAsync($"{address}/accept", discarded.Headers.ETag!.ToString()))).ShouldBe((HttpStatusCode.Conflict, "intake.decided"));
    }

    [Fact]
    public async Task Lists_come_in_parts_that_neither_hide_nor_double_anything()
    {
        await using var app = await Machine.StartAsync();
        using var machine = await Machine.CreateAsync(app, SmallCountry.County);
        for (var i = 0; i < 5; i++)
        {
            await machine.SentAsync(ApiFormat.Headings + ApiFormat.Row(i) + "壞,,x\r\n壞,,x\r\n", $"year=115&organisation={(i == 0 ? SmallCountry.OtherSchool : SmallCountry.School)}");
        }

        var (all, _) = await PartsAsync("/api/v1/receipts?limit=2", async part =>
        {
            if (part == 1)
            {
                await machine.SentAsync(ApiFormat.Headings + ApiFormat.Row(9), $"year=115&organisation={SmallCountry.School}");
            }
        });
        all.Count.ShouldBe(5, "what came in while we were reading is new, not a part of it");
        all.ShouldBe(all.Distinct().OrderDescending());
        (await PartsAsync($"/api/v1/receipts?organisation={SmallCountry.OtherSchool}&format={ApiFormat.Code}&status=received&since=2026-07-01")).Keys.Count.ShouldBe(1);
        (await PartsAsync("/api/v1/receipts?since=2026-07-01T09:00:01")).Keys.ShouldBeEmpty("nothing came in after the clock stopped at nine");

        await app.RunJobsAsync();
        var (lines, parts) = await PartsAsync($"/api/v1/receipts/{all[0]}/findings?limit=3", key: "line");
        (lines.Count, parts).ShouldBe((6, 2), "two bad rows with three bad cells each");
        lines.ShouldBe([3, 3, 3, 4, 4, 4]);

        async Task<(List<long> Keys, int Parts)> PartsAsync(string address, Func<int, Task>? between = null, string key = "id")
        {
            var (keys, parts, next) = (new List<long>(), 0, (string?)null);
            do
            {
                var part = await machine.GetAsync(next is null ? address : $"{address}&cursor={next}");
                keys.AddRange(part.GetProperty("items").EnumerateArray().Select(i => i.GetProperty(key).GetInt64()));
                next = part.TryGetProperty("next", out var more) ? more.GetString() : null;
                parts++;
                await (between?.Invoke(parts) ?? Task.CompletedTask);
            } while (next is not null);

            return (keys, parts);
        }
    }

    [Fact]
    public async Task A_client_reads_the_declarations_of_its_own_formats()
    {
        await using var app = await Machine.StartAsync();
        using var machine = await Machine.CreateAsync(app, SmallCountry.School);
        (await machine.GetAsync("/api/v1/formats")).EnumerateArray().ShouldHaveSingleItem().GetProperty("code").GetString().ShouldBe(ApiFormat.Code);
        var format = await machine.GetAsync($"/api/v1/formats/{ApiFormat.Code}");
        format.GetProperty("settings").EnumerateArray().ShouldHaveSingleItem().GetProperty("name").GetString().ShouldBe("year");
        format.GetProperty("columns").EnumerateArray().Select(c => c.GetProperty("title").GetString()).ShouldBe(["證號", "姓名", "人數"]);
        var schema = await machine.GetAsync(format.GetProperty("schema").GetString()!);
        schema.GetProperty("required").EnumerateArray().Select(c => c.GetString()).ShouldBe(["證號", "姓名"]);
        schema.GetProperty("properties").EnumerateObject().Count().ShouldBe(3);
        (await Machine.ProblemAsync(await machine.Http.GetAsync("/api/v1/formats/registry-list"))).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Every_act_of_a_machine_is_in_the_audit_chain_under_its_name()
    {
        await using var app = await Machine.StartAsync();
        using var machine = await Machine.CreateAsync(app, SmallCountry.School);
        var address = await machine.SentAsync(ApiFormat.Headings + ApiFormat.Row(1) + ApiFormat.Row(2, "很多"));
        await app.RunJobsAsync();
        await machine.GetAsync($"{address}/findings");
        await machine.Http.GetByteArrayAsync($"{address}/result");
        (await machine.PostAsync($"{address}/discard", await machine.TagAsync(address))).Dispose();
        var entries = await app.Db(db => db.Set<AuditEntry>().Where(e => e.ClientId == machine.Id).OrderBy(e => e.Seq).ToListAsync());
        entries.Select(e => e.What).Distinct().ShouldBe(["取得存取憑證", "收件", "檢視收件問題：範例名冊", "下載結果檔：範例名冊", "捨棄範例名冊"]);
        entries.ShouldAllBe(e => e.OrganisationCode == SmallCountry.School && e.AccountId == null);
        (await app.Db(db => new AuditCheck(db).RunAsync())).ShouldAllBe(chain => chain.Break == null);
    }

    [Fact]
    public async Task State_and_list_show_no_child_and_leave_no_entry_what_shows_children_leaves_one_each_time()
    {
        await using var app = await Machine.StartAsync();
        using var machine = await Machine.CreateAsync(app, SmallCountry.School);
        var address = await machine.SentAsync(ApiFormat.Headings + ApiFormat.Row(1) + ApiFormat.Row(2, "很多"));
        await app.RunJobsAsync();
        var before = await LooksAsync();
        foreach (var shown in (string[])[address, "/api/v1/receipts"])
        {
            var text = (await machine.GetAsync(shown)).GetRawText();
            foreach (var child in (int[])[1, 2])
            {
                text.ShouldNotContain(Residents.RegistryFile.Number(child));
                text.ShouldNotContain(ApiFormat.Name(child));
            }
        }

        (await LooksAsync()).ShouldBe(before);
        await machine.GetAsync($"{address}/findings");
        (await LooksAsync()).ShouldBe(before + 1);
        await machine.Http.GetByteArrayAsync($"{address}/result");
        (await LooksAsync()).ShouldBe(before + 2);

        Task<int> LooksAsync() => app.Db(db => db.Set<AuditEntry>().CountAsync(e => e.ClientId == machine.Id));
    }

    [Theory]
    [InlineData("good-rows")]
    [InlineData("clean-only")]
    public async Task A_file_that_goes_in_by_itself_is_never_seen_at_rest_before_it_is_in(string accept)
    {
        await using var app = await Machine.StartAsync();
        using var machine = await Machine.CreateAsync(app, SmallCountry.School);
        var address = await machine.SentAsync(ApiFormat.Headings + ApiFormat.Row(1), $"year=115&accept={accept}");
        var kind = app.Services.GetServices<IRunKind>().Single(k => k.Kind == IntakeRun.Name);
        foreach (var phase in kind.Phases)
        {
            await CarryOutAsync(app, phase);
            (await machine.GetAsync(address)).GetProperty("isWorking").GetBoolean().ShouldBeTrue($"after {phase.Title}");
        }

        await app.RunJobsAsync();
        var last = await machine.GetAsync(address);
        (last.GetProperty("status").GetString(), last.GetProperty("isWorking").GetBoolean()).ShouldBe(("accepted", false));
    }

    /// <summary>One phase of the only run, committed, as the worker does it.</summary>
    private static async Task CarryOutAsync(TestApp app, RunPhase phase)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<StudentNetDb>();
        var run = await db.Set<Run>().AsNoTracking().SingleAsync();
        var context = new RunContext(db, run, scope.ServiceProvider, TestApp.Start.UtcDateTime, (_, _) => { });
        await db.WriteAsync(
            context.Act(phase.Title),
            async () =>
            {
                await phase.Work(context, CancellationToken.None);
                return 0;
            }
        );
    }

    [Fact]
    public async Task The_officer_finds_on_the_page_what_the_countys_machine_sent()
    {
        await using var app = await TestApp.CreateAsync(new DateTimeOffset(2026, 4, 1, 2, 0, 0, TimeSpan.Zero));
        await app.Db(SmallCountry.SeedAsync);
        using var machine = await Machine.CreateAsync(app, SmallCountry.County, formats: "registry-list");
        using var sent = await machine.SendAsync(Encoding.UTF8.GetString(Residents.RegistryFile.Of(Residents.RegistryFile.Child(1))), "year=115&list=1", format: "registry-list");
        sent.StatusCode.ShouldBe(HttpStatusCode.Accepted, await sent.Content.ReadAsStringAsync());
        await app.RunJobsAsync();
        using var officer = await app.ClientAs(Persona.County);
        var list = await officer.OpenAsync("/A6");
        list.Text.ShouldContain("測試校務系統，API");
    }

    [Fact]
    public async Task The_document_describes_every_address_in_chinese()
    {
        await using var app = await Machine.StartAsync();
        using var http = app.HttpClient();
        using var json = System.Text.Json.JsonDocument.Parse(await http.GetStringAsync("/api/v1/openapi.json"));
        var paths = json.RootElement.GetProperty("paths").EnumerateObject().ToList();
        paths.Select(p => p.Name).Order().ShouldBe([
            "/api/v1/files/{format}",
            "/api/v1/formats",
            "/api/v1/formats/{code}",
            "/api/v1/formats/{code}/schema",
            "/api/v1/receipts",
            "/api/v1/receipts/{id}",
            "/api/v1/receipts/{id}/accept",
            "/api/v1/receipts/{id}/discard",
            "/api/v1/receipts/{id}/findings",
            "/api/v1/receipts/{id}/result",
        ]);
        foreach (var operation in paths.SelectMany(p => p.Value.EnumerateObject()).Select(o => o.Value))
        {
            operation.GetProperty("summary").GetString().ShouldNotBeNullOrEmpty();
            operation.GetProperty("responses").EnumerateObject().ShouldAllBe(r => r.Value.GetProperty("description").GetString()!.Any(c => c >= '\u4E00'));
            if (operation.TryGetProperty("parameters", out var parameters))
            {
                // A setting of the tests' format stands for none of them: those are told by the format's declaration.
                parameters.EnumerateArray().ShouldAllBe(p => p.GetProperty("description").GetString()!.Length > 0);
            }
        }

        json.RootElement.GetProperty("components").GetProperty("securitySchemes").GetProperty("oauth2").GetProperty("flows").TryGetProperty("clientCredentials", out _).ShouldBeTrue();
    }

    private static string RegistryRowWithNumber(string number) => $"{number},測試壞,1\r\n";
}
