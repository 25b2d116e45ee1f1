using Microsoft.AspNetCore.Mvc;
using StudentNet.Kernel;
using StudentNet.Platform.Access;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Home;

/// <summary>The page of a module: its functions as cards, those that run in stages in their order.</summary>
[Function("H")]
public sealed class ModuleModel(FunctionMenu menu, IWindows windows) : FunctionPage
{
    /// <summary>N1+N2, N3+N4, N5+N6: the stages of the slides, strictly one after another.</summary>
    private static readonly IReadOnlyList<(string Title, string[] Groups)> Stages =
    [
        ("分發作業", ["N1", "N2"]),
        ("報到作業", ["N3", "N4"]),
        ("入學作業", ["N5", "N6"]),
    ];

    /// <summary>Letter, from the address.</summary>
    [BindProperty(SupportsGet = true)]
    public string Module { get; set; } = "";

    public Landing Landing { get; private set; } = new();

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var letter = char.ToUpperInvariant(Module[0]);
        var mine = menu.Of(Caller).Where(f => f.Module == letter).ToList();
        if (FunctionCatalogue.Modules.FirstOrDefault(m => m.Letter == letter) is not { } module || mine.Count == 0)
        {
            return NotFound();
        }

        ViewData["Title"] = $"{module.Letter} {module.Title}";
        var cards = new Dictionary<string, FunctionCard>(StringComparer.Ordinal);
        foreach (var function in mine)
        {
            cards[function.Code] = Card(function, await StateAsync(function, cancellation));
        }

        var book = await windows.BookAsync(Caller.Organisation.CountyCode, cancellation);
        var staged = letter == 'N' ? Stages : [];
        Landing = new Landing
        {
            Stages =
            [
                .. staged
                    .Select(s => (s.Title, Functions: mine.Where(f => s.Groups.Contains(f.Group)).ToList()))
                    .Where(s => s.Functions.Count > 0)
                    .Select(s => Stage(s.Title, s.Functions, book, cards)),
            ],
            Others = [.. mine.Where(f => !staged.Any(s => s.Groups.Contains(f.Group))).Select(f => cards[f.Code])],
            OthersTitle = staged.Count > 0 ? "隨時可辦" : "功能",
            Hint = staged.Count > 0 ? "階段依分發、報到、入學的順序進行；縣市分發較晚結束時，報到順延。" : null,
        };
        return Page();
    }

    private LandingStage Stage(string title, IReadOnlyList<Function> functions, WindowBook book, Dictionary<string, FunctionCard> cards)
    {
        // A stage is over when its window of this year has closed, even though next year's will open.
        var span = functions
            .Where(f => f.Window is not null)
            .SelectMany(f => book.Spans(f.Window!, WorkingYear.ForEntry(Today), Caller.Organisation.SchoolLevel ?? SchoolLevel.Elementary, School))
            .FirstOrDefault();
        var state = span switch
        {
            null => StepState.Now,
            _ when span.IsOpen(Now) => StepState.Now,
            { LastInstant: { } last } when last < Now => StepState.Done,
            _ => StepState.Ahead,
        };
        return new LandingStage(title, Period(span), state, [.. functions.Select(f => cards[f.Code])])
        {
            Due = state == StepState.Now && span?.LastInstant is { } until ? Countdown.Until(until, Now) : null,
        };
    }

    private string? School => Caller.Level == Level.School ? Caller.Organisation.Code : null;

    private static string Period(WindowSpan? span) =>
        (span?.Opens, span?.LastInstant) switch
        {
            ({ } opens, { } last) => $"{Moment.Deadline(TaipeiTime.Today(opens))} – {Moment.Deadline(TaipeiTime.Today(last))}",
            ({ } opens, null) => $"{Moment.Deadline(TaipeiTime.Today(opens))} 起",
            _ => span?.Awaiting?.Message ?? "",
        };

    private FunctionCard Card(Function function, WindowState state) =>
        new(
            function.Code,
            function.Title,
            function.Summary,
            menu.Href(function),
            state is WindowState.Closed ? new Status(Tone.None, "未開放", "lock")
                : function.Window is null ? new Status(Tone.None, "檢視")
                : new Status(Tone.Ok, "開放中")
        )
        {
            Period = Period(state),
            IsLocked = state is WindowState.Closed,
        };

    private async Task<WindowState> StateAsync(Function function, CancellationToken cancellation) =>
        function.Window is null
            ? new WindowState.Open(null, null)
            : await windows.StateAsync(function.Code, Caller.Organisation, WindowYear, WindowLevel ?? SchoolLevel.Elementary, Now, cancellation);

    private static string? Period(WindowState? state) =>
        state switch
        {
            WindowState.Open { Since: { } since, Until: { } until } => $"{Moment.Deadline(TaipeiTime.Today(since))} – {Moment.Deadline(TaipeiTime.Today(until))}",
            WindowState.Open { Until: { } until } => $"至 {Moment.Deadline(TaipeiTime.Today(until))}",
            WindowState.Open => "全年",
            WindowState.Closed { Opens: { } opens } => $"{Moment.Full(opens)} 開放",
            WindowState.Closed closed => closed.Why,
            _ => null,
        };
}
