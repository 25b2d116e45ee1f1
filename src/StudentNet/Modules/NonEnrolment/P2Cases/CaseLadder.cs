using StudentNet.Modules.Schools;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.NonEnrolment.P2Cases;

/// <summary>Where a step of the compulsory-attendance ladder stands.</summary>
public enum LadderState
{
    /// <summary>The one before it has not been done.</summary>
    Later,

    /// <summary>It is the next; it may have to wait for a day.</summary>
    Next,

    Done,
}

/// <summary>A step of the ladder as a day finds it.</summary>
/// <param name="From">First day on which it may be taken; null: no day yet, or beyond the calendar.</param>
public sealed record LadderStep(string Code, string Title, LadderState State, string Words, DateOnly? From);

/// <summary>
/// The compulsory-attendance ladder of a case (domain §7): 訪查 → 通報委員會 → 勸告書 → 警告書 → 處分書 → 執行. Nothing of it is stored but what was done; what comes next, and from
/// which day, is computed when it is read, from the county's working days. A letter counts from its delivery.
/// </summary>
public sealed class CaseLadder(IReadOnlyList<CaseMeasure> measures, CountyParameter parameter, DaysOff calendar, IReadOnlySet<DateOnly> closures)
{
    private readonly List<CaseMeasure> _holding = [.. measures.Where(m => m.VoidedAt is null).OrderBy(m => m.Seq)];

    /// <summary>What stops a measure on a day; null: nothing does.</summary>
    public Problem? Check(MeasureKind kind, CaseMeasure? of, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(kind);
        if (kind.Of.Count > 0 && of is null)
        {
            return new Problem("measure.before", $"還沒有{string.Join('或', kind.Of.Select(MeasureKinds.TitleOf))}，不能登錄{kind.Title}", "請依程序先登錄前一步") { Field = "OfSeq" };
        }

        if (of is not null && on < of.On)
        {
            return new Problem("measure.order", $"早於{MeasureKinds.TitleOf(of.Kind)}（{RocDate.Format(of.On)}）", "請核對日期") { Field = "On" };
        }

        return kind.Code switch
        {
            MeasureKinds.Delivered when Of(MeasureKinds.Delivered, of!) is { } twice => new Problem("measure.twice", $"這份{MeasureKinds.TitleOf(of!.Kind)}已於 {RocDate.Format(twice.On)} 送達", "登錯的請先作廢") { Field = "OfSeq" },
            MeasureKinds.Warning or MeasureKinds.Fine => Wait(kind, of!, on),
            MeasureKinds.Enforcement when Of(MeasureKinds.Paid, of!) is not null => new Problem("measure.paid", "這份處分書已繳納，不必移送執行", "請核對是哪一份處分書") { Field = "OfSeq" },
            MeasureKinds.Enforcement => Wait(kind, of!, on),
            _ => null,
        };
    }

    /// <summary>The last day that a letter written on a day gives; null: the calendar is not published that far.</summary>
    public DateOnly? DeadlineOf(MeasureKind kind, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return calendar.AddWorkingDays(on, DaysAfter(kind.Code), closures);
    }

    /// <summary>The problem of a calendar that ends too early.</summary>
    public Problem BeyondCalendar =>
        new("calendar.end", $"上班日曆只公布到 {RocDate.Format(calendar.PublishedThrough)}，之後的工作日還不能計算", "請國教署更新上班日曆（手冊 P2「工作日」）") { Field = "On" };

