using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace StudentNet.Simulator.Doors;

/// <summary>One person's browser: its own cookies, pages and files of one server, and nothing else. What the simulator knows comes through here.</summary>
public sealed class Door : IDisposable
{
    /// <summary>A page is drawn in well under a second; only the longest uploads take minutes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly SocketsHttpHandler _handler;
    private readonly HttpClient _client;

    /// <param name="server">Where the server answers.</param>
    /// <param name="who">Shown when something goes wrong.</param>
    public Door(Uri server, string who)
    {
        Who = who;
        _handler = new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = true };
        _client = new HttpClient(_handler) { BaseAddress = server, Timeout = Patience };
    }

    public string Who { get; }

    /// <summary>A page; a status other than success is a <see cref="RefusedException"/>.</summary>
    public async Task<Screen> GetAsync(string path, CancellationToken cancellation = default)
    {
        using var response = await _client.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute), cancellation);
        return (await ReadAsync(response, cancellation)).Expected();
    }

    /// <summary>A file.</summary>
    public Task<byte[]> DownloadAsync(string path, CancellationToken cancellation = default) =>
        DownloadAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative)), cancellation);

    internal async Task<byte[]> DownloadAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using var response = await _client.SendAsync(request, cancellation);
        if (!response.IsSuccessStatusCode || response.Content.Headers.ContentType?.MediaType == "text/html")
        {
            (await ReadAsync(response, cancellation)).Refuse("not a file");
        }

        return await response.Content.ReadAsByteArrayAsync(cancellation);
    }

    /// <summary>Whether the server answers at all.</summary>
    public async Task<bool> AnswersAsync(string path, CancellationToken cancellation = default)
    {
        try
        {
            using var response = await _client.GetAsync(new Uri(path, UriKind.Relative), cancellation);
            return (int)response.StatusCode < 500;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    internal async Task<Screen> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using var response = await _client.SendAsync(request, cancellation);
        return await ReadAsync(response, cancellation);
    }

    public void Dispose()
    {
        _client.Dispose();
        _handler.Dispose();
    }

    private async Task<Screen> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var text = await response.Content.ReadAsStringAsync(cancellation);
        IHtmlDocument document = await new HtmlParser().ParseDocumentAsync(text, cancellation);
        return new Screen(this, response.StatusCode, response.RequestMessage!.RequestUri!, document);
    }
}

/// <summary>A door did not open as the year needs it to: the run stops and says where.</summary>
public sealed class RefusedException(string message) : Exception(message);
