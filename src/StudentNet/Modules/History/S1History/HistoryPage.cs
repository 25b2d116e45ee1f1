using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.History.S1History;

/// <summary>
/// S1 學生就學歷程查詢, the same page for ministry, county, school and township: a child is named by its exact name or by its number, with a purpose; then what
/// every module knows of it as one time line. Whoever lies outside the caller's scope is answered as nobody is. Every search, view and print is recorded.
/// </summary>
public abstract class HistoryPage(HistoryQuery history, StudentNetDb db, IWindows windows) : FunctionPage
{
    [BindProperty, Display(Name = "查詢方式")]
    public HistoryKey Key { get; set; }

    [BindProperty, Display(Name = "姓名或證號"), StringLength(SearchWords.Longest)]
    public string? Sought { get; set; }

    [BindProperty, Display(Name = "範圍")]
    public HistoryRange Range { get; set; }

    [BindProperty, Display(Name = "查詢事由"), StringLength(20)]
    public string? Purpose { get; set; }

    [BindProperty, Display(Name = "事由說明"), StringLength(100)]
    public string? Why { get; set; }

    /// <summary>The question as the address carries it, opened.</summary>
    [BindProperty(SupportsGet = true, Name = "q", BinderType = typeof(SearchWordsBinder))]
    public string? Asked { get; set; }

    /// <summary>As it was known at the end of this day; none: as it is known now.</summary>
    [BindProperty(SupportsGet = true, Name = "known")]
    public DateOnly? Known { get; set; }

    /// <summary>Only events of this kind; none: all.</summary>
    [BindProperty(SupportsGet = true, Name = "topic")]
    public HistoryTopic? Topic { get; set; }

    // Not from the route, where "page" is the name of the Razor page itself.
    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    /// <summary>What is being answered; null: nothing has been asked yet.</summary>
    public HistoryQuestion? Question { get; private set; }

    /// <summary>The child that was found, with its history.</summary>
    public HistoryStory? Story { get; private set; }

    /// <summary>Several children of the name that was typed.</summary>
    public IReadOnlyList<HistoryPerson> People { get; private set; } = [];

    /// <summary>The part of the list, or of the events.</summary>
    public PageOf Part { get; private set; } = new(0);

    /// <summary>The events of the tab and page that is shown.</summary>
    public IReadOnlyList<HistoryStep> Steps { get; private set; } = [];

    /// <summary>Whether this is the page to be printed.</summary>
    public bool IsPrint { get; private set; }

    /// <summary>Whether this year's new pupils can be searched yet.</summary>
    public bool AreNewOpen { get; private set; }

    /// <summary>For a township that may not look yet: why. Null: it may.</summary>
    public string? Closed { get; private set; }

    /// <summary>Where many numbers are looked up at once.</summary>
    public string BatchAddress => $"/{Function.Code}/batch";

    public bool IsOfMinistry => Caller.Scope is Scope.National;

    public bool IsOfSchool => Caller.Scope is Scope.School;

    public IReadOnlyList<IHistorySource> Sources => history.Sources;

    public IEnumerable<SelectListItem> Ranges => Enum.GetValues<HistoryRange>().Select(r => new SelectListItem(r.Title(), r.ToString()));

    public static IEnumerable<SelectListItem> Purposes => HistoryPurpose.All.Select(p => new SelectListItem(p.Title, p.Code));

