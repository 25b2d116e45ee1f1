using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Schools.M1Parameters;

/// <summary>M1.11 全國期程與參數: the national defaults, and which county has set what.</summary>
[Function("M1.11")]
public sealed class MinistryModel(StudentNetDb db, IWindows windows) : FunctionPage
{
    [BindProperty(SupportsGet = true)]
    public SchoolLevel Level { get; set; } = SchoolLevel.Elementary;

    public SchoolYear Of => WorkingYear.ForEntry(Today);

    public IReadOnlyList<CountyLine> Counties { get; private set; } = [];

    public WindowTable Windows { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!ModelState.IsValid)
        {
            return NotFound();
        }

        var counties = await db.Set<Organisation>().AsNoTracking().Where(o => o.Level == StudentNet.Kernel.Level.County).OrderBy(o => o.Code).ToListAsync(cancellation);
        var parameters = await db.Set<CountyParameter>().AsNoTracking().Where(p => p.Year == Of && p.Level == Level).ToDictionaryAsync(p => p.CountyCode, cancellation);
        var extensions = await db.Set<WindowExtension>()
            .Where(e => e.Year == Of && e.Level == Level && e.RevokedAt == null)
            .GroupBy(e => e.CountyCode)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        var lines = new List<CountyLine>();
        foreach (var county in counties)
        {
            var book = await windows.BookAsync(county.Code, cancellation);
            lines.Add(
                new CountyLine(
                    county.Name,
                    parameters.GetValueOrDefault(county.Code),
                    Span(book, "N1"),
                    Span(book, "N3"),
                    Span(book, "N5"),
                    extensions.GetValueOrDefault(county.Code)
                )
            );
        }

        Counties = lines;
        Windows = WindowTable.For(await windows.BookAsync(null, cancellation), Of, Level, null, Now);
        return Page();
    }

    private WindowSpan Span(CountyWindows book, string window) => book.Span(book.Calendar[window], Of, Level, null);
}

/// <summary>A county in the ministry's overview.</summary>
public sealed record CountyLine(string Name, CountyParameter? Parameter, WindowSpan Allocation, WindowSpan Registration, WindowSpan Admission, int Extensions)
{
    /// <summary>03/25–05/31, or what is missing.</summary>
    public static string Days(WindowSpan span) =>
        span is { Opens: { } opens, LastInstant: { } last }
            ? $"{RocDate.Short(TaipeiTime.Today(opens))}–{RocDate.Short(TaipeiTime.Today(last))}"
            : "未定";
}
