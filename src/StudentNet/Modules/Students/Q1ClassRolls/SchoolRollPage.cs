using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>A page of a school's rolls in one term (Q1.31). The address may name an earlier term, which is then only looked at.</summary>
public abstract class SchoolRollPage(StudentNetDb db, WindowGate gate, WindowBanners banners, RollDoubts doubts) : FunctionPage
{
    protected StudentNetDb Database { get; } = db;

    /// <summary>Counts of 兩校名單與未轉入, the school's read anew in each request.</summary>
    protected RollDoubts Doubtful { get; } = doubts;

    /// <summary>The term looked at, as the address writes it: <c>115-1</c>.</summary>
    [BindProperty(SupportsGet = true, Name = "term")]
    public string? TermText { get; set; }

    /// <summary>The term looked at; without a word in the address, the one that is filed now.</summary>
    public Term Term => Term.TryParse(TermText, out var term) ? term : RollTerm.Of(Today);

    public override FilingScope? Filing => FilingScope.Of(Term, Caller.Organisation.SchoolLevel);

    /// <summary>Whether the term may be written to now: its window is open and no system files for the school.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>由系統代送.</summary>
    public bool IsBySystem { get; private set; }

    public BannerModel? Banner { get; private set; }

    /// <summary>Counts of the tabs.</summary>
    public RollTabs Tabs { get; private set; } = new(0, 0, 0, 0);

    /// <summary>How the county writes the names of classes.</summary>
    protected async Task<ClassNaming> NamingAsync(CancellationToken cancellation) =>
        (await CountyParameters.ForAsync(Database, Caller.Organisation.CountyCode!, Term.Year, Level, cancellation)).ClassNaming;

    /// <summary>Whose the figures of the page are.</summary>
    public string Whose => $"{School}|{(int)Level}|{Term}";

    protected string School => Caller.Organisation.Code;

    /// <summary>Reads what every tab shows.</summary>
    protected async Task PrepareAsync(CancellationToken cancellation)
    {
        var counts = await Doubtful.WithTabsAsync(Term, School, cancellation);
        IsBySystem = counts.IsFiledBySystem;
        IsOpen = await gate.AskByHandAsync(Function.Code, Caller.Organisation, Filing, Now, cancellation) is WindowState.Open;
        Banner = await BannerAsync(cancellation);
        var submitted = await banners.LastAsync(RollTerm.Window(Term), Caller.Organisation, Term.Year, Level, cancellation);
        Tabs = new RollTabs(counts.Classes, counts.Files, counts.Doubts.Total, submitted?.Seq ?? 0);
        ViewData["YearTag"] = Term.Title;
    }

    protected SchoolLevel Level => Caller.Organisation.SchoolLevel ?? SchoolLevel.Elementary;

    private async Task<BannerModel?> BannerAsync(CancellationToken cancellation)
    {
        if (IsBySystem)
        {
            var last = await Database.Set<Platform.Intake.Receipt>()
                .Where(r => r.Format == ClassRollFormat.Code && r.OrganisationCode == School && r.Status == Platform.Intake.ReceiptStatus.Accepted)
                .OrderByDescending(r => r.Id)
                .FirstOrDefaultAsync(cancellation);
            return new BannerModel(Tone.Info, "由系統代送")
            {
                Detail = last is null
                    ? "本校使用學籍系統 2.0，由縣市的系統傳送名單；本學期還沒有收到。"
                    : "本校使用學籍系統 2.0，由縣市的系統傳送名單，不必上傳。",
                Receipt = last is null ? null : new SubmissionReceipt(last.Code, last.ReceivedAt, last.Sender) { Said = "最後收到" },
            };
        }

        return Term == RollTerm.Of(Today) ? await banners.ForAsync(Function.Code, Caller.Organisation, Term.Year, Level, Now, cancellation) : null;
    }
}

/// <summary>What the tabs of Q1.31 count.</summary>
/// <param name="Attempts">Files received.</param>
/// <param name="Doubts">Pupils on two rolls or on none.</param>
public sealed record RollTabs(int Classes, int Attempts, int Doubts, int Submissions);
