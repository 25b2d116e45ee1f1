using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Platform.Clients;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Windows;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Platform.Intake;

namespace StudentNet.Tests.Modules.Exchange.Api;

/// <summary>A system that talks to the API door over HTTP, as a vendor's would: it knows its id, its secret and what it was told.</summary>
internal sealed class Machine : IDisposable
{
    private static readonly HostPool Pool = new(Configure);

    private readonly TestApp _app;

    private Machine(TestApp app, string id, string secret)
    {
        (_app, Id, Secret) = (app, id, secret);
        Http = app.HttpClient();
    }

    public string Id { get; }

    public string Secret { get; private set; }

    public HttpClient Http { get; }

    /// <summary>The application with a format of the tests and every window open.</summary>
    public static async Task<TestApp> StartAsync(bool listen = false, Action<WebApplicationBuilder>? configure = null)
    {
        var app =
            listen || configure is not null
                ? await TestApp.CreateAsync(
                    listen: listen,
                    configure: builder =>
                    {
                        Configure(builder);
                        configure?.Invoke(builder);
                    }
                )
                : await TestApp.CreateAsync(Pool);
        await app.Db(SmallCountry.SeedAsync);
        return app;
    }

    private static void Configure(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IWindows>(new IntakeCounter.OpenWindows());
        builder.Services.AddFileFormat(ApiFormat.Format);
    }

    /// <summary>A client of an organisation with its first secret, and a token got with it.</summary>
    public static async Task<Machine> CreateAsync(TestApp app, string organisation, string? id = null, string formats = ApiFormat.Code)
    {
        var machine = new Machine(app, id ?? $"test-{organisation.ToLowerInvariant()}", await IssueAsync(app, organisation, id, formats));
        (await machine.AuthorizeAsync()).ShouldBe(HttpStatusCode.OK);
        return machine;
    }

    /// <summary>Gets a token; from now on requests carry it.</summary>
    public async Task<HttpStatusCode> AuthorizeAsync(string? secret = null)
    {
        using var answer = await TokenAsync(secret ?? Secret);
        if (answer.IsSuccessStatusCode)
        {
            using var json = await JsonAsync(answer);
            Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", json.RootElement.GetProperty("access_token").GetString());
        }

        return answer.StatusCode;
    }

    public Task<HttpResponseMessage> TokenAsync(string secret) =>
        Http.PostAsync(
            "/connect/token",
            new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", Id), new("client_secret", secret)])
        );

    /// <summary>Sends a file.</summary>
    public Task<HttpResponseMessage> SendAsync(string text, string query = "", string? key = null, string format = ApiFormat.Code, string type = "text/csv") =>
        SendAsync(new StringContent(text, Encoding.UTF8, type), query, key, format);

    public Task<HttpResponseMessage> SendAsync(HttpContent content, string query = "", string? key = null, string format = ApiFormat.Code)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/files/{format}{(query.Length > 0 ? "?" : "")}{query}") { Content = content };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return Http.SendAsync(request);
    }

    /// <summary>Sends a file that must be taken; returns the address of its receipt.</summary>
    public async Task<string> SentAsync(string text, string query = "year=115", string? key = null)
    {
        using var answer = await SendAsync(text, query, key);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        return answer.Headers.Location!.OriginalString;
    }

    /// <summary>Asks for something that must be there.</summary>
    public async Task<JsonElement> GetAsync(string address)
    {
        using var answer = await Http.GetAsync(address);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        using var json = await JsonAsync(answer);
        return json.RootElement.Clone();
    }

    public async Task<HttpResponseMessage> PostAsync(string address, string? version)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        if (version is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", version);
        }

        return await Http.SendAsync(request);
    }

    /// <summary>The version of a receipt.</summary>
    public async Task<string> TagAsync(string address)
    {
        using var answer = await Http.GetAsync(address);
        return answer.Headers.ETag!.ToString();
    }

    /// <summary>Status and code of a refusal, which must be a problem with words.</summary>
    public static async Task<(HttpStatusCode Status, string Code)> ProblemAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync();
            answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json", text);
            using var json = JsonDocument.Parse(text);
            json.RootElement.GetProperty("status").GetInt32().ShouldBe((int)answer.StatusCode);
            json.RootElement.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
            json.RootElement.GetProperty("hint").GetString().ShouldNotBeNullOrEmpty();
            return (answer.StatusCode, json.RootElement.GetProperty("code").GetString()!);
        }
    }

    /// <summary>Gives the client another secret, as the ministry does.</summary>
    public async Task RotateAsync() =>
        Secret = await Change(async (db, secrets, client) => await secrets.IssueAsync(db, client, Act.System("重發", "system.test", TestApp.Start.UtcDateTime)));

    public Task SwitchAsync(bool on) =>
        Change(async (db, _, client) =>
        {
            if (client.IsEnabled != on)
            {
                client.Switch();
            }

            await db.SaveAsync(Act.System("停用", "system.test", TestApp.Start.UtcDateTime));
            return "";
        });

    public void Dispose() => Http.Dispose();

    private async Task<string> Change(Func<StudentNetDb, ClientSecrets, MachineClient, Task<string>> work)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<StudentNetDb>();
        return await work(db, scope.ServiceProvider.GetRequiredService<ClientSecrets>(), await db.Set<MachineClient>().SingleAsync(c => c.ClientId == Id));
    }

    private static async Task<string> IssueAsync(TestApp app, string organisation, string? id, string formats)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<StudentNetDb>();
        var client = new MachineClient
        {
            ClientId = id ?? $"test-{organisation.ToLowerInvariant()}",
            Name = "測試校務系統",
            OrganisationCode = organisation,
            Formats = formats,
            CreatedAt = TestApp.Start.UtcDateTime,
        };
        db.Add(client);
        return await scope.ServiceProvider.GetRequiredService<ClientSecrets>().IssueAsync(db, client, Act.System("設立", "system.test", TestApp.Start.UtcDateTime));
    }

    private static async Task<JsonDocument> JsonAsync(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
}

/// <summary>A format that schools and counties send, for tests of the door.</summary>
internal static class ApiFormat
{
    public const string Code = "api-sample";

    public const string Headings = "證號,姓名,人數\r\n";

    public static FileFormat Format { get; } = Make(64L << 20);

    public static FileFormat Make(long maxBytes, FormatLimits? limits = null) =>
        new()
        {
            Code = Code,
            Title = "範例名冊",
            Functions = ["Q1.31", "N1.21"],
            Filing = file =>
                file.Organisation.Level == Level.School
                    ? FilingScope.Of(new Term(file.Year, 1), file.Organisation.SchoolLevel)
                    : FilingScope.Of(file.Year, null).OfEitherLevel(),
            Summary = "測試用。",
            MaxBytes = maxBytes,
            Limits = limits ?? new FormatLimits(),
            Policy = AcceptPolicy.GoodRows,
            Settings = [new FormatSetting("year", "學年度", Cell.SchoolYear())],
            Columns =
            [
                new("number", "證號", Cell.Number()) { Required = true },
                new("name", "姓名", Cell.Name()) { Required = true },
                new("pupils", "人數", Cell.Whole(0, 100)),
            ],
            Accept = (_, _) => Task.CompletedTask,
        };

    /// <summary>A good row of an invented girl.</summary>
    public static string Row(int n, string pupils = "1") => $"{Residents.RegistryFile.Number(n)},{Name(n)},{pupils}\r\n";

    /// <summary>The child's name: a name has no digits.</summary>
    internal static string Name(int n) => "測試" + string.Concat($"{n}".Select(digit => "零一二三四五六七八九"[digit - '0']));
}
