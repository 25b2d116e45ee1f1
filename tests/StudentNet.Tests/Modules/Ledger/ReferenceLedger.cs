using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Ledger;
using StudentNet.Modules.NonEnrolment;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Students;
using StudentNet.Platform.Data;

namespace StudentNet.Tests.Modules.Ledger;

/// <summary>
/// The rules of the ledger once more, in plain C# and day by day: what the statements must find. It reads rows and asks of one child on one day which facts
/// hold; of these the lowest rule. Written from docs/decisions/0130, not from the statements.
/// </summary>
internal sealed class ReferenceLedger
{
    private static readonly DateOnly Ever = new(9999, 1, 1);

    private sealed record Fact(int Rule, DateOnly From, DateOnly Until, string Organisation, DateTime At);

    private List<Person> _people = [];
    private ILookup<long, Residence> _homes = null!;
    private ILookup<long, PersonChange> _ends = null!;
    private ILookup<long, ClassPupilEvent> _rolls = null!;
    private ILookup<long, EntryEvent> _entrySteps = null!;
    private ILookup<long, Entry> _entries = null!;
    private ILookup<long, SpecialPlacement> _placements = null!;
    private ILookup<long, ForeignSchoolPupil> _foreign = null!;
    private ILookup<long, TrackedCase> _cases = null!;
    private ILookup<long, Approval> _approvals = null!;
    private ILookup<long, BorderCrossing> _crossings = null!;
    private ILookup<long, SchoolTransfer> _transfers = null!;
    private ILookup<long, AgencyRecord> _agencies = null!;
    private ILookup<long, CaseEvent> _caseEvents = null!;
    private Dictionary<(string, int, int, int), DateOnly> _filed = [];
    private DateOnly _opening;

    public static async Task<ReferenceLedger> ReadAsync(StudentNetDb db)
    {
        var rolls = await db.Set<ClassPupilEvent>().AsNoTracking().ToListAsync();
        var homes = await db.Set<Residence>().AsNoTracking().ToListAsync();
        return new ReferenceLedger
        {
            _people = await db.Set<Person>().AsNoTracking().ToListAsync(),
            _homes = homes.ToLookup(r => r.PersonId),
            _ends = (await db.Set<PersonChange>().AsNoTracking().Where(c => c.Field == "ended").ToListAsync()).ToLookup(c => c.PersonId),
            _rolls = rolls.ToLookup(r => r.PersonId),
            _entrySteps = (await db.Set<EntryEvent>().AsNoTracking().ToListAsync()).ToLookup(e => e.PersonId),
            _entries = (await db.Set<Entry>().AsNoTracking().ToListAsync()).ToLookup(e => e.PersonId),
            _placements = (await db.Set<SpecialPlacement>().AsNoTracking().ToListAsync()).ToLookup(p => p.PersonId),
            _foreign = (await db.Set<ForeignSchoolPupil>().AsNoTracking().ToListAsync()).ToLookup(p => p.PersonId),
            _cases = (await db.Set<TrackedCase>().AsNoTracking().ToListAsync()).ToLookup(c => c.PersonId),
            _caseEvents = (await db.Set<CaseEvent>().AsNoTracking().ToListAsync()).ToLookup(e => e.PersonId),
            _transfers = (await db.Set<SchoolTransfer>().AsNoTracking().Where(t => t.CancelledAt == null && t.ReceivedOn != null).ToListAsync()).ToLookup(t => t.PersonId),
            _agencies = (await db.Set<AgencyRecord>().AsNoTracking().ToListAsync()).ToLookup(a => a.PersonId),
            _crossings = (await db.Set<BorderCrossing>().AsNoTracking().ToListAsync()).ToLookup(c => c.PersonId),
            _approvals = (await db.Set<Approval>().AsNoTracking().Where(a => a.VoidedAt == null).ToListAsync()).ToLookup(a => a.PersonId),
            _filed = rolls.GroupBy(r => (r.SchoolCode, r.Year.Roc, r.Term, r.Grade)).ToDictionary(g => g.Key, g => g.Min(r => TaipeiTime.Today(r.At))),
            _opening = homes.Count == 0 ? Ever : SchoolYear.Of(TaipeiTime.Today(homes.Min(h => h.ReceivedAt))).FirstDay,
        };
    }

