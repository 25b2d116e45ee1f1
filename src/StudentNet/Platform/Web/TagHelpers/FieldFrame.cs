using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace StudentNet.Platform.Web.TagHelpers;

/// <summary>What every field has around its control: label, error, hint, and the ids that tie them together.</summary>
internal sealed class FieldFrame
{
    private readonly ViewContext _view;
    private readonly string? _hint;

    public FieldFrame(ViewContext view, ModelExpression target, string? label, string? hint)
    {
        _view = view;
        _hint = hint;
        Name = view.ViewData.TemplateInfo.GetFullHtmlFieldName(target.Name);
        Id = FieldLabels.Id(Name);
        Label = label ?? target.Metadata.DisplayName ?? target.Metadata.PropertyName ?? Name;
        Error = view.ModelState.TryGetValue(Name, out var entry) && entry.Errors.Count > 0
            ? string.Join("；", entry.Errors.Select(error => error.ErrorMessage))
            : null;
        Attempted = entry?.AttemptedValue;
    }

    /// <summary>Name the form posts.</summary>
    public string Name { get; }

    /// <summary>Id of the control.</summary>
    public string Id { get; }

    /// <summary>The label in words.</summary>
    public string Label { get; }

    /// <summary>What is wrong with it, or null.</summary>
    public string? Error { get; }

    /// <summary>What was typed, which stays in the field however wrong it was.</summary>
    public string? Attempted { get; }

    private string ErrorId => $"{Id}-error";

    private string HintId => $"{Id}-hint";

    /// <summary>Ties a control to its name, label, hint and error.</summary>
    public TagBuilder Tie(TagBuilder control, bool isRequired)
    {
        control.Attributes["id"] = Id;
        control.Attributes["name"] = Name;
        return Describe(control.With("aria-required", isRequired ? "true" : null));
    }

    /// <summary>Points an element at the hint and the error.</summary>
    public TagBuilder Describe(TagBuilder element)
    {
        string[] described = [.. new[] { Error is null ? null : ErrorId, _hint is null ? null : HintId }.OfType<string>()];
        return element
            .With("aria-describedby", described.Length == 0 ? null : string.Join(' ', described))
            .With("aria-invalid", Error is null ? null : "true");
    }

    /// <summary>Writes the whole field: label, error, control, hint. A group of controls becomes a fieldset.</summary>
    public void Write(TagHelperOutput output, IHtmlContent control, bool isOptional, bool isGroup = false, bool isWide = false)
    {
        string?[] css = ["field", Error is null ? null : "has-error", isWide ? "span-all" : null, output.Attributes["class"]?.Value?.ToString()];
        output.TagName = isGroup ? "fieldset" : "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.Clear();
        output.Attributes.SetAttribute("class", string.Join(' ', css.OfType<string>()));
        var label = isGroup ? Html.Text("legend", Label) : Html.Text("label", Label).With("for", Id);
        if (isOptional)
        {
            label.InnerHtml.Append(" ").AppendHtml(Html.Text("span", "選填", "muted xs"));
        }

        output.Content.AppendHtml(label);
        WriteNotes(output, control);
    }

    /// <summary>Writes error, control and hint without a label of their own (a checkbox carries it).</summary>
    public void WriteNotes(TagHelperOutput output, IHtmlContent control)
    {
        if (Error is not null)
        {
            var error = Html.Element("p", "field-error", Icons.Build(_view, "x-octagon")).With("id", ErrorId);
            error.InnerHtml.Append(Error);
            output.Content.AppendHtml(error);
        }

        output.Content.AppendHtml(control);
        if (_hint is not null)
        {
            output.Content.AppendHtml(Html.Text("p", _hint, "hint").With("id", HintId));
        }
    }
}
