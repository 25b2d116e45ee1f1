using System.Net;
using System.Text.RegularExpressions;

namespace StudentNet.Bench.Pages;

/// <summary>Somebody signed in who looks at pages; many of its requests may be under way at once.</summary>
internal sealed partial class PageVisitor : IDisposable
{
    private readonly HttpClient _http;

    private PageVisitor(HttpClient http) => _http = http;

    /// <summary>Signs in on the page, as a person does.</summary>
    public static async Task<PageVisitor> SignInAsync(Uri server, Level level)
    {
        var handler = new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false };
        var visitor = new PageVisitor(new HttpClient(handler) { BaseAddress = server, Timeout = TimeSpan.FromMinutes(5) });
        var page = await visitor._http.GetStringAsync(new Uri("/sign-in", UriKind.Relative));
        using var form = new FormUrlEncodedContent(
            [
                new("Name", PageCountry.SignInNameOf(level)),
                new("Password", PageCountry.Password),
                new("__RequestVerificationToken", TokenOf(page)),
            ]
        );
        using var answer = await visitor._http.PostAsync(new Uri("/sign-in", UriKind.Relative), form);
        return answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther
            ? visitor
            : throw new InvalidOperationException($"{level} cannot sign in: {(int)answer.StatusCode}");
    }

    /// <summary>Asks for a page and reads it to the end.</summary>
    public async Task<(HttpStatusCode Status, long Bytes)> LookAsync(string path)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        return (answer.StatusCode, bytes.Length);
    }

    /// <summary>The token that a form of the page sends back; a page without a form throws.</summary>
    public static string TokenOf(string page) =>
        Token().Match(page) is { Success: true } match ? match.Groups[1].Value : throw new InvalidOperationException("The page has no form.");

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
