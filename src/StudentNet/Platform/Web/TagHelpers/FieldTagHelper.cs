using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace StudentNet.Platform.Web.TagHelpers;

/// <summary>
/// &lt;field for="Input.VisitDate" hint="民國年，例如 115/09/24" /&gt;: label, control, hint and error, tied together.
/// The control follows the type: options make a list, radios a group, rows a text area, bool a tick box.
/// Attributes it does not know (autocomplete, inputmode, data-…) go to the control.
/// </summary>
[HtmlTargetElement("field", Attributes = "for", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FieldTagHelper : TagHelper
{
    /// <summary>The request and the form's state.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>The property it fills.</summary>
    public ModelExpression For { get; set; } = null!;

    /// <summary>Label other than the property's [Display] name.</summary>
    public string? Label { get; set; }

    /// <summary>One line that helps to fill it in.</summary>
    public string? Hint { get; set; }

    /// <summary>Type of the input; text unless told.</summary>
    public string Type { get; set; } = "text";

    /// <summary>Choices: a list to choose from.</summary>
    public IEnumerable<SelectListItem>? Options { get; set; }

    /// <summary>First line of the list while nothing is chosen, for example 請選擇.</summary>
    public string? Empty { get; set; }

    /// <summary>The choice is typed: the list proposes the texts as one types, and the page reads the text.</summary>
    public bool Typed { get; set; }

    /// <summary>Shows the choices as radio buttons.</summary>
    public bool Radios { get; set; }

    /// <summary>Lines of a text area; 0 for a single line.</summary>
    public int Rows { get; set; }

    /// <summary>Marks the field 選填.</summary>
    public bool Optional { get; set; }

    /// <summary>Takes the whole width of the form grid.</summary>
    public bool Wide { get; set; }

    /// <summary>The form is refused without it: it is never called 選填, whatever the page says.</summary>
    private bool IsAsked => For.Metadata.ValidatorMetadata.OfType<RequiredAttribute>().Any();

    
    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var after = await output.GetChildContentAsync();
        var frame = new FieldFrame(ViewContext, For, Label, Hint);
        var value = frame.Attempted ?? Written(For.Model);
        if (For.Metadata.UnderlyingOrModelType == typeof(bool) && Options is null)
        {
            frame.WriteNotes(Div(output, frame.Error is not null), Tick(frame, Extra(output, null), value));
            return;
        }

        IHtmlContent control = (Options, Radios, Rows) switch
        {
            ({ } options, true, _) => RadioGroup(frame, options, value),
            ({ } options, _, _) when Typed => Typing(frame, options, value, output),
            ({ } options, _, _) => Extra(output, Select(frame, options, value)),
            (_, _, > 0) => Extra(output, frame.Tie(Html.Text("textarea", value ?? "", "textarea").With("rows", $"{Rows}"), IsAsked)),
            _ => Input(frame, Extra(output, null), value),
        };
        frame.Write(output, new HtmlContentBuilder().AppendHtml(control).AppendHtml(after), Optional && !IsAsked, Radios, Wide);
    }

    // A password is never sent back to the page, not even after a mistake.
    private TagBuilder Input(FieldFrame frame, TagBuilder input, string? value)
    {
        input.AddCssClass("input");
        input.With("type", Type).With("value", Type == "password" ? null : value);
        frame.Tie(input, IsAsked);
        return Type == "password" ? PasswordPeek(input) : input;
    }

    private TagBuilder PasswordPeek(TagBuilder input)
    {
        var peek = Html.Element("button", "btn btn-icon", Icons.Build(ViewContext, "eye"))
            .With("type", "button").With("aria-label", "顯示密碼").With("aria-pressed", "false").With("data-peek", "").With("hidden", "");
        return Html.Element("div", "with-btn", input, peek);
    }

    private static TagBuilder Tick(FieldFrame frame, TagBuilder box, string? value)
    {
        var isOn = value is not null && value.Split(',')[0].Equals("true", StringComparison.OrdinalIgnoreCase);
        frame.Tie(box.With("type", "checkbox").With("value", "true").With("checked", isOn ? "" : null), isRequired: false);
        var label = Html.Element("label", "check", box);
        label.InnerHtml.Append(frame.Label);
        // An empty box posts nothing; the hidden field says "no" in its place.
        label.InnerHtml.AppendHtml(Closed("input").With("type", "hidden").With("name", frame.Name).With("value", "false"));
        return label;
    }

    private TagBuilder Select(FieldFrame frame, IEnumerable<SelectListItem> options, string? value)
    {
        var select = Html.Element("select", "select");
        if (Empty is not null)
        {
            select.InnerHtml.AppendHtml(Html.Text("option", Empty).With("value", ""));
        }

        foreach (var item in options)
        {
            select.InnerHtml.AppendHtml(Html.Text("option", item.Text)
                .With("value", item.Value ?? item.Text)
                .With("selected", IsChosen(item, value) ? "" : null)
                .With("disabled", item.Disabled ? "" : null));
        }

        return frame.Tie(select, IsAsked);
    }

    private IHtmlContent Typing(FieldFrame frame, IEnumerable<SelectListItem> options, string? value, TagHelperOutput output)
    {
        var items = options.ToList();
        var list = Html.Element("datalist").With("id", $"{frame.Id}-list");
        foreach (var item in items)
        {
            list.InnerHtml.AppendHtml(Html.Element("option").With("value", item.Text));
        }

        var text = items.FirstOrDefault(i => i.Value == value)?.Text ?? value;
        var input = Input(frame, Extra(output, null).With("list", $"{frame.Id}-list").With("autocomplete", "off"), text);
        return new HtmlContentBuilder().AppendHtml(input).AppendHtml(list);
    }

    private static TagBuilder RadioGroup(FieldFrame frame, IEnumerable<SelectListItem> options, string? value)
    {
        var group = frame.Describe(Html.Element("div", "row").With("role", "radiogroup"));
        var id = frame.Id;
        foreach (var item in options)
        {
            var radio = Closed("input").With("type", "radio").With("id", id).With("name", frame.Name)
                .With("value", item.Value ?? item.Text).With("checked", IsChosen(item, value) ? "" : null);
            // Only the first carries the field's id, so that the error summary can lead to it.
            id = null;
            var label = Html.Element("label", "check", radio);
            label.InnerHtml.Append(item.Text);
            group.InnerHtml.AppendHtml(label);
        }

        return group;
    }

    private static bool IsChosen(SelectListItem item, string? value) =>
        value is null ? item.Selected : (item.Value ?? item.Text) == value;

    private static TagHelperOutput Div(TagHelperOutput output, bool isWrong)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.Clear();
        output.Attributes.SetAttribute("class", isWrong ? "field has-error" : "field");
        return output;
    }

    // Without an element given, an input: the one control that everything else is a variation of.
    private static TagBuilder Extra(TagHelperOutput output, TagBuilder? control)
    {
        control ??= Closed("input");
        foreach (var attribute in output.Attributes.Where(attribute => attribute.Name != "class"))
        {
            control.Attributes[attribute.Name] = attribute.Value?.ToString() ?? "";
        }

        return control;
    }

    private static TagBuilder Closed(string tag) => new(tag) { TagRenderMode = TagRenderMode.SelfClosing };

    private static string? Written(object? model) => model switch
    {
        null => null,
        DateOnly date => RocDate.Format(date),
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        _ => model.ToString(),
    };
}
