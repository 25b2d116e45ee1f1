using Microsoft.AspNetCore.Mvc;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Home;

/// <summary>The page of a module: its functions as cards, those that run in stages in their order.</summary>
[Function("H")]
public sealed class ModuleModel(LastSubmissions submissions, StageOutcomes standings, FunctionMenu menu, IWindows windows, IEnumerable<IHomeFigures> figures) : FunctionPage
{
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

        ViewData["Title"] = module.Title;
        ViewData["Code"] = $"{module.Letter}";
        ViewData["Leaf"] = $"{module.Letter} {module.Title}";
        ViewData["Trail"] = Array.Empty<Crumb>();
        var counted = new List<HomeFigure>();
        foreach (var source in figures)
        {
            counted.AddRange(await source.OfAsync(Caller, Now, cancellation));
        }

        var book = await windows.BookAsync(Caller.Organisation.CountyCode, cancellation);
        var staged = letter == 'N' ? FunctionStage.All : [];
        var stages = new List<LandingStage>();
        foreach (var stage in staged.Where(s => mine.Any(f => f.Group == s.Filing || f.Group == s.Lists)))
        {
            var standing = await StandingAsync(stage.Window, book, cancellation);
            stages.Add(Stage(stage, standing, [.. mine.Where(f => f.Group == stage.Filing || f.Group == stage.Lists)], counted));
        }

        var others = new List<FunctionCard>();
        foreach (var function in mine.Where(f => FunctionStage.Of(f.Group) is null))
        {
            others.Add(await AtAnyTimeAsync(function, counted, cancellation));
        }

        Landing = new Landing
        {
            Stages = stages,
            Others = others,
            OthersTitle = staged.Count > 0 ? "隨時可辦" : "功能",
            Hint = staged.Count > 0 ? "順序為分發、報到、入學。前一階段未完成，後一階段不開放；縣市分發較晚時，報到起日順延。" : null,
        };
        return Page();
    }

    private string? School => Caller.Level == Level.School ? Caller.Organisation.Code : null;

    /// <summary>The stage's window of this entry year for the caller, and how far it is.</summary>
    private async Task<StageStatus> StandingAsync(string window, CountyWindows book, CancellationToken cancellation)
    {
        var level = Caller.Organisation.SchoolLevel ?? SchoolLevel.Elementary;
        var span = book.Spans(window, WorkingYear.ForEntry(Today), level, School).First();
        var submission = await submissions.OfAsync(span.Window.Name, Caller.Organisation.Code, span.Year, level, cancellation);
        var standing = await standings.OfAsync(Caller.Organisation, window, span.Year, [book], Now, cancellation);
        return new StageStatus(WindowDeadline.For(book, span, submission, Now), standing, Caller.Level == Level.Ministry, Now);
    }

    private LandingStage Stage(FunctionStage stage, StageStatus standing, IReadOnlyList<Function> functions, IReadOnlyList<HomeFigure> counted) =>
        new(
            stage.Title,
            standing.Note,
            standing.State,
            [.. functions.Select(f => Card(f, f.Group == stage.Lists ? standing.OfLists : standing.OfFiling(f), standing, f.Group == stage.Lists, counted))]
        )
        {
            Due = standing.Due,
            DuePrefix = standing.DueIsCheckpoint ? "檢核" : null,
            Standing = standing.Standing,
            StandingHref = standing.MissingOf is { } missing ? StandingWords.MissingHref(Caller.Organisation, stage.Window, missing) : null,
        };

    private FunctionCard Card(Function function, Status status, StageStatus standing, bool isList, IReadOnlyList<HomeFigure> counted) =>
        new(function.Code, function.Title, function.Summary, menu.Href(function), status)
        {
            Period = isList || function.Window is null ? standing.Since : standing.Period,
            Figure = counted.Where(c => c.Code == function.Code).OrderBy(c => c.Done is null).FirstOrDefault()?.OnCard,
            IsLocked = standing.State == StepState.Ahead,
        };

    private async Task<FunctionCard> AtAnyTimeAsync(Function function, IReadOnlyList<HomeFigure> counted, CancellationToken cancellation)
    {
        var state = function.Window is null
            ? new WindowState.Open(null, null)
            : (await windows.BookAsync(Caller.Organisation.CountyCode, cancellation)).State(
                function.Window,
                null,
                LevelFiled ?? SchoolLevel.Elementary,
                Caller.Level == Level.School ? Caller.Organisation.Code : null,
                Now
            );
        var status = state is WindowState.Closed ? new Status(Tone.None, "未開放", "lock")
            : function.Window is null ? new Status(Tone.None, "檢視")
            : new Status(Tone.Ok, "開放中");
        return new FunctionCard(function.Code, function.Title, function.Summary, menu.Href(function), status)
        {
            Period = state switch
            {
                WindowState.Open { Since: { } since, Until: { } until } => $"{Day(since)} – {Day(until)}",
                WindowState.Open { Until: { } until } => $"至 {Day(until)}",
                WindowState.Open => "全年",
                WindowState.Closed { Opens: { } opens } => $"{Day(opens)} 開放",
                _ => ((WindowState.Closed)state).Why,
            },
            Figure = counted.Where(c => c.Code == function.Code).OrderBy(c => c.Done is null).FirstOrDefault()?.OnCard,
            IsLocked = state is WindowState.Closed,
        };
    }

    internal static string Day(DateTime utc) => RocDate.Short(TaipeiTime.Today(utc));
}
