using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.Marking;

/// <summary>A page of a school's list in one stage: the list itself, additions, files, conflicts, submission. N3 and N5 each derive theirs.</summary>
public abstract class SchoolMarkingPage(EntryStage stage, StudentNetDb db, WindowGate gate, WindowBanners banners) : FunctionPage
{
    protected StudentNetDb Database { get; } = db;

    public StageWords Words { get; } = StageWords.Of(stage);

    /// <summary>The school of the caller, the year under way.</summary>
    public MarkedList List => new(Caller.Organisation, WorkingYear.ForEntry(Today), stage);

    public override FilingScope? Filing => FilingScope.Of(WorkingYear.ForEntry(Today), Caller.Organisation.SchoolLevel);

    /// <summary>The window of the stage; read once a request by <see cref="PrepareAsync"/>.</summary>
    public WindowState Window { get; private set; } = new WindowState.Closed("", null);

    public bool IsOpen => Window is WindowState.Open;

    /// <summary>Children of the list that another school claims too.</summary>
    public int Conflicts { get; protected set; }

    /// <summary>How often the list was submitted.</summary>
    public int Submissions { get; private set; }

    /// <summary>When it was last submitted, UTC; null: never.</summary>
    public DateTime? SubmittedAt { get; private set; }

    /// <summary>How the window stands, with the last receipt.</summary>
    public BannerModel? Banner { get; private set; }

    /// <summary>Reads what every tab shows.</summary>
    /// <param name="countsConflicts">False where the page reads the children anyway, and counts <see cref="Conflicts"/> among them.</param>
    protected async Task PrepareAsync(bool countsConflicts = true)
    {
        Window = await gate.AskAsync(Words.Code, Caller.Organisation, Filing, Now, HttpContext.RequestAborted);
        var submitted = await banners.LastAsync(Words.Group, Caller.Organisation, List.Year, List.Level, HttpContext.RequestAborted);
        (Submissions, SubmittedAt) = (submitted?.Seq ?? 0, submitted?.At);
        Banner = await banners.ForAsync(Words.Code, Caller.Organisation, List.Year, List.Level, Now, HttpContext.RequestAborted);
        Conflicts = countsConflicts ? await Claims.OfSchool(Database, List).CountAsync(HttpContext.RequestAborted) : 0;
        ViewData["YearTag"] = StageWords.YearTag(List.Year, List.Level);
    }

    /// <summary>Back to the page with the same filters.</summary>
    protected RedirectResult Again() => Redirect($"{Request.PathBase}{Request.Path}{QueryWithoutHandler()}");

    private QueryString QueryWithoutHandler() =>
        QueryString.Create(Request.Query.Where(q => !q.Key.Equals("handler", StringComparison.OrdinalIgnoreCase)));
}
