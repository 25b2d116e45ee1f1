using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;
using StudentNet.Tests.Access;
using StudentNet.Tests.Architecture;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Exchange.Api;
using StudentNet.Tests.Platform.Intake;

namespace StudentNet.Tests.Platform.Windows;

/// <summary>
/// With every window of the country shut, whatever can be posted or sent is tried: each handler of each page, each door of machines, each file
/// format, by everybody who has it. The lists come from the application itself, so a page or a format that goes around the gate fails here.
/// What no window binds stands, with its reason, in <c>Reference/outside-windows.csv</c>.
/// </summary>
public sealed partial class ClosedWindowsTests
{
    private const string Declare =
        "Give the function its window in functions.csv and the page its Filing (the format its Filing too); or, where nothing is filed, write a row with the reason into Reference/outside-windows.csv.";

    private const string Send = "/api/v1/files/{format}";
    private const string Accept = "/api/v1/receipts/{id:long}/accept";

    // Every window opens on 7/30 for two days: that of 114 is over, that of 115 is ahead.
    private static readonly DateTimeOffset Shut = new(2026, 9, 20, 1, 0, 0, TimeSpan.Zero);
    private const string OpensInWords = "下次開放：116/07/30";
    private const string OpensInJson = "2027-07-29T16:00:00Z";

    private static readonly HostPool Pool = new(ShutAll);

    /// <summary>One of each level that may post: what they may differs, the gate does not.</summary>
    private static readonly Persona[] Posters =
    [
        Persona.Clerk,
        Persona.JuniorClerk,
        Persona.ForeignSchoolClerk,
        Persona.County,
        Persona.Ministry,
        Persona.Township,
    ];

    private static readonly IReadOnlyDictionary<string, string> Settings = new Dictionary<string, string>
    {
        ["year"] = "115",
        ["term"] = "1",
        ["level"] = "1",
        ["list"] = "1",
        ["month"] = "115/09",
    };

