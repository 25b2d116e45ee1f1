using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Residents.SamePerson;

/// <summary>Two records side by side: what a merge would bring, set aside and leave to decide; then merge, or exchange the numbers.</summary>
public abstract class SamePersonPairPage(PersonRecords records, SamePersonRegister register, RecordProof proofs) : SamePersonPage
{
    [BindProperty(SupportsGet = true)]
    public long First { get; set; }

    [BindProperty(SupportsGet = true)]
    public long Second { get; set; }

    /// <summary>For a record of another county: that its whole number was named.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Proof { get; set; }

    [BindProperty, Display(Name = "為什麼是同一人"), StringLength(200)]
    public string? Reason { get; set; }

    [BindProperty, Display(Name = "姓名或出生日期不同，已另行查證是同一人")]
    public bool IsChecked { get; set; }

    [BindProperty, Display(Name = "為什麼要對調"), StringLength(200)]
    public string? ExchangeReason { get; set; }

    [BindProperty, Display(Name = "為什麼是兩個人"), StringLength(200)]
    public string? ApartReason { get; set; }

    [BindProperty]
    public int FirstVersion { get; set; }

    [BindProperty]
    public int SecondVersion { get; set; }

    public PersonPair Pair { get; private set; } = null!;

    /// <summary>The same page with the other record as the one that stays.</summary>
    public string TurnedHref => PairHref(Second, First, Proof);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await FindAsync("並列檢視兩筆學生紀錄", cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostJoinAsync(CancellationToken cancellation)
    {
        if (!await FindAsync("並列檢視兩筆學生紀錄", cancellation))
        {
            return NotFound();
        }

        if (Text(Reason) is not { } reason)
        {
            ModelState.AddModelError(nameof(Reason), "請寫明怎麼知道是同一人，例如戶政回覆、家長出示的證件。");
        }
        else if (Pair.IsDoubtful && !IsChecked)
        {
            ModelState.AddModelError(nameof(IsChecked), "姓名或出生日期不同，請先查證，再勾選這一項。");
        }
        else if (ModelState.IsValid)
        {
            var (id, problem) = await register.MergeAsync(Seen, reason, Act("合併兩筆學生紀錄", reason, First, $"併入 {Second}"), cancellation);
            if (problem is not { } refused)
            {
                this.Tell("已合併為一筆。相關學校與縣市都會收到通知。");
                return Redirect(MergeHref(id));
            }

            return await RefusedAsync(refused, cancellation);
        }

        return this.Unprocessable();
    }

    public async Task<IActionResult> OnPostExchangeAsync(CancellationToken cancellation)
    {
        if (!await FindAsync("並列檢視兩筆學生紀錄", cancellation))
        {
            return NotFound();
        }

        if (Text(ExchangeReason) is not { } reason)
        {
            ModelState.AddModelError(nameof(ExchangeReason), "請寫明怎麼知道兩人的證號互換。");
        }
        else if (ModelState.IsValid)
        {
            var problem = await register.ExchangeAsync(Seen, reason, Act("對調兩名學生的證號", reason, First, $"與 {Second} 對調"), cancellation);
            if (problem is not { } refused)
            {
                this.Tell("已對調證號。相關學校與縣市都會收到通知。");
                return Redirect(Root);
            }

            return await RefusedAsync(refused, cancellation);
        }

        return this.Unprocessable();
    }

    /// <summary>They are two children: remembered, and never asked again.</summary>
    public async Task<IActionResult> OnPostTwoAsync(CancellationToken cancellation)
    {
        if (!await FindAsync("並列檢視兩筆學生紀錄", cancellation))
        {
            return NotFound();
        }

        if (Text(ApartReason) is not { } reason)
        {
            ModelState.AddModelError(nameof(ApartReason), "請寫明怎麼知道是兩個人，例如戶政回覆、兩校都見過本人。");
        }
        else if (ModelState.IsValid)
        {
            var problem = await register.TellApartAsync(Seen, reason, Act("判斷兩筆紀錄不是同一人", reason, First, $"與 {Second} 不是同一人"), cancellation);
            if (problem is not { } refused)
            {
                this.Tell("已記下不是同一人，之後不再詢問。");
                return Redirect($"{Root}/possible");
            }

            return await RefusedAsync(refused, cancellation);
        }

        return this.Unprocessable();
    }

    private SeenPair Seen => new(First, FirstVersion, Second, SecondVersion);

    /// <summary>The page again with what is true now; where the pair is no more, the list.</summary>
    private async Task<IActionResult> RefusedAsync(Kernel.Problem refused, CancellationToken cancellation)
    {
        if (!await FindAsync("並列檢視兩筆學生紀錄", cancellation))
        {
            this.Tell($"{refused.Message}。這兩筆紀錄已不能並列，請由下方的紀錄查看");
            return Redirect(Root);
        }

        // The form goes out with the versions of what is shown now.
        ModelState.Remove(nameof(FirstVersion));
        ModelState.Remove(nameof(SecondVersion));
        Say("", refused);
        return this.Unprocessable();
    }

    /// <summary>Reads the pair where the caller may see it: one of the two at least is the caller's own, the other too or named by its number.</summary>
    private async Task<bool> FindAsync(string what, CancellationToken cancellation)
    {
        var within = await records.WithinAsync(Caller.Scope, [First, Second], cancellation);
        if (within.Count == 0 || !May(First) || !May(Second) || await records.PairAsync(Caller.Scope, First, Second, within, cancellation) is not { } pair)
        {
            return false;
        }

        Pair = pair;
        await AuditReadAsync([First, Second], what, First, detail: $"與 {Second} 並列");
        return true;

        bool May(long person) => within.Contains(person) || proofs.Holds(Proof, Caller, person);
    }
}
