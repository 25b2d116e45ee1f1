using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Schools.M1Parameters;

/// <summary>One thing that a change of the dates does.</summary>
/// <param name="Tone">Bad: somebody can no longer do what he should; Warn: something changes at once; Info: a date moves; Ok: what stays.</param>
public sealed record ParameterEffect(Tone Tone, string Title, string Detail)
{
    /// <summary>It says which window moves from when to when; the others say what follows.</summary>
    public bool IsMove { get; init; }

    public string Icon => Tone switch { Tone.Bad => "exclamation-octagon-fill", Tone.Warn => "exclamation-triangle-fill", Tone.Ok => "check-circle", _ => "calendar-check" };
}

/// <summary>What other dates would do, before they are stored: which windows move, open or close, which checkpoints they cross, and how many schools that concerns.</summary>
public static class ParameterEffects
{
    /// <param name="facts">What the county's schools have filed.</param>
    /// <param name="now">UTC.</param>
    public static IReadOnlyList<ParameterEffect> Of(
        CountyWindows before,
        IReadOnlyDictionary<(string Window, WindowEdge Edge), DateOnly> dates,
        SchoolYear year,
        SchoolLevel level,
        IReadOnlyList<FilingFacts> facts,
        DateTime now
    )
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(facts);
        var after = before.With(year, level, dates.ToDictionary(d => d.Key, d => WindowRule.Parse(CountyParameters.RuleOf(d.Value, year)).Rule!));
        return
        [
            .. before
                .Calendar.All.Where(row => row.FollowsEntry)
                .SelectMany(row => OfWindow(before, after, row, year, level, facts.FirstOrDefault(f => f.Window == row.Name && f.Year == year && f.Level == level), now)),
        ];
    }

    private static IEnumerable<ParameterEffect> OfWindow(CountyWindows before, CountyWindows after, FilingWindow row, SchoolYear year, SchoolLevel level, FilingFacts? facts, DateTime now)
    {
        var (old, fresh) = (before.Span(row, year, level, null), after.Span(row, year, level, null));
        if (old.Opens == fresh.Opens && old.LastInstant == fresh.LastInstant)
        {
            yield break;
        }

        var (isOpen, willBe) = (old.IsOpen(now), fresh.IsOpen(now));
        var (schools, submitted) = (facts?.Schools ?? 0, facts?.Submitted ?? 0);
        yield return new ParameterEffect(
            isOpen && !willBe ? Tone.Bad : isOpen != willBe ? Tone.Warn : Tone.Info,
            $"{level.Title()}{row.FullTitle}：{Period(old)} 改為 {Period(fresh)}",
            isOpen && !willBe ? $"目前填報中，儲存後立即關閉{(schools > 0 ? $"；{schools - submitted:N0} 校還沒有提交" : "")}，已登錄的保留、不刪"
                : willBe && !isOpen ? "儲存後立即開放填報"
                : "日期移動，目前的開放狀態不變"
        )
        {
            IsMove = true,
        };
        if (before.Calendar.CheckpointOf(row) is { } checkpoint && CountyWindows.InstantOf(checkpoint, year) is var at && at > now && !Holds(fresh, at) && Holds(old, at))
        {
            yield return new ParameterEffect(
                Tone.Bad,
                $"{checkpoint.Title} {Moment.Deadline(at, now)} 落在開放期間之外",
                fresh.Opens > at
                    ? $"到檢核基準日都不能{checkpoint.Verb}：檢核會記下 {schools - submitted:N0} 校未{checkpoint.Verb}"
                    : $"檢核之前就截止：沒有{checkpoint.Verb}的 {schools - submitted:N0} 校來不及{checkpoint.Verb}"
            );
        }

        if (isOpen && !willBe && facts is { Unfinished: > 0 })
        {
            yield return new ParameterEffect(Tone.Warn, $"{facts.Unfinished:N0} 校提交後又改或還有未處理，不能再提交", "檢核用前一次提交的數字");
        }

        if (submitted > 0)
        {
            yield return new ParameterEffect(Tone.Ok, $"{submitted:N0} 校已提交，不受影響", "收執碼與時間照舊");
        }
    }

    /// <summary>Whether one can file at the checkpoint or before it.</summary>
    private static bool Holds(WindowSpan span, DateTime checkpoint) => span.IsKnown && (span.Opens ?? DateTime.MinValue) <= checkpoint && (span.LastInstant ?? DateTime.MaxValue) >= checkpoint;

    private static string Period(WindowSpan span) =>
        span switch
        {
            { IsKnown: false } => "日期未定",
            { Opens: { } opens, LastInstant: { } last } => $"{Day(opens)} – {Day(last)}",
            { Opens: { } opens } => $"{Day(opens)} 起",
            { LastInstant: { } last } => $"至 {Day(last)}",
            _ => "全年",
        };

    private static string Day(DateTime utc) => RocDate.Short(TaipeiTime.Today(utc));
}
