using System.Linq.Expressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Students;

/// <summary>By what the pupils of a list are counted.</summary>
/// <param name="Key">How the address names it.</param>
/// <param name="Title">Heading of the first column.</param>
/// <param name="Of">The code of a pupil's group.</param>
/// <param name="Named">The words for a code; null: the codes are of organisations, which are named from the database and stand in their order.</param>
public sealed record PupilCut<T>(string Key, string Title, Expression<Func<PupilRow<T>, string>> Of, Func<string, string>? Named = null);

/// <summary>The cuts that every list has.</summary>
public static class PupilCuts
{
    internal const string SchoolKey = "School";

    public static PupilCut<T> County<T>() => new("County", "縣市", r => r.School.CountyCode ?? "");

    public static PupilCut<T> School<T>() => new(SchoolKey, "學校", r => r.School.Code);
}

/// <summary>One group of the statistics.</summary>
/// <param name="Numbers">One for each figure of the list.</param>
public sealed record PupilGroup(string Code, string Title, IReadOnlyList<int> Numbers)
{
    /// <summary>The sum of all lines.</summary>
    public static PupilGroup Sum(IPupilStatistics page)
    {
        ArgumentNullException.ThrowIfNull(page);
        return new("", "合計", [.. page.Names.Select((_, i) => page.Figures.Sum(f => f.Numbers[i]))]);
    }
}

/// <summary>What a list counts of each group.</summary>
/// <param name="Title">外籍生統計: what the table and its file are called.</param>
/// <param name="Figures">Names in <c>figures.csv</c> of the numbers.</param>
/// <param name="Total">Which of the numbers counts all pupils of the group: the largest groups stand first.</param>
/// <param name="Count">The numbers of each group, in the order of the figures; titles come later.</param>
/// <param name="ExportsSum">Whether the file ends with the sum, as the table does.</param>
public sealed record PupilCount<T>(
    string Title,
    IReadOnlyList<string> Figures,
    int Total,
    Func<IQueryable<IGrouping<string, PupilRow<T>>>, IQueryable<PupilGroup>> Count,
    bool ExportsSum = false
);

/// <summary>Figures of a list within the caller's scope, by one of several cuts; the export is the table as it is shown.</summary>
/// <param name="listHref">Where the names are; null: this level sees figures only.</param>
/// <param name="cuts">Those the level may choose; the first is shown unless told.</param>
public abstract class PupilStatisticsPage<T>(PupilCount<T> count, StudentNetDb db, TableExport export, string? listHref, params PupilCut<T>[] cuts)
    : FunctionPage,
        IPupilStatistics
{
    [BindProperty(SupportsGet = true)]
    public string? By { get; set; }

    /// <summary>The cut that is shown.</summary>
    public PupilCut<T> Cut => Array.Find(cuts, c => c.Key.Equals(By, StringComparison.OrdinalIgnoreCase)) ?? cuts[0];

    public IReadOnlyList<PupilGroup> Figures { get; private set; } = [];

    public IEnumerable<(string Href, string Title, bool IsShown)> Choices => cuts.Select(c => ($"{Request.Path}?by={c.Key}", c.Title, c.Key == Cut.Key));

    public string? ListHref => listHref;

    public string Title => count.Title;

    public string Heading => Cut.Title;

    public bool NamesCodes => Cut.Key == PupilCuts.SchoolKey;

    public IReadOnlyList<string> Names => count.Figures;

    public string? Whose => IsWhole ? Caller.Organisation.Code : null;

    /// <summary>Whether the cut that is shown counts every pupil of the list, so that its sums are the list's figures.</summary>
    protected virtual bool IsWhole => true;

    public string? WhoseOf(PupilGroup group) => IsWhole && Cut.Named is null ? group.Code : null;

    public int Total => count.Total;

    public virtual Task OnGetAsync(CancellationToken cancellation) => LoadAsync(cancellation);

    public async Task<IActionResult> OnGetExportAsync(TableKind kind, CancellationToken cancellation)
    {
        await LoadAsync(cancellation);
        IReadOnlyList<TableColumn<PupilGroup>> columns =
        [
            new("代碼", f => f.Code),
            new(Heading, f => f.Title),
            .. Names.Select((name, i) => FigureColumn.Of<PupilGroup>(name, f => f.Numbers[i])),
        ];
        var lines = count.ExportsSum ? Figures.Append(PupilGroup.Sum(this)) : Figures;
        return await export.FileAsync($"{Title}_依{Heading}", kind, columns, lines.ToAsyncEnumerable(), Act($"輸出{Title}"), cancellation);
    }

    /// <summary>The pupils within the caller's scope whom a cut counts.</summary>
    protected abstract IQueryable<PupilRow<T>> Rows(PupilCut<T> cut);

    private async Task LoadAsync(CancellationToken cancellation)
    {
        var counted = await count.Count(Rows(Cut).GroupBy(Cut.Of)).ToListAsync(cancellation);
        var codes = counted.Select(f => f.Code).ToList();
        var names = Cut.Named is { } named
            ? codes.ToDictionary(c => c, named)
            : await db.Set<Organisation>().Where(o => codes.Contains(o.Code)).ToDictionaryAsync(o => o.Code, o => o.Name, cancellation);
        var figures = counted.Select(f => f with { Title = names.GetValueOrDefault(f.Code, f.Code) });
        Figures =
        [
            .. Cut.Named is null
                ? figures.OrderBy(f => f.Code, StringComparer.Ordinal)
                : figures.OrderByDescending(f => f.Numbers[Total]).ThenBy(f => f.Code, StringComparer.Ordinal),
        ];
    }
}

/// <summary>Such a page as its view sees it, whatever is counted.</summary>
public interface IPupilStatistics
{
    string Title { get; }

    /// <summary>The cuts to choose from.</summary>
    IEnumerable<(string Href, string Title, bool IsShown)> Choices { get; }

    string? ListHref { get; }

    /// <summary>Of the first column.</summary>
    string Heading { get; }

    /// <summary>Whether the first column says the code before the name.</summary>
    bool NamesCodes { get; }

    /// <summary>Names in <c>figures.csv</c> of the numbers.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>Whose the sums are; null: they count only a part of the list.</summary>
    string? Whose { get; }

    /// <summary>The organisation whose figures a line has; null: it is no organisation's.</summary>
    string? WhoseOf(PupilGroup group);

    int Total { get; }

    IReadOnlyList<PupilGroup> Figures { get; }
}
