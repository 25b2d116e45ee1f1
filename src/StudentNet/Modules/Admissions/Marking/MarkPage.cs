using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions.Counts;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.Marking;

/// <summary>The entries of one marking, tracked, with all that the rules need; and what the marking changed in them.</summary>
internal sealed class MarkPage
{
    /// <summary>Up to so many children the kept figures are moved one by one; for more of them the whole list is counted in the same time.</summary>
    private const int MovedOneByOne = 8;

    private readonly StudentNetDb _db;
    private readonly MarkedList _list;
    private readonly int _lines;
    private readonly Dictionary<long, Entry> _entries;
    private readonly Dictionary<long, List<EntryMark>> _marks;
    private readonly HashSet<long> _choices;
    private readonly Dictionary<string, Organisation> _schools;
    private readonly Dictionary<long, string?> _newcomers;
    private readonly List<(string Organisation, string Text, string Link, long PersonId)> _told = [];

    private MarkPage(
        StudentNetDb db,
        MarkedList list,
        int lines,
        Dictionary<long, Entry> entries,
        Dictionary<long, List<EntryMark>> marks,
        HashSet<long> choices,
        Dictionary<string, Organisation> schools,
        Dictionary<long, string?> newcomers
    ) => (_db, _list, _lines, _entries, _marks, _choices, _schools, _newcomers) = (db, list, lines, entries, marks, choices, schools, newcomers);

    /// <summary>What happened to the entries so far.</summary>
    public List<EntryChange> Changes { get; } = [];

    /// <summary>Reads entries, marks, choice lists and the schools that they and the wishes name: a handful of statements, however many lines.</summary>
    public static async Task<MarkPage> OpenAsync(
        StudentNetDb db,
        MarkedList list,
        IReadOnlyCollection<MarkLine> lines,
        CancellationToken cancellation
    )
    {
        var (year, level) = (list.Year, list.Level);
        var people = lines.Select(l => l.PersonId).ToList();
        var entries = await db.Set<Entry>()
            .Where(e => e.Year == year && e.Level == level && people.Contains(e.PersonId))
            .ToDictionaryAsync(e => e.PersonId, cancellation);
        var marks = await db.Set<EntryMark>()
            .Where(m => m.Year == year && m.Level == level && people.Contains(m.PersonId))
            .ToListAsync(cancellation);
        var choices = await db.Set<EntryChoice>()
            .Where(c => c.Year == year && c.Level == level && c.SchoolCode == list.School.Code && people.Contains(c.PersonId))
            .Select(c => c.PersonId)
            .ToHashSetAsync(cancellation);
        var named = entries.Values.Select(e => e.AllocatedSchool)
            .Concat(marks.Select(m => m.SchoolCode))
            .Concat(lines.Select(l => (l.Wish as MarkWish.NotHere)?.School))
            .OfType<string>()
            .Distinct()
            .ToList();
        var schools = await db.Set<Organisation>()
            .AsNoTracking()
            .Where(o => o.Level == Level.School && o.SchoolLevel == level && named.Contains(o.Code))
            .ToDictionaryAsync(o => o.Code, cancellation);
        var newcomers = await NewcomersAsync(db, [.. lines.Where(l => l.IsAddition && !entries.ContainsKey(l.PersonId)).Select(l => l.PersonId)], cancellation);
        return new MarkPage(db, list, lines.Count, entries, marks.GroupBy(m => m.PersonId).ToDictionary(g => g.Key, g => g.ToList()), choices, schools, newcomers);
    }

