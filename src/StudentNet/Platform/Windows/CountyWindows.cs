namespace StudentNet.Platform.Windows;

/// <summary>
/// Everything that decides the windows of one county (or, without one, of the nation): an immutable value, over which <see cref="State"/> is a
/// pure function. Banner, post filter, API, import and job calendar all ask it.
/// </summary>
public sealed class CountyWindows(
    FilingCalendar calendar,
    IReadOnlyDictionary<(string Window, SchoolYear Year, SchoolLevel Level, WindowEdge Edge), WindowRule> overrides,
    IReadOnlyList<WindowExtension> extensions,
    IReadOnlyDictionary<(string Happening, SchoolYear Year, SchoolLevel Level), DateTime> happened
)
{
    private static readonly SchoolLevel[] BothLevels = [SchoolLevel.Elementary, SchoolLevel.JuniorHigh];

    public FilingCalendar Calendar => calendar;

    /// <summary>The same county with other rules for edges of a year and level, to see what a change would do. Nothing is stored.</summary>
    public CountyWindows With(SchoolYear year, SchoolLevel level, IReadOnlyDictionary<(string Window, WindowEdge Edge), WindowRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var changed = overrides.ToDictionary(o => o.Key, o => o.Value);
        foreach (var ((window, edge), rule) in rules)
        {
            changed[(window, year, level, edge)] = rule;
        }

        return new CountyWindows(calendar, changed, extensions, happened);
    }

    /// <summary>State of a function's window at an instant (UTC).</summary>
    /// <param name="window">Name in the window column of <c>functions.csv</c>, or of a single row.</param>
    /// <param name="year">The school year filed for; null: open when it is open for any.</param>
    /// <param name="level">The level filed for; null: open when it is open for either.</param>
    /// <param name="school">The school that files, for its extensions; null: the county or the ministry.</param>
    public WindowState State(string window, SchoolYear? year, SchoolLevel? level, string? school, DateTime now)
    {
        var today = TaipeiTime.Today(now);
        var working = year ?? (calendar.Of(window)[0].FollowsEntry ? WorkingYear.ForEntry(today) : SchoolYear.Of(today));
        SchoolYear[] years = year is { } only ? [only] : [SchoolYear.Of(today).Previous, SchoolYear.Of(today), SchoolYear.Of(today).Next];
        var spans = years.SelectMany(y => Spans(window, y, level, school)).ToList();

        var open = spans.Where(s => s.IsOpen(now)).ToList();
        if (open.Count > 0)
        {
            return new WindowState.Open(
                open.Any(s => s.Opens is null) ? null : open.Min(s => s.Opens),
                open.Any(s => s.LastInstant is null) ? null : open.Max(s => s.LastInstant)
            );
        }

        var own = spans.Where(s => s.Year == working).ToList();
        // A row that never opens has no day to name.
        if (own.Where(s => s.Opens > now && s.Opens < DateTime.MaxValue).MinBy(s => s.Opens) is { } ahead)
        {
            return new WindowState.Closed($"{ahead.Window.FullTitle} {RocDate.Short(TaipeiTime.Today(ahead.Opens!.Value), TaipeiTime.Today(now))} 開放", ahead.Opens);
        }

        if (own.FirstOrDefault(s => s.Awaiting is not null) is { } awaiting)
        {
            return new WindowState.Closed($"{awaiting.Window.FullTitle}尚未開放：{awaiting.Awaiting!.Value.Message}", null);
        }

        if (own.Where(s => s.LastInstant < now).MaxBy(s => s.LastInstant) is { } past)
        {
            return new WindowState.Closed(
                $"{past.Window.FullTitle}已於 {Moment.Deadline(past.LastInstant!.Value, now)} 截止",
                Spans(window, working.Next, level, school).Where(s => s.Opens > now).Min(s => s.Opens)
            );
        }

        return new WindowState.Closed($"{calendar.Of(window)[0].Title}不開放", null);
    }

    /// <summary>From when to when each row of a window is open in a school year, for each of the levels asked for.</summary>
    public IEnumerable<WindowSpan> Spans(string window, SchoolYear year, SchoolLevel? level, string? school) =>
        from row in calendar.Of(window)
        from each in level is { } one ? [one] : BothLevels
        select Span(row, year, each, school);

    /// <summary>From when to when one row is open.</summary>
    public WindowSpan Span(FilingWindow row, SchoolYear year, SchoolLevel level, string? school)
    {
        var extension = school is null
            ? null
            : extensions
                .Where(e => e.SchoolCode == school && e.Window == row.Name && e.Year == year && e.Level == level && e.RevokedAt is null)
                .MaxBy(e => e.LastDay);
        var opens = Edge(row, WindowEdge.Opens, year, level);
        var closes = Edge(row, WindowEdge.Closes, year, level);
        return new WindowSpan(row, year, level, opens, closes, extension);
    }

    /// <summary>A window that counts from a case's designation (appeal, visit, tracking), UTC.</summary>
    public WindowSpan CaseSpan(string window, DateTime designatedAt, DateTime? releasedAt)
    {
        var row = calendar[window];
        var year = SchoolYear.Of(TaipeiTime.Today(designatedAt));
        return new WindowSpan(row, year, SchoolLevel.Elementary, Edge(WindowEdge.Opens), Edge(WindowEdge.Closes), null);

        WindowInstant Edge(WindowEdge edge) =>
            row[edge].Resolve(
                year,
                edge,
                reference => reference.Name switch
                {
                    "case.designated" => new WindowInstant.At(TaipeiTime.FromUtc(designatedAt)),
                    "case.released" when releasedAt is { } released => new WindowInstant.At(TaipeiTime.FromUtc(released)),
                    _ => new WindowInstant.Unresolved(new Problem("window.awaiting", FilingCalendar.Awaiting(reference.Name), "")),
                }
            );
    }

    /// <summary>The instant of a checkpoint (UTC): the last one whose filings it counts.</summary>
    public static DateTime InstantOf(Checkpoint checkpoint, SchoolYear year) =>
        checkpoint.At.Resolve(year, WindowEdge.Closes).TryGet(out var local, out _)
            ? TaipeiTime.ToUtc(local).AddTicks(-1)
            : throw new InvalidOperationException($"Checkpoint {checkpoint.Name} has no date of its own.");

    /// <summary>The rule that decides an edge: the county's, or the national default.</summary>
    public WindowRule Rule(FilingWindow row, WindowEdge edge, SchoolYear year, SchoolLevel level) =>
        overrides.TryGetValue((row.Name, year, level, edge), out var own) ? own : row[edge];

    /// <summary>Whether the county has set this edge itself.</summary>
    public bool IsOverridden(FilingWindow row, WindowEdge edge, SchoolYear year, SchoolLevel level) =>
        overrides.ContainsKey((row.Name, year, level, edge));

    private WindowInstant Edge(FilingWindow row, WindowEdge edge, SchoolYear year, SchoolLevel level) =>
        Rule(row, edge, year, level).Resolve(year, edge, reference => Answer(reference, year, level));

    private WindowInstant Answer(WindowReference reference, SchoolYear year, SchoolLevel level)
    {
        if (reference.Edge is { } edge)
        {
            return Edge(calendar[reference.Name], edge, year, level);
        }

        return happened.TryGetValue((reference.Name, year, level), out var local)
            ? new WindowInstant.At(local)
            : new WindowInstant.Unresolved(new Problem("window.awaiting", FilingCalendar.Awaiting(reference.Name), "請洽縣市承辦人"));
    }
}

