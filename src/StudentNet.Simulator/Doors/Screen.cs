using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace StudentNet.Simulator.Doors;

/// <summary>A page as a person sees it.</summary>
public sealed partial class Screen(Door door, HttpStatusCode status, Uri address, IHtmlDocument document)
{
    private const int WordsShown = 600;

    public HttpStatusCode Status => status;

    /// <summary>Where it came from, after redirects.</summary>
    public Uri Address => address;

    public IHtmlDocument Document => document;

    /// <summary>The words of the page, blanks folded.</summary>
    public string Text => Fold(document.Body?.TextContent ?? "");

    /// <summary>The form that has a button with these words, or the one that the selector finds.</summary>
    public Form Form(string? button = null, string? selector = null)
    {
        var forms = document.QuerySelectorAll(selector ?? "form").OfType<IHtmlFormElement>();
        var found = forms.FirstOrDefault(f => button is null || Doors.Form.Buttons(f).Any(b => Fold(b.TextContent) == button));
        return found is null ? throw Refusal($"no form {button}{selector}") : new Form(door, this, found);
    }

    public bool HasForm(string button) =>
        document.QuerySelectorAll("form").OfType<IHtmlFormElement>().Any(f => Doors.Form.Buttons(f).Any(b => Fold(b.TextContent) == button));

    /// <summary>Whether the page holds what a selector names.</summary>
    public bool Has(string selector) => document.QuerySelector(selector) is not null;

    /// <summary>The address behind the link with these words.</summary>
    public string? Link(string words)
    {
        var link = document.QuerySelectorAll("a[href]").FirstOrDefault(a => Fold(a.TextContent).Contains(words, StringComparison.Ordinal));
        return link is null ? null : new Uri(address, link.GetAttribute("href")).PathAndQuery;
    }

    /// <summary>This page, if the server was content.</summary>
    public Screen Expected() => (int)status < 400 ? this : throw Refusal("refused");

    public void Refuse(string why) => throw Refusal(why);

    internal RefusedException Refusal(string why)
    {
        var main = document.QuerySelector(".error-summary") ?? document.QuerySelector("main") ?? document.Body;
        var words = Fold(main?.TextContent ?? "");
        return new($"{door.Who}: {address.PathAndQuery} ({(int)status}): {why}: {words[..Math.Min(words.Length, WordsShown)]}");
    }

    internal static string Fold(string text) => Blanks().Replace(text, " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
