using StudentNet.Modules.Residents;
using StudentNet.Modules.Students.Q2Records;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Students;

/// <summary>What schools said of a pupil, for S: rolls (Q1) and records (Q2) by term, foreign pupils (Q3), special education (Q4), foreign schools (Q5).</summary>
internal sealed class PupilHistory : IHistorySource
{
    public string Name => "pupil";

    public string Title => "學校：各班名單、學籍、外籍生、鑑輔生、外僑學校";

    public string View => "history_pupil";

    public string? NotOfThePast => "學籍資料（Q2）只知道何時收到與撤回；當時的年級與狀態以現在的內容顯示。";

    public HistoryPart Tell(IReadOnlyList<HistoryRow> rows, HistoryMoment moment)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(moment);
        var stays = Stays(rows);
        var (gaps, warnings) = Gaps(stays, moment.Day);
        var records = rows.Where(r => r.What == "record").GroupBy(r => (Term: TermOf(r), r.OrganisationCode)).Select(g => g.MaxBy(r => r.Seq)!).ToList();
        var terms = Terms(stays, records, moment.Day);
        return new HistoryPart(
            [
                .. rows.Where(r => r.What is "joined" or "changed" or "left").Select(Roll),
                .. records.Select(Record),
                .. rows.Where(r => r.What is "placement" or "foreign" or "foreign-school").Select(Other),
                .. gaps.Select(g => g.Step),
            ],
            [.. stays.Select(s => s.Mark(moment.Day)), .. gaps.Select(g => g.Mark), .. terms.Select(t => t.Mark)],
            [.. Doubles(stays).Select(d => $"{d.Name} 與 {d.Other} 同時列在名單"), .. terms.Where(t => t.IsMissing).Select(t => $"{t.Term.Title}缺學籍資料"), .. warnings]
        );
    }

    /// <summary>A pupil's time on the rolls of one school, over as many terms as follow each other.</summary>
    private sealed record Stay(string School, string Name, DateOnly From, DateOnly? Left, Term First, Term Last, int Grade, DateTime SaidAt)
    {
        /// <summary>The day after the last that the rolls account for.</summary>
        public DateOnly Until => Left ?? Last.LastDay.AddDays(1);

        public HistoryMark Mark(DateOnly today) =>
            new(
                HistoryLane.School,
                HistoryShape.Span,
                From,
                Until > today ? null : Until,
                First.Year.Roc % 2 == 1 ? Tone.Info : Tone.Ok,
                Name,
                Until > today ? $"{RocDate.Format(From)} 起" : $"{RocDate.Format(From)} – {RocDate.Format(Until)}"
            );
    }

    private static Term TermOf(HistoryRow row) => row.Year!.Value.Term(row.Part!.Value);

    private static DateOnly Within(DateOnly day, Term term) => day < term.FirstDay ? term.FirstDay : day > term.LastDay ? term.LastDay : day;

    private static IReadOnlyList<Stay> Stays(IReadOnlyList<HistoryRow> rows)
    {
        var stays = new List<Stay>();
        var rolls = rows.Where(r => r.What is "joined" or "changed" or "left")
            .GroupBy(r => (Term: TermOf(r), r.OrganisationCode))
            .OrderBy(g => g.Key.Term)
            .ThenBy(g => g.Min(r => r.ReceivedAt));
        foreach (var roll in rolls)
        {
            var term = roll.Key.Term;
            var open = (HistoryRow?)null;
            foreach (var row in roll.OrderBy(r => r.ReceivedAt).ThenBy(r => r.Seq))
            {
                if (row.What == "left")
                {
                    Close(open ?? row, Within(row.ReceivedOn, term));
                    open = null;
                }
                else
                {
                    open ??= row;
                }
            }

            if (open is not null)
            {
                Close(open, null);
            }

            void Close(HistoryRow begun, DateOnly? left)
            {
                var from = Within(begun.ReceivedOn, term);
                // The next term's roll comes weeks after the term began: who stood on the last one has not been away.
                if (stays.LastOrDefault(s => s.School == begun.OrganisationCode && s.Left is null && (s.Last == term || s.Last.Next == term)) is { } before)
                {
                    stays[stays.IndexOf(before)] = before with { Left = left, Last = term, Grade = begun.Grade ?? before.Grade, SaidAt = begun.ReceivedAt };
                }
                else
                {
                    stays.Add(new Stay(begun.OrganisationCode!, begun.Who, from, left, term, term, begun.Grade ?? 0, begun.ReceivedAt));
                }
            }
        }

        return [.. stays.OrderBy(s => s.From)];
    }

    /// <summary>Rolls of two schools that have the child on one day; the picture has room for one of them.</summary>
    private static IEnumerable<(string Name, string Other)> Doubles(IReadOnlyList<Stay> stays) =>
        from one in stays
        from other in stays
        where string.CompareOrdinal(one.School, other.School) < 0 && one.First <= other.Last && other.First <= one.Last && one.From < other.Until && other.From < one.Until
        select (one.Name, other.Name);

    /// <summary>Time between leaving one school and standing on a roll of the next; behind the last one too, unless the child has finished.</summary>
    private static (IReadOnlyList<(HistoryStep Step, HistoryMark Mark)> Gaps, IReadOnlyList<string> Warnings) Gaps(IReadOnlyList<Stay> stays, DateOnly today)
    {
        var (gaps, warnings) = (new List<(HistoryStep, HistoryMark)>(), new List<string>());
        for (var i = 0; i < stays.Count; i++)
        {
            var stay = stays[i];
            var next = i + 1 < stays.Count ? stays[i + 1] : null;
            var hasFinished = stay is { Left: null, Grade: 9, Last.Number: 2 };
            // A roll that nobody ended holds until the checkpoint of the next term: 9/30, 3/15.
            var from = stay.Left ?? (next is { } follower && follower.First <= stay.Last.Next ? follower.From : CheckpointOf(stay.Last.Next));
            var until = next?.From ?? today;
            if (from >= until || from > today || hasFinished)
            {
                continue;
            }

            var days = until.DayNumber - from.DayNumber;
            var title = stay.Left is null ? $"未列名單 {days:N0} 天" : $"轉出未轉入 {days:N0} 天";
            var words = $"{stay.Name}{(next is null ? "，尚無學校收下" : $" → {next.Name}")}";
            gaps.Add(
                (
                    new HistoryStep(from, HistoryTopic.School, new Status(Tone.Bad, title, "exclamation-triangle"), "Q1", words, stay.SaidAt),
                    new HistoryMark(HistoryLane.School, HistoryShape.Gap, from, until, Tone.Bad, title)
                )
            );
            warnings.Add($"{RocDate.Format(from)} 至 {(next is null ? "今" : RocDate.Format(until))} {(stay.Left is null ? "未列名單" : "轉出未轉入")}");
        }

        return (gaps, warnings);
    }

    private static DateOnly CheckpointOf(Term term) => term.Number == 1 ? new DateOnly(term.Year.Gregorian, 10, 1) : new DateOnly(term.Year.Gregorian + 1, 3, 16);

    private static IReadOnlyList<(Term Term, bool IsMissing, HistoryMark Mark)> Terms(IReadOnlyList<Stay> stays, IReadOnlyList<HistoryRow> records, DateOnly today)
    {
        var filed = records.Where(r => r.EndReceivedAt is null).Select(TermOf).ToHashSet();
        var attended = stays.SelectMany(s => Between(s.First, s.Last)).ToHashSet();
        return
        [
            .. filed.Union(attended)
                // A record is due once the term is over.
                .Where(t => filed.Contains(t) || t.LastDay < today)
                .Order()
                .Select(t =>
                {
                    var isMissing = !filed.Contains(t);
                    var word = $"{t.Year.Roc}{(t.Number == 1 ? "上" : "下")}{(isMissing ? " 缺" : " ✓")}";
                    return (t, isMissing, new HistoryMark(HistoryLane.Record, isMissing ? HistoryShape.Gap : HistoryShape.Span, t.FirstDay, t.LastDay.AddDays(1), isMissing ? Tone.Bad : Tone.Ok, word));
                }),
        ];
    }

    private static IEnumerable<Term> Between(Term first, Term last)
    {
        for (var term = first; term <= last; term = term.Next)
        {
            yield return term;
        }
    }

    private static HistoryStep Roll(HistoryRow row)
    {
        var what = row.What switch
        {
            "joined" => new Status(Tone.Ok, "列入名單", "box-arrow-in-right"),
            "left" => new Status(Tone.Warn, "離開名單", "box-arrow-right"),
            _ => new Status(Tone.None, "名單更正", "pencil"),
        };
        return new HistoryStep(
            row.ReceivedOn,
            HistoryTopic.School,
            what,
            "Q1",
            $"{row.Who}，{TermOf(row).Title} {RollLine.Parse(row.Detail!).Words}{(row.Before is { Length: > 0 } why ? $"：{why}" : "")}",
            row.ReceivedAt
        );
    }

    private static HistoryStep Record(HistoryRow row)
    {
        var status = RecordCodes.Statuses.FirstOrDefault(s => s.Code == row.Code);
        var withdrawn = row.EndReceivedAt is not null;
        var what = withdrawn ? new Status(Tone.Warn, "學籍資料撤回") : status is null ? new Status(Tone.Ok, "學籍資料") : new Status(status.IsInSchool ? Tone.Ok : Tone.Warn, status.Title, "mortarboard");
        var words = string.Join(
            '，',
            new[]
            {
                row.Who,
                TermOf(row).Title,
                row.Grade is { } grade ? $"{grade} 年 {row.Detail} 班" : null,
                RecordCodes.Gaps.FirstOrDefault(g => g.Code == row.Before)?.Title,
            }.Where(w => w is { Length: > 0 })
        );
        return new HistoryStep(row.ValidFrom ?? TaipeiTime.Today(row.EndReceivedAt ?? row.ReceivedAt), HistoryTopic.School, what, "Q2", words, row.EndReceivedAt ?? row.ReceivedAt);
    }

    private static HistoryStep Other(HistoryRow row)
    {
        var (word, source) = row.What switch
        {
            "placement" => ($"特教安置：{SpecialCodes.PlacementKinds.FirstOrDefault(p => p.Code == row.Code)?.Title ?? row.Code}", "Q4"),
            "foreign" => ("外籍生", "Q3"),
            _ => ("就讀外僑學校", "Q5"),
        };
        var until = row.ValidUntil is { } end ? $"，至 {RocDate.Format(end)}" : "";
        var place = row.What == "foreign-school" && row.Detail is { Length: > 0 } next ? $"，{next}" : "";
        return new HistoryStep(
            row.ValidFrom ?? row.ReceivedOn,
            HistoryTopic.School,
            new Status(row.ValidUntil is null ? Tone.Ok : Tone.None, word, "mortarboard"),
            source,
            $"{row.Who}，{row.Grade} 年級{until}{place}",
            row.ReceivedAt
        );
    }
}
