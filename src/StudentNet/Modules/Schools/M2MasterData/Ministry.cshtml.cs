using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Schools.M2MasterData;

/// <summary>M2.11 學校名錄: the nation's schools, the lists they come from, and those that the last list no longer names.</summary>
[Function("M2.11")]
public sealed class MinistryModel(StudentNetDb db, SchoolTable table, SchoolRegister register, TableExport export) : FunctionPage
{
    [BindProperty(SupportsGet = true)]
    public string? County { get; set; }

    [BindProperty(SupportsGet = true)]
    public SchoolLevel? Level { get; set; }

    /// <summary>Part of the name, or the beginning of the code.</summary>
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Words { get; set; }

    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    public SchoolListView List { get; private set; } = null!;

    public IReadOnlyList<SelectListItem> Counties { get; private set; } = [];

    public IReadOnlyList<ProposedClosure> Proposals { get; private set; } = [];

    public int Villages { get; private set; }

    public int Elementary { get; private set; }

    public int JuniorHigh { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var rows = table.Rows(County, Level, Words);
        var part = new PageOf(await rows.CountAsync(cancellation), Number);
        List = new SchoolListView(
            "/M2.11",
            await rows.Skip(part.Skip).Take(part.Size).ToListAsync(cancellation),
            part,
            !string.IsNullOrEmpty(County) || Level is not null || !string.IsNullOrWhiteSpace(Words)
        );
        Counties =
        [
            .. await db.Set<Organisation>()
                .Where(o => o.Level == Kernel.Level.County)
                .OrderBy(o => o.Code)
                .Select(o => new SelectListItem(o.Name, o.Code))
                .ToListAsync(cancellation),
        ];
        Proposals = await (
            from p in db.Set<SchoolClosureProposal>()
            join s in db.Set<School>() on p.Code equals s.Code
            join c in db.Set<Organisation>() on s.CountyCode equals c.Code
            orderby s.Code
            select new ProposedClosure(s.Code, s.Name, c.Name, p.At, p.ReceiptId)
        ).ToListAsync(cancellation);
        Villages = await db.Set<Village>().CountAsync(v => !v.IsUnassigned, cancellation);
        Elementary = await db.Set<School>().CountAsync(s => s.Level == SchoolLevel.Elementary && s.ClosedOn == null, cancellation);
        JuniorHigh = await db.Set<School>().CountAsync(s => s.Level == SchoolLevel.JuniorHigh && s.ClosedOn == null, cancellation);
    }

    /// <summary>The list as it is filtered now.</summary>
    public async Task<IActionResult> OnGetExportAsync(TableKind kind, CancellationToken cancellation) =>
        await export.FileAsync("學校名錄", kind, SchoolTable.Columns, table.Rows(County, Level, Words).AsAsyncEnumerable(), Act("輸出學校名錄"), cancellation);

    /// <summary>Decides about a school that the list no longer names: closed on a day, or kept.</summary>
    public async Task<IActionResult> OnPostDecideAsync(string code, DateOnly? on, bool keep, CancellationToken cancellation)
    {
        var school = await db.Set<School>().FirstOrDefaultAsync(s => s.Code == code, cancellation);
        if (school is null || !await db.Set<SchoolClosureProposal>().AnyAsync(p => p.Code == code, cancellation))
        {
            return NotFound();
        }

        if (keep)
        {
            await register.KeepAsync(code, Act("確認未停辦", detail: code), cancellation);
            this.Tell($"{code} {school.Name} 維持開辦。");
            return RedirectToPage();
        }

        var problem = on is { } day
            ? await register.CloseAsync(school, day, null, Act("登錄停辦", detail: code), cancellation)
            : new Problem("school.closed-on", "沒有填寫停辦日期", "請填民國年/月/日，例如 115/07/31");
        if (problem is { } said)
        {
            ModelState.AddModelError("", $"{code} {school.Name}：{said.Message}。{said.Hint}");
            await OnGetAsync(cancellation);
            return this.Unprocessable();
        }

        this.Tell($"{code} {school.Name} 已登錄停辦。");
        return RedirectToPage();
    }
}

/// <summary>A school that the last list of its level did not name.</summary>
public sealed record ProposedClosure(string Code, string Name, string County, DateTime At, long ReceiptId);
