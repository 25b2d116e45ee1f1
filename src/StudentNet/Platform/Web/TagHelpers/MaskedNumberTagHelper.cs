using Microsoft.AspNetCore.Razor.TagHelpers;

namespace StudentNet.Platform.Web.TagHelpers;

/// <summary>&lt;masked-number value="person.Number" /&gt; → F23**770; shown="true" only after the reason was asked and recorded.</summary>
[HtmlTargetElement("masked-number", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class MaskedNumberTagHelper : TagHelper
{
    /// <summary>The number as it is.</summary>
    public string? Value { get; set; }

    /// <summary>Whether to show it in clear.</summary>
    public bool Shown { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "id");
        output.Content.SetContent(string.IsNullOrEmpty(Value) ? "無字號" : Shown ? Value : Masking.Number(Value));
    }
}
