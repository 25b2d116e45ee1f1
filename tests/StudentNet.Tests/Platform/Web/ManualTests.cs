using System.Text.Encodings.Web;
using StudentNet.Platform.Web;

namespace StudentNet.Tests.Platform.Web;

public sealed class ManualTests
{
    [Theory]
    [InlineData("one\ntwo", "<p>onetwo</p>")]
    [InlineData("## a\n\nb", "<h2>a</h2><p>b</p>")]
    [InlineData("- a\n- **b** c", "<ul><li>a</li><li><b>b</b> c</li></ul>")]
    [InlineData("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>")]
    [InlineData("<script>", "<p>&lt;script&gt;</p>")]
    public void A_text_of_the_manual_becomes_elements_and_nothing_in_it_markup(string markdown, string html)
    {
        using var writer = new StringWriter();
        ManualText.Render(markdown).WriteTo(writer, HtmlEncoder.Default);

        writer.ToString().ShouldBe(html);
    }

    [Fact]
    public void A_function_without_a_text_of_its_own_has_the_text_of_its_group()
    {
        ManualLibrary.Has("N3.31").ShouldBeTrue();
        ManualLibrary.Find("N3.31").ShouldBe(ManualLibrary.Find("N3"));
    }

    [Fact]
    public void A_function_without_any_text_does_not_pretend_to_have_one() =>
        PageHelper.For("Z9.99").Select(helper => helper.Kind).ShouldBe([PageHelperKind.Capture]);
}