    /// <summary>How the child stands on each day of a span: rule and who answers; null: it is not in the ledger.</summary>
    public IEnumerable<(DateOnly Day, (int Rule, string Organisation)? Standing)> Of(long person, DateOnly from, DateOnly to)
    {
        var child = _people.Single(p => p.PersonId == person);
        var facts = Facts(child).ToList();
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            yield return (day, On(child, facts, day));
        }
    }

    private (int, string)? On(Person child, List<Fact> facts, DateOnly day)
    {
        var first = new DateOnly(child.Cohort + 6, 9, 1);
        if (child.MergedInto is not null || day < first || day < _opening || day >= new DateOnly(child.Cohort + 16, 9, 2) || IsAway(child, day) || HasFinished(child, day))
        {
            return null;
        }

        Residence? home = null;
        var begins = DateOnly.MinValue;
        var isFirst = true;
        foreach (var residence in _homes[child.PersonId].OrderBy(r => r.ReceivedAt).ThenBy(r => r.Seq))
        {
            var received = TaipeiTime.Today(residence.ReceivedAt);
            var said = residence.RegisteredOn is { } on && on < received ? on : isFirst && residence.RegisteredOn is null ? DateOnly.MinValue : received;
            begins = said > begins ? said : begins;
            home = begins <= day ? residence : home;
            isFirst = false;
        }

        if (home is null)
        {
            return null;
        }

        var holding = facts
            .Where(f => f.From <= day && day < f.Until)
            .OrderBy(f => f.Rule)
            .ThenByDescending(f => f.From)
            .ThenByDescending(f => f.At)
            .ThenBy(f => f.Organisation, StringComparer.Ordinal)
            .FirstOrDefault();
        return (holding?.Rule ?? StandingRules.Unexplained, holding is { Organisation.Length: > 0 } ? holding.Organisation : home.CountyCode ?? "MOE");
    }

    private bool IsAway(Person child, DateOnly day)
    {
        var steps = _ends[child.PersonId].OrderBy(c => c.At).ThenBy(c => c.Seq).ToList();
        for (var i = 0; i < steps.Count; i++)
        {
            var isLast = i == steps.Count - 1;
            if (steps[i].After is null || (isLast && child.Ended is null))
            {
                continue;
            }

            var from = isLast && steps[i].After == child.Ended.ToString() && child.EndedOn is { } on ? on : TaipeiTime.Today(steps[i].At);
            var until = isLast ? Ever : TaipeiTime.Today(steps[i + 1].At);
            if (from <= day && day < until)
            {
                return true;
            }
        }

        return steps.Count == 0 && child.Ended is not null && (child.EndedOn ?? DateOnly.MinValue) <= day;
    }

    private bool HasFinished(Person child, DateOnly day) =>
        _rolls[child.PersonId]
            .Where(r => r.Term == 2)
            .GroupBy(r => (r.SchoolCode, r.Year))
            .Select(g => g.OrderBy(r => r.At).ThenBy(r => r.Seq).Last())
            .Any(r => r.Grade == 9 && r.What != "left" && r.CountsAs != PupilFigure.DroppedOut && day > r.Year.LastDay);

    private IEnumerable<Fact> Facts(Person child)
    {
        var id = child.PersonId;
        return _rolls[id]
            .GroupBy(r => (r.SchoolCode, r.Year, r.Term))
            .SelectMany(g => OfRoll([.. g.OrderBy(r => r.At).ThenBy(r => r.Seq)]))
            .Concat(_entries[id].SelectMany(OfEntry))
            .Concat(_placements[id].Where(p => SpecialCodes.PlacementKinds.Single(k => k.Code == p.Placement).AccountsFor).Select(p => new Fact(30, p.Since, p.Until ?? Ever, p.SchoolCode, p.ReceivedAt)))
            .Concat(_foreign[id].Select(f => new Fact(40, f.EnrolledOn, f.LeftOn?.AddDays(1) ?? Ever, f.SchoolCode, f.ChangedAt)))
            .Concat(_approvals[id].Select(a => new Fact(RuleOf(a.Kind), a.ValidFrom, a.ValidThrough.AddDays(1), "", a.EnteredAt)))
            .Concat(OfBorder([.. _crossings[id].OrderBy(c => c.CrossedOn).ThenBy(c => c.Clock, StringComparer.Ordinal).ThenBy(c => c.Direction == BorderDirection.In).ThenBy(c => c.Seq)]))
            .Concat(_transfers[id].Select(OfTransfer))
            .Concat(_agencies[id].Where(a => a.Feed == "correctional").Select(a => new Fact(32, a.ValidFrom, a.ValidUntil ?? Ever, "", a.ReceivedAt)))
            .Concat(_agencies[id].Where(a => a.Feed == "dropout").Select(a => new Fact(122, a.ValidFrom, Least(a.ValidUntil ?? Ever, Term.Of(a.ValidFrom).LastDay.AddDays(1)), a.SchoolCode!, a.ReceivedAt)))
            .Concat(_cases[id].SelectMany(OfCase));
    }

    /// <summary>Received, and not yet on the roll: two weeks, or until the child has left that school again.</summary>
    private Fact OfTransfer(SchoolTransfer transfer)
    {
        var left = _rolls[transfer.PersonId]
            .Where(r => r.SchoolCode == transfer.ReceivedBy && r.What == "left" && r.At >= transfer.ReceivedAt)
            .Select(r => (DateOnly?)TaipeiTime.Today(r.At))
            .Min();
        var weeks = transfer.ReceivedOn!.Value.AddDays(14);
        return new Fact(22, transfer.ReceivedOn.Value, Least(left ?? Ever, weeks), transfer.ReceivedBy!, transfer.ReceivedAt!.Value);
    }

    private static DateOnly Least(DateOnly one, DateOnly other) => one < other ? one : other;

    private IEnumerable<Fact> OfRoll(List<ClassPupilEvent> steps)
    {
        var (school, year, term) = (steps[0].SchoolCode, steps[0].Year, steps[0].Term);
        var first = term == 1 ? year.FirstDay : new DateOnly(year.Gregorian + 1, 2, 1);
        var end = term == 1 ? new DateOnly(year.Gregorian + 1, 2, 1) : year.Next.FirstDay;
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            var day = TaipeiTime.Today(step.At);
            if (step.What == "left")
            {
                yield return new Fact(140, day, day.AddDays(3), school, step.At);
                continue;
            }

            var isLastGrade = term == 2 && step.Grade is 6 or 9 && term == 2;
            var nextEnd = term == 1 ? year.Next.FirstDay : new DateOnly(year.Gregorian + 2, 2, 1);
            var next = term == 1 ? (school, year.Roc, 2, step.Grade) : (school, year.Next.Roc, 1, step.Grade + 1);
            DateOnly? filed = _filed.TryGetValue(next, out var on) ? on : null;
            // Half as many grades filed as before and this one not by the checkpoint: there is nobody in it.
            var empty = term == 1 ? new DateOnly(year.Gregorian + 1, 3, 16) : new DateOnly(year.Gregorian + 1, 10, 1);
            var grades = _filed.Where(f => (f.Key.Item1, f.Key.Item2, f.Key.Item3) == (next.Item1, next.Item2, next.Item3)).ToList();
            if (grades.Count > 0 && (filed is null || filed > empty) && grades.Count * 2 >= _filed.Keys.Count(f => (f.Item1, f.Item2, f.Item3) == (school, year.Roc, term)))
            {
                filed = Max(grades.Min(g => g.Value), empty);
            }

            var holds = isLastGrade ? end : Max(end, Min(filed ?? nextEnd, nextEnd));
            var isLast = i == steps.Count - 1;
            var until = isLast ? holds : Min(holds, TaipeiTime.Today(steps[i + 1].At));
            var from = day < first || day >= end ? first : day;
            var rule = step.CountsAs switch
            {
                PupilFigure.NonSchoolNational or PupilFigure.NonSchoolWithPlace => 60,
                PupilFigure.Abroad => 90,
                PupilFigure.DroppedOut => 120,
                _ => 10,
            };
            yield return new Fact(rule, from, Min(until, end), school, step.At);
            yield return new Fact(rule == 10 ? 12 : rule, Max(from, end), until, school, step.At);
            if (isLast && !isLastGrade && filed is not null)
            {
                yield return new Fact(150, holds, term == 1 ? new DateOnly(year.Gregorian + 1, 3, 16) : new DateOnly(year.Gregorian + 1, 10, 1), school, step.At);
            }
        }
    }

    private IEnumerable<Fact> OfEntry(Entry entry)
    {
        var opens = entry.Year.FirstDay;
        var closes = entry.Year.Next.FirstDay;
        var steps = _entrySteps[entry.PersonId].Where(e => e.Year == entry.Year && e.Level == entry.Level).OrderBy(e => e.At).ThenBy(e => e.Seq).ToList();
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            var day = TaipeiTime.Today(step.At);
            var next = i == steps.Count - 1 ? closes : Min(closes, TaipeiTime.Today(steps[i + 1].At));
            if (step.State == EntryState.Admitted)
            {
                var grade = (int)entry.Level;
                var filed = new[] { 1, 2 }.Select(t => _filed.TryGetValue((step.SchoolCode!, entry.Year.Roc, t, grade), out var on) ? on : Ever).Min();
                yield return new Fact(20, Max(day, opens), Min(filed, next), step.SchoolCode!, step.At);
                yield return new Fact(160, Max(filed, day), Min(next, Max(new DateOnly(entry.Year.Gregorian, 10, 1), day.AddDays(14))), step.SchoolCode!, step.At);
                continue;
            }

            var isSchools = step.SchoolCode is not null && (entry.PublishedAt is not null || step.State == EntryState.Registered);
            yield return new Fact(isSchools ? 130 : 132, Max(day, opens), Min(next, new DateOnly(entry.Year.Gregorian, 9, 15)), isSchools ? step.SchoolCode! : entry.CountyCode ?? "", step.At);
        }

        if (entry is { AdmittedSchool: null, ReasonDetail: not null, Reason: "deferred" or "home-education" })
        {
            var isDeferred = entry.Reason == "deferred";
            yield return new Fact(isDeferred ? 70 : 62, opens, isDeferred ? new DateOnly(entry.Year.Gregorian + 1, 9, 1) : closes, entry.CountyCode ?? "", entry.ChangedAt);
        }
    }

    private static IEnumerable<Fact> OfBorder(List<BorderCrossing> steps)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].Direction == BorderDirection.Out)
            {
                yield return new Fact(92, steps[i].CrossedOn, i == steps.Count - 1 ? Ever : steps[i + 1].CrossedOn, "", steps[i].ReceivedAt);
            }
        }
    }

    private static int RuleOf(string kind) => kind switch { "home-education" => 62, "deferred" => 70, _ => 72 };

    /// <summary>From each step of a case to the next: the county, or the school while it is designated; nobody after the release.</summary>
    private IEnumerable<Fact> OfCase(TrackedCase tracked)
    {
        var steps = _caseEvents[tracked.PersonId].Where(e => e.CaseSeq == tracked.CaseSeq && e.Kind is CaseEventKind.Opened or CaseEventKind.Reopened or CaseEventKind.Designated or CaseEventKind.DesignationTakenBack or CaseEventKind.HandedOver or CaseEventKind.Released).OrderBy(e => e.Seq).ToList();
        for (var i = 0; i < steps.Count; i++)
        {
            var (step, until) = (steps[i], i == steps.Count - 1 ? Ever : TaipeiTime.Today(steps[i + 1].At));
            if (step.Kind != CaseEventKind.Released)
            {
                var isSchools = step.Kind == CaseEventKind.Designated;
                yield return new Fact(isSchools ? 100 : 110, TaipeiTime.Today(step.At), until, (isSchools ? step.SchoolCode : step.CountyCode ?? tracked.CountyCode) ?? "", step.At);
            }
        }
    }

    private static DateOnly Min(DateOnly a, DateOnly b) => a < b ? a : b;

    private static DateOnly Max(DateOnly a, DateOnly b) => a > b ? a : b;
}
