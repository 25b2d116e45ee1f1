namespace StudentNet.Simulator.Years;

/// <summary>What a school writes about a pupil of its roll.</summary>
public enum RollState
{
    Enrolled,
    HomeSchooled,
    DroppedOut,
    Abroad,
    LongSick,
}

/// <summary>A pupil's line of a roll, as far as it says where the child stands.</summary>
public readonly record struct RollLine(int Grade, RollState State);

/// <summary>How a child stands on a day.</summary>
/// <param name="Rule">Number of <c>standing-rules.csv</c>.</param>
/// <param name="Organisation">Who answers.</param>
/// <param name="County">Of the residence.</param>
public readonly record struct PlainStanding(int Rule, string Organisation, string County);

/// <summary>
/// The ledger of standings once more, in plain C# and from nothing but what has been sent: the facts of files as the simulated offices wrote them, on the day
/// on which they came in. Written from decisions 130, 142 and 143 and domain §7; it reads no table of the system and shares no line with its statements.
/// A child is a number of the simulator's; two records of one child are two until a list has made them one.
/// </summary>
internal sealed class PlainLedger
{
    public const int Unexplained = 900;

    /// <summary>Rules up to this one account for a child; above it, somebody is looking or waiting.</summary>
    public const int LastExplaining = 92;

    private const int DaysOfGrace = 3;
    private const int FirstAge = 6;
    private const int AgeOfEnd = 16;

    private static readonly DateOnly Ever = new(9999, 1, 1);

    private sealed record Fact(int Rule, DateOnly From, DateOnly Until, string? Organisation, DateOnly At);

    private sealed record Home(DateOnly Begins, DateOnly Received, string County);

    private sealed record End(DateOnly Received, DateOnly? On);

    private sealed record Step(DateOnly Day, bool IsLeaving, RollLine Line);

    private sealed record Decision(string Kind, string Document, DateOnly From, DateOnly Through, DateOnly Entered);

    private sealed record Crossing(bool IsOut, DateOnly Day, string Clock, DateOnly Received);

    private sealed record Listing(SchoolYear Year, SchoolLevel Level, DateOnly Day)
    {
        public string County { get; set; } = "";
    }

    private sealed record CaseStep(DateOnly Day, string? Organisation, int Rule);

    private sealed class Known
    {
        public int Cohort { get; set; }
        public List<Home> Homes { get; } = [];
        public List<End> Ends { get; } = [];
        public Dictionary<(string School, Kernel.Term Term), List<Step>> Rolls { get; } = [];
        public List<Decision> Decisions { get; } = [];
        public List<Crossing> Crossings { get; } = [];
        public List<Listing> Listings { get; } = [];
        public List<CaseStep> Case { get; } = [];

        /// <summary>What the facts come to, as long as nothing more has been sent.</summary>
        public (int Told, List<Fact> Facts) Read { get; set; } = (-1, []);
    }

    private readonly Dictionary<int, Known> _children = [];
    private readonly Dictionary<(string School, Kernel.Term Term, int Grade), DateOnly> _filed = [];
    private readonly Dictionary<(string School, Kernel.Term Term), Dictionary<int, RollLine>> _rolls = [];
    private DateOnly? _opening;

    /// <summary>How often something has been told: what was read before is read again.</summary>
    private int _told;

    /// <summary>The registry names a resident child, on the day of the list.</summary>
    /// <param name="since">設籍日期.</param>
    public void Resident(int child, DateOnly received, DateOnly since, int cohort, string county)
    {
        _opening ??= SchoolYear.Of(received).FirstDay;
        var known = Of(child);
        known.Cohort = cohort;
        if (known.Ends is [.., { On: not null }])
        {
            known.Ends.Add(new End(received, null));
        }

        if (known.Homes is not [.., var latest] || latest.County != county)
        {
            // Reports never go back behind the one before.
            var begins = since < received ? since : received;
            known.Homes.Add(new Home(known.Homes is [.., var last] && last.Begins > begins ? last.Begins : begins, received, county));
        }
    }

    /// <summary>The registry says that a child has died, lost its nationality or moved abroad.</summary>
    public void Ended(int child, DateOnly received, DateOnly on) => Of(child).Ends.Add(new End(received, on));

    /// <summary>A list of a year names a child whose cohort enters in it, or who was deferred to it: it waits to be allocated. Known before: only the county follows.</summary>
    public void Listed(int child, SchoolYear year, string county, DateOnly day)
    {
        var known = Of(child);
        foreach (var level in (SchoolLevel[])[SchoolLevel.Elementary, SchoolLevel.JuniorHigh])
        {
            if (known.Listings.Find(l => l.Year == year && l.Level == level) is { } there)
            {
                there.County = county;
            }
            else if (Cohort.Entering(year, level).Year == known.Cohort || (level == SchoolLevel.Elementary && IsDeferredTo(known, year)))
            {
                known.Listings.Add(new Listing(year, level, day) { County = county });
            }
        }
    }

