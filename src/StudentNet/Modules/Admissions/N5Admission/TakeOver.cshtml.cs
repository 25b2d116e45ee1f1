using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions.Marking;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.N5Admission;

/// <summary>N5.31 帶入報到名單: what it would say of whom, then the act (decision 122). It is taken back as any marking of many children is.</summary>
[Function("N5.31")]
public sealed class TakeOverModel(StudentNetDb db, SchoolList lists, MarkRegister register, WindowGate gate, WindowBanners banners)
    : SchoolMarkingPage(EntryStage.Admission, db, gate, banners)
{
    /// <summary>How many children the page said; another number by now asks again.</summary>
    [BindProperty]
    public int Seen { get; set; }

    /// <summary>What would be marked.</summary>
    public IReadOnlyList<MarkLine> Lines { get; private set; } = [];

    public int Here => Lines.Count(l => l.Wish is MarkWish.Here);

    /// <summary>Not admitted, by reason.</summary>
    public IReadOnlyList<(Reason Reason, int Count)> Away { get; private set; } = [];

    /// <summary>Not taken over because two schools registered them or another has admitted them.</summary>
    public IReadOnlyList<ListedChild> Contested { get; private set; } = [];

    /// <summary>Would be marked as here though the registry says that they died or left the country.</summary>
    public IReadOnlyList<ListedChild> Ended { get; private set; } = [];

    /// <summary>Stay 未處理 after it: nobody said anything of them at registration, or what was said is no answer here.</summary>
    public int Left { get; private set; }

    public int Listed { get; private set; }

    /// <summary>When the registration list was submitted, UTC; null: never.</summary>
    public DateTime? RegisteredAt { get; private set; }

    /// <summary>Registrations changed after that.</summary>
    public int ChangedSince { get; private set; }

    public Task OnGetAsync() => ReadAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        await ReadAsync();
        if (Lines.Count == 0 || Lines.Count != Seen)
        {
            ModelState.AddModelError("", Lines.Count == 0 ? "沒有可以帶入的學生。" : $"您開啟本頁之後人數有變動：現在是 {Lines.Count:N0} 人。請看過再帶入。");
            return this.Unprocessable();
        }

        var act = Act("由報到名單帶入入學", detail: $"{Lines.Count}") with { People = [.. Lines.Select(l => l.PersonId)] };
        var answers = await register.MarkAsync(List, act, Lines, HttpContext.RequestAborted);
        this.Tell($"已由報到名單帶入 {answers.Values.OfType<MarkAnswer.Change>().Count():N0} 人，請依實際到校情形更正。提交之前，整批可以收回。");
        return Redirect($"{Request.PathBase}/{Words.Code}");
    }

    private async Task ReadAsync()
    {
        await PrepareAsync(countsConflicts: false);
        var list = List;
        var children = await lists.ReadAsync(list, cancellation: HttpContext.RequestAborted);
        Conflicts = children.Count(c => c.IsContested);
        Listed = children.Count;
        Lines = Prefill.Of(children, Today);
        var taken = Lines.ToDictionary(l => l.PersonId, l => l.Wish);
        Away =
        [
            .. taken
                .Values.OfType<MarkWish.NotHere>()
                .GroupBy(w => w.Reason)
                .Select(g => (Reasons.Find(g.Key)!, g.Count()))
                .OrderByDescending(g => g.Item2),
        ];
        var open = children.Where(c => c.OwnRow is null && !taken.ContainsKey(c.PersonId)).ToList();
        Contested = [.. open.Where(c => c.OtherClaims.Any() || EntryOutcome.Claims(c.Marks, EntryStage.Registration).Skip(1).Any())];
        Left = open.Count - Contested.Count;
        Ended = [.. children.Where(c => taken.GetValueOrDefault(c.PersonId) is MarkWish.Here && c.Row.Person.Ended is not null)];
        var (school, year, level) = (list.School.Code, list.Year, list.Level);
        RegisteredAt = await Database.Set<Submission>()
            .Where(s => s.Window == "N3" && s.OrganisationCode == school && s.Year == year && s.Level == level)
            .MaxAsync(s => (DateTime?)s.At, HttpContext.RequestAborted);
        ChangedSince = RegisteredAt is { } at ? children.Count(c => c.Marks.Any(m => m.Stage == EntryStage.Registration && m.SchoolCode == school && m.At > at)) : 0;
    }
}