    [Fact]
    public async Task Every_post_of_every_page_with_a_window_says_that_it_is_closed_why_and_when_it_opens()
    {
        await using var app = await OpenAsync();
        var outside = app.Services.GetRequiredService<OutsideWindows>();
        var wrong = new StringBuilder();
        var asked = 0;
        foreach (var persona in Posters)
        {
            var visitor = await app.ClientAs(persona);
            var token = (await visitor.OpenAsync("/account/password")).Find("main input[name=__RequestVerificationToken]").GetAttribute("value")!;
            foreach (var (template, method, function) in (await PostsAsync(app)).Where(p => IsFor(p.Function, persona)))
            {
                if (outside.Has(function, HandlerOf(method)))
                {
                    continue;
                }

                foreach (var level in persona.Level == Level.County ? ["1", "7"] : (string[])["1"])
                {
                    using var post = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]);
                    using var answer = await visitor.Http.PostAsync($"{Address(template)}?level={level}&handler={HandlerOf(method)}", post);
                    var text = await answer.Content.ReadAsStringAsync();
                    asked++;
                    if (answer.StatusCode != HttpStatusCode.Conflict || !text.Contains($"{function.Code} {function.Title}：", StringComparison.Ordinal) || !text.Contains(OpensInWords, StringComparison.Ordinal))
                    {
                        wrong.AppendLine(CultureInfo.InvariantCulture, $"{method} {template} by {persona}, level {level}: {(int)answer.StatusCode}.");
                    }
                }
            }
        }

        asked.ShouldBeGreaterThan(50, "The posts of windowed pages are found at all.");
        wrong.ToString().ShouldBeEmpty($"With all windows shut these posts went through, or did not say which function is closed and when it opens. {Declare}");
    }

    [Fact]
    public async Task A_post_that_does_not_say_its_level_is_refused_and_told_so()
    {
        await using var app = await OpenAsync();
        var visitor = await app.ClientAs(Persona.County);
        var token = (await visitor.OpenAsync("/account/password")).Find("main input[name=__RequestVerificationToken]").GetAttribute("value")!;
        foreach (var query in new[] { "", "&level=3", "&level=1&level=7" })
        {
            using var post = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]);
            using var answer = await visitor.Http.PostAsync($"/N1.21?handler=Run{query}", post);
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, query);
            (await answer.Content.ReadAsStringAsync()).ShouldContain("沒有指明學制");
        }

        using var two = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("level", "7")]);
        using var split = await visitor.Http.PostAsync("/N1.21?handler=Run&level=1", two);
        split.StatusCode.ShouldBe(HttpStatusCode.BadRequest, "The address and the form name two levels: the page would act on one that was not asked for.");
    }

    [Fact]
    public async Task Every_row_of_what_is_outside_the_windows_is_still_needed()
    {
        await using var app = await OpenAsync();
        var functions = app.Services.GetRequiredService<FunctionCatalogue>();
        var posts = await PostsAsync(app);
        var doors = await DoorsAsync(app);
        var sent = app.Services.GetRequiredService<FormatCatalogue>().All.SelectMany(f => f.Functions).ToHashSet(StringComparer.Ordinal);
        app.Services.GetRequiredService<OutsideWindows>()
            .All.Where(row =>
                row.Where.StartsWith('/')
                    ? !doors.Contains(row.Where)
                    : !posts.Any(p => p.Function.Code == row.Where && (row.Handler == "*" || HandlerOf(p.Method) == row.Handler)) && !(functions[row.Where].Window is null && sent.Contains(row.Where))
            )
            .ShouldBeEmpty("These rows of outside-windows.csv excuse nothing: delete them, before something else comes to be excused by them.");
    }

    [Fact]
    public async Task Every_door_of_machines_that_writes_is_the_gate_or_files_nothing()
    {
        await using var app = await OpenAsync();
        var outside = app.Services.GetRequiredService<OutsideWindows>();
        (await DoorsAsync(app)).Where(d => d is not (Send or Accept) && !outside.HasDoor(d)).ShouldBeEmpty($"These take writes, and nobody asks the gate. {Declare}");
    }

    [Fact]
    public async Task Every_file_format_is_refused_at_every_door_with_the_reason_and_the_opening()
    {
        await using var app = await OpenAsync();
        var wrong = new StringBuilder();
        var asked = 0;
        foreach (var (format, function, organisation) in await SendersAsync(app))
        {
            foreach (var door in Enum.GetValues<Door>())
            {
                var result = await ReceiveAsync(app, format, organisation, door);
                asked++;
                if (result is not ReceptionResult.Refused { Window: { } window, Problem: var problem } || window.Function != function || !problem.Hint.Contains(OpensInWords, StringComparison.Ordinal))
                {
                    wrong.AppendLine(CultureInfo.InvariantCulture, $"{format.Code} from {organisation.Code} ({function.Code}) through {door}: {result}.");
                }
            }

            if (await AcceptAsync(app, format, organisation) is not { Window.Function: var bound } || bound != function)
            {
                wrong.AppendLine(CultureInfo.InvariantCulture, $"{format.Code} from {organisation.Code} ({function.Code}): a checked file can be accepted.");
            }
        }

        asked.ShouldBeGreaterThan(20, "The formats of windowed functions are found at all.");
        wrong.ToString().ShouldBeEmpty($"With all windows shut these files came in. {Declare}");
        (await app.Db(db => db.Set<Receipt>().CountAsync(r => r.Status != ReceiptStatus.Ready))).ShouldBe(0, "Nothing that was refused is kept.");
    }

    [Fact]
    public async Task Every_file_format_is_refused_on_the_upload_page_and_by_the_API_in_the_same_words()
    {
        await using var app = await OpenAsync();
        var wrong = new StringBuilder();
        foreach (var (format, function, organisation) in await SendersAsync(app))
        {
            using var machine = await Machine.CreateAsync(app, organisation.Code, $"{format.Code}-{organisation.Code}".ToLowerInvariant(), format.Code);
            var query = string.Join('&', format.Settings.Select(s => $"{s.Name}={Settings[s.Name]}"));
            using (var answer = await machine.SendAsync("一,二\r\n", query, format: format.Code, type: format.TakesDocuments ? "application/json" : "text/csv"))
            {
                await JudgeAsync(answer, $"API {format.Code} from {organisation.Code}", function, wrong);
            }

            var receipt = await app.Db(db => SeedAsync(db, format, organisation, machine.Id));
            using (var answer = await machine.PostAsync($"/api/v1/receipts/{receipt}/accept", await machine.TagAsync($"/api/v1/receipts/{receipt}")))
            {
                await JudgeAsync(answer, $"API accept of {format.Code} from {organisation.Code}", function, wrong);
            }

            if (Posters.FirstOrDefault(p => p.OrganisationCode == organisation.Code) is not { } persona)
            {
                continue;
            }

            var visitor = await app.ClientAs(persona);
            var token = (await visitor.OpenAsync("/account/password")).Find("main input[name=__RequestVerificationToken]").GetAttribute("value")!;
            using var upload = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" } };
            foreach (var setting in format.Settings)
            {
                upload.Add(new StringContent(Settings[setting.Name]), $"Settings[{setting.Name}]");
            }

            upload.Add(new ByteArrayContent([1]), "File", "名單.csv");

            using var page = await visitor.Http.PostAsync($"/A6/new/{format.Code}", upload);
            var text = WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync());
            if (page.StatusCode != HttpStatusCode.UnprocessableEntity || !text.Contains($"{function.Code} {function.Title}：", StringComparison.Ordinal) || !text.Contains(OpensInWords, StringComparison.Ordinal))
            {
                wrong.AppendLine(CultureInfo.InvariantCulture, $"Upload page {format.Code} by {persona}: {(int)page.StatusCode}.");
            }
        }

        wrong.ToString().ShouldBeEmpty($"With all windows shut. {Declare}");
    }

    [Fact]
    public void Receipts_are_made_at_the_reception_alone() =>
        Repository
            .Files("src/StudentNet", "*.cs")
            .Where(f => f.Name != "Reception.cs" && NewReceipt().IsMatch(f.Text))
            .Select(f => f.Path)
            .ShouldBeEmpty("The reception asks the gate for every door. A door that writes its own receipts is open all the year.");

    [Fact]
    public void Nobody_but_the_gate_decides_by_the_book() =>
        Repository
            .Files("src/StudentNet", "*.cs", "*.cshtml")
            .Where(f => !Lookers.Contains(f.Name))
            .SelectMany(f => f.Matches(State()))
            .ShouldBeEmpty("A handler that asks the calendar by hand forgets the term, the level or the school one day. Ask WindowGate, or let the filter ask it. Pages that only show how a window stands are listed in this test.");

    /// <summary>Files that read the state of a window to show it, and decide nothing by it; and the gate.</summary>
    private static readonly string[] Lookers =
    [
        "WindowGate.cs",
        "WindowBanners.cs",
        "ApplicationShell.cs",
        "Module.cshtml.cs",
        "TransferQuery.cs",
        // M1.31: whether the county's settings are there to be looked at.
        "School.cshtml.cs",
    ];

    private static async Task<TestApp> OpenAsync()
    {
        var app = await TestApp.CreateAsync(Pool, Shut);
        await app.Db(SmallCountry.SeedAsync);
        await app.Db(SmallCountry.OpenForForeignersAsync);
        await app.Db(SignIn.SeedAsync);
        await app.Db(db => SignIn.SeedAsync(db, Persona.JuniorClerk));
        await app.Db(db => SignIn.SeedAsync(db, Persona.ForeignSchoolClerk));
        return app;
    }

    private static void ShutAll(WebApplicationBuilder builder) => builder.Services.AddSingleton<IWindows>(new IntakeCounter.OneRuleForAll("07-30", "07-31"));

    /// <summary>Every handler of every page of a function that writes.</summary>
    private static async Task<IReadOnlyList<(string Template, string Method, Function Function)>> PostsAsync(TestApp app)
    {
        var functions = app.Services.GetRequiredService<FunctionCatalogue>();
        return
        [
            .. from endpoint in await AccessEndpoint.AllAsync(app)
               where endpoint.IsPage && endpoint.Writes && endpoint.Function is not null
               select (endpoint.Template, endpoint.Method, functions[endpoint.Function!]),
        ];
    }

    /// <summary>Addresses that write and are no pages.</summary>
    private static async Task<IReadOnlyList<string>> DoorsAsync(TestApp app) =>
        [.. (await AccessEndpoint.AllAsync(app)).Where(e => !e.IsPage && e.Writes).Select(e => e.Template).Distinct()];

    private static string? HandlerOf(string method) => method.Split(':') is [_, var handler] ? handler : null;

    private static string Address(string template) => Parameter().Replace(template, m => m.Groups["optional"].Success ? "" : m.Groups["type"].Value is ":long" or ":int" ? "1" : "x").TrimEnd('/');

    private static bool IsFor(Function function, Persona persona) =>
        function.Levels.Contains(persona.Level) && function.Duties.Contains(persona.Duty);

    /// <summary>Each format whose function has a window, with that function and somebody who may send it: a school of each level, a county.</summary>
    private static Task<IReadOnlyList<(FileFormat Format, Function Function, Organisation Organisation)>> SendersAsync(TestApp app) =>
        app.Db<IReadOnlyList<(FileFormat, Function, Organisation)>>(async db =>
        {
            var functions = app.Services.GetRequiredService<FunctionCatalogue>();
            string[] codes = [SmallCountry.School, SmallCountry.JuniorHigh, SmallCountry.SchoolOfForeigners, SmallCountry.County, Organisation.MinistryCode];
            var organisations = await db.Set<Organisation>().AsNoTracking().Where(o => codes.Contains(o.Code)).OrderBy(o => o.Code).ToListAsync();
            return
            [
                .. from format in app.Services.GetRequiredService<FormatCatalogue>().All
                   from organisation in organisations
                   let own = format.Functions.Select(c => functions[c]).FirstOrDefault(f => f.Levels.Contains(organisation.Level))
                   where own is not null
                   // A foreign school files Q5 and nothing else; the others do not file that.
                   where organisation.Level != Level.School || (organisation.SchoolLevel is null) == own.Duties.Contains("ForeignSchool")
                   let bound = format.WindowOf is { } other ? functions[other] : own
                   where !app.Services.GetRequiredService<OutsideWindows>().Has(bound, null)
                   select (format, bound, organisation),
            ];
        });

    private static async Task<ReceptionResult> ReceiveAsync(TestApp app, FileFormat format, Organisation organisation, Door door)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<StudentNetDb>();
        using var content = new MemoryStream([1]);
        var file = new IncomingFile(format.Code, "名單.csv", content, door, format.Settings.ToDictionary(s => s.Name, s => Settings[s.Name]));
        var sender = new Sender("測試員", organisation, (what, function, at) => new Act(what, function, at, organisation.Code, organisation.AuditChain));
        return await scope.ServiceProvider.GetRequiredService<Reception>().ReceiveAsync(db, file, sender);
    }

    private static async Task<DecisionRefusal?> AcceptAsync(TestApp app, FileFormat format, Organisation organisation)
    {
        var id = await app.Db(db => SeedAsync(db, format, organisation, null));
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<StudentNetDb>();
        var receipt = await db.Set<Receipt>().SingleAsync(r => r.Id == id);
        var act = new Act("匯入", format.Function, Shut.UtcDateTime, organisation.Code, organisation.AuditChain);
        return await scope.ServiceProvider.GetRequiredService<ReceiptRegister>().AcceptAsync(db, receipt, organisation, shrinkConfirmed: true, act);
    }

    /// <summary>A file that came in before the windows were shut, checked and waiting.</summary>
    private static async Task<long> SeedAsync(StudentNetDb db, FileFormat format, Organisation organisation, string? client)
    {
        // Far from the numbers that a door gives out, should one let a file in.
        var id = Math.Max(await db.Set<Receipt>().MaxAsync(r => (long?)r.Id) ?? 0, 1_000_000) + 1;
        db.Add(
            new Receipt
            {
                Id = id,
                Format = format.Code,
                OrganisationCode = organisation.Code,
                CountyCode = organisation.CountyCode,
                Door = client is null ? Door.Page : Door.Api,
                FileName = "名單.csv",
                FileHash = new string('0', 64),
                FileLength = 1,
                Code = "7C4E-91A0",
                Settings = JsonSerializer.Serialize(format.Settings.ToDictionary(s => s.Name, s => Settings[s.Name])),
                ReceivedAt = Shut.UtcDateTime.AddDays(-1),
                ClientId = client,
                Sender = "測試",
                Status = ReceiptStatus.Ready,
                Rows = 1,
                GoodRows = 1,
            }
        );
        await db.SaveAsync(Act.System("設立收件", "system.test", Shut.UtcDateTime));
        return id;
    }

    private static async Task JudgeAsync(HttpResponseMessage answer, string what, Function function, StringBuilder wrong)
    {
        var text = await answer.Content.ReadAsStringAsync();
        if (
            answer.StatusCode != HttpStatusCode.Conflict
            || answer.Content.Headers.ContentType?.MediaType != "application/problem+json"
            || !text.Contains("\"window.closed\"", StringComparison.Ordinal)
            || !text.Contains($"\"function\":\"{function.Code}\"", StringComparison.Ordinal)
            || !text.Contains($"\"opens\":\"{OpensInJson}\"", StringComparison.Ordinal)
            || !text.Contains(OpensInWords, StringComparison.Ordinal)
        )
        {
            wrong.AppendLine(CultureInfo.InvariantCulture, $"{what}: {(int)answer.StatusCode} {text}");
        }
    }

    [GeneratedRegex("""\{\**\w+(?<type>:\w+)?(?<optional>\?)?\}""")]
    private static partial Regex Parameter();

    [GeneratedRegex("""\bnew Receipt\s*\r?\n?\s*\{""")]
    private static partial Regex NewReceipt();

    [GeneratedRegex("""\bbook\w*(\.Value)?\.State\(|\)\.State\(""", RegexOptions.IgnoreCase)]
    private static partial Regex State();
}
