using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace StudentNet.Tests.Infrastructure;

/// <summary>A form of a page while it is filled in. Naming a field that is not there fails with the names that are.</summary>
public sealed class TestForm
{
    private readonly TestPage _page;
    private readonly IHtmlFormElement _form;
    private readonly List<(string Name, byte[] Content, string FileName)> _files = [];

    private TestForm(TestPage page, IHtmlFormElement form)
    {
        _page = page;
        _form = form;
    }

    /// <summary>Types into a field, chooses an option of a list, or picks a radio button, by the field's name.</summary>
    public string this[string name]
    {
        set
        {
            switch (Field(name))
            {
                case IHtmlSelectElement select:
                    var option =
                        select.Options.FirstOrDefault(o => o.Value == value)
                        ?? throw Missing($"option {value}", select.Options.Select(o => o.Value));
                    select.Value = option.Value;
                    break;
                case IHtmlTextAreaElement area:
                    area.Value = value;
                    break;
                case IHtmlInputElement { Type: "radio" or "checkbox" }:
                    Tick(name, value);
                    break;
                case IHtmlInputElement input:
                    input.Value = value;
                    break;
            }
        }
    }

    /// <summary>Ticks the check boxes (or picks the radio button) of a name that have these values; without values, the one box of the name.</summary>
    public void Tick(string name, params string[] values) => Set(name, values, ticked: true);

    /// <summary>Takes ticks away.</summary>
    public void Untick(string name, params string[] values) => Set(name, values, ticked: false);

    /// <summary>Chooses a file.</summary>
    public void Attach(string name, byte[] content, string fileName)
    {
        Field(name).ShouldBeAssignableTo<IHtmlInputElement>()!.Type.ShouldBe("file");
        _files.Add((name, content, fileName));
    }

    internal static TestForm Find(TestPage page, string? selector, string? button)
    {
        var forms = page.Document.QuerySelectorAll(selector ?? "main form").OfType<IHtmlFormElement>().ToList();
        if (selector is null && button is not null)
        {
            forms = [.. forms.Where(f => Buttons(f).Any(b => TestPage.Fold(b.TextContent) == button))];
        }
        else if (selector is null && forms.Count > 1 && forms.Where(f => IsPost(f) && f.GetAttribute("role") != "search").ToList() is { Count: 1 } posts)
        {
            forms = posts;
        }

        return forms.Count == 1
            ? new TestForm(page, forms[0])
            : throw new ShouldAssertException($"{page.Path} ({(int)page.Status}) has {forms.Count} forms {selector} {button}, not one: {page.Text}");
    }

    /// <summary>Every form of the page that posts.</summary>
    internal static IReadOnlyList<TestForm> Posts(TestPage page) =>
        [.. page.Document.QuerySelectorAll("form").OfType<IHtmlFormElement>().Where(IsPost).Select(f => new TestForm(page, f))];

    /// <summary>Where it posts to.</summary>
    internal string Target => string.IsNullOrEmpty(_form.GetAttribute("action")) ? _page.Path : new Uri(_page.Address, _form.GetAttribute("action")).PathAndQuery;

    /// <summary>Everywhere that one of its buttons sends it.</summary>
    internal IReadOnlyList<string> Targets() =>
        [.. Buttons(_form).Select(b => b.GetAttribute("formaction")).Select(a => string.IsNullOrEmpty(a) ? Target : new Uri(_page.Address, a).PathAndQuery).Distinct()];

    internal HttpRequestMessage Request(string? words)
    {
        var buttons = Buttons(_form).ToList();
        var pressed = words is null
            ? buttons.FirstOrDefault()
            : buttons.FirstOrDefault(b => TestPage.Fold(b.TextContent) == words)
                ?? throw Missing($"button {words}", buttons.Select(b => TestPage.Fold(b.TextContent)));
        var action = pressed?.GetAttribute("formaction") ?? _form.GetAttribute("action");
        var target = string.IsNullOrEmpty(action) ? _page.Address : new Uri(_page.Address, action);
        var fields = Fields().ToList();
        if (pressed?.GetAttribute("name") is { Length: > 0 } name)
        {
            fields.Add(new(name, pressed.GetAttribute("value") ?? ""));
        }

        if (!IsPost(_form))
        {
            var query = string.Join('&', fields.Select(f => $"{Uri.EscapeDataString(f.Key)}={Uri.EscapeDataString(f.Value)}"));
            return new HttpRequestMessage(HttpMethod.Get, $"{target.AbsolutePath}?{query}");
        }

        return new HttpRequestMessage(HttpMethod.Post, target) { Content = Content(fields) };
    }

