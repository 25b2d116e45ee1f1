using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Windows;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Exchange.Api;
using StudentNet.Tests.Platform.Intake;

namespace StudentNet.Tests.Modules.Exchange;

/// <summary>A body larger than the format's limit is taken up to the limit and no further, at every door; without a right to send, nothing of it.</summary>
[OnOneDatabase(OneDatabase.Embedded)]
public sealed class UploadLimitsTests
{
    private const int Megabyte = 1 << 20;

    /// <summary>What lies in the buffers of both ends of a connection when nobody reads it.</summary>
    private const long OnTheWay = 24L * Megabyte;

    private const long Large = 300L * Megabyte;

    [Theory]
    [InlineData("/api/v1/files/foreign-students")]
    [InlineData("/A6/new/foreign-students")]
    [InlineData("/connect/token")]
    [InlineData("/sign-in")]
    public async Task Without_a_token_nothing_of_a_large_body_is_taken(string address)
    {
        await using var app = await TestApp.CreateAsync(listen: true, configure: Configure);
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = app.Address };
        (await TakenAsync(http, address, "text/csv")).ShouldBeLessThan(OnTheWay);
    }

    [Fact]
    public async Task Without_a_token_the_answer_comes_before_the_body()
    {
        await using var app = await TestApp.CreateAsync(listen: true, configure: Configure);
        using var http = app.HttpClient();
        var read = 0L;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/files/foreign-students") { Content = Body(Large, at => read = at) };
        request.Headers.ExpectContinue = true;
        (await Machine.ProblemAsync(await http.SendAsync(request))).ShouldBe((HttpStatusCode.Unauthorized, "token"));
        read.ShouldBe(0);
    }

    [Fact]
    public async Task With_a_token_a_body_is_taken_up_to_the_limit_of_its_format()
    {
        await using var app = await Machine.StartAsync(listen: true);
        using var machine = await Machine.CreateAsync(app, SmallCountry.School, formats: "foreign-students");
        var limit = app.Services.GetRequiredService<FormatCatalogue>()["foreign-students"].MaxBytes;
        (await TakenAsync(machine.Http, "/api/v1/files/foreign-students", "text/csv")).ShouldBeInRange(limit, limit + OnTheWay);
        await UntilNothingIsKeptAsync(app);
    }

    [Fact]
    public async Task A_length_beyond_the_limit_is_answered_before_the_body()
    {
        await using var app = await Machine.StartAsync(listen: true);
        using var machine = await Machine.CreateAsync(app, SmallCountry.School, formats: "foreign-students");
        var read = 0L;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/files/foreign-students") { Content = Body(Large, at => read = at) };
        request.Content.Headers.ContentLength = Large;
        request.Headers.ExpectContinue = true;
        (await Machine.ProblemAsync(await machine.Http.SendAsync(request))).ShouldBe((HttpStatusCode.RequestEntityTooLarge, "intake.too-large"));
        read.ShouldBe(0);
    }

    [Fact]
    public async Task A_form_is_read_up_to_the_limit_and_the_page_says_so()
    {
        await using var app = await TestApp.CreateAsync(configure: Configure);
        using var officer = await app.ClientAs(Persona.Ministry);
        var read = 0L;
        using var form = await FormAsync(officer, Body(Large, at => read = at));
        using var answer = await officer.Http.PostAsync("/A6/new/sample", form);
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("檔案超過 1 MB，沒有收件");
        read.ShouldBeLessThan(8 * Megabyte);
        await UntilNothingIsKeptAsync(app);
    }

    [Fact]
    public async Task A_form_on_a_real_server_is_taken_up_to_the_limit()
    {
        await using var app = await TestApp.CreateAsync(listen: true, configure: Configure);
        using var officer = await app.ClientAs(Persona.Ministry);
        var read = 0L;
        using var form = await FormAsync(officer, Body(Large, at => read = at));
        await SendAsync(officer.Http, "/A6/new/sample", form);
        read.ShouldBeLessThan(OnTheWay);
        await UntilNothingIsKeptAsync(app);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("CfDJ8wrong")]
    public async Task A_form_without_its_token_is_refused_before_its_file_is_read(string? token)
    {
        await using var app = await TestApp.CreateAsync(configure: Configure);
        using var officer = await app.ClientAs(Persona.Ministry);
        var read = 0L;
        using var form = await FormAsync(officer, Body(Large, at => read = at), token ?? "");
        using var answer = await officer.Http.PostAsync("/A6/new/sample", form);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        read.ShouldBeLessThan(2 * Megabyte);
        Directory.Exists(Path.Combine(app.Options.Folder, "files")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_token_behind_the_file_is_none()
    {
        await using var app = await TestApp.CreateAsync(configure: Configure);
        using var officer = await app.ClientAs(Persona.Ministry);
        using var form = new MultipartFormDataContent { { new ByteArrayContent([1]), "File", "名冊.csv" }, { new StringContent(await TokenAsync(officer)), "__RequestVerificationToken" } };
        using var answer = await officer.Http.PostAsync("/A6/new/sample", form);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await app.Db(db => db.Set<Receipt>().CountAsync())).ShouldBe(0);
    }

    private static void Configure(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IWindows>(new IntakeCounter.OpenWindows());
        builder.Services.AddFileFormat(SampleFormat.Make(AcceptPolicy.GoodRows, maxBytes: Megabyte));
    }

    private static StreamContent Body(long length, Action<long> at) => new(new Pattern(length, at), 64 << 10) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };

    private static async Task<MultipartFormDataContent> FormAsync(Visitor visitor, HttpContent file, string? token = null) =>
        new() { { new StringContent(token ?? await TokenAsync(visitor)), "__RequestVerificationToken" }, { file, "File", "名冊.csv" } };

    private static async Task<string> TokenAsync(Visitor visitor) =>
        (await visitor.OpenAsync("/A6/new/sample")).Find("input[name=__RequestVerificationToken]").GetAttribute("value")!;

    /// <summary>How much of a large body without a length was taken off the sender's hands.</summary>
    private static async Task<long> TakenAsync(HttpClient http, string address, string type)
    {
        var read = 0L;
        using var body = Body(Large, at => read = at);
        body.Headers.ContentType = new MediaTypeHeaderValue(type);
        await SendAsync(http, address, body);
        return read;
    }

    /// <summary>Sends a body in pieces. A server that has heard enough may close the line before its answer is read: that is one way of stopping.</summary>
    private static async Task SendAsync(HttpClient http, string address, HttpContent body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = body };
        request.Headers.TransferEncodingChunked = true;
        try
        {
            using var answer = await http.SendAsync(request);
            ((int)answer.StatusCode).ShouldBeInRange(300, 499);
        }
        catch (HttpRequestException e) when (e.InnerException is IOException)
        {
            // The line was closed.
        }
    }

    private static async Task UntilNothingIsKeptAsync(TestApp app)
    {
        var folder = Path.Combine(app.Options.Folder, "files");
        await ImportServer.UntilAsync(
            () => Task.FromResult(!Directory.Exists(folder) || !Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Any()),
            TimeSpan.FromMinutes(1)
        );
        (await app.Db(db => db.Set<Receipt>().CountAsync())).ShouldBe(0);
    }
}
