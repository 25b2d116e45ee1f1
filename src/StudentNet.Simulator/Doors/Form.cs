using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace StudentNet.Simulator.Doors;

/// <summary>A form while it is filled in; it sends what a browser would: hidden fields, the antiforgery token, the pressed button.</summary>
public sealed class Form(Door door, Screen screen, IHtmlFormElement form)
{
    private readonly List<KeyValuePair<string, string>> _added = [];
    private readonly Dictionary<string, string> _typed = new(StringComparer.Ordinal);
    private readonly List<(string Name, byte[] Content, string FileName)> _files = [];

    /// <summary>Types into a field or chooses an option, by the field's name; a field that is not there is refused.</summary>
    public Form Set(string name, string value)
    {
        if (Elements().All(e => e.GetAttribute("name") != name))
        {
            throw screen.Refusal($"no field {name} among {string.Join(' ', Elements().Select(e => e.GetAttribute("name")).Distinct())}");
        }

        _typed[name] = value;
        return this;
    }

    /// <summary>The value of the option whose words hold these.</summary>
    public string OptionOf(string name, string words) =>
        Options(name).FirstOrDefault(o => Screen.Fold(o.TextContent).Contains(words, StringComparison.Ordinal))?.GetAttribute("value")
        ?? throw screen.Refusal($"no option {words} of {name}");

    /// <summary>The value of the option that stands first, after the empty one.</summary>
    public string FirstOption(string name) =>
        Options(name).Select(o => o.GetAttribute("value")).FirstOrDefault(v => !string.IsNullOrEmpty(v)) ?? throw screen.Refusal($"no option of {name}");

    public bool Has(string name) => Elements().Any(e => e.GetAttribute("name") == name);

    /// <summary>Ticks a box that stands on the page.</summary>
    public Form Tick(string name, string value)
    {
        _added.Add(new(name, value));
        return this;
    }

    /// <summary>Fills in a field that the page's script would have put there, or replaces one that it did not need to.</summary>
    public Form Put(string name, string value)
    {
        if (Has(name))
        {
            return Set(name, value);
        }

        _added.Add(new(name, value));
        return this;
    }

    /// <summary>Presses the button with a name and a value.</summary>
    public async Task<Screen> PressAsync(string name, string value, CancellationToken cancellation = default)
    {
        var button = Buttons(form).FirstOrDefault(b => b.GetAttribute("name") == name && b.GetAttribute("value") == value)
            ?? throw screen.Refusal($"no button {name}={value}");
        return (await door.SendAsync(Request(button), cancellation)).Expected();
    }

    /// <summary>Chooses a file for the form's file field.</summary>
    public Form Attach(byte[] content, string fileName)
    {
        var field = Elements().OfType<IHtmlInputElement>().FirstOrDefault(e => e.Type == "file") ?? throw screen.Refusal("no file field");
        _files.Add((field.Name!, content, fileName));
        return this;
    }

    /// <summary>Presses the button with these words, or the first; an answer that refuses is a <see cref="RefusedException"/>.</summary>
    public async Task<Screen> SubmitAsync(string? button = null, CancellationToken cancellation = default) =>
        (await TryAsync(button, cancellation)).Expected();

    /// <summary>The same, whatever the answer is.</summary>
    public Task<Screen> TryAsync(string? button = null, CancellationToken cancellation = default) =>
        door.SendAsync(Request(button), cancellation);

    /// <summary>Presses a button whose answer is a file.</summary>
    public Task<byte[]> DownloadAsync(CancellationToken cancellation = default) => door.DownloadAsync(Request((string?)null), cancellation);

    private HttpRequestMessage Request(string? button)
    {
        var pressed = Buttons(form).FirstOrDefault(b => button is null || Screen.Fold(b.TextContent) == button);
        return button is not null && pressed is null ? throw screen.Refusal($"no button {button}") : Request(pressed);
    }

    private HttpRequestMessage Request(IElement? pressed)
    {
        var action = pressed?.GetAttribute("formaction") ?? form.GetAttribute("action");
        var target = string.IsNullOrEmpty(action) ? screen.Address : new Uri(screen.Address, action.Replace("~/", "/", StringComparison.Ordinal));
        var fields = Fields().Concat(_added).ToList();
        if (pressed?.GetAttribute("name") is { Length: > 0 } name)
        {
            fields.Add(new(name, pressed.GetAttribute("value") ?? ""));
        }

        return Request(target, fields);
    }

    internal static IEnumerable<IElement> Buttons(IHtmlFormElement form) =>
        form.Owner!.QuerySelectorAll("button")
            .Where(b => b.GetAttribute("type") is null or "submit")
            .Where(b => b.GetAttribute("form") is { } id ? id == form.Id : form.Contains(b));

    private HttpRequestMessage Request(Uri target, List<KeyValuePair<string, string>> fields)
    {
        if (!string.Equals(form.GetAttribute("method"), "post", StringComparison.OrdinalIgnoreCase))
        {
            var query = string.Join('&', fields.Select(f => $"{Uri.EscapeDataString(f.Key)}={Uri.EscapeDataString(f.Value)}"));
            return new HttpRequestMessage(HttpMethod.Get, $"{target.AbsolutePath}?{query}");
        }

        return new HttpRequestMessage(HttpMethod.Post, target) { Content = Content(fields) };
    }

    private HttpContent Content(List<KeyValuePair<string, string>> fields)
    {
        if (_files.Count == 0 && form.GetAttribute("enctype") != "multipart/form-data")
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

    private IEnumerable<KeyValuePair<string, string>> Fields()
    {
        var radios = new HashSet<string>(StringComparer.Ordinal);
        foreach (var element in Elements())
        {
            var name = element.GetAttribute("name")!;
            var typed = _typed.GetValueOrDefault(name);
            switch (element)
            {
                case IHtmlInputElement { Type: "checkbox" }:
                    if (typed is null ? element.HasAttribute("checked") : typed.Length > 0)
                    {
                        yield return new(name, typed ?? element.GetAttribute("value") ?? "on");
                    }

                    break;
                case IHtmlInputElement { Type: "radio" }:
                    if (typed is null ? element.HasAttribute("checked") : radios.Add(name))
                    {
                        yield return new(name, typed ?? element.GetAttribute("value") ?? "on");
                    }

                    break;
                case IHtmlInputElement { Type: "file" or "submit" or "button" }:
                    break;
                case IHtmlInputElement input:
                    yield return new(name, typed is not null && input.Type != "hidden" ? typed : input.GetAttribute("value") ?? "");
                    break;
                case IHtmlTextAreaElement area:
                    yield return new(name, typed ?? area.Value);
                    break;
                case IHtmlSelectElement select:
                    if ((typed ?? select.Value) is { } chosen)
                    {
                        yield return new(name, chosen);
                    }

                    break;
            }
        }
    }

    private IEnumerable<IElement> Options(string name) => Elements().Where(e => e.GetAttribute("name") == name).SelectMany(e => e.QuerySelectorAll("option"));

    private IEnumerable<IElement> Elements() =>
        form.Owner!.QuerySelectorAll("input, select, textarea")
            .Where(e => e.GetAttribute("name") is { Length: > 0 } && !e.HasAttribute("disabled"))
            .Where(e => e.GetAttribute("form") is { } id ? id == form.Id : form.Contains(e));
}
