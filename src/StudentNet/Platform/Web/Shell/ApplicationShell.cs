using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Installations;
using StudentNet.Platform.Windows;

namespace StudentNet.Platform.Web;

/// <summary>The frame of the application: menu, place, banner and person, all from the caller and the function of the endpoint.</summary>
internal sealed class ApplicationShell(
    ICallerContext callers,
    FunctionCatalogue functions,
    FunctionMenu menu,
    FunctionAccess access,
    DutyCatalogue duties,
    WindowBanners banners,
    IWindows windows,
    TodoQuery todos,
    StageOutcomes standings,
    TrainingClock training,
    TimeProvider clock
) : IShell
{
    /// <summary>Letters of what belongs to no module: accounts, system, home.</summary>
    private const string OutsideModules = "AH";

    /// <summary>Letter of what is one's own: it stands in the person menu.</summary>
    private const char Own = 'A';

    /// <summary>The clock that can be moved is there in training only.</summary>
    private const string TrainingOnly = "A5";

    public async Task<ShellModel> GetAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var now = clock.GetUtcNow().UtcDateTime;
        if (callers.Caller is not { } caller)
        {
            return ShellModel.SignedOut with { IsTraining = training.IsTraining, Now = now };
        }

        var mine = menu.Of(caller);
        var function = context.GetEndpoint()?.Metadata.GetMetadata<FunctionAttribute>() is { } attribute ? functions.Find(attribute.Code) : null;
        var landing = Landing(context);
        var letter = landing ?? function?.Module;
        var banner = function is { Window: not null }
            ? await banners.ForAsync(function.Code, caller.Organisation, null, null, now, context.RequestAborted)
            : null;
        return new ShellModel
        {
            Modules =
            [
                .. FunctionCatalogue
                    .Modules.Where(m => mine.Any(f => f.Module == m.Letter))
                    .Select(m => new ShellModule(m.Letter, m.Title, $"/{m.Letter}", m.Letter == letter)),
            ],
            Functions = letter is { } module ? [.. Bar(mine, module, function, await StatesAsync(caller, [.. mine.Where(f => f.Module == module)], now, context.RequestAborted))] : [],
            Function = function is null || function.Code == "H" ? null : new CurrentFunction(function.Code, function.Title) { Trail = [.. Trail(function, mine)] },
            Person = caller.PersonName,
            Duty = duties[caller.Duty].Title,
            Organisation = caller.Organisation.Name,
            RoleTitle = $"{caller.Level.Title()}端",
            CanSwitch = caller.HasOtherAppointments,
            Personal = [.. mine.Where(f => f.Module == Own && (f.Code != TrainingOnly || training.IsTraining)).Select(f => new Crumb($"{f.Code} {f.Title}", menu.Href(f)))],
            TodoCount = access.IsOpen("H", caller) ? await todos.CountAsync(caller, now, context.RequestAborted) : null,
            Banner = banner,
            YearTag = YearTag(letter, caller, TaipeiTime.Today(now)),
            Helpers = function is null ? [] : PageHelper.For(function.Code),
            IsTraining = training.IsTraining,
            ClockHref = training.IsTraining && mine.FirstOrDefault(f => f.Code == TrainingOnly) is { } move ? menu.Href(move) : null,
            Now = now,
        };
    }

    private IEnumerable<ShellFunction> Bar(IReadOnlyList<Function> mine, char module, Function? current, IReadOnlyDictionary<string, FunctionState> states) =>
        mine.Where(f => f.Module == module && !OutsideModules.Contains(module, StringComparison.Ordinal))
            .GroupBy(f => f.Group, StringComparer.Ordinal)
            .Select(g => new ShellFunction(g.Key, g.First().GroupTitle, menu.Href(g.First()), states.GetValueOrDefault(g.Key), g.Key == current?.Group));

    /// <summary>
    /// How the groups stand for the caller, by their most telling window. Lists follow the stage they come of. The ministry files nothing:
    /// for it everything is open, and how the stages stand is on its home page.
    /// </summary>
    private async Task<IReadOnlyDictionary<string, FunctionState>> StatesAsync(Caller caller, IReadOnlyList<Function> functions, DateTime now, CancellationToken cancellation)
    {
        var states = new Dictionary<string, FunctionState>(StringComparer.Ordinal);
        if (caller.Level is not (Level.School or Level.County))
        {
            return states;
        }

        var book = await windows.BookAsync(caller.Organisation.CountyCode, cancellation);
        foreach (var group in functions.GroupBy(f => f.Group, StringComparer.Ordinal))
        {
            var stage = FunctionStage.Of(group.Key);
            if (stage is not null)
            {
                var standing = await standings.OfAsync(caller.Organisation, stage.Window, WorkingYear.ForEntry(TaipeiTime.Today(now)), [book], now, cancellation);
                states[group.Key] = Of(standing, stage.Lists == group.Key);
            }
            else if (group.Select(f => f.Window).FirstOrDefault(w => w is not null) is { } window)
            {
                states[group.Key] = StandingWords.Tab((await OfWindowAsync(caller, book, window, now, cancellation)).State);
            }
        }

        return states;
    }

    /// <summary>Lists are there once their stage has begun, and finished when it is; whether it is late is said where one files.</summary>
    private static FunctionState Of(StageOutcome standing, bool isList) =>
        (standing.State, isList) switch
        {
            (StageState.Overdue or StageState.Missed or StageState.Changed, true) => FunctionState.Open,
            _ => StandingWords.Tab(standing.State),
        };

    private async Task<StageOutcome> OfWindowAsync(Caller caller, CountyWindows book, string window, DateTime now, CancellationToken cancellation)
    {
        var today = TaipeiTime.Today(now);
        var running = SchoolYear.Of(today);
        SchoolYear[] years = book.Calendar.Of(window)[0].FollowsEntry ? [WorkingYear.ForEntry(today)] : [running.Previous, running, running.Next];
        var school = caller.Level == Level.School ? caller.Organisation.Code : null;
        var span = WindowDeadline.MostTelling(years.SelectMany(y => book.Spans(window, y, caller.Organisation.SchoolLevel, school)), now)!;
        return await standings.OfAsync(caller.Organisation, span, now, cancellation);
    }

    private IEnumerable<Crumb> Trail(Function function, IReadOnlyList<Function> mine)
    {
        if (FunctionCatalogue.Modules.FirstOrDefault(m => m.Letter == function.Module) is { } module)
        {
            yield return new Crumb($"{module.Letter} {module.Title}", $"/{module.Letter}");
            var first = mine.FirstOrDefault(f => f.Group == function.Group);
            yield return new Crumb($"{function.Group} {function.GroupTitle}", first is null ? $"/{module.Letter}" : menu.Href(first));
        }
    }

    /// <summary>115 學年度 國小 on pages of entry work, 115 學年度第 1 學期 elsewhere.</summary>
    private static string? YearTag(char? module, Caller caller, DateOnly today) =>
        module switch
        {
            null => null,
            'M' or 'N' => $"{WorkingYear.ForEntry(today).Title}{(caller.Organisation.SchoolLevel is { } level ? $" {level.Title()}" : "")}",
            'P' => SchoolYear.Of(today).Title,
            'Q' => Term.Of(today).Title,
            _ => null,
        };

    /// <summary>The letter of a module's own page.</summary>
    private static char? Landing(HttpContext context) =>
        context.Request.RouteValues.TryGetValue("module", out var value) && value is string { Length: 1 } letter ? char.ToUpperInvariant(letter[0]) : null;
}
