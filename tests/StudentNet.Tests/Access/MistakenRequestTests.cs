using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StudentNet.Modules.Students.Q2Records;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Jobs;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Exchange.Api;
using StudentNet.Tests.Platform.Outages;

namespace StudentNet.Tests.Access;

/// <summary>
/// No mistake of a machine breaks the application (<see cref="MistakenInputTests"/> for people): every parameter and header that the API's own
/// document names, every field of every format as JSON, bodies of every kind, and every field of a request for a token. The answer is below 500,
/// and what was taken is read, checked and written by runs that end as they should.
/// </summary>
[OnOneDatabase(OneDatabase.Server)]
public sealed class MistakenRequestTests : IDisposable
{
    private readonly KeptLines _log = new();

    private const string Token = "/connect/token";

    /// <summary>Stands in a document where a mistake goes: some mistakes are no JSON value.</summary>
    private const string Here = "@@here@@";

    /// <summary>Values of parameters, headers and fields.</summary>
    private static readonly (string Name, string Value)[] Values =
    [
        ("blank", ""),
        ("spaces", "   "),
        ("too long", new string('x', 5_000)),
        ("something else", "不是這個"),
        ("a number beyond all", "99999999999999999999"),
        ("below zero", "-1"),
        ("a NUL", "甲\0乙"),
        ("signs", "\"';<>%&,={}[]\\"),
    ];

    /// <summary>What may stand in a document in the place of a value, as it is written there.</summary>
    private static readonly (string Name, string Json)[] JsonValues =
    [
        ("blank", "\"\""),
        ("spaces", "\"   \""),
        ("too long", $"\"{new string('長', 40_000)}\""),
        ("something else", "\"不是這個\""),
        ("a number", "7"),
        ("a number beyond all", "99999999999999999999999"),
        ("a number beyond doubles", "1e99999"),
        ("below zero", "-1"),
        ("no number", "NaN"),
        ("yes", "true"),
        ("nothing", "null"),
        ("a list", "[1,[\"甲\"],{}]"),
        ("an object", "{\"甲\":{\"乙\":1}}"),
        ("a NUL", "\"甲\\u0000乙\""),
        ("half a character", "\"甲\\ud800乙\""),
        ("a line end", "\"甲\\r\\n乙\""),
        ("the same key twice", "\"甲\",\"姓名\":\"乙\",\"姓名\":\"丙\""),
    ];

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly IReadOnlyDictionary<string, string> Settings = new Dictionary<string, string>
    {
        ["year"] = "114",
        ["term"] = "2",
        ["level"] = "國小",
        ["list"] = "1",
        ["month"] = "115/06",
        ["through"] = "115/06/15",
        ["counted"] = "0",
    };

    [Fact]
    public async Task No_parameter_and_no_header_of_the_api_can_be_sent_so_that_it_breaks()
    {
        await using var app = await StartAsync();
        using var machine = await Machine.CreateAsync(app, SmallCountry.School);
        var receipt = await machine.SentAsync(ApiFormat.Headings + ApiFormat.Row(1, "很多"));
        await app.RunJobsAsync();
        var (tried, broken) = (new HashSet<string>(), new List<string>());
        foreach (var (method, template, parameters) in await OperationsAsync(machine))
        {
            var path = template.Replace("{id}", receipt.Split('/')[^1], StringComparison.Ordinal)
                .Replace("{format}", ApiFormat.Code, StringComparison.Ordinal)
                .Replace("{code}", ApiFormat.Code, StringComparison.Ordinal);
            var right = template.Contains("/files/", StringComparison.Ordinal) ? "?year=115" : "";
            foreach (var (name, where) in parameters.Concat(Headers.Select(h => (h, "header"))))
            {
                tried.Add($"{method} {template} {name}");
                foreach (var (mistake, value) in Values)
                {
                    var escaped = Uri.EscapeDataString(value);
                    string[] addresses = where switch
                    {
                        "path" => [template.Replace($"{{{name}}}", escaped, StringComparison.Ordinal) + right],
                        "query" => [$"{path}?{name}={escaped}", $"{path}?{name}={escaped}&{name}=115", $"{path}{(right.Length > 0 ? right + "&" : "?")}{name}={escaped}"],
                        _ => [path + right],
                    };
                    // No client sends such a path, and this one refuses to.
                    foreach (var address in addresses.Where(_ => where != "path" || !value.Contains('\0', StringComparison.Ordinal)))
                    {
                        using var request = new HttpRequestMessage(method, address) { Content = method == HttpMethod.Post ? Csv() : null };
                        if (where == "header" && !(request.Headers.TryAddWithoutValidation(name, value) || request.Content?.Headers.TryAddWithoutValidation(name, value) is true))
                        {
                            continue;
                        }

                        using var answer = await machine.Http.SendAsync(request);
                        Judge($"{method} {template}: {name} {mistake}", answer, broken);
                    }
                }
            }
        }

        string.Join('\n', broken).ShouldBeEmpty();
        ShouldBeQuiet();
        tried.Count.ShouldBeGreaterThan(60, "the document names parameters, or nothing was tried");
        await ShouldHaveRunAsync(app);
    }