    /// <summary>Decides one line and, where the rules allow it, changes mark and entry in memory.</summary>
    public MarkAnswer Write(MarkLine line, WindowState window, Act act)
    {
        var isNew = !_entries.TryGetValue(line.PersonId, out var entry);
        entry ??= _newcomers.TryGetValue(line.PersonId, out var county) ? NewEntry(line.PersonId, county, act.At) : null;
        if (entry is null)
        {
            return new MarkAnswer.Refused(new Problem("mark.not-listed", "這名學生不在本校名冊", "請由「單筆新增」以完整證號加入"));
        }

        var marks = _marks.TryGetValue(line.PersonId, out var known) ? known : _marks[line.PersonId] = [];
        var it = new MarkCase(
            entry,
            marks,
            _list.Stage,
            _list.School.Code,
            _choices.Contains(line.PersonId),
            window,
            TaipeiTime.Today(act.At),
            line.SeenVersion,
            line.IsAddition,
            line.Wish is not MarkWish.NotHere { School: { } school } || _schools.ContainsKey(school)
        );
        var answer = MarkRules.Decide(it, line.Wish);
        if (answer is MarkAnswer.Change)
        {
            if (isNew)
            {
                _db.Add(entry);
                _entries[line.PersonId] = entry;
            }

            var own = it.Own;
            var wasOnList = it.IsOnList;
            var before = SharesOf(entry, marks);
            if (own is null)
            {
                own = Blank(line.PersonId, act.At);
                own.IsAddition = line.IsAddition && !wasOnList;
                marks.Add(own);
                _db.Add(own);
            }

            Say(own, line.Wish, act);
            EntryOutcome.Of(entry, marks).ApplyTo(entry);
            // Also where the state stays (a contested claim): the entry's version is what makes two schools' claims meet.
            entry.ChangedAt = act.At;
            var what = What(line.Wish, entry, marks, wasOnList);
            if (_lines <= MovedOneByOne)
            {
                _db.Summary<EntrySummary>().NoteMoves(own, Moves(before, SharesOf(entry, marks)));
            }

            Changes.Add(new EntryChange(entry, what, own.Reason, own.ReasonSchool ?? own.ReasonDetail));
            Tell(what, entry, marks);
        }

        return answer;
    }

    /// <summary>The notices of what was written, for the schools and counties that must know.</summary>
    public IEnumerable<OrganisationNotice> Notices(Act act) =>
        _told.Distinct()
            .Select(n => new OrganisationNotice
            {
                OrganisationCode = n.Organisation,
                Text = n.Text,
                Link = n.Link,
                PersonId = n.PersonId,
                At = act.At,
            });

    /// <summary>Known people who have no entry yet for the year and level, with the county of their latest residence.</summary>
    private static async Task<Dictionary<long, string?>> NewcomersAsync(StudentNetDb db, List<long> people, CancellationToken cancellation)
    {
        if (people.Count == 0)
        {
            return [];
        }

        var residences = db.Homes();
        return await db.Set<Person>()
            .Where(p => people.Contains(p.PersonId) && p.MergedInto == null)
            .Select(p => new { p.PersonId, County = residences.Where(r => r.PersonId == p.PersonId).Select(r => r.CountyCode).FirstOrDefault() })
            .ToDictionaryAsync(p => p.PersonId, p => p.County, cancellation);
    }

    /// <summary>The entry of a child that no list of the year held: one that was deferred, or that moved here after the lists.</summary>
    private Entry NewEntry(long person, string? county, DateTime at) =>
        new()
        {
            PersonId = person,
            Year = _list.Year,
            Level = _list.Level,
            State = EntryState.Pending,
            CountyCode = county ?? _list.School.CountyCode,
            Basis = AllocationBasis.Added,
            ChangedAt = at,
        };

    private EntryMark Blank(long person, DateTime at) =>
        new()
        {
            PersonId = person,
            Year = _list.Year,
            Level = _list.Level,
            Stage = _list.Stage,
            SchoolCode = _list.School.Code,
            State = MarkState.Cleared,
            At = at,
        };

