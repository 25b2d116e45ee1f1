using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StudentNet.Platform.Web;

namespace StudentNet.Tests.Platform.Web;

/// <summary>Pages and frame alone, without database or accounts, and with a school clerk on N3.31 as the frame.</summary>
public sealed class WebHost : IAsyncLifetime
{
    private WebApplication _app = null!;

    /// <summary>The frame that the next request gets.</summary>
    public static ShellModel Clerk { get; } = new()
    {
        Modules = [new('N', "新生管理", "/N", IsCurrent: true), new('U', "輔助功能", "/U")],
        Functions =
        [
            new("N1", "分發作業", "/N1.31", FunctionState.Done),
            new("N3", "報到作業", "/N3.31", IsCurrent: true),
            new("N5", "入學作業", "/N5.31", FunctionState.Locked),
        ],
        Function = new CurrentFunction("N3.31", "勾選報到") { Trail = [new Crumb("N 新生管理", "/N"), new Crumb("N3 報到作業", "/N3.31")] },
        Person = "王測甲",
        Duty = "教務處註冊組",
        Organisation = "測試縣立示範國小",
        RoleTitle = "學校端",
        TodoCount = 4,
        YearTag = "115 學年度",
        Helpers = [PageHelper.Capture, new PageHelper(PageHelperKind.Ask, "/U5"), new PageHelper(PageHelperKind.Help, "/help/N3.31")],
        Now = new DateTime(2026, 7, 22, 2, 26, 0, DateTimeKind.Utc),
    };

    /// <summary>A browser that keeps cookies and follows nothing by itself.</summary>
    public HttpClient Client() => new(new CookieJar(_app.GetTestServer().CreateHandler())) { BaseAddress = new Uri("http://localhost") };

    /// <summary>A page as a document.</summary>
    public async Task<IHtmlDocument> OpenAsync(string address) => await ReadAsync(await Client().GetAsync(new Uri(address, UriKind.Relative)));

    /// <summary>An answer as a document.</summary>
    public static async Task<IHtmlDocument> ReadAsync(HttpResponseMessage answer)
    {
        var html = await answer.Content.ReadAsStringAsync();
        return (IHtmlDocument)await BrowsingContext.New().OpenAsync(page => page.Content(html).Address("http://localhost/"));
    }

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(WebShell).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Development,
        });
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddWebShell();
        builder.Services.AddScoped<IShell, ClerkShell>();
        builder.Services.AddSingleton<TimeProvider>(new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(Clerk.Now)));
        _app = builder.Build();
        _app.UseWebShell();
        await _app.StartAsync();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private sealed class ClerkShell : IShell
    {
        public Task<ShellModel> GetAsync(HttpContext context) => Task.FromResult(Clerk);
    }

    private sealed class CookieJar(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private readonly System.Net.CookieContainer _cookies = new();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (_cookies.GetCookieHeader(request.RequestUri!) is { Length: > 0 } sent)
            {
                request.Headers.Add("Cookie", sent);
            }

            var answer = await base.SendAsync(request, cancellationToken);
            foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
            {
                _cookies.SetCookies(request.RequestUri!, cookie);
            }

            return answer;
        }
    }
}
