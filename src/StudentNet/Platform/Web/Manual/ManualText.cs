using Markdig;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Renderers.Html.Inlines;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Html;

namespace StudentNet.Platform.Web;

/// <summary>Turns a text of the manual, CommonMark, into elements. HTML in it is text, and a link leads nowhere but to pages of this site.</summary>
public static class ManualText
{
    private static readonly MarkdownPipeline Plain = new MarkdownPipelineBuilder().UseCjkFriendlyEmphasis().DisableHtml().Build();

    /// <summary>The text as elements.</summary>
    public static IHtmlContent Render(string markdown)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        using var html = new StringWriter();
        var renderer = new HtmlRenderer(html) { LinkRewriter = WithinTheSite };
        Plain.Setup(renderer);
        renderer.ObjectRenderers.ReplaceOrAdd<LineBreakInlineRenderer>(new ChineseLineBreak());
        renderer.Render(Markdown.Parse(markdown, Plain));
        return new HtmlString(html.ToString());
    }

    /// <summary>The texts are ours, and stay harmless when one day they are not: no script, no picture from elsewhere.</summary>
    private static string WithinTheSite(string address) => address is ['/', not ('/' or '\\'), ..] or "/" ? address : "";

    /// <summary>A line end inside a paragraph is only where the editor wrapped; Chinese has no space there, and a browser would show one.</summary>
    private sealed class ChineseLineBreak : HtmlObjectRenderer<LineBreakInline>
    {
        protected override void Write(HtmlRenderer renderer, LineBreakInline obj)
        {
            if (obj.IsHard)
            {
                renderer.Write("<br>");
            }
        }
    }
}