    /// <summary>The steps as of a day.</summary>
    public IReadOnlyList<LadderStep> Steps(int visits, DateOnly today)
    {
        var steps = new List<LadderStep>
        {
            new("visit", "家庭訪查", visits > 0 ? LadderState.Done : LadderState.Next, visits > 0 ? $"{visits:N0} 次" : "學校先訪查", null),
            Reached(MeasureKinds.Committee, "通報委員會", "訪查未入學時由學校通報", visits > 0),
        };
        var before = Last(MeasureKinds.Committee);
        foreach (var (code, previous) in new[] { (MeasureKinds.Advice, MeasureKinds.Committee), (MeasureKinds.Warning, MeasureKinds.Advice), (MeasureKinds.Fine, MeasureKinds.Warning), (MeasureKinds.Enforcement, MeasureKinds.Fine) })
        {
            before = Last(previous);
            var kind = MeasureKinds.Find(code)!;
            if (Last(code) is { } done)
            {
                steps.Add(new LadderStep(code, kind.Title, LadderState.Done, Done(done), null));
            }
            else if (before is null)
            {
                steps.Add(new LadderStep(code, kind.Title, LadderState.Later, code == MeasureKinds.Advice ? "收到通報後" : $"{MeasureKinds.TitleOf(previous)}送達後 {DaysAfter(previous)} 個工作日", null));
            }
            else
            {
                var (from, words) = code == MeasureKinds.Advice ? (before.On, "可寄發") : From(before);
                steps.Add(new LadderStep(code, kind.Title, LadderState.Next, from is { } day && day <= today && code != MeasureKinds.Advice ? $"{RocDate.Format(day)} 起可寄發" : words, from));
            }
        }

        return steps;

        LadderStep Reached(string code, string title, string words, bool isNext) =>
            Last(code) is { } done ? new LadderStep(code, title, LadderState.Done, Done(done), null) : new LadderStep(code, title, isNext ? LadderState.Next : LadderState.Later, words, null);
    }

    /// <summary>The newest measure of a kind that holds.</summary>
    public CaseMeasure? Last(string code) => _holding.LastOrDefault(m => m.Kind == code);

    /// <summary>The measure of a kind that belongs to a letter.</summary>
    public CaseMeasure? Of(string code, CaseMeasure letter) => _holding.FirstOrDefault(m => m.Kind == code && m.OfSeq == letter.Seq);

    private string Done(CaseMeasure done)
    {
        var words = RocDate.Format(done.On);
        return MeasureKinds.Find(done.Kind) is not { HasLetter: true } ? words
            : Of(MeasureKinds.Paid, done) is { } paid ? $"{words}，{RocDate.Format(paid.On)} 繳納"
            : Of(MeasureKinds.Delivered, done) is { } delivered ? $"{words}，{RocDate.Format(delivered.On)} 送達"
            : $"{words}，未登錄送達";
    }

    /// <summary>From which day the step behind a letter may be taken.</summary>
    private (DateOnly? Day, string Words) From(CaseMeasure letter)
    {
        if (Of(MeasureKinds.Delivered, letter) is not { } delivered)
        {
            return (null, $"等{MeasureKinds.TitleOf(letter.Kind)}送達");
        }

        if (calendar.AddWorkingDays(delivered.On, DaysAfter(letter.Kind), closures) is not { } last)
        {
            return (null, $"工作日超出已公布的日曆（{RocDate.Format(calendar.PublishedThrough)}）");
        }

        // The letter's own last day counts too where it is later.
        var day = (letter.Deadline is { } given && given > last ? given : last).AddDays(1);
        return (day, $"{RocDate.Format(day)} 起");
    }

    private Problem? Wait(MeasureKind kind, CaseMeasure letter, DateOnly on)
    {
        if (Of(MeasureKinds.Delivered, letter) is not { } delivered)
        {
            return new Problem("measure.undelivered", $"{MeasureKinds.TitleOf(letter.Kind)}還沒有登錄送達", "期限從送達日起算，請先登錄送達") { Field = "OfSeq" };
        }

        return From(letter).Day is not { } from ? BeyondCalendar
            : on < from
                ? new Problem("measure.early", $"{kind.Title}最早 {RocDate.Format(from)} 可以寄發", $"{MeasureKinds.TitleOf(letter.Kind)} {RocDate.Format(delivered.On)} 送達，縣市規定滿 {DaysAfter(letter.Kind)} 個工作日") { Field = "On" }
            : null;
    }

    private int DaysAfter(string letter) =>
        letter switch
        {
            MeasureKinds.Advice => parameter.AdviceWorkingDays,
            MeasureKinds.Warning => parameter.WarningWorkingDays,
            _ => parameter.FineWorkingDays,
        };
}
