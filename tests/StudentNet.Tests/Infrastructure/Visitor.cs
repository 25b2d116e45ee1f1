using System.Net;

namespace StudentNet.Tests.Infrastructure;

/// <summary>Somebody at a browser: one cookie jar, pages that are parsed, forms that are filled in and sent.</summary>
public sealed class Visitor(HttpClient http) : IDisposable
{
    /// <summary>The client underneath, for what is not a page: downloads, the API.</summary>
    public HttpClient Http { get; } = http;

    /// <summary>Opens a page and follows redirects, as a browser does.</summary>
    public Task<TestPage> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Opens a page that must be there; the failure shows what came instead.</summary>
    public async Task<TestPage> OpenAsync(string path)
    {
        var page = await GetAsync(path);
        page.Status.ShouldBe(HttpStatusCode.OK, $"{path} → {page.Path}: {page.Text}");
        return page;
    }

    /// <summary>Sends a request, and then follows redirects by GET.</summary>
    internal async Task<TestPage> SendAsync(HttpRequestMessage request)
    {
        HttpStatusCode? redirect = null;
        var response = await Http.SendAsync(request);
        for (var hops = 0; response.Headers.Location is { } location && (int)response.StatusCode is >= 300 and < 400; hops++)
        {
            hops.ShouldBeLessThan(10, $"{request.RequestUri} redirects in a circle, lately to {location}");
            redirect ??= response.StatusCode;
            var next = new Uri(response.RequestMessage!.RequestUri!, location);
            response.Dispose();
            response = await Http.GetAsync(next);
        }

        using (response)
        {
            return await TestPage.ReadAsync(this, response, redirect);
        }
    }

    public void Dispose() => Http.Dispose();
}
