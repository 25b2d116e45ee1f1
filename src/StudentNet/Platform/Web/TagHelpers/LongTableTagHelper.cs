using Microsoft.AspNetCore.Razor.TagHelpers;

namespace StudentNet.Platform.Web.TagHelpers;

/// <summary>
/// &lt;div class="table-wrap" aria-label="各校進度"&gt;&lt;table …&gt;: the frame of every table. Its heading stays, it scrolls inside its card and by keyboard,
/// so that the page never scrolls sideways. A table in no such frame is found by a test.
/// </summary>
[HtmlTargetElement("div", Attributes = "[class^='table-wrap']")]
public sealed class LongTableTagHelper : TagHelper
{
    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (!output.Attributes.ContainsName("aria-label"))
        {
            throw new InvalidOperationException("A table frame needs an aria-label: it takes the focus, and a screen reader has to say what it is.");
        }

        output.Attributes.SetAttribute("tabindex", "0");
        output.Attributes.SetAttribute("role", "group");
    }
}
