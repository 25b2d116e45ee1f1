using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>Q1.31 整班編修: seats and classes of a whole class on one page, stored at once or not at all.</summary>
[Function("Q1.31")]
public sealed class ClassModel(StudentNetDb db, WindowGate gate, WindowBanners banners, RollDoubts doubts, ClassRollRegister register) : SchoolRollPage(db, gate, banners, doubts)
{
    private ClassNaming _naming;

    /// <summary>班級類別.</summary>
    [BindProperty(SupportsGet = true, Name = "class")]
    public string? Kind { get; set; }

    [BindProperty(SupportsGet = true)]
    public int Grade { get; set; }

    [BindProperty(SupportsGet = true, Name = "name")]
    public string? ClassName { get; set; }

    /// <summary>What was typed, in the order of <see cref="Rows"/>.</summary>
    [BindProperty]
    public List<SeatForm> Inputs { get; set; } = [];

    /// <summary>The class by seat.</summary>
    public IReadOnlyList<RollRow> Rows { get; private set; } = [];

    /// <summary>Pupils whose row is to be looked at.</summary>
    public HashSet<long> Wrong { get; } = [];

    /// <summary>Classes of the grade, to be chosen from.</summary>
    public IReadOnlyList<string> Neighbours { get; private set; } = [];

    public string Heading => $"{Grade} 年 {ClassName} 班";

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        await ReadAsync(cancellation);
        ModelState.Clear();
        Inputs = [.. Rows.Select(SeatForm.Of)];
    }

    /// <summary>Proposes seats from 1 on in the order of the page; nothing is stored.</summary>
    public async Task<IActionResult> OnPostRenumberAsync(CancellationToken cancellation)
    {
        await ReadAsync(cancellation);
        Match();
        ModelState.Clear();
        for (var i = 0; i < Inputs.Count; i++)
        {
            Inputs[i].Seat = (i + 1).ToString(CultureInfo.InvariantCulture);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        await ReadAsync(cancellation);
        if (!Match())
        {
            ModelState.AddModelError("", "這一班的學生已有增減，請看過現在的名單再改。");
        }

        _naming = await NamingAsync(cancellation);
        var lines = Rows.Zip(Inputs, (row, input) => (Row: row, Input: input, Line: Line(row, input))).ToList();
        foreach (var twice in lines.Where(l => l.Line?.Seat is not null).GroupBy(l => (l.Line!.ClassName, l.Line.Seat)).Where(g => g.Count() > 1))
        {
            Wrong.UnionWith(twice.Select(t => t.Row.Person.PersonId));
            ModelState.AddModelError("", $"座號 {twice.Key.Seat} 有 {twice.Count()} 人：{string.Join('、', twice.Select(t => t.Row.Person.Name))}");
        }

        if (!ModelState.IsValid)
        {
            return this.Unprocessable();
        }

        var changed = lines.Where(l => l.Line!.Content != l.Row.Pupil.Content).ToList();
        var problem = changed.Count == 0
            ? null
            : await Database.WriteAsync(Act("整班編修", detail: $"{Term} {Heading} {changed.Count} 人"), () => StoreAsync([.. changed.Select(c => (c.Row, c.Input, c.Line!))], cancellation), p => p, cancellation);
        if (problem is { } refused)
        {
            ModelState.AddModelError("", $"{refused.Message}。{refused.Hint}");
            return this.Unprocessable();
        }

        var moved = changed.Count(c => c.Line!.ClassName != ClassName);
        this.Tell(changed.Count == 0 ? "內容相同，沒有變更。" : $"已儲存 {Heading} {changed.Count:N0} 人{(moved > 0 ? $"，其中 {moved:N0} 人調到別班" : "")}。");
        return Redirect($"/Q1.31/class?class={Kind}&grade={Grade}&name={Uri.EscapeDataString(ClassName ?? "")}{(TermText is null ? "" : $"&term={Term}")}");
    }

    /// <summary>All of them or none: whoever was changed by somebody else meanwhile stops it.</summary>
    private async Task<Problem?> StoreAsync(IReadOnlyList<(RollRow Row, SeatForm Input, RollLine Line)> changed, CancellationToken cancellation)
    {
        foreach (var (row, input, line) in changed)
        {
            var pupil = await register.FindAsync(row.Person.PersonId, Term, School, cancellation);
            if (pupil is null || await register.SaveAsync(pupil, line, input.Seen, Act("編修各班學生", personId: row.Person.PersonId), cancellation) is not (RollAnswer.Done or RollAnswer.Unchanged))
            {
                Wrong.Add(row.Person.PersonId);
                return new Problem("roll.changed", $"{row.Person.Name} 已由他人修改，整班都沒有寫入", "請重新開啟這一頁，看過現在的內容再改");
            }
        }

        return null;
    }

    /// <summary>What a row would say; null: it cannot, and the form says why.</summary>
    private RollLine? Line(RollRow row, SeatForm input)
    {
        var name = ClassNames.Normal(input.ClassName, Grade, _naming);
        int? seat = int.TryParse(input.Seat, NumberStyles.None, CultureInfo.InvariantCulture, out var typed) ? typed : null;
        if (name.Length is 0 or > 10 || name.Contains('|', StringComparison.Ordinal))
        {
            ModelState.AddModelError("", $"{row.Person.Name}：請填班級，最多 10 字");
        }
        else if (!string.IsNullOrWhiteSpace(input.Seat) && seat is not (>= 1 and <= 99))
        {
            ModelState.AddModelError("", $"{row.Person.Name}：座號為 1 至 99");
        }
        else
        {
            return row.Pupil.Line with { ClassName = name, Seat = seat };
        }

        Wrong.Add(row.Person.PersonId);
        return null;
    }

    /// <summary>Puts what was typed beside the rows; false: they are not the same pupils any more.</summary>
    private bool Match()
    {
        var typed = Inputs.GroupBy(i => i.PersonId).ToDictionary(g => g.Key, g => g.First());
        var isSame = typed.Count == Rows.Count && Rows.All(r => typed.ContainsKey(r.Person.PersonId));
        Inputs = [.. Rows.Select(r => typed.GetValueOrDefault(r.Person.PersonId) ?? SeatForm.Of(r))];
        return isSame;
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        await PrepareAsync(cancellation);
        Rows = ClassName is not { Length: > 0 } ? [] : await RollRows.Of(Database, School, Term, new RollFilter(null, Kind, Grade, ClassName)).ToListAsync(cancellation);
        var (year, number, grade) = (Term.Year, Term.Number, Grade);
        Neighbours = await Database.Set<ClassPupil>().Where(p => p.SchoolCode == School && p.Year == year && p.Term == number && p.Grade == grade).Select(p => p.ClassName).Distinct().ToListAsync(cancellation);
        await AuditReadAsync(Rows, "檢視各班學生");
    }
}

/// <summary>One pupil's seat and class as typed.</summary>
public sealed class SeatForm
{
    public long PersonId { get; set; }

    /// <summary>Version of the row when the page was opened.</summary>
    public int Seen { get; set; }

    [StringLength(4)]
    public string? Seat { get; set; }

    [StringLength(20)]
    public string? ClassName { get; set; }

    internal static SeatForm Of(RollRow row) =>
        new()
        {
            PersonId = row.Person.PersonId,
            Seen = row.Pupil.Version,
            Seat = row.Pupil.Seat?.ToString(CultureInfo.InvariantCulture),
            ClassName = row.Pupil.ClassName,
        };
}
