using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;

namespace StudentNet.Modules.Shared.Search;

/// <summary>Takes what was typed into a search for children and leads to the list, with the words sealed and the other filters as they are.</summary>
[EveryDuty]
public sealed class SearchModel(SearchWords words, ICallerContext context) : PageModel
{
    private const int MostFilters = 20;
    private const int LongestFilter = 100;

    private static readonly string[] OwnFields = ["to", SearchWords.Parameter, "__RequestVerificationToken"];

    /// <summary>There is nothing to look at.</summary>
    public IActionResult OnGet() => NotFound();

    /// <param name="to">Path of the list, within this site.</param>
    /// <param name="q">What was typed.</param>
    public IActionResult OnPost(string? to, string? q)
    {
        if (to is null || to.Contains('?', StringComparison.Ordinal) || !Url.IsLocalUrl(to) || to.StartsWith('~'))
        {
            return BadRequest();
        }

        var filters = Request
            .Form.Where(f => !OwnFields.Contains(f.Key))
            .SelectMany(f => f.Value, (f, value) => KeyValuePair.Create(f.Key, value))
            .Where(f => f.Value is { Length: > 0 and <= LongestFilter })
            .Take(MostFilters);
        var query = QueryString.Create(filters);
        if (q?.Trim() is { Length: > 0 } typed)
        {
            query = query.Add(SearchWords.Parameter, words.Seal(context.Required, typed[..Math.Min(typed.Length, SearchWords.Longest)]));
        }

        return LocalRedirect($"{to}{query}");
    }
}
