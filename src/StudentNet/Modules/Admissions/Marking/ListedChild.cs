using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Admissions.Marking;

/// <summary>How a child shows on a school's list.</summary>
public enum ListState
{
    /// <summary>未處理.</summary>
    Open,

    /// <summary>已報到, 已入學.</summary>
    Here,

    /// <summary>未報到, 未入學.</summary>
    Absent,

    /// <summary>其他: it goes somewhere that is known, by this school's mark or because another school has it.</summary>
    Elsewhere,
}

/// <summary>A child on a school's list of one stage, with what the school and others say about it.</summary>
/// <param name="Row">Person, number, residence, entry.</param>
/// <param name="Marks">All marks of the child, of every school and stage.</param>
/// <param name="Schools">Organisations that the marks and reasons name, by code.</param>
public sealed record ListedChild(
    RosterRow Row,
    EntryStage Stage,
    string School,
    IReadOnlyList<EntryMark> Marks,
    IReadOnlyDictionary<string, Organisation> Schools
) : IAboutPerson
{
    long? IAboutPerson.AboutPerson => PersonId;

    public long PersonId => Row.Entry.PersonId;

    /// <summary>Number in the list as it is sorted now; printed on paper and named by twins.</summary>
    public int No { get; init; }

    /// <summary>The other children of the list born into the same household on the same day.</summary>
    public IReadOnlyList<ListedChild> Twins { get; init; } = [];

    /// <summary>What this school says; null: nothing yet, or taken back.</summary>
    public EntryMark? Own => OwnRow is { Stands: true } own ? own : null;

    /// <summary>The same with a mark that was taken back: it carries the version.</summary>
    public EntryMark? OwnRow { get; } = Marks.FirstOrDefault(m => m.Stage == Stage && m.SchoolCode == School);

    /// <summary>Other schools that say the child is with them in this stage.</summary>
    public IEnumerable<EntryMark> OtherClaims => EntryOutcome.Claims(Marks, Stage).Where(m => m.SchoolCode != School);

    /// <summary>The child is on the list itself; otherwise only a choice list names the school, and it shows when that is asked for.</summary>
    public bool IsListed => Stage == EntryStage.Admission || Own is not null || Row.Entry.AllocatedSchool == School;

    /// <summary>This school and another both say "here".</summary>
    public bool IsContested => Own?.State == MarkState.Here && OtherClaims.Any();

    /// <summary>This school says "here" and holds the child.</summary>
    public bool IsHeld => EntryOutcome.Holder(Marks, Stage) == School;

    /// <summary>Asked for many times a row, so it is found once.</summary>
    public ListState State { get; } = StateOf(Marks, Stage, School);

    /// <summary>The same for a child of whom only the marks are at hand.</summary>
    internal static ListState StateOf(IReadOnlyList<EntryMark> marks, EntryStage stage, string school) =>
        marks.FirstOrDefault(m => m.Stage == stage && m.SchoolCode == school && m.Stands) switch
        {
            { State: MarkState.Here } => ListState.Here,
            { } away => Reasons.Find(away.Reason)?.MarkedAs == MarkedAs.Elsewhere ? ListState.Elsewhere : ListState.Absent,
            _ => EntryOutcome.Claims(marks, stage).Any(m => m.SchoolCode != school) ? ListState.Elsewhere : ListState.Open,
        };

    /// <summary>The state in the words of a stage: 已報到, 未報到, 其他, 未處理.</summary>
    public string StateIn(StageWords words) =>
        State switch
        {
            ListState.Here => words.Here,
            ListState.Absent => words.NotHere,
            ListState.Elsewhere => "其他",
            _ => "未處理",
        };

    /// <summary>Reason or whereabouts in words: 改報到 999602 模擬國小, 聯繫中（已電訪 2 次）.</summary>
    public string Why =>
        (Own, State) switch
        {
            ({ State: MarkState.NotHere } away, _) => InWords(away),
            (null, ListState.Elsewhere) => $"已由 {string.Join('、', OtherClaims.Select(Name))} 登錄{StageWords.Of(Stage).Verb}",
            (null, _) => "未處理",
            _ => "",
        };

    /// <summary>A mark in words: 已報到, 未報到：出國（美國）.</summary>
    public string Says(EntryMark mark) =>
        mark.State switch
        {
            MarkState.Here => StageWords.Of(mark.Stage).Here,
            MarkState.NotHere => $"{StageWords.Of(mark.Stage).NotHere}：{InWords(mark)}",
            _ => "未處理",
        };

    /// <summary>What a clerk should see beside the child.</summary>
    public IEnumerable<Status> Notes
    {
        get
        {
            if (OtherClaims.Count() is > 0 and var others && Own?.State == MarkState.Here)
            {
                yield return new Status(Tone.Bad, $"另有 {others} 校{StageWords.Of(Stage).Here}", "exclamation-triangle");
            }

            if (Row.Person.Ended is { } ended)
            {
                yield return new Status(Tone.Bad, Ended(ended), "person-dash");
            }

            if (Twins.Count > 0)
            {
                yield return new Status(Tone.None, $"{(Twins.Count == 1 ? "雙" : "多")}胞胎（與 {string.Join('、', Twins.Select(t => t.No))}）", "people");
            }

            if (Row.HasMoved)
            {
                yield return new Status(Tone.Warn, "戶籍已異動", "house-add");
            }

            if (OwnRow?.IsAddition == true)
            {
                yield return new Status(Tone.Info, "本校新增", "plus-lg");
            }

            if (Row.Entry.Basis == AllocationBasis.Choice)
            {
                yield return new Status(Tone.None, "可選校", "diagram-3");
            }

            if (NameText.Doubts(Row.Person.Name).Count > 0)
            {
                yield return new Status(Tone.None, "姓名含難字", "fonts");
            }
        }
    }

    /// <summary>The school of a mark as this list may name it: at admission no more than the county (brief of N5).</summary>
    public string Name(EntryMark mark)
    {
        if (Stage == EntryStage.Registration)
        {
            return NameOf(mark.SchoolCode);
        }

        var county = Schools.GetValueOrDefault(mark.SchoolCode)?.CountyCode;
        return county is not null && Schools.TryGetValue(county, out var named) ? $"{named.Name}的學校" : "他校";
    }

    /// <summary>999602 模擬國小.</summary>
    public string NameOf(string code) => Schools.TryGetValue(code, out var school) ? $"{code} {school.Name}" : code;

    private string InWords(EntryMark mark)
    {
        var title = Reasons.Find(mark.Reason)?.TitleAt(mark.Stage) ?? mark.Reason ?? "";
        return (mark.ReasonSchool, mark.ReasonDetail) switch
        {
            ({ } school, _) => $"{title.Replace("他校", "", StringComparison.Ordinal)} {NameOf(school)}",
            (_, { Length: > 0 } detail) => $"{title}（{detail}）",
            _ => title,
        };
    }

    private static string Ended(Residents.ResidenceEnd ended) =>
        ended switch
        {
            Residents.ResidenceEnd.Died => "戶政：死亡",
            Residents.ResidenceEnd.MovedAbroad => "戶政：遷出國外",
            _ => "戶政：喪失國籍",
        };
}