    [Fact]
    public async Task No_field_of_any_format_can_be_sent_as_json_so_that_reading_checking_or_writing_breaks()
    {
        await using var app = await StartAsync();
        var formats = app.Services.GetRequiredService<FormatCatalogue>().All;
        var codes = string.Join(',', formats.Select(f => f.Code));
        using var school = await Machine.CreateAsync(app, SmallCountry.School, formats: codes);
        using var county = await Machine.CreateAsync(app, SmallCountry.County, formats: codes);
        using var ministry = await Machine.CreateAsync(app, StudentNet.Platform.Organisations.Organisation.MinistryCode, formats: codes);
        var (broken, taken) = (new List<string>(), new List<(Machine Sender, string Address, string What)>());
        foreach (var format in formats)
        {
            var sender = format.Functions[0][^2] switch { '3' => school, '2' => county, _ => ministry };
            var settings = string.Join('&', format.Settings.Select(s => $"{s.Name}={Uri.EscapeDataString(Settings[s.Name])}"));
            foreach (var (what, text) in Documents(format))
            {
                using var answer = await sender.SendAsync(text, settings, format: format.Code, type: "application/json");
                Judge($"{format.Code}: {what}", answer, broken);
                if (answer.StatusCode == HttpStatusCode.Accepted)
                {
                    taken.Add((sender, answer.Headers.Location!.OriginalString, $"{format.Code}: {what}"));
                }
            }
        }

        taken.Select(t => t.What.Split(':')[0]).Distinct().Count().ShouldBe(formats.Count(), "files of every format are taken, or nothing was tried");
        await ShouldHaveRunAsync(app);
        var written = 0;
        foreach (var (sender, address, what) in taken)
        {
            foreach (var asked in new[] { address, $"{address}/findings", $"{address}/result?format=csv", $"{address}/result?format=json&warnings=true", $"{address}/result?format=xlsx" })
            {
                using var answer = await sender.Http.GetAsync(asked);
                Judge($"{what} → {asked}", answer, broken);
            }

            using var accepted = await sender.PostAsync($"{address}/accept?confirmShrink=true", await sender.TagAsync(address));
            Judge($"{what} → accept", accepted, broken);
            written += accepted.StatusCode == HttpStatusCode.Accepted ? 1 : 0;
            // One after the other: most of them write the same rows.
            await app.RunJobsAsync();
        }

        await ShouldHaveRunAsync(app);
        string.Join('\n', broken).ShouldBeEmpty();
        ShouldBeQuiet();
        written.ShouldBeGreaterThan(10, "some of what was sent is good enough to be written");
    }

