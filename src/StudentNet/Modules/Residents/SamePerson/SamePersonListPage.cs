using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Residents.SamePerson;

/// <summary>Whose a number was, in words that an officer may read.</summary>
/// <param name="Then">The record it led to on the day.</param>
/// <param name="Now">The record it leads to now.</param>
public sealed record NumberHolder(DateOnly Day, string Number, PersonRecord Then, PersonRecord Now)
{
    public bool IsSame => Then.Person.PersonId == Now.Person.PersonId;
}

/// <summary>合併與證號: looks two records up by their whole numbers, answers whose a number was on a day, lists what was merged and exchanged.</summary>
public abstract class SamePersonListPage(StudentNetDb db, PersonRecords records, MergeQuery register, PersonMerge merge, RecordProof proofs) : SamePersonPage
{
    private const string NotOurs = "兩個證號都不是由本單位負責的學生。請核對證號；兩人都在他縣市時，由該縣市或國教署處理。";

    [BindProperty, Display(Name = "要保留的紀錄：完整證號"), StringLength(20)]
    public string? FirstNumber { get; set; }

    [BindProperty, Display(Name = "另一筆紀錄：完整證號"), StringLength(20)]
    public string? SecondNumber { get; set; }

    [BindProperty, Display(Name = "完整證號"), StringLength(20)]
    public string? Number { get; set; }

    [BindProperty, Display(Name = "日期")]
    public DateOnly? Day { get; set; }

    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    public IReadOnlyList<MergeLine> Merges { get; private set; } = [];

    public PageOf Part { get; private set; } = new(0);

    public IReadOnlyList<ExchangeLine> Exchanges { get; private set; } = [];

    public PageOf ExchangePart { get; private set; } = new(0);

    /// <summary>Notices to the organisation about merges that nobody there has read.</summary>
    public IReadOnlyList<OrganisationNotice> Notices { get; private set; } = [];

    /// <summary>The answer to "whose was it"; null: not asked.</summary>
    public NumberHolder? Holder { get; private set; }

    public Task OnGetAsync(CancellationToken cancellation) => ListAsync(cancellation);

    /// <summary>Looks two records up and shows them side by side.</summary>
    public async Task<IActionResult> OnPostLookAsync(CancellationToken cancellation)
    {
        var (first, second) = (Parse(nameof(FirstNumber), FirstNumber), Parse(nameof(SecondNumber), SecondNumber));
        if (first is null || second is null || !ModelState.IsValid || !MayLookUp())
        {
            return await AgainAsync(cancellation);
        }

        var (one, other) = (await records.OfNumberAsync(first.Value, cancellation), await records.OfNumberAsync(second.Value, cancellation));
        var people = new[] { one, other }.OfType<long>().ToList();
        var within = await records.WithinAsync(Caller.Scope, people, cancellation);
        await AuditReadAsync(people, "以證號查兩筆紀錄", one);
        if (within.Count == 0)
        {
            // The same whether nobody or another county has them: who only tries numbers learns nothing.
            ModelState.AddModelError("", Caller.Level == Level.Ministry ? "查無這兩個證號。請核對證號。" : NotOurs);
        }
        else if (one is null || other is null)
        {
            ModelState.AddModelError(one is null ? nameof(FirstNumber) : nameof(SecondNumber), "查無這個證號，請核對。");
        }
        else if (one == other)
        {
            ModelState.AddModelError(nameof(SecondNumber), "兩個證號已經是同一筆紀錄，不必合併。");
        }
        else
        {
            var named = people.Where(p => !within.Contains(p)).Select(p => proofs.Of(Caller, p)).FirstOrDefault();
            return Redirect(PairHref(one.Value, other.Value, named));
        }

        return await AgainAsync(cancellation);
    }

    /// <summary>Answers whose a number was at the end of a day.</summary>
    public async Task<IActionResult> OnPostWhoAsync(CancellationToken cancellation)
    {
        if (Day is null)
        {
            ModelState.AddModelError(nameof(Day), "請填日期，例如 115/06/30。");
        }

        if (Parse(nameof(Number), Number) is not { } number || Day is not { } day || !ModelState.IsValid || !MayLookUp())
        {
            return await AgainAsync(cancellation);
        }

        var then = await merge.WhoWasAsync(number.Value, TaipeiTime.StartOfDayUtc(day.AddDays(1)).AddTicks(-1), cancellation);
        var now = await records.OfNumberAsync(number, cancellation);
        var people = new[] { then, now }.OfType<long>().Distinct().ToList();
        var within = await records.WithinAsync(Caller.Scope, people, cancellation);
        await AuditReadAsync(people, "查某日的證號屬於誰", then ?? now, detail: RocDate.Format(day));
        if (now is null || within.Count == 0)
        {
            ModelState.AddModelError(nameof(Number), "查無這個證號，或不是由本單位負責的學生。");
            return await AgainAsync(cancellation);
        }

        if (then is null)
        {
            ModelState.AddModelError(nameof(Day), $"{RocDate.Format(day)} 時系統還沒有這個證號。");
            return await AgainAsync(cancellation);
        }

        var read = await records.ReadAsync(Caller.Scope, people, cancellation);
        Holder = new NumberHolder(day, number.Value, read[then.Value], read[now.Value]);
        await ListAsync(cancellation);
        return Page();
    }

    /// <summary>The notices have been read.</summary>
    public async Task<IActionResult> OnPostReadAsync(CancellationToken cancellation)
    {
        await UnreadNotices.MarkReadAsync(db, Caller.Organisation.Code, Root, Act("通知已讀"), cancellation);
        this.Tell("通知已標為已讀");
        return Redirect(Root);
    }

    private async Task ListAsync(CancellationToken cancellation)
    {
        var merges = register.Within(Caller.Scope);
        Part = new PageOf(await merges.CountAsync(cancellation), PageNumber);
        Merges = await merges.Skip(Part.Skip).Take(Part.Size).ToListAsync(cancellation);
        var exchanges = register.Exchanges(Caller.Scope);
        ExchangePart = new PageOf(await exchanges.CountAsync(cancellation), PageNumber);
        Exchanges = await exchanges.Skip(ExchangePart.Skip).Take(ExchangePart.Size).ToListAsync(cancellation);
        Notices = await UnreadNotices.Of(db, Caller.Organisation.Code, Root).ToListAsync(cancellation);
        if (Merges.Count + Exchanges.Count > 0)
        {
            await AuditReadAsync(
                [.. Merges.SelectMany(m => new[] { m.Survivor.PersonId, m.Merged.PersonId }), .. Exchanges.SelectMany(e => new[] { e.First.PersonId, e.Second.PersonId })],
                "檢視合併與對調紀錄"
            );
        }
    }

    private async Task<IActionResult> AgainAsync(CancellationToken cancellation)
    {
        await ListAsync(cancellation);
        return this.Unprocessable();
    }

    private PersonNumber? Parse(string field, string? text)
    {
        var number = PersonNumber.Parse(text);
        if (number.IsValid)
        {
            return number.Number;
        }

        Say(field, number.Problem.Value);
        return null;
    }
}
