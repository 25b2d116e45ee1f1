using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.Marking;

/// <summary>What the rules look at: one child, one school, one stage, now.</summary>
/// <param name="Marks">Every school's marks of the child, this school's among them.</param>
/// <param name="IsChoice">The child's published choice list names the school.</param>
/// <param name="Window">The window of the stage for the school.</param>
/// <param name="SeenVersion">Version of the school's mark that the clerk saw; null: none was there; <see cref="MarkCase.AnyVersion"/>: not looked.</param>
/// <param name="IsAddition">The child was found by its number and proved by name or birth date (<c>ChildSearch</c>): it need not be on the list.</param>
/// <param name="ReasonSchool">The school that the wish names exists, for the level.</param>
public sealed record MarkCase(
    Entry Entry,
    IReadOnlyCollection<EntryMark> Marks,
    EntryStage Stage,
    string School,
    bool IsChoice,
    WindowState Window,
    DateOnly Today,
    int? SeenVersion,
    bool IsAddition = false,
    bool ReasonSchoolExists = true
)
{
    /// <summary>For doors where nobody looked at a mark before (a file, the taking over of a list).</summary>
    public const int AnyVersion = -1;

    /// <summary>What this school said so far, taken back or not.</summary>
    public EntryMark? Own => Marks.FirstOrDefault(m => m.Stage == Stage && m.SchoolCode == School);

    /// <summary>The child is on the school's list in this stage.</summary>
    public bool IsOnList =>
        Own is { Stands: true }
        || (Entry.PublishedAt is not null && (Entry.AllocatedSchool == School || IsChoice))
        // Who registered there is on the admission list, wherever the child was allocated to.
        || (Stage == EntryStage.Admission && Marks.Any(m => m.Stage == EntryStage.Registration && m.SchoolCode == School && m.Stands));
}

/// <summary>The rules of marking, in the order in which they speak. Each is one sentence for the clerk.</summary>
public static class MarkRules
{
    /// <summary>Most characters of the words beside a reason.</summary>
    public const int DetailLength = 100;

    private static readonly IReadOnlyList<Func<MarkCase, MarkWish, Problem?>> Rules =
    [
        TheWindowIsOpen,
        TheChildIsOnTheList,
        TheReasonIsGiven,
        TheReasonFitsTheStage,
        TheReasonNamesASchool,
        TheSchoolIsAnother,
        TheReasonHasItsWords,
    ];

    /// <summary>Says what is to be done with a wish; writes nothing.</summary>
    public static MarkAnswer Decide(MarkCase it, MarkWish wish)
    {
        foreach (var rule in Rules)
        {
            if (rule(it, wish) is { } problem)
            {
                return new MarkAnswer.Refused(problem);
            }
        }

        if (wish.IsSaidBy(it.Own))
        {
            return new MarkAnswer.Unchanged();
        }

        return it.SeenVersion != MarkCase.AnyVersion && it.Own is { } own && own.Version != it.SeenVersion
            ? new MarkAnswer.Overtaken(own, wish)
            : new MarkAnswer.Change();
    }

    private static Problem? TheWindowIsOpen(MarkCase it, MarkWish wish) => it.Window is WindowState.Closed closed ? ClosedWindow(closed) : null;

    /// <summary>The refusal of a closed window, with its reason and its next opening.</summary>
    public static Problem ClosedWindow(WindowState.Closed closed) =>
        new("window.closed", closed.Why, closed.Opens is { } opens ? $"{Moment.Full(opens)} 開放" : "開放時間由縣市設定，期滿後的更正請向縣市申請");

    private static Problem? TheChildIsOnTheList(MarkCase it, MarkWish wish) =>
        it.IsOnList || it.IsAddition ? null : new Problem("mark.not-listed", "這名學生不在本校名冊", "請由「單筆新增」以完整證號加入");

    private static Problem? TheReasonIsGiven(MarkCase it, MarkWish wish) =>
        wish is MarkWish.NotHere away && Reasons.Find(away.Reason) is null
            ? new Problem("mark.reason", "沒有選擇原因", "請選擇原因")
            : null;

    private static Problem? TheReasonFitsTheStage(MarkCase it, MarkWish wish) =>
        ReasonOf(wish) is { } reason && !reason.IsGivenIn(it.Stage, it.Today)
            ? new Problem("mark.reason-stage", $"這個階段不能用「{reason.Title}」", "請改選其他原因")
            : null;

    private static Problem? TheReasonNamesASchool(MarkCase it, MarkWish wish) =>
        ReasonOf(wish) is { NeedsSchool: true } && (wish is MarkWish.NotHere { School: null or "" } || !it.ReasonSchoolExists)
            ? new Problem("mark.school", "沒有填寫學生前往的學校", "請填學校代碼，或在本縣市名錄中只有一所的校名")
            : null;

    private static Problem? TheSchoolIsAnother(MarkCase it, MarkWish wish) =>
        wish is MarkWish.NotHere away && away.School == it.School
            ? new Problem("mark.own-school", "填寫的學校就是本校", $"學生在本校請改選「已{(it.Stage == EntryStage.Registration ? "報到" : "入學")}」")
            : null;

    private static Problem? TheReasonHasItsWords(MarkCase it, MarkWish wish) =>
        ReasonOf(wish) is { } reason && wish is MarkWish.NotHere away
            ? away.Detail switch
            {
                null or "" when reason.NeedsDetail => new Problem("mark.detail", $"「{reason.TitleAt(it.Stage)}」沒有填寫{reason.DetailLabel}", $"請填寫{reason.DetailLabel}"),
                { Length: > DetailLength } => new Problem("mark.detail-length", $"{reason.DetailLabel}超過 {DetailLength} 字", "請精簡文字"),
                _ => null,
            }
            : null;

    private static Reason? ReasonOf(MarkWish wish) => wish is MarkWish.NotHere away ? Reasons.Find(away.Reason) : null;
}