    [Theory]
    [InlineData("text/csv")]
    [InlineData("application/json")]
    [InlineData("application/x-ndjson")]
    [InlineData("application/xml")]
    [InlineData("application/octet-stream")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("multipart/form-data")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    [InlineData("application/vnd.oasis.opendocument.spreadsheet")]
    [InlineData("image/png")]
    [InlineData("no type")]
    [InlineData("text/csv; charset=no-such")]
    [InlineData("")]
    public async Task No_body_of_any_kind_breaks_the_api(string type)
    {
        await using var app = await StartAsync();
        using var machine = await Machine.CreateAsync(app, SmallCountry.School, formats: $"{ApiFormat.Code},{RecordFormat.Code}");
        var receipt = await machine.SentAsync(ApiFormat.Headings + ApiFormat.Row(1, "很多"));
        await app.RunJobsAsync();
        var broken = new List<string>();
        foreach (var (what, bytes) in Bodies())
        {
            foreach (var address in new[] { $"/api/v1/files/{ApiFormat.Code}?year=115", $"/api/v1/files/{RecordFormat.Code}?year=114&term=2", $"{receipt}/accept", $"{receipt}/discard", Token })
            {
                using var content = new ByteArrayContent(bytes);
                if (type.Length > 0)
                {
                    content.Headers.TryAddWithoutValidation("Content-Type", type);
                }

                using var answer = await machine.Http.PostAsync(address, content);
                Judge($"{address}: {what} as {type}", answer, broken);
            }
        }

        await ShouldHaveRunAsync(app);
        string.Join('\n', broken).ShouldBeEmpty();
        ShouldBeQuiet();
    }

    [Fact]
    public async Task No_field_of_a_request_for_a_token_breaks_it()
    {
        await using var app = await StartAsync();
        using var machine = await Machine.CreateAsync(app, SmallCountry.School);
        Dictionary<string, string> right = new() { ["grant_type"] = "client_credentials", ["client_id"] = machine.Id, ["client_secret"] = machine.Secret };
        string[] others = ["scope", "client_assertion", "client_assertion_type", "resource", "audience", "code", "refresh_token", "username", "request", "no_such"];
        var broken = new List<string>();
        using var plain = app.HttpClient();
        foreach (var field in right.Keys.Concat(others))
        {
            foreach (var (mistake, value) in Values.Append(("left out", Here)))
            {
                var kept = right.Where(f => f.Key != field);
                foreach (var fields in new[] { value == Here ? kept : kept.Append(new(field, value)), right.Append(new(field, value)) })
                {
                    using var content = new FormUrlEncodedContent(fields);
                    using var answer = await plain.PostAsync(Token, content);
                    Judge($"token: {field} {mistake}", answer, broken);
                }
            }
        }

        foreach (var (mistake, value) in Values)
        {
            foreach (var header in new[] { value, $"Basic {value}", $"Bearer {value}", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(value)), "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{machine.Id}:{value}")) })
            {
                using var content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]);
                using var request = new HttpRequestMessage(HttpMethod.Post, Token) { Content = content };
                request.Headers.TryAddWithoutValidation("Authorization", header);
                using var answer = await plain.SendAsync(request);
                Judge($"token: Authorization {mistake}", answer, broken);
                using var list = new HttpRequestMessage(HttpMethod.Get, "/api/v1/receipts");
                list.Headers.TryAddWithoutValidation("Authorization", header);
                using var refused = await plain.SendAsync(list);
                Judge($"receipts: Authorization {mistake}", refused, broken);
                refused.IsSuccessStatusCode.ShouldBeFalse();
            }
        }

        string.Join('\n', broken).ShouldBeEmpty();
        ShouldBeQuiet();
    }

    /// <summary>Headers that the doors or the framework read, beside those that the document names.</summary>
    private static IEnumerable<string> Headers =>
        ["If-Match", "If-None-Match", "If-Modified-Since", "Idempotency-Key", "Content-Type", "Content-Disposition", "Content-Encoding", "Accept", "Accept-Language", "Range", "If-Range", "Cookie", "X-Forwarded-For", "X-Forwarded-Proto", "Origin"];

    /// <summary>Method, path and parameters of every operation, from the document that the application itself makes.</summary>
    private static async Task<List<(HttpMethod Method, string Path, List<(string Name, string Where)> Parameters)>> OperationsAsync(Machine machine)
    {
        var operations = new List<(HttpMethod, string, List<(string, string)>)>();
        foreach (var path in (await machine.GetAsync("/api/v1/openapi.json")).GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                var parameters = operation.Value.TryGetProperty("parameters", out var named)
                    ? named.EnumerateArray().Select(p => (p.GetProperty("name").GetString()!, p.GetProperty("in").GetString()!)).ToList()
                    : [];
                operations.Add((new HttpMethod(operation.Name.ToUpperInvariant()), path.Name, parameters));
            }
        }

        return operations;
    }

    /// <summary>Files of a format: for each mistake one with a row for every field that has it, and some that are wrong as a whole.</summary>
    private static IEnumerable<(string What, string Text)> Documents(FileFormat format)
    {
        var (whole, rows, row) = Example(format);
        var text = whole.ToJsonString(Plain);
        yield return ("as it should be", text);
        foreach (var (mistake, json) in JsonValues)
        {
            rows.Clear();
            foreach (var place in Places(row))
            {
                var copy = row.DeepClone();
                Put(copy, place, Here);
                rows.Add(copy);
            }

            yield return (mistake, whole.ToJsonString(Plain).Replace($"\"{Here}\"", json, StringComparison.Ordinal));
        }

        rows.Clear();
        foreach (var place in Places(row))
        {
            var copy = row.DeepClone();
            Put(copy, place, null);
            rows.Add(copy);
        }

        yield return ("left out", whole.ToJsonString(Plain));
        rows.Clear();
        rows.Add(row.DeepClone());
        if (whole is JsonObject head)
        {
            foreach (var key in head.Select(p => p.Key).ToList())
            {
                foreach (var (mistake, json) in JsonValues)
                {
                    var copy = head.DeepClone();
                    copy[key] = Here;
                    yield return ($"{key} {mistake}", copy.ToJsonString(Plain).Replace($"\"{Here}\"", json, StringComparison.Ordinal));
                }

                var without = (JsonObject)head.DeepClone();
                without.Remove(key);
                yield return ($"{key} left out", without.ToJsonString(Plain));
            }
        }

        yield return ("half", text[..(text.Length / 2)]);
        yield return ("two documents", text + text);
        yield return ("one row to a line", string.Join('\n', Enumerable.Repeat(row.ToJsonString(Plain), 3)));
        yield return ("no list", row.ToJsonString(Plain));
        yield return ("rows that are none", "[1,\"甲\",null,[],[[]],{},true]");
    }

    /// <summary>A document of a format with one right row: the whole, its list of rows, and the row.</summary>
    private static (JsonNode Whole, JsonArray Rows, JsonNode Row) Example(FileFormat format)
    {
        if (format.TakesDocuments)
        {
            using var file = RecordExample.Open(RecordExample.All[0].File);
            var document = JsonNode.Parse(file)!;
            (document["學校代碼"], document["學年"], document["學期"]) = (SmallCountry.School, 114, 2);
            var pupils = document.AsObject().Select(p => p.Value).OfType<JsonArray>().Single();
            var pupil = pupils[0]!.DeepClone();
            pupils.Clear();
            pupils.Add(pupil.DeepClone());
            return (document, pupils, pupil);
        }

        var row = new JsonObject();
        foreach (var column in format.Columns)
        {
            row[column.Title] = column.Example;
        }

        var rows = new JsonArray(row.DeepClone());
        return (rows, rows, row);
    }

    /// <summary>Where the values of a row are, and what holds them.</summary>
    private static IEnumerable<object[]> Places(JsonNode node) =>
        node switch
        {
            JsonObject o => o.SelectMany(p => Below(p.Key, p.Value)),
            JsonArray a => a.SelectMany((v, i) => Below(i, v)),
            _ => [],
        };

    private static IEnumerable<object[]> Below(object step, JsonNode? value) => new[] { new[] { step } }.Concat(value is null ? [] : Places(value).Select(p => p.Prepend(step).ToArray()));

    /// <summary>Puts a text in a place; null takes the place away.</summary>
    private static void Put(JsonNode node, object[] place, string? text)
    {
        foreach (var step in place[..^1])
        {
            node = step is string key ? node[key]! : node[(int)step]!;
        }

        switch (node, place[^1])
        {
            case (JsonObject o, string key) when text is null:
                o.Remove(key);
                break;
            case (JsonObject o, string key):
                o[key] = text;
                break;
            case (JsonArray a, int i) when text is null:
                a.RemoveAt(i);
                break;
            case (JsonArray a, int i):
                a[i] = text;
                break;
            default:
                throw new InvalidOperationException($"There is no place {string.Join('/', place)}.");
        }
    }

    private static IEnumerable<(string What, byte[] Bytes)> Bodies()
    {
        yield return ("nothing", []);
        yield return ("a NUL", [0]);
        yield return ("only NULs", new byte[1_000]);
        yield return ("half a character", [0xE7, 0x94]);
        yield return ("a mark of order alone", [0xEF, 0xBB, 0xBF]);
        yield return ("the other mark", [0xFF, 0xFE, 0x00]);
        yield return ("no JSON", Text("{甲"));
        yield return ("a JSON value", Text("115"));
        yield return ("an empty list", Text("[]"));
        yield return ("an empty object", Text("{}"));
        yield return ("deep", Text(string.Concat(Enumerable.Repeat("[", 100_000))));
        yield return ("deep and whole", Text(string.Concat(Enumerable.Repeat("{\"a\":", 5_000)) + "1" + new string('}', 5_000)));
        yield return ("deep in a row", Text($"[{{\"證號\":{string.Concat(Enumerable.Repeat("[", 3_000))}{new string(']', 3_000)}}}]"));
        yield return ("keys twice", Text("[{\"證號\":\"1\",\"證號\":\"2\",\"姓名\":\"甲\",\"姓名\":\"乙\"}]"));
        yield return ("half a form", Text("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nhalf"));
        yield return ("half a head", Text("--x\r\nContent-Dispo"));
        yield return ("a form whose file has no end", Text("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"甲.csv\"\r\n\r\n證號,姓名,人數\r\n"));
        yield return ("a form without a file", Text("--x\r\nContent-Disposition: form-data; name=\"year\"\r\n\r\n115\r\n--x--\r\n"));
        yield return ("a form with a NUL", Text("--x\r\nContent-Disposition: form-data; name=\"year\"\r\n\r\n1\u000015\r\n--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"甲\u0000.csv\"\r\n\r\n證號\r\n--x--\r\n"));
        yield return ("half a workbook", [0x50, 0x4B, 0x03, 0x04, 0x14, 0x00]);
        yield return ("half a PDF", Text("%PDF-1.7"));
        yield return ("half a document", Text("<?xml version=\"1.0\"?><a><b>"));
        yield return ("a document with a type", Text("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"));
        yield return ("fields", Text("grant_type=client_credentials&client_id=%00&client_secret=%ZZ&&=&%"));
        yield return ("a table", Text(ApiFormat.Headings + ApiFormat.Row(1)));

        static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
    }

    private static StringContent Csv() => new(ApiFormat.Headings + ApiFormat.Row(1), Encoding.UTF8, new MediaTypeHeaderValue("text/csv"));

    private static void Judge(string what, HttpResponseMessage answer, List<string> broken)
    {
        if ((int)answer.StatusCode >= 500)
        {
            broken.Add(string.Create(CultureInfo.InvariantCulture, $"{what} → {(int)answer.StatusCode}"));
        }
    }

    /// <summary>Carries out what waits; no run may end by a fault of the program.</summary>
    private static async Task ShouldHaveRunAsync(TestApp app)
    {
        await app.RunJobsAsync();
        var failed = await app.Db(db => db.Set<Run>().Where(r => r.Status != RunStatus.Done).Select(r => $"{r.Kind} {r.Parameters}: {r.Status} {r.Failure}").ToListAsync());
        string.Join('\n', failed).ShouldBeEmpty();
    }

    /// <summary>With nobody counting how often it is asked, and with an operator who reads the log.</summary>
    private Task<TestApp> StartAsync() =>
        Machine.StartAsync(configure: builder =>
        {
            (builder.Configuration["rate-limits:client"], builder.Configuration["rate-limits:address"]) = ("0", "0");
            builder.Logging.AddProvider(_log);
        });

    /// <summary>What a machine gets wrong is between it and its answer: an operator could do nothing about it.</summary>
    private void ShouldBeQuiet() =>
        // Forwarded addresses that no setting asks for are something an operator can mend.
        string.Join('\n', _log.All.Select(l => l.Text).Where(t => !t.Contains("'proxies'", StringComparison.Ordinal)).Distinct()).ShouldBeEmpty();

    public void Dispose() => _log.Dispose();
}
