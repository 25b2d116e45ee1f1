using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StudentNet.Platform.Access;
using StudentNet.Platform.Functions;

namespace StudentNet.Tests.Architecture;

/// <summary>What every page must say and must not do.</summary>
public sealed partial class PageTests
{
    private static readonly IReadOnlyList<Type> Pages =
    [
        .. typeof(Application).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(PageModel)) && !t.IsAbstract).OrderBy(t => t.FullName, StringComparer.Ordinal),
    ];

    private static readonly IReadOnlyList<SourceFile> Views = [.. Repository.Files("src/StudentNet", "*.cshtml")];

    [Fact]
    public void Every_page_says_whom_it_is_for() =>
        Pages
            .Where(p =>
                p.GetCustomAttribute<FunctionAttribute>() is null
                && p.GetCustomAttribute<AllowAnonymousAttribute>() is null
                && p.GetCustomAttribute<EveryDutyAttribute>() is null
            )
            .Select(p => p.FullName)
            .ShouldBeEmpty(
                "A page without [Function], [EveryDuty] or [AllowAnonymous] is refused to everybody; whoever then opens it in a hurry opens it to all."
            );

    [Fact]
    public void A_page_of_a_function_is_a_function_page() =>
        Pages
            .Where(p => p.GetCustomAttribute<FunctionAttribute>() is not null && !p.IsSubclassOf(typeof(FunctionPage)))
            .Select(p => p.FullName)
            .ShouldBeEmpty("Without FunctionPage its posts are not held to the filing window and its acts carry no function.");

    [Fact]
    public void Every_function_that_a_page_names_is_in_the_table()
    {
        var functions = FunctionCatalogue.Load();
        Pages
            .Select(p => (Page: p.FullName, p.GetCustomAttribute<FunctionAttribute>()?.Code))
            .Where(p => p.Code is not null && functions.Find(p.Code) is null)
            .Select(p => $"{p.Page}: {p.Code}")
            .ShouldBeEmpty("Menu, title, access, window and audit derive from the row in functions.csv; without it the page fails when it is opened.");
    }

    [Fact]
    public void Tabs_are_drawn_by_their_tag_alone() =>
        Views
            .Where(v => Regex.IsMatch(v.Text, "class=\"tabs[ \"]"))
            .Select(v => v.Path)
            .ShouldBeEmpty("<tabs> and <tab> give every strip its name, its current tab and its counts; one written by hand looks and reads otherwise.");

    [Fact]
    public void A_list_leaves_as_a_file_by_the_same_links_everywhere()
    {
        Views
            .Where(v => !v.Path.EndsWith("/_Export.cshtml", StringComparison.Ordinal) && Regex.IsMatch(v.Text, "href=\"[^\"]*handler=export", RegexOptions.IgnoreCase))
            .Select(v => v.Path)
            .ShouldBeEmpty("_Export carries the filters of the address along and offers every kind of file.");
        var exporting = Views.Where(v => Repository.Files("src/StudentNet", "*.cshtml.cs").Any(code => code.Path == v.Path + ".cs" && code.Text.Contains("OnGetExportAsync(", StringComparison.Ordinal))).ToList();
        exporting.Where(v => !Reaches(v, "_Export", 4)).Select(v => v.Path).ShouldBeEmpty("The handler is there and nobody finds it.");
        exporting.Count.ShouldBeGreaterThan(5);
    }

    [Fact]
    public void Every_table_stands_in_the_frame_that_keeps_its_heading_and_scrolls_inside_its_card()
    {
        var strangers = new List<string>();
        var tables = 0;
        foreach (var view in Views)
        {
            var frames = new Stack<bool>();
            foreach (Match tag in TableTags().Matches(view.Text))
            {
                switch (tag.Value)
                {
                    case "</div>":
                        frames.TryPop(out _);
                        break;
                    case var table when table.StartsWith("<table", StringComparison.Ordinal):
                        tables++;
                        // Rows that the script puts into a table that is there.
                        if (!frames.Contains(true) && !view.Path.EndsWith("/_MarkRows.cshtml", StringComparison.Ordinal))
                        {
                            strangers.Add($"{view.Path}: line {view.Text[..tag.Index].Count(c => c == '\n') + 1}");
                        }

                        break;
                    default:
                        // The grid of districts has a frame and keys of its own.
                        frames.Push(tag.Value.Contains("class=\"table-wrap", StringComparison.Ordinal) || tag.Value.Contains("class=\"zwrap\"", StringComparison.Ordinal));
                        break;
                }
            }
        }

        strangers.ShouldBeEmpty("Without <div class=\"table-wrap\" aria-label=…> a wide table moves the whole page sideways.");
        tables.ShouldBeGreaterThan(100);
    }

    private static bool Reaches(SourceFile view, string partial, int depth) =>
        view.Text.Contains($"\"{partial}\"", StringComparison.Ordinal)
        || (
            depth > 0
            && Regex.Matches(view.Text, "<partial name=\"(?:~/)?(?:[^\"]*/)?(_\\w+)(?:\\.cshtml)?\"")
                .Select(m => m.Groups[1].Value)
                .Distinct()
                .Any(name => Views.Any(v => v.Path.EndsWith($"/{name}.cshtml", StringComparison.Ordinal) && Reaches(v, partial, depth - 1)))
        );

    [GeneratedRegex("<div\\b[^>]*>|</div>|<table\\b")]
    private static partial Regex TableTags();

    [Fact]
    public void A_function_is_found_at_its_printed_code() =>
        Views
            .Select(v => (View: v, Route: Route().Match(v.Text)))
            .Where(v => v.Route.Success && CodeOf(v.View) is { } code && !IsBelow(v.Route.Groups[1].Value, code))
            .Select(v => $"{v.View.Path}: {v.Route.Groups[1].Value}, not /{CodeOf(v.View)}")
            .ShouldBeEmpty("Clerks say the code on the telephone and type it into the address bar.");

    [Fact]
    public void A_page_stands_in_the_folder_that_its_code_begins_with() =>
        Views
            .Select(v => (View: v, Route: Route().Match(v.Text)))
            .Where(v => v.Route.Success && GroupOf(v.Route.Groups[1].Value) is { } group && !FolderOf(v.View).StartsWith(group, StringComparison.Ordinal))
            .Select(v => $"{v.View.Path}: {v.Route.Groups[1].Value}")
            .ShouldBeEmpty("A clerk says «Q1.31» on the telephone; whoever answers opens the folder Q1… and finds all of it there.");

    [Fact]
    public void Pages_and_parts_named_in_text_exist()
    {
        var known = Views.Select(v => v.Path["src/StudentNet/Modules/".Length..^".cshtml".Length]).ToHashSet(StringComparer.Ordinal);
        Repository
            .Files("src/StudentNet/Modules", "*.cs")
            .Concat(Views)
            .SelectMany(f => NamedView().Matches(f.Text).Select(m => (f.Path, Name: m.Groups[1].Success ? m.Groups[1].Value : m.Groups[2].Value)))
            .Where(n => !known.Contains(n.Name.Replace("~/Modules/", "", StringComparison.Ordinal).Replace(".cshtml", "", StringComparison.Ordinal).TrimStart('/')))
            .Select(n => $"{n.Path}: {n.Name}")
            .ShouldBeEmpty("The compiler does not see such names: a page that moved fails only when somebody is sent to it.");
    }

    [Fact]
    public void No_view_has_style_or_script_of_its_own() =>
        Views
            .SelectMany(v => v.Matches(Inline()))
            .ShouldBeEmpty("The content security policy refuses inline style and script: the page would be broken in the browser though every other test is green.");

    [Fact]
    public void No_view_writes_raw_html() =>
        Views
            .SelectMany(v => v.Matches(Raw()))
            .ShouldBeEmpty("Names and reasons come from outside. One of them with a tag in it becomes script in the browser of a county officer.");

    [Fact]
    public void Every_view_that_posts_posts_with_a_token() =>
        Views
            .SelectMany(v => v.Matches(TokenOff()))
            .ShouldBeEmpty("A form without the antiforgery token can be sent by any other site the clerk has open.");

    /// <summary>The printed code (<c>N3.31</c>) of the model that stands beside a view; functions of the frame, such as home, have none.</summary>
    private static string? CodeOf(SourceFile view) =>
        File.Exists(Path.Combine(Repository.Root, view.Path + ".cs")) && Code().Match(new SourceFile(view.Path + ".cs").Text) is { Success: true } match
            ? match.Groups[1].Value
            : null;

    /// <summary>The group of a route of a function: <c>N3</c> of <c>/N3.31/add</c>; null for the other pages.</summary>
    private static string? GroupOf(string route) => Group().Match(route) is { Success: true } match ? match.Groups[1].Value : null;

    private static string FolderOf(SourceFile view) => view.Path.Split('/')[^2];

    private static bool IsBelow(string route, string code) => route == $"/{code}" || route.StartsWith($"/{code}/", StringComparison.Ordinal);

    [GeneratedRegex("""^\s*@page\s+"([^"]*)""", RegexOptions.Multiline)]
    private static partial Regex Route();

    [GeneratedRegex(@"^/([A-Z]\d+)(?=[./]|$)")]
    private static partial Regex Group();

    [GeneratedRegex("""(?:RedirectToPage\(|asp-page=)"(/[^"]+)"|(?:partial name=|Partial\()"(~?/?\w+/[^"]+)["]""")]
    private static partial Regex NamedView();

    [GeneratedRegex("""\[Function\("([A-Z]\d+\.[\d.]+)"\)\]""")]
    private static partial Regex Code();

    [GeneratedRegex("""\sstyle\s*=|<style\b|<script(?![^>]*\bsrc=)|\son[a-z]+\s*=\s*["']|javascript:""", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();

    [GeneratedRegex(@"Html\.Raw\b|new HtmlString\(")]
    private static partial Regex Raw();

    [GeneratedRegex("""asp-antiforgery\s*=\s*"false"|IgnoreAntiforgeryToken""")]
    private static partial Regex TokenOff();
}
