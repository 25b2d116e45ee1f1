using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using StudentNet.Platform.Web.TagHelpers;

namespace StudentNet.Platform.Web;

/// <summary>
/// Turns a text of the manual into elements: headings (##), paragraphs, lists (- and 1.) and **bold**.
/// That much Markdown and no more: the texts are ours, and everything in them is encoded.
/// </summary>
public static partial class ManualText
{
    /// <summary>The text as elements.</summary>
    public static IHtmlContent Render(string markdown)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        var content = new HtmlContentBuilder();
        foreach (var block in markdown.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            content.AppendHtml(Block(block.Split('\n')));
        }

        return content;
    }

    private static TagBuilder Block(string[] lines) => lines[0] switch
    {
        var line when line.StartsWith("### ", StringComparison.Ordinal) => Inline("h3", line[4..]),
        var line when line.StartsWith("## ", StringComparison.Ordinal) => Inline("h2", line[3..]),
        var line when Bullet().IsMatch(line) => List("ul", lines, Bullet()),
        var line when Number().IsMatch(line) => List("ol", lines, Number()),
        // A line end inside a paragraph is only where the editor wrapped; Chinese has no space there.
        _ => Inline("p", string.Concat(lines)),
    };

    private static TagBuilder List(string tag, string[] lines, Regex mark)
    {
        var list = Html.Element(tag);
        foreach (var line in lines)
        {
            list.InnerHtml.AppendHtml(Inline("li", mark.Replace(line, "")));
        }

        return list;
    }

    private static TagBuilder Inline(string tag, string text)
    {
        var element = Html.Element(tag);
        foreach (var (part, i) in text.Split("**").Select((part, i) => (part, i)))
        {
            if (i % 2 == 1)
            {
                element.InnerHtml.AppendHtml(Html.Text("b", part));
            }
            else
            {
                element.InnerHtml.Append(part);
            }
        }

        return element;
    }

    [GeneratedRegex("^- ")]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^\d+\. ")]
    private static partial Regex Number();
}
