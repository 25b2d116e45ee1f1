using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Residents.SamePerson;

/// <summary>One merge: who, when, why, what it moved; it can be taken apart with a reason.</summary>
public abstract class SamePersonMergePage(StudentNetDb db, MergeQuery merges, SamePersonRegister work, PersonRecords records) : SamePersonPage
{
    [BindProperty, Display(Name = "為什麼要取消"), StringLength(200)]
    public string? Reason { get; set; }

    public MergeLine Line { get; private set; } = null!;

    /// <summary>Where the child of the record that stays lives now, as far as the scope may read it; null: unknown.</summary>
    public string? Place { get; private set; }

    /// <summary>Numbers that came with the merged record.</summary>
    public IReadOnlyList<string> Numbers { get; private set; } = [];

    /// <summary>What it did to rows, by table and kind of change.</summary>
    public IReadOnlyList<PersonMergeLook> Looks { get; private set; } = [];

    /// <summary>Why it cannot be taken apart; null: it can.</summary>
    public Problem? NotApart { get; private set; }

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancellation) => await FindAsync(id, cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostApartAsync(long id, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
        {
            return NotFound();
        }

        if (Text(Reason) is not { } reason)
        {
            ModelState.AddModelError(nameof(Reason), "請寫明為什麼不是同一人。");
            return this.Unprocessable();
        }

        var act = Act("取消合併學生紀錄", reason, Line.Merge.Survivor, $"恢復 {Line.Merge.Merged}");
        if (!ModelState.IsValid)
        {
            return this.Unprocessable();
        }

        if (await work.TakeApartAsync(id, act, cancellation) is { } problem)
        {
            Say("", problem);
            await FindAsync(id, cancellation);
            return this.Unprocessable();
        }

        this.Tell("已取消合併，恢復為兩筆紀錄。相關學校與縣市都會收到通知。");
        return Redirect(MergeHref(id));
    }

    private async Task<bool> FindAsync(long id, CancellationToken cancellation)
    {
        if (await merges.FindAsync(Caller.Scope, id, cancellation) is not { } line)
        {
            return false;
        }

        Line = line;
        Place = await records.PlaceAsync(Caller.Scope, line.Merge.Survivor, cancellation);
        Numbers = await work.NumbersAsync(id, cancellation);
        Looks = await db.Set<PersonMergedRow>()
            .Where(r => r.MergeId == id)
            .GroupBy(r => new { r.Table, r.Change })
            .OrderBy(g => g.Key.Table)
            .Select(g => new PersonMergeLook(g.Key.Table, g.Key.Change, g.Count()))
            .ToListAsync(cancellation);
        NotApart = await work.WhyNotApartAsync(line.Merge, cancellation);
        await AuditReadAsync([line.Merge.Survivor, line.Merge.Merged], "檢視合併紀錄", line.Merge.Survivor);
        return true;
    }
}