    /// <summary>Names of the tabs.</summary>
    public static IReadOnlyList<(HistoryTopic Topic, string Title)> Topics { get; } =
        [
            (HistoryTopic.Entry, "分發報到入學"),
            (HistoryTopic.Tracking, "未入學列管"),
            (HistoryTopic.Registry, "戶政資料"),
            (HistoryTopic.School, "各學期班級與學籍"),
            (HistoryTopic.Border, "入出境"),
            (HistoryTopic.Ledger, "帳冊狀態"),
        ];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        await AnswerAsync("檢視就學歷程", cancellation);
        return Page();
    }

    /// <summary>The history as a page to print: all events, recorded as a print.</summary>
    public async Task<IActionResult> OnGetPrintAsync(CancellationToken cancellation)
    {
        IsPrint = true;
        await AnswerAsync("列印就學歷程", cancellation);
        return Page();
    }

    /// <summary>Takes a search: the words go on sealed.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        AreNewOpen = HistoryScope.AreNewOpen(await windows.BookAsync(null, cancellation), Now);
        if ((Closed = await HistoryScope.ClosedAsync(db, Caller, Today, cancellation)) is { } closed)
        {
            ModelState.AddModelError("", closed);
            return this.Unprocessable();
        }

        var words = "";
        if (string.IsNullOrWhiteSpace(Sought))
        {
            ModelState.AddModelError(nameof(Sought), Key == HistoryKey.Name ? "請填完整姓名" : "請填證號");
        }
        else if (Key == HistoryKey.Name)
        {
            words = NameText.Normalise(NameText.Decode(Sought));
        }
        else if (HistoryNumbers.Read(Sought) is { IsValid: true } number)
        {
            words = number.Number.Value.Value;
        }
        else
        {
            var problem = HistoryNumbers.Read(Sought).Problem!.Value;
            ModelState.AddModelError(nameof(Sought), $"{problem.Message}。{problem.Hint}");
        }

        HistoryPurpose.Check(ModelState, Purpose, Why);
        if (!ModelState.IsValid || !MayLookUp())
        {
            return this.Unprocessable();
        }

        var question = new HistoryQuestion(Key, words, IsOfSchool ? Range : HistoryRange.Tracked, Purpose!, Why?.Trim());
        return Redirect(AddressOf(question));
    }

    /// <summary>Address of the answer to a question.</summary>
    public string AddressOf(HistoryQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return $"/{Function.Code}?{SearchWords.Parameter}={Uri.EscapeDataString(Seal(question.Write()))}";
    }

    /// <summary>Address of one child of a list.</summary>
    public string AddressOf(HistoryPerson person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return AddressOf(Question! with { Person = person.PersonId });
    }

    /// <summary>The same answer with another tab, moment or handler.</summary>
    public string With(HistoryTopic? topic, DateOnly? known, string? handler = null)
    {
        var filters = new Dictionary<string, string?>
        {
            [SearchWords.Parameter] = SealedWords,
            ["topic"] = topic?.ToString(),
            ["known"] = known is { } day ? RocDate.Format(day) : null,
            ["handler"] = handler,
        };
        return $"/{Function.Code}?{string.Join('&', filters.Where(f => f.Value is not null).Select(f => $"{f.Key}={Uri.EscapeDataString(f.Value!)}"))}";
    }

    /// <summary>The number in full where it was asked for by number.</summary>
    public bool IsClear => Question?.Key == HistoryKey.Number;

    private async Task AnswerAsync(string what, CancellationToken cancellation)
    {
        var nation = await windows.BookAsync(null, cancellation);
        AreNewOpen = HistoryScope.AreNewOpen(nation, Now);
        Closed = await HistoryScope.ClosedAsync(db, Caller, Today, cancellation);
        if (Closed is not null || HistoryQuestion.Read(Asked) is not { } question)
        {
            return;
        }

        (Question, Key, Sought, Range, Purpose, Why) = (question, question.Key, question.Words, question.Range, question.Purpose, question.Why);
        var scope = HistoryScope.Of(Caller, question.Range, nation, Now);
        switch (question)
        {
            case { Person: { } chosen }:
                await ShowAsync(await history.OfPersonAsync(scope, chosen, cancellation), what, cancellation);
                break;
            case { Key: HistoryKey.Number }:
                var number = HistoryNumbers.Read(question.Words);
                await ShowAsync(number.IsValid ? await history.OfNumberAsync(scope, number.Number.Value, cancellation) : null, what, cancellation);
                break;
            default:
                People = await history.OfNameAsync(scope, question.Words, cancellation);
                if (People is [var only])
                {
                    People = [];
                    await ShowAsync(only, what, cancellation);
                }
                else
                {
                    Part = new PageOf(People.Count, Number);
                    People = [.. People.Skip(Part.Skip).Take(Part.Size)];
                    await AuditReadAsync(People.Select(p => p.PersonId), "以姓名查詢就學歷程", reason: question.Reason, detail: question.Detail);
                }

                break;
        }
    }

    private async Task ShowAsync(HistoryPerson? found, string what, CancellationToken cancellation)
    {
        var question = Question!;
        if (found is not { IsWithin: true } person)
        {
            // Whom the number leads to is recorded also where it is not the caller's: somebody has asked. The answer is that of nobody.
            var act = Act("查詢就學歷程，查無或不在範圍", question.Reason, found?.PersonId, AskedFor.Beside(question.Detail, Request));
            await AuditTrail.RefuseAsync(db, act, found is null ? [] : [found.PersonId], cancellation);
            return;
        }

        // Recorded before anything is read: without an entry nothing is seen.
        await AuditReadAsync(person.PersonId, what, question.Reason, question.Detail);
        var rows = await history.RowsAsync(person.PersonId, cancellation);
        Story = HistoryStory.Of(person, history.Sources, rows, Today, Known, question.Key == HistoryKey.Name);
        var steps = Story.Steps.Where(s => Topic is null || s.Topic == Topic).ToList();
        Part = new PageOf(steps.Count, Number);
        Steps = IsPrint ? steps : [.. steps.Skip(Part.Skip).Take(Part.Size)];
    }
}