    /// <summary>Children of a county who were deferred last year are on its next list, though no list by age names them.</summary>
    public void ListDeferred(SchoolYear year, string county, DateOnly day)
    {
        _told++;
        foreach (var known in _children.Values.Where(k => IsDeferredTo(k, year) && k.Homes is [.., var home] && home.County == county && k.Ends is not [.., { On: not null }]))
        {
            if (known.Listings.TrueForAll(l => l.Year != year || l.Level != SchoolLevel.Elementary))
            {
                known.Listings.Add(new Listing(year, SchoolLevel.Elementary, day) { County = county });
            }
        }
    }

    /// <summary>A school's whole roll of a term, as the file of the day says.</summary>
    public void Roll(string school, Kernel.Term term, DateOnly day, IReadOnlyDictionary<int, RollLine> pupils)
    {
        if (!_rolls.TryGetValue((school, term), out var before))
        {
            _rolls[(school, term)] = before = [];
        }

        foreach (var (child, line) in pupils)
        {
            if (!before.TryGetValue(child, out var was) || was != line)
            {
                Steps(child, school, term).Add(new Step(day, false, line));
                _filed.TryAdd((school, term, line.Grade), day);
            }
        }

        foreach (var (child, line) in before.Where(b => !pupils.ContainsKey(b.Key)).ToList())
        {
            Steps(child, school, term).Add(new Step(day, true, line));
        }

        _rolls[(school, term)] = pupils.ToDictionary();
    }

    /// <summary>An approval; one of the same kind and document replaces the one that is there.</summary>
    public void Approved(int child, string kind, string document, DateOnly from, DateOnly through, DateOnly entered)
    {
        var decisions = Of(child).Decisions;
        if (decisions.RemoveAll(d => d.Kind == kind && d.Document == document && (d.From, d.Through) != (from, through)) > 0 || decisions.TrueForAll(d => d.Kind != kind || d.Document != document))
        {
            decisions.Add(new Decision(kind, document, from, through, entered));
        }
    }

    /// <summary>A crossing of the border.</summary>
    public void Crossed(int child, bool isOut, DateOnly day, string clock, DateOnly received)
    {
        var crossings = Of(child).Crossings;
        if (crossings.TrueForAll(c => (c.IsOut, c.Day, c.Clock) != (isOut, day, clock)))
        {
            crossings.Add(new Crossing(isOut, day, clock, received));
        }
    }

    /// <summary>A step of the child's case: the county looks (110), the school does (100), or it is released (no rule).</summary>
    public void Case(int child, DateOnly day, int rule, string? organisation) => Of(child).Case.Add(new CaseStep(day, organisation, rule));

    /// <summary>How a child stands on a day; null: it is not in the ledger.</summary>
    /// <param name="besidesCases">Without the child's case: what is known of it otherwise.</param>
    public PlainStanding? On(int child, DateOnly day, bool besidesCases = false)
    {
        if (!_children.TryGetValue(child, out var known) || _opening is not { } opening)
        {
            return null;
        }

        var first = new DateOnly(known.Cohort + FirstAge, 9, 1);
        if (day < opening || day < first || day >= new DateOnly(known.Cohort + AgeOfEnd, 9, 2) || IsAway(known, day) || HasFinished(known, day))
        {
            return null;
        }

        if (known.Homes.FindLast(h => h.Begins <= day) is not { } home)
        {
            return null;
        }

        if (known.Read.Told != _told)
        {
            known.Read = (_told, [.. Facts(known)]);
        }

        var holding = known
            .Read.Facts.Where(f => f.From <= day && day < f.Until && !(besidesCases && f.Rule is (100 or 110)))
            .OrderBy(f => f.Rule)
            .ThenByDescending(f => f.From)
            .ThenByDescending(f => f.At)
            .ThenBy(f => f.Organisation, StringComparer.Ordinal)
            .FirstOrDefault();
        return new PlainStanding(holding?.Rule ?? Unexplained, holding?.Organisation ?? home.County, home.County);
    }

    /// <summary>Whether something explained the child on a day before: a roll, a placement, an approval, a case; to be awaited only is no explanation.</summary>
    public bool WasExplainedBefore(int child, DateOnly day) =>
        _opening is { } opening && Enumerable.Range(0, Math.Max(0, day.DayNumber - opening.DayNumber)).Any(n => On(child, day.AddDays(-1 - n)) is { Rule: not (Unexplained or 130 or 132) });

    private Known Of(int child)
    {
        _told++;
        if (!_children.TryGetValue(child, out var known))
        {
            _children[child] = known = new Known();
        }

        return known;
    }

    private List<Step> Steps(int child, string school, Kernel.Term term)
    {
        var rolls = Of(child).Rolls;
        if (!rolls.TryGetValue((school, term), out var steps))
        {
            rolls[(school, term)] = steps = [];
        }

        return steps;
    }

    /// <summary>A deferment of grade 1 that ends with the year before, or in the first weeks of this one.</summary>
    private static bool IsDeferredTo(Known known, SchoolYear year) =>
        known.Decisions.Exists(d => d.Kind == "暫緩入學" && d.Through >= year.Previous.FirstDay && d.Through < new DateOnly(year.Gregorian, 10, 1));