/// <summary>From when to when a row of <c>windows.csv</c> is open, for a school year and level.</summary>
public sealed record WindowSpan
{
    internal WindowSpan(FilingWindow window, SchoolYear year, SchoolLevel level, WindowInstant opens, WindowInstant closes, WindowExtension? extension)
    {
        (Window, Year, Level, Extension) = (window, year, level, extension);
        if (!opens.TryGet(out var first, out var reason))
        {
            Awaiting = reason;
            IsKnown = false;
        }
        else
        {
            IsKnown = true;
            Opens = first == DateTime.MinValue ? null : TaipeiTime.ToUtc(first);
        }

        if (closes.TryGet(out var end, out var open))
        {
            LastInstant = end == DateTime.MaxValue ? null : TaipeiTime.ToUtc(end).AddTicks(-1);
        }
        else
        {
            EndAwaiting = open;
        }

        if (extension is not null)
        {
            var extended = TaipeiTime.StartOfDayUtc(extension.LastDay.AddDays(1)).AddTicks(-1);
            if (IsKnown && (LastInstant is null || LastInstant >= extended))
            {
                Extension = null; // the school's own date brings nothing
            }
            else
            {
                Reopened = IsKnown && extension.GrantedAt <= LastInstant ? null : extension.GrantedAt;
                (OwnLastInstant, LastInstant) = (LastInstant, extended);
            }
        }
    }

    public FilingWindow Window { get; }

    public SchoolYear Year { get; }

    public SchoolLevel Level { get; }

    /// <summary>When it opens, UTC; null with <see cref="IsKnown"/>: since ever.</summary>
    public DateTime? Opens { get; }

    /// <summary>The last instant at which it is open, UTC, a tick before midnight, so that it prints as 23:59; null: without end, or not known yet.</summary>
    public DateTime? LastInstant { get; }

    /// <summary>The opening can be said.</summary>
    public bool IsKnown { get; }

    /// <summary>Why the opening cannot be said.</summary>
    public Problem? Awaiting { get; }

    /// <summary>Why the closing cannot be said.</summary>
    public Problem? EndAwaiting { get; }

    /// <summary>The school's extension, where it has one that brings something.</summary>
    public WindowExtension? Extension { get; }

    /// <summary>The closing without the extension.</summary>
    public DateTime? OwnLastInstant { get; }

    /// <summary>An extension granted after the closing opens the window again, from that instant on.</summary>
    private DateTime? Reopened { get; }

    /// <summary>Whether one may file at this instant.</summary>
    public bool IsOpen(DateTime now)
    {
        if (LastInstant < now)
        {
            return false;
        }

        if (Reopened is { } again)
        {
            return now >= again || (IsKnown && now >= (Opens ?? DateTime.MinValue) && now <= OwnLastInstant);
        }

        return IsKnown && (Opens is null || Opens <= now);
    }
}
