using System.Text.RegularExpressions;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Web;

/// <summary>What the content security policy would block in the browser is found here first.</summary>
[WithoutDatabase]
public sealed partial class MarkupTests
{
    public static TheoryData<string, string> Forbidden => new()
    {
        { @"\sstyle\s*=", "A style attribute is blocked by the policy: use a class of site.css, or an SVG attribute." },
        { @"<style\b", "A style element is blocked by the policy: write it in site.css." },
        { @"<script(?![^>]*\ssrc=)", "An inline script is blocked by the policy: write it in a file below wwwroot." },
        { @"\son[a-z]+\s*=\s*[""']", "An inline handler is blocked by the policy: use a data- attribute and site.js." },
        { @"\shx-on", "hx-on needs eval, which the policy blocks: use a data- attribute and site.js." },
        { @"href\s*=\s*[""']javascript:", "A javascript: address is blocked by the policy." },
        { @"Html\.Raw\(", "Html.Raw writes text unencoded: a name with < in it would become markup." },
    };

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void No_page_holds_what_the_policy_blocks(string pattern, string danger)
    {
        var found = Sources("*.cshtml").Where(file => Regex.IsMatch(WithoutComments(File.ReadAllText(file)), pattern, RegexOptions.IgnoreCase));

        found.Select(Path.GetFileName).ShouldBeEmpty(danger);
    }

    [Fact]
    public void Every_icon_that_is_named_is_in_the_sprite()
    {
        var known = File.ReadAllLines(Path.Combine(Root(), "icons.txt")).ToHashSet();
        var named = Sources("*.cshtml").SelectMany(file => Icon().Matches(File.ReadAllText(file)), (file, match) => (Page: Path.GetFileName(file), Name: match.Groups[1].Value + match.Groups[2].Value));

        named.Where(icon => !known.Contains(icon.Name)).ShouldBeEmpty("An icon that icons.txt does not list is drawn as nothing.");
    }

    private static IEnumerable<string> Sources(string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root(), "Modules"), pattern, SearchOption.AllDirectories);

    private static string WithoutComments(string razor) => Comment().Replace(razor, "");

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var source = Path.Combine(folder.FullName, "src", "StudentNet");
            if (Directory.Exists(source))
            {
                return source;
            }
        }

        throw new InvalidOperationException("The sources are not above the test assembly.");
    }

    [GeneratedRegex("""<icon\s+name="([a-z0-9-]+)"|\sicon="([a-z0-9-]+)""")]
    private static partial Regex Icon();

    [GeneratedRegex("@\\*.*?\\*@", RegexOptions.Singleline)]
    private static partial Regex Comment();
}
