using Microsoft.AspNetCore.Mvc;
using StudentNet.Platform.Access;

namespace StudentNet.Modules.Ledger.P1Ledger;

/// <summary>P1 不漏一人: the sum that closes, age by standing; for ministry, county and school alike, each of its own children.</summary>
public abstract class LedgerPage(LedgerReader reader) : FunctionPage
{
    /// <summary>For the ministry: only this county.</summary>
    [BindProperty(SupportsGet = true)]
    public string? County { get; set; }

    public LedgerFigures? Figures { get; private set; }

    /// <summary>Counties by code; for the ministry only.</summary>
    public IReadOnlyDictionary<string, string> Counties { get; private set; } = new Dictionary<string, string>();

    /// <summary>Where its lists are.</summary>
    public abstract string Root { get; }

    public bool IsNational => Caller.Scope is Scope.National;

    /// <summary>Ages that have children, youngest first.</summary>
    public IReadOnlyList<int> Ages => Figures is null ? [] : [.. Figures.Cells.Select(c => LedgerFigures.SchoolAge(c.Cohort, Figures.Day)).Distinct().Order()];

    /// <summary>Standings in the order of the rules, by group.</summary>
    public static IReadOnlyList<(StandingGroup Group, IReadOnlyList<(string Code, string Title)> Standings)> Columns { get; } =
        [
            .. StandingRules
                .All.GroupBy(r => r.Group)
                .OrderBy(g => g.Key)
                .Select(g => (g.Key, (IReadOnlyList<(string, string)>)[.. g.Select(r => (r.Standing, r.StandingTitle)).Distinct()])),
        ];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (IsNational)
        {
            Counties = await reader.CountiesAsync(cancellation);
            if (County is not null && !Counties.ContainsKey(County))
            {
                return NotFound();
            }
        }
        else
        {
            County = null;
        }

        Figures = await reader.FiguresAsync(Caller.Scope, County, Today, cancellation);
        return Page();
    }

    /// <summary>
    /// Address of the children behind a number; null where the list would be the country: the ministry chooses a county first for those who are at school.
    /// </summary>
    public string? Link(StandingGroup? group, string? standing, int? age) =>
        IsNational && County is null && group is null or StandingGroup.School
            ? null
            : $"{Root}/children?"
                + string.Join(
                    '&',
                    new[]
                    {
                        group is { } some && standing is null ? $"group={some}" : null,
                        standing is null ? null : $"standing={standing}",
                        age is null ? null : $"age={age}",
                        County is null ? null : $"county={County}",
                    }.OfType<string>()
                );
}
