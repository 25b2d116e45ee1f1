using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.History.S1History;

/// <summary>Whose histories somebody may see on a day (domain §9).</summary>
/// <param name="IsEverybody">The whole country: ministry and county.</param>
/// <param name="Township">Its residents.</param>
/// <param name="School">By its range.</param>
/// <param name="Level">Level of the school, for its districts and its age-out.</param>
/// <param name="Newest">The latest cohort that may be searched.</param>
/// <param name="RollYear">Whoever was on a roll of this school year (ROC) or before is no new pupil, whatever its age.</param>
/// <param name="Oldest">The oldest cohort that the school's level has not aged out.</param>
public sealed record HistoryScope(
    bool IsEverybody,
    string? Township,
    string? School,
    HistoryRange Range,
    SchoolLevel Level,
    Term Term,
    SchoolYear EntryYear,
    int Newest,
    int RollYear,
    int Oldest
)
{
    /// <summary>Name of the window from which new pupils can be searched: 9/16 by default.</summary>
    private const string NewPupils = "S.new";

    public bool Has(HistoryRange range) => School is not null && (Range == range || Range == HistoryRange.Any);

    /// <summary>The scope of a caller at an instant (UTC).</summary>
    public static HistoryScope Of(Caller caller, HistoryRange range, CountyWindows nation, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var today = TaipeiTime.Today(now);
        var (term, level, areNewOpen) = (Term.Of(today), caller.Organisation.SchoolLevel ?? SchoolLevel.Elementary, AreNewOpen(nation, now));
        var entering = Cohort.Entering(term.Year, SchoolLevel.Elementary).Year;
        return new HistoryScope(
            caller.Scope is Scope.National or Scope.County,
            (caller.Scope as Scope.Township)?.Code,
            (caller.Scope as Scope.School)?.Code,
            range,
            level,
            term,
            WorkingYear.ForEntry(today),
            areNewOpen ? entering : entering - 1,
            areNewOpen ? term.Year.Roc : term.Year.Previous.Roc,
            OldestOf(today, level)
        );
    }

    /// <summary>Whether this year's new pupils can be searched yet.</summary>
    public static bool AreNewOpen(CountyWindows nation, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(nation);
        return nation.State(NewPupils, SchoolYear.Of(TaipeiTime.Today(now)), null, null, now) is WindowState.Open;
    }

    /// <summary>Why a township may not look up histories on a day; null: it may, and so may everybody else.</summary>
    public static async Task<string?> ClosedAsync(StudentNetDb db, Caller caller, DateOnly today, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (caller.Scope is not Scope.Township)
        {
            return null;
        }

        return await TownshipOpening.NowAsync(db, cancellation) switch
        {
            { OpensOn: { } day } opening => opening.IsOpenOn(today) ? null : $"鄉鎮市區自 {RocDate.Format(day)} 起可以查詢。",
            _ => "國教署尚未開放鄉鎮市區查詢就學歷程。",
        };
    }

    private static int OldestOf(DateOnly today, SchoolLevel level)
    {
        const int LongerThanAnySchool = 20;
        return Enumerable.Range(today.Year - LongerThanAnySchool, LongerThanAnySchool).First(cohort => AgeOut.Date(new Cohort(cohort).BornTo, level) > today);
    }
}
