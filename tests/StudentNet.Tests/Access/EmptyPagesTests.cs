using System.Net;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Access;

/// <summary>
/// DESIGN «States»: the country on its first day, with schools and clerks and nothing else. Every page that is empty then, unfiltered, says what to do next:
/// it leads there, or says who will do what and when. A page that is empty because all is done says so by its mark.
/// </summary>
[OnOneDatabase(OneDatabase.Embedded)]
public sealed class EmptyPagesTests
{
    [Fact]
    public async Task Whoever_opens_an_empty_page_is_told_what_to_do_next()
    {
        await using var app = await TestApp.CreateAsync();
        await app.Db(SmallCountry.SeedAsync);
        await app.Db(SmallCountry.OpenForForeignersAsync);
        string[] paths = [.. AccessMatrix.Read().Where(r => r.Method == "GET" && !r.Endpoint.Contains('{', StringComparison.Ordinal)).Select(r => r.Path).Distinct()];
        var (silent, seen) = (new SortedSet<string>(StringComparer.Ordinal), 0);
        foreach (var persona in new[] { Persona.Clerk, Persona.County, Persona.Ministry, Persona.Township, Persona.ForeignSchoolClerk, Persona.Aa })
        {
            using var visitor = await app.ClientAs(persona);
            foreach (var path in paths)
            {
                var page = await visitor.GetAsync(path);
                if (page.Status != HttpStatusCode.OK || page.Document.QuerySelector("main") is not { } main)
                {
                    continue;
                }

                foreach (var empty in main.QuerySelectorAll(".empty"))
                {
                    seen++;
                    if (empty.QuerySelector("a[href], button, .next") is null && !empty.ClassList.Contains("is-done"))
                    {
                        silent.Add($"{path} ({persona.Level}): {TestPage.Fold(empty.TextContent)}");
                    }
                }
            }
        }

        silent.ShouldBeEmpty("An empty page that says nothing more is a telephone call to the helpdesk.");
        seen.ShouldBeGreaterThan(30, "If no page is empty, none is looked at.");
    }
}
