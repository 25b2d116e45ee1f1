using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Access;

/// <summary>Decision 119: no child's name or number, nor its end, in an address: not in a form's, not in a link's, not in a redirect's.</summary>
[OnOneDatabase(OneDatabase.Embedded)]
public sealed class SearchAddressTests
{
    [Fact]
    public async Task Every_search_for_children_is_posted_and_no_address_of_what_comes_of_it_holds_what_was_typed()
    {
        await using var app = await TestApp.CreateAsync();
        await AccessWorld.SeedAsync(app);
        var people = await app.Db(db => db.Set<Person>().Select(p => p.Name).Distinct().ToListAsync());
        var numbers = await app.Db(db => db.Set<PersonIdentifier>().Select(i => i.Number).ToListAsync());
        var (searches, found, wrong) = (new HashSet<string>(), 0, new List<string>());
        foreach (var asker in await AccessAsker.AllAsync(app))
        {
            foreach (var row in AccessMatrix.Read().Where(r => r.Method == "GET" && r.Expected[asker.Name] == AccessVerdict.Allow))
            {
                using var visitor = asker.Visit();
                var page = await visitor.GetAsync(row.Path);
                wrong.AddRange(Addresses(page).Where(IsOfChild).Select(a => $"{asker.Name} {row.Path}: {a}"));
                wrong.AddRange(page.Document.QuerySelectorAll("form").Where(AsksInAddress).Select(f => $"{asker.Name} {row.Path}: a form asks for a child by GET"));
                if (page.Document.QuerySelector("form[role=search][method=post]") is null)
                {
                    continue;
                }

                searches.Add(row.Endpoint);
                foreach (var typed in new[] { people[0], numbers[0], numbers[0][^3..] }.Concat(people.Where(p => page.Text.Contains(p, StringComparison.Ordinal)).Take(1)))
                {
                    var answer = await page.SearchAsync(typed);
                    answer.Status.ShouldBe(HttpStatusCode.OK, $"{asker.Name} {row.Path}");
                    answer.Path.ShouldContain("q=");
                    var again = await visitor.GetAsync(answer.Path);
                    again.TextOf("main").ShouldBe(answer.TextOf("main"), "a reload shows the same");
                    again.Find("form[role=search] input[name=q]").GetAttribute("value").ShouldBe(typed);
                    found += page.Text.Contains(typed, StringComparison.Ordinal) && answer.Text.Contains(typed, StringComparison.Ordinal) ? 1 : 0;
                    wrong.AddRange(Addresses(answer).Append(answer.Path).Where(a => IsOfChild(a) || Holds(a, typed)).Select(a => $"{asker.Name} {row.Path} searched: {a}"));
                }
            }
        }

        string.Join('\n', wrong.Distinct()).ShouldBeEmpty();
        searches.Count.ShouldBeGreaterThan(12, "the searches are seen");
        found.ShouldBeGreaterThan(8, "they find");

        bool IsOfChild(string address) => people.Concat(numbers).Any(s => Holds(address, s)) || numbers.Any(n => HoldsEnd(address, n[^3..]));
    }

    [Fact]
    public async Task The_words_of_another_account_and_words_in_clear_find_nothing()
    {
        await using var app = await TestApp.CreateAsync();
        await AccessWorld.SeedAsync(app);
        using var clerk = await app.ClientAs(Persona.Clerk);
        var searched = await (await clerk.OpenAsync("/Q1.31/pupils")).SearchAsync("無此人");
        searched.TextsOf("tbody th").ShouldBeEmpty();
        using var aa = await app.ClientAs(Persona.OtherClerk);

        (await aa.OpenAsync(searched.Path)).Find("input[name=q]").GetAttribute("value").ShouldBeNullOrEmpty();
        var clear = await clerk.OpenAsync("/Q1.31/pupils?q=無此人");
        clear.Find("input[name=q]").GetAttribute("value").ShouldBeNullOrEmpty();
        clear.TextsOf("tbody th").ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("https://elsewhere.example/N2.31")]
    [InlineData("//elsewhere.example")]
    [InlineData("/N2.31?q=1")]
    [InlineData("")]
    public async Task A_search_leads_nowhere_else(string to)
    {
        await using var app = await TestApp.CreateAsync();
        await AccessWorld.SeedAsync(app);
        using var clerk = await app.ClientAs(Persona.Clerk);
        var page = await clerk.OpenAsync("/Q1.31/pupils");
        var answer = await page.SubmitAsync(form => form["to"] = to, selector: "form[role=search]");
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static IEnumerable<string> Addresses(TestPage page) =>
        page.Document.QuerySelectorAll("[href], [action], [src], [hx-get], [hx-post]")
            .SelectMany(e => new[] { "href", "action", "src", "hx-get", "hx-post" }.Select(e.GetAttribute))
            .OfType<string>();

    private static bool Holds(string address, string secret) =>
        secret.Length > 3 || !secret.All(char.IsAsciiDigit)
            ? Uri.UnescapeDataString(address.Replace('+', ' ')).Contains(secret, StringComparison.OrdinalIgnoreCase)
            : HoldsEnd(address, secret);

    /// <summary>As a value of its own: codes of schools and numbers of rows have three digits in them too.</summary>
    private static bool HoldsEnd(string address, string end) => address.Split('?', '&', '/').Any(p => p.StartsWith("q=", StringComparison.Ordinal) && p.EndsWith($"={end}", StringComparison.Ordinal));

    private static bool AsksInAddress(IElement form) =>
        !string.Equals(form.GetAttribute("method"), "post", StringComparison.OrdinalIgnoreCase)
        && form.QuerySelectorAll("input").Any(i => $"{i.GetAttribute("aria-label")} {i.GetAttribute("placeholder")}" is var says && !says.Contains("學校", StringComparison.Ordinal) && Asked.Any(says.Contains));

    private static readonly string[] Asked = ["證號", "字號", "後三碼", "學生"];
}