    private static void Say(EntryMark mark, MarkWish wish, Act act)
    {
        var away = wish as MarkWish.NotHere;
        mark.State = wish switch
        {
            MarkWish.Here => MarkState.Here,
            MarkWish.NotHere => MarkState.NotHere,
            _ => MarkState.Cleared,
        };
        (mark.Reason, mark.ReasonSchool, mark.ReasonDetail) = (away?.Reason, away?.School, away?.Detail);
        (mark.At, mark.AccountId) = (act.At, act.AccountId);
    }

    private string What(MarkWish wish, Entry entry, List<EntryMark> marks, bool wasOnList)
    {
        var isRegistration = _list.Stage == EntryStage.Registration;
        var contested = wish is MarkWish.Here && EntryOutcome.Claims(marks, _list.Stage).Skip(1).Any();
        return wish switch
        {
            MarkWish.Here when contested => isRegistration ? EntryEvents.RegistrationContested : EntryEvents.AdmissionContested,
            MarkWish.Here when isRegistration && !wasOnList && entry.AllocatedSchool is not null => EntryEvents.TakenOver,
            MarkWish.Here => isRegistration ? EntryEvents.Registered : EntryEvents.Admitted,
            MarkWish.NotHere => isRegistration ? EntryEvents.NotRegistered : EntryEvents.NotAdmitted,
            _ => isRegistration ? EntryEvents.RegistrationCleared : EntryEvents.AdmissionCleared,
        };
    }

    /// <summary>What a child counts at each school whose figures it can be part of.</summary>
    private Dictionary<(string School, EntryStage Stage), ListShare> SharesOf(Entry entry, List<EntryMark> marks) =>
        marks
            .Select(m => m.SchoolCode)
            .Append(entry.AllocatedSchool)
            .OfType<string>()
            .Distinct()
            .Where(school => school == _list.School.Code || _schools.ContainsKey(school))
            .SelectMany(school => Enum.GetValues<EntryStage>(), (school, stage) => (school, stage))
            .ToDictionary(list => list, list => ListShare.Of(entry, marks, list.stage, list.school));

    private IEnumerable<ShareMove> Moves(Dictionary<(string School, EntryStage Stage), ListShare> before, Dictionary<(string School, EntryStage Stage), ListShare> after) =>
        from list in before.Keys.Union(after.Keys)
        let was = before.GetValueOrDefault(list, ListShare.None)
        let now = after.GetValueOrDefault(list, ListShare.None)
        where was != now
        select new ShareMove(_list.Year, _list.Level, list.School, list.Stage, was, now);

    private void Tell(string what, Entry entry, List<EntryMark> marks)
    {
        var here = $"{_list.School.Code} {_list.School.Name}";
        switch (what)
        {
            case EntryEvents.TakenOver when entry.PublishedAt is not null:
                Tell(entry.AllocatedSchool!, $"本校名冊的學生由 {here} 新增報到", "/N3.31?show=elsewhere", entry);
                break;
            case EntryEvents.RegistrationContested or EntryEvents.AdmissionContested:
                var (schoolPage, countyPage, word) = _list.Stage == EntryStage.Registration
                    ? ("/N3.31/conflicts", "/N3.21/conflicts", "重複報到")
                    : ("/N5.31/conflicts", "/N5.21/conflicts", "重複入學");
                var claims = EntryOutcome.Claims(marks, _list.Stage).Select(m => m.SchoolCode).ToList();
                foreach (var school in claims.Where(c => c != _list.School.Code))
                {
                    Tell(school, $"{word}：本校的學生另有學校登錄", schoolPage, entry);
                }

                var counties = claims.Select(c => _schools.GetValueOrDefault(c)?.CountyCode).Append(_list.School.CountyCode).Append(entry.CountyCode);
                foreach (var county in counties.OfType<string>().Distinct())
                {
                    Tell(county, $"{word}：一名學生有兩所以上學校登錄", countyPage, entry);
                }

                break;
        }
    }

    private void Tell(string organisation, string text, string link, Entry entry) => _told.Add((organisation, text, link, entry.PersonId));
}
