using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.History.S1History;

/// <summary>A line of the answer: what was asked, and the child where it was found.</summary>
public sealed record BatchLine(NumberLine Line, HistoryPerson? Person) : IAboutPerson
{
    long? IAboutPerson.AboutPerson => Person?.PersonId;

    /// <summary>找到, 查無, 不是證號: each line is one of them.</summary>
    public string Bucket => Person is not null ? "找到" : Line.Number is null ? "不是證號" : "查無";
}

/// <summary>
/// S1, many numbers at once (up to 3,000, pasted or a file): found, or not; whoever lies outside the scope is not found, as nobody is. The answer is to the
/// post itself, so that no number stands in an address or is kept. A hundred lines count as one look-up (decision 61).
/// </summary>
public abstract class HistoryBatchPage(HistoryQuery history, StudentNetDb db, IWindows windows, RateLimits limits, TableExport export) : FunctionPage
{
    private const int LinesOfOneLookUp = 100;

    [BindProperty, Display(Name = "證號"), StringLength(HistoryNumbers.Most * 60)]
    public string? Numbers { get; set; }

    [BindProperty, Display(Name = "或選檔案")]
    public IFormFile? Listed { get; set; }

    [BindProperty, Display(Name = "範圍")]
    public HistoryRange Range { get; set; }

    [BindProperty, Display(Name = "查詢事由"), StringLength(20)]
    public string? Purpose { get; set; }

    [BindProperty, Display(Name = "事由說明"), StringLength(100)]
    public string? Why { get; set; }

    /// <summary>The answer; null: nothing has been asked.</summary>
    public IReadOnlyList<BatchLine>? Lines { get; private set; }

    /// <summary>For a township that may not look yet: why. Null: it may.</summary>
    public string? Closed { get; private set; }

    public bool IsOfSchool => Caller.Scope is Scope.School;

    public static IEnumerable<SelectListItem> Ranges => Enum.GetValues<HistoryRange>().Select(r => new SelectListItem(r.Title(), r.ToString()));

    /// <summary>How many lines fell into a bucket.</summary>
    public int Of(string bucket) => Lines?.Count(l => l.Bucket == bucket) ?? 0;

    public async Task OnGetAsync(CancellationToken cancellation) => Closed = await HistoryScope.ClosedAsync(db, Caller, Today, cancellation);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (await FindAsync(cancellation) is not { } found)
        {
            return this.Unprocessable();
        }

        await AuditReadAsync(found.Lines.People(), "整批查詢就學歷程", reason: found.Question.Reason, detail: found.Detail);
        Lines = found.Lines;
        return Page();
    }

    /// <summary>The same answer as a file.</summary>
    public async Task<IActionResult> OnPostExportAsync(TableKind kind, CancellationToken cancellation)
    {
        if (await FindAsync(cancellation) is not { } found)
        {
            return this.Unprocessable();
        }

        IReadOnlyList<TableColumn<BatchLine>> columns =
        [
            // As the caller wrote it: the file answers a list that is theirs.
            new("查詢的證號", r => r.Line.Number ?? r.Line.Text),
            new("結果", r => r.Bucket),
            new("姓名", r => r.Person?.Name),
            TableColumn.Date<BatchLine>("出生日期", r => r.Person?.BirthDate),
            new("戶籍", r => r.Person?.Place),
        ];
        return await export.FileAsync("就學歷程整批查詢", kind, columns, found.Lines.ToAsyncEnumerable(), ExportAct("輸出整批查詢就學歷程", found.Question.Reason, found.Detail), cancellation);
    }

    /// <summary>Address of a found child's history.</summary>
    public string AddressOf(BatchLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var question = new HistoryQuestion(HistoryKey.Number, line.Line.Number!, Range, Purpose!, Why?.Trim());
        return $"/{Function.Code}?{SearchWords.Parameter}={Uri.EscapeDataString(Seal(question.Write()))}";
    }

    private sealed record Found(IReadOnlyList<BatchLine> Lines, HistoryQuestion Question, string Detail);

    /// <summary>Looks all lines up and records those who are not the caller's; null: the page says what is wrong.</summary>
    private async Task<Found?> FindAsync(CancellationToken cancellation)
    {
        Range = IsOfSchool ? Range : HistoryRange.Tracked;
        if ((Closed = await HistoryScope.ClosedAsync(db, Caller, Today, cancellation)) is { } closed)
        {
            ModelState.AddModelError("", closed);
            return null;
        }

        if (Listed is { Length: > 0 } file)
        {
            await using var stream = file.OpenReadStream();
            if (await HistoryNumbers.TextOfAsync(stream, cancellation) is { } text)
            {
                Numbers = text;
            }
            else
            {
                ModelState.AddModelError(nameof(Listed), "這不是文字檔。請在試算表另存為 CSV 再選一次，或把證號貼在上面");
            }
        }

        var lines = HistoryNumbers.Lines(Numbers ?? "");
        if (lines.Count == 0)
        {
            ModelState.AddModelError(nameof(Numbers), "請貼上證號，一行一個，或選檔案");
        }
        else if (lines.Count > HistoryNumbers.Most)
        {
            ModelState.AddModelError(nameof(Numbers), $"一次最多 {HistoryNumbers.Most:N0} 筆，這裡有 {lines.Count:N0} 筆，請分次查詢");
        }

        HistoryPurpose.Check(ModelState, Purpose, Why);
        if (!ModelState.IsValid)
        {
            return null;
        }

        if (!limits.MayLookUp(Caller.AccountId, null, (lines.Count + LinesOfOneLookUp - 1) / LinesOfOneLookUp))
        {
            ModelState.AddModelError("", "查詢學生的次數太多，請一小時後再查。");
            return null;
        }

        var scope = HistoryScope.Of(Caller, Range, await windows.BookAsync(null, cancellation), Now);
        var people = await history.OfNumbersAsync(scope, [.. lines.Select(l => l.Number).OfType<string>()], cancellation);
        var answer = lines.Select(l => new BatchLine(l, l.Number is { } number && people.GetValueOrDefault(number) is { IsWithin: true } person ? person : null)).ToList();
        var question = new HistoryQuestion(HistoryKey.Number, "", Range, Purpose!, Why?.Trim());
        var detail = string.Create(CultureInfo.InvariantCulture, $"{question.Detail} asked={lines.Count} found={answer.Count(l => l.Person is not null)}");
        var refused = people.Values.Where(p => !p.IsWithin).Select(p => p.PersonId).Distinct().ToList();
        if (refused.Count > 0)
        {
            await AuditTrail.RefuseAsync(db, Act("整批查詢就學歷程，不在範圍", question.Reason, detail: detail), refused, cancellation);
        }

        return new Found(answer, question, detail);
    }
}