    private static bool IsAway(Known known, DateOnly day)
    {
        for (var i = 0; i < known.Ends.Count; i++)
        {
            var isLast = i == known.Ends.Count - 1;
            if (known.Ends[i].On is not { } on)
            {
                continue;
            }

            // Of an end that has been taken back the registry keeps the day on which it said so.
            if ((isLast ? on : known.Ends[i].Received) <= day && (isLast || day < known.Ends[i + 1].Received))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>On the roll of grade 9 to the end of its second term, and not as a drop-out.</summary>
    private static bool HasFinished(Known known, DateOnly day) =>
        known.Rolls.Any(r =>
            r.Key.Term.Number == 2
            && day > r.Key.Term.LastDay
            && r.Value[^1] is { IsLeaving: false, Line: { Grade: 9, State: not RollState.DroppedOut } }
        );

    private IEnumerable<Fact> Facts(Known known)
    {
        foreach (var ((school, term), steps) in known.Rolls)
        {
            foreach (var fact in OfRoll(school, term, steps))
            {
                yield return fact;
            }
        }

        foreach (var listing in known.Listings)
        {
            // From 8/1 to the comparison of 9/15; nobody registers or admits in this play, so the county is waited for.
            yield return new Fact(132, Later(listing.Day, listing.Year.FirstDay), new DateOnly(listing.Year.Gregorian, 9, 15), listing.County, listing.Day);
        }

        foreach (var decision in known.Decisions)
        {
            var rule = decision.Kind switch { "非學" => 62, "暫緩入學" => 70, _ => 72 };
            yield return new Fact(rule, decision.From, decision.Through.AddDays(1), null, decision.Entered);
        }

        var crossings = known.Crossings.OrderBy(c => c.Day).ThenBy(c => c.Clock, StringComparer.Ordinal).ThenBy(c => !c.IsOut).ToList();
        for (var i = 0; i < crossings.Count; i++)
        {
            if (crossings[i].IsOut)
            {
                yield return new Fact(92, crossings[i].Day, i + 1 < crossings.Count ? crossings[i + 1].Day : Ever, null, crossings[i].Received);
            }
        }

        for (var i = 0; i < known.Case.Count; i++)
        {
            if (known.Case[i].Organisation is { } organisation)
            {
                yield return new Fact(known.Case[i].Rule, known.Case[i].Day, i + 1 < known.Case.Count ? known.Case[i + 1].Day : Ever, organisation, known.Case[i].Day);
            }
        }
    }

    private IEnumerable<Fact> OfRoll(string school, Kernel.Term term, List<Step> steps)
    {
        var end = term.LastDay.AddDays(1);
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            if (step.IsLeaving)
            {
                yield return new Fact(140, step.Day, step.Day.AddDays(DaysOfGrace), school, step.Day);
                continue;
            }

            var (holds, isFiled) = HoldsUntil(school, term, step.Line.Grade);
            var isLast = i == steps.Count - 1;
            var until = isLast ? holds : Earlier(holds, steps[i + 1].Day);
            // A roll that comes in before or after its term is about the term.
            var from = step.Day < term.FirstDay || step.Day >= end ? term.FirstDay : step.Day;
            var rule = step.Line.State switch { RollState.HomeSchooled => 60, RollState.DroppedOut => 120, RollState.Abroad => 90, _ => 10 };
            yield return new Fact(rule, from, Earlier(until, end), school, step.Day);
            yield return new Fact(rule == 10 ? 12 : rule, Later(from, end), until, school, step.Day);
            if (isLast && isFiled)
            {
                yield return new Fact(150, holds, Checkpoint(term.Next).AddDays(1), school, step.Day);
            }
        }
    }

    /// <summary>How long a roll speaks: to the end of its term, and while the school has not filed the grade's next one, for one term more; grades 6 and 9 not beyond the year.</summary>
    private (DateOnly Until, bool IsFiled) HoldsUntil(string school, Kernel.Term term, int grade)
    {
        var end = term.LastDay.AddDays(1);
        if (term.Number == 2 && grade is 6 or 9)
        {
            return (end, false);
        }

        var next = term.Next;
        var nextEnd = next.LastDay.AddDays(1);
        DateOnly? filed = _filed.TryGetValue((school, next, term.Number == 1 ? grade : grade + 1), out var on) ? on : null;
        // A school that has filed half as many grades as before, and none of this one by the checkpoint, has nobody in it.
        var isEmpty = Checkpoint(next).AddDays(1);
        var grades = _filed.Where(f => f.Key.School == school && f.Key.Term == next).ToList();
        if (grades.Count > 0 && (filed is not { } day || day > isEmpty) && grades.Count * 2 >= _filed.Keys.Count(f => f.School == school && f.Term == term))
        {
            filed = Later(grades.Min(g => g.Value), isEmpty);
        }

        return (Later(end, Earlier(filed ?? nextEnd, nextEnd)), filed is not null);
    }

    /// <summary>9/30 and 3/15: by then every school has said who is there.</summary>
    private static DateOnly Checkpoint(Kernel.Term term) => term.Number == 1 ? new DateOnly(term.Year.Gregorian, 9, 30) : new DateOnly(term.Year.Gregorian + 1, 3, 15);

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}
