using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace StudentNet.Tests.Infrastructure;

/// <summary>An answer as a person sees it: its status, its address after redirects, its document.</summary>
public sealed partial class TestPage
{
    private readonly Visitor _visitor;

    private TestPage(Visitor visitor, HttpResponseMessage response, HttpStatusCode? redirect, IHtmlDocument document)
    {
        _visitor = visitor;
        Status = response.StatusCode;
        Address = response.RequestMessage!.RequestUri!;
        ContentHeaders = response.Content.Headers;
        Headers = response.Headers;
        Redirect = redirect;
        Document = document;
    }

    public HttpStatusCode Status { get; }

    /// <summary>Address that answered in the end.</summary>
    public Uri Address { get; }

    /// <summary>Path and query of <see cref="Address"/>.</summary>
    public string Path => Address.PathAndQuery;

    /// <summary>The status of the first redirect on the way, or null: a post that was carried out redirects.</summary>
    public HttpStatusCode? Redirect { get; }

    public HttpResponseHeaders Headers { get; }

    public HttpContentHeaders ContentHeaders { get; }

    public IHtmlDocument Document { get; }

    /// <summary>The words on the page, spaces folded.</summary>
    public string Text => Fold(Document.Body?.TextContent ?? "");

    /// <summary>The words of the one element that the selector finds.</summary>
    public string TextOf(string selector) => Fold(Find(selector).TextContent);

    /// <summary>The words of every element that the selector finds.</summary>
    public IReadOnlyList<string> TextsOf(string selector) => [.. Document.QuerySelectorAll(selector).Select(e => Fold(e.TextContent))];

    /// <summary>The element that the selector finds first; none is a failure that shows the page.</summary>
    public IElement Find(string selector) =>
        Document.QuerySelector(selector) ?? throw new ShouldAssertException($"{Path} ({(int)Status}) has no {selector}: {Text}");

    /// <summary>Follows the link with these words.</summary>
    public Task<TestPage> FollowAsync(string words)
    {
        var link =
            Document.QuerySelectorAll("a[href]").FirstOrDefault(a => Fold(a.TextContent) == words)
            ?? Document.QuerySelectorAll("a[href]").FirstOrDefault(a => Fold(a.TextContent).Contains(words, StringComparison.Ordinal))
            ?? throw new ShouldAssertException($"{Path} ({(int)Status}) has no link 「{words}」: {Text}");
        return _visitor.GetAsync(new Uri(Address, link.GetAttribute("href")).PathAndQuery);
    }

    /// <summary>Types into the page's search for children and sends it.</summary>
    public Task<TestPage> SearchAsync(string words) => SubmitAsync(form => form["q"] = words, selector: "form[role=search]");

    /// <summary>
    /// Fills in a form and sends it with everything a browser would send: hidden fields, the antiforgery token, the pressed button.
    /// <code>var answer = await page.SubmitAsync(form => form["Reason"] = "遷出");</code>
    /// </summary>
    /// <param name="fill">Fills in; null sends the form as it stands.</param>
    /// <param name="button">Words of the pressed button; by default the form's first.</param>
    /// <param name="selector">Which form, where the main part of the page has several that post.</param>
    public Task<TestPage> SubmitAsync(Action<TestForm>? fill = null, string? button = null, string? selector = null)
    {
        var form = TestForm.Find(this, selector, button);
        fill?.Invoke(form);
        return _visitor.SendAsync(form.Request(button));
    }

    internal static async Task<TestPage> ReadAsync(Visitor visitor, HttpResponseMessage response, HttpStatusCode? redirect)
    {
        var isHtml = response.Content.Headers.ContentType?.MediaType == "text/html";
        var text = await response.Content.ReadAsStringAsync();
        var document = await new HtmlParser().ParseDocumentAsync(isHtml ? text : $"<pre>{WebUtility.HtmlEncode(text)}</pre>");
        return new TestPage(visitor, response, redirect, document);
    }

    internal static string Fold(string text) => Spaces().Replace(text, " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