    private HttpContent Content(List<KeyValuePair<string, string>> fields)
    {
        if (_form.GetAttribute("enctype") != "multipart/form-data")
        {
            return new FormUrlEncodedContent(fields);
        }

        var content = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            content.Add(new StringContent(value), name);
        }

        foreach (var (name, bytes, fileName) in _files)
        {
            content.Add(new ByteArrayContent(bytes), name, fileName);
        }

        return content;
    }

    /// <summary>What a browser sends: named, enabled, and ticked where ticking is what counts.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Fields()
    {
        foreach (var element in Elements().Where(e => e.GetAttribute("name") is { Length: > 0 } && !IsDisabled(e)))
        {
            var name = element.GetAttribute("name")!;
            switch (element)
            {
                case IHtmlInputElement { Type: "checkbox" or "radio" } box:
                    if (box.IsChecked)
                    {
                        yield return new(name, box.GetAttribute("value") ?? "on");
                    }

                    break;
                case IHtmlInputElement { Type: "file" or "submit" or "button" or "image" or "reset" }:
                    break;
                case IHtmlInputElement input:
                    yield return new(name, input.Value);
                    break;
                case IHtmlTextAreaElement area:
                    yield return new(name, area.Value);
                    break;
                case IHtmlSelectElement select:
                    foreach (var option in select.Options.Where(o => o.IsSelected && !o.IsDisabled))
                    {
                        yield return new(name, option.Value);
                    }

                    break;
            }
        }
    }

    private void Set(string name, string[] values, bool ticked)
    {
        Field(name);
        var boxes = Elements().OfType<IHtmlInputElement>().Where(e => e.Name == name && e.Type is "checkbox" or "radio").ToList();
        foreach (var value in values.DefaultIfEmpty(boxes.FirstOrDefault()?.GetAttribute("value") ?? "on"))
        {
            var box =
                boxes.FirstOrDefault(b => (b.GetAttribute("value") ?? "on") == value)
                ?? throw Missing($"{name} = {value}", boxes.Select(b => b.GetAttribute("value") ?? "on"));
            if (box.Type == "radio")
            {
                boxes.ForEach(b => b.IsChecked = false);
            }

            box.IsChecked = ticked;
        }
    }

    private IElement Field(string name) =>
        Elements().FirstOrDefault(e => e.GetAttribute("name") == name && e is not IHtmlInputElement { Type: "hidden" })
        ?? Elements().FirstOrDefault(e => e.GetAttribute("name") == name)
        ?? throw Missing($"field {name}", Elements().Select(e => e.GetAttribute("name") ?? "").Where(n => n.Length > 0).Distinct());

    /// <summary>Names of all its fields and buttons, ticked or not: what somebody could send.</summary>
    internal IReadOnlyList<string> Names() =>
        [.. Elements().Concat(Buttons(_form)).Select(e => e.GetAttribute("name")).OfType<string>().Where(n => n.Length > 0).Distinct()];

    /// <summary>Its fields, those outside too that name it by <c>form="id"</c>.</summary>
    private IEnumerable<IElement> Elements() =>
        _page
            .Document.QuerySelectorAll("input, select, textarea")
            .Where(e => e.GetAttribute("form") is { } id ? id == _form.Id : e.Ancestors().Contains(_form));

    private static IEnumerable<IElement> Buttons(IHtmlFormElement form) =>
        form.Owner!.QuerySelectorAll("button, input[type=submit]")
            .Where(b => b.GetAttribute("type") is null or "submit" && !IsDisabled(b))
            .Where(b => b.GetAttribute("form") is { } id ? id == form.Id : b.Ancestors().Contains(form));

    private static bool IsDisabled(IElement element) =>
        element.HasAttribute("disabled") || element.Ancestors().OfType<IHtmlFieldSetElement>().Any(f => f.HasAttribute("disabled"));

    private static bool IsPost(IHtmlFormElement form) => string.Equals(form.GetAttribute("method"), "post", StringComparison.OrdinalIgnoreCase);

    private ShouldAssertException Missing(string what, IEnumerable<string> there) =>
        new($"The form of {_page.Path} has no {what}; it has: {string.Join(", ", there)}");
}
