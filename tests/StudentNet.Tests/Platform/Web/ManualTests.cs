using System.Text.Encodings.Web;
using AngleSharp.Html.Parser;
using StudentNet.Platform.Web;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Web;

[WithoutDatabase]
public sealed class ManualTests
{
    [Theory]
    [InlineData("一\n二", "<p>一二</p>")]
    [InlineData("## a\n\nb", "<h2>a</h2><p>b</p>")]
    [InlineData("- a\n- **b** c", "<ul><li>a</li><li><strong>b</strong> c</li></ul>")]
    [InlineData("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>")]
    [InlineData("按**「儲存」**後", "<p>按<strong>「儲存」</strong>後</p>")]
    [InlineData("[N3.31](/N3.31)", "<p><a href=\"/N3.31\">N3.31</a></p>")]
    public void A_text_of_the_manual_becomes_elements(string markdown, string html) => Html(markdown).ShouldBe(html);

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("一 <img src=x onerror=alert(1)> 二")]
    [InlineData("<div onclick='x'>\n\n一\n\n</div>")]
    [InlineData("[一](javascript:alert(1))")]
    [InlineData("[一](//elsewhere.example/)")]
    [InlineData("![一](https://elsewhere.example/look.png)")]
    [InlineData("<https://elsewhere.example/>")]
    public void Nothing_in_a_text_of_the_manual_becomes_markup_or_leads_elsewhere(string markdown)
    {
        var body = new HtmlParser().ParseDocument(Html(markdown)).Body!;

        body.QuerySelectorAll("*").Select(e => e.LocalName).Except(["p", "a", "img"]).ShouldBeEmpty();
        body.QuerySelectorAll("*").SelectMany(e => e.Attributes).Where(a => a.Name is not ("href" or "src" or "alt") || (a.Name != "alt" && a.Value.Length > 0)).ShouldBeEmpty();
    }

    [Fact]
    public void No_mark_of_the_writing_is_left_in_any_text_of_the_manual() =>
        typeof(ManualLibrary).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("Manual/", StringComparison.Ordinal))
            .Select(name => name["Manual/".Length..^".md".Length])
            .Where(code => Html(ManualLibrary.Find(code)!) is var html && (html.Contains("**", StringComparison.Ordinal) || html.Contains("](", StringComparison.Ordinal)))
            .ShouldBeEmpty("A reader would see the asterisks.");

    [Fact]
    public void A_function_without_a_text_of_its_own_has_the_text_of_its_group()
    {
        ManualLibrary.Has("N3.31").ShouldBeTrue();
        ManualLibrary.Find("N3.31").ShouldBe(ManualLibrary.Find("N3"));
    }

    [Fact]
    public void A_function_without_any_text_does_not_pretend_to_have_one() =>
        PageHelper.For("Z9.99").Select(helper => helper.Kind).ShouldBe([PageHelperKind.Capture]);

    /// <summary>What a page gets, without the line breaks between elements, which no browser shows.</summary>
    private static string Html(string markdown)
    {
        using var writer = new StringWriter();
        ManualText.Render(markdown).WriteTo(writer, HtmlEncoder.Default);
        return writer.ToString().Replace("\n", "", StringComparison.Ordinal);
    }
}
