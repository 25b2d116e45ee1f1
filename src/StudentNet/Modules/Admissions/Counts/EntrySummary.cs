using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using StudentNet.Modules.Admissions.Marking;
using StudentNet.Platform.Data;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.Counts;

/// <summary>
/// Keeps <see cref="StageCount"/> and <see cref="PlaceCount"/>: whatever changes an entry, a mark or a stamp has the schools counted anew that it
/// touches, in the same transaction. Single rows it sees itself as they are saved; who writes entries as a set names what it touched. Who marks a few
/// children says how their parts change, and the figures are moved by that.
/// </summary>
public sealed class EntrySummary : Summary
{
    /// <summary>In the key of the lock: the children of a county who are allocated to no school.</summary>
    private const string OfNoSchool = "county-";

    private readonly HashSet<(SchoolYear Year, string School)> _lists = [];
    private readonly HashSet<(SchoolYear Year, string School)> _places = [];
    private readonly HashSet<(SchoolYear Year, string County)> _unplaced = [];
    private readonly HashSet<long> _people = [];
    private readonly HashSet<EntryMark> _followed = [];
    private readonly List<ShareMove> _moves = [];

    /// <summary>Reason codes that show as 其他, as the statement takes them.</summary>
    private static string Elsewhere => $",{string.Join(',', Reasons.All.Where(r => r.MarkedAs == MarkedAs.Elsewhere).Select(r => r.Code))},";

    /// <summary>A school's list, and the children allocated to it.</summary>
    public void NoteSchool(SchoolYear year, string school)
    {
        _lists.Add((year, school));
        _places.Add((year, school));
    }

    /// <summary>The children whom an entry of this place is about.</summary>
    /// <param name="county">County of the entry; null: unknown.</param>
    /// <param name="school">School of its allocation; null: none.</param>
    public void NotePlace(SchoolYear year, string? county, string? school)
    {
        if (string.IsNullOrEmpty(school))
        {
            _unplaced.Add((year, county ?? ""));
        }
        else
        {
            _places.Add((year, school));
        }
    }

    /// <summary>
    /// A child is marked, and this is what it changes in the figures of each school and stage. The school is not counted anew for this mark.
    /// </summary>
    /// <param name="mark">About to be saved, once.</param>
    internal void NoteMoves(EntryMark mark, IEnumerable<ShareMove> moves)
    {
        _followed.Add(mark);
        _moves.AddRange(moves);
    }

    protected internal override void Note(EntityEntry change)
    {
        switch (change?.Entity)
        {
            case Entry entry:
                NoteEntry(change, entry);
                break;
            case EntryMark mark when !_followed.Remove(mark):
                _people.Add(mark.PersonId);
                _lists.Add((mark.Year, mark.SchoolCode));
                break;
            case Submission stamp when stamp.Window == StageWords.Of(EntryStage.Registration).Group || stamp.Window == StageWords.Of(EntryStage.Admission).Group:
                _lists.Add((stamp.Year, stamp.OrganisationCode));
                break;
        }
    }

    protected internal override async Task WriteAsync(StudentNetDb db, CancellationToken cancellation)
    {
        foreach (var person in _people)
        {
            // Who is claimed by one school shows so in the list of another.
            await foreach (var list in db.QueryAsync("entry-summary-people", new { person }, r => (new SchoolYear(r.GetInt32(0)), r.GetString(1)), cancellation))
            {
                _lists.Add(list);
            }
        }

        // Who counts a list sees the marks of this transaction too.
        _moves.RemoveAll(m => _lists.Contains((m.Year, m.School)));
        await LockAsync(db, _moves.Select(m => KeyOf(m.Year, m.School)), isCounted: false, cancellation);
        await LockAsync(db, [.. _lists.Concat(_places).Select(l => KeyOf(l.Year, l.School)), .. _unplaced.Select(u => $"{u.Year.Roc}-{OfNoSchool}{u.County}")], isCounted: true, cancellation);
        // In one order for everybody: two clerks who mark children of the same two schools wait for each other once.
        foreach (var move in _moves.OrderBy(m => m.School, StringComparer.Ordinal).ThenBy(m => m.Stage))
        {
            await MoveAsync(db, move, cancellation);
        }

        foreach (var (year, school) in _lists)
        {
            await RunAsync(db, WriteStages(db.Dialect), new { year, school, elsewhere = Elsewhere }, cancellation);
        }

        foreach (var (year, school) in _places)
        {
            await RunAsync(db, WritePlaces(db.Dialect), new { year, school, county = "*" }, cancellation);
        }

        foreach (var (year, county) in _unplaced)
        {
            await RunAsync(db, WritePlaces(db.Dialect), new { year, school = "", county }, cancellation);
        }

        Forget();
    }

    protected internal override void Forget()
    {
        _lists.Clear();
        _places.Clear();
        _unplaced.Clear();
        _people.Clear();
        _followed.Clear();
        _moves.Clear();
    }

    /// <summary>What the kept figures of a year say wrong: stage and school, or county and school, in words. Nothing, if every write kept them.</summary>
    internal static async Task<IReadOnlyList<SummaryDifference>> DifferencesAsync(StudentNetDb db, SchoolYear year, CancellationToken cancellation = default)
    {
        var wrong = new List<SummaryDifference>();
        await foreach (var one in ReadAsync(db, StageDifferences(db.Dialect), new { year, school = "", elsewhere = Elsewhere }, r => new SummaryDifference(r.GetString(0), null, $"{r.GetString(1)}：{Words(r, 2)}"), cancellation))
        {
            wrong.Add(one);
        }

        await foreach (var one in ReadAsync(db, PlaceDifferences(db.Dialect), new { year, school = "", county = "*" }, r => new SummaryDifference(r.GetString(0), r.GetString(1), $"{r.GetString(2)}：{Words(r, 3)}"), cancellation))
        {
            wrong.Add(one);
        }

        return wrong;

        static string Words(System.Data.Common.DbDataReader row, int at) => $"保存 {row.GetInt64(at):N0}，實際 {row.GetInt64(at + 1):N0}";
    }

    private static string KeyOf(SchoolYear year, string school) => $"{year.Roc}-{school}";

    private static async Task LockAsync(StudentNetDb db, IEnumerable<string> keys, bool isCounted, CancellationToken cancellation)
    {
        if (string.Join(',', keys.Distinct().Order(StringComparer.Ordinal)) is { Length: > 0 } named)
        {
            await db.RunAsync("entry-summary-lock", new { keys = named, is_counted = isCounted }, cancellation);
        }
    }

    private static Task MoveAsync(StudentNetDb db, ShareMove move, CancellationToken cancellation)
    {
        var (before, after) = (move.Before, move.After);
        return db.RunAsync(
            "stage-count-move",
            new
            {
                school = move.School,
                year = move.Year,
                stage = move.Stage,
                level = move.Level,
                listed = Difference(s => s.IsListed ? 1 : 0),
                here = Difference(s => s.Counts(ListState.Here)),
                absent = Difference(s => s.Counts(ListState.Absent)),
                elsewhere = Difference(s => s.Counts(ListState.Elsewhere)),
                contested = Difference(s => s.IsContested ? 1 : 0),
                changed_before = Instant(before.ChangedAt),
                changed_after = Instant(after.ChangedAt),
                added_before = Instant(before.AddedAt),
                added_after = Instant(after.AddedAt),
                came_before = Instant(before.CameAt),
                came_after = Instant(after.CameAt),
            },
            cancellation
        );

        int Difference(Func<ListShare, int> figure) => figure(after) - figure(before);

        // Later than no stamp.
        static DateTime Instant(DateTime? at) => at ?? DateTime.UnixEpoch;
    }

    private void NoteEntry(EntityEntry change, Entry entry)
    {
        var isWhole = change.State is EntityState.Added or EntityState.Deleted;
        if (isWhole || IsChanged(nameof(Entry.AllocatedSchool)) || IsChanged(nameof(Entry.PublishedAt)))
        {
            foreach (var school in Of(nameof(Entry.AllocatedSchool)).OfType<string>())
            {
                NoteSchool(entry.Year, school);
            }
        }

        if (isWhole || IsChanged(nameof(Entry.AllocatedSchool)) || IsChanged(nameof(Entry.PublishedAt)) || IsChanged(nameof(Entry.CountyCode)) || IsChanged(nameof(Entry.Basis)) || IsMoved())
        {
            foreach (var county in Of(nameof(Entry.CountyCode)))
            {
                foreach (var school in Of(nameof(Entry.AllocatedSchool)))
                {
                    NotePlace(entry.Year, (string?)county, (string?)school);
                }
            }
        }

        bool IsChanged(string property) => change.Property(property) is var p && !Equals(p.OriginalValue, p.CurrentValue);

        // Of the states only those of the allocation are told apart here.
        bool IsMoved() => change.Property(nameof(Entry.State)) is var p && KindOf((EntryState)p.OriginalValue!) != KindOf((EntryState)p.CurrentValue!);

        IEnumerable<object?> Of(string property) => new[] { change.Property(property).OriginalValue, change.Property(property).CurrentValue }.Distinct();
    }

    private static EntryState KindOf(EntryState state) => state is EntryState.Pending or EntryState.NeedsPerson ? state : EntryState.Allocated;

    private static string WriteStages(Dialect dialect) =>
        $"""
        insert into stage_count (school_code, year, stage, level, listed, here, absent, elsewhere, contested, changed, added, stamped_at)
        {Sql.Text("stage-count", dialect)}
        on conflict (school_code, year, stage) do update set
          level = excluded.level, listed = excluded.listed, here = excluded.here, absent = excluded.absent, elsewhere = excluded.elsewhere,
          contested = excluded.contested, changed = excluded.changed, added = excluded.added, stamped_at = excluded.stamped_at
        """;

    private static string WritePlaces(Dialect dialect) =>
        $"""
        delete from place_count
        where year = @year and school_code = @school and (@school <> '' or county_code = @county);
        insert into place_count (county_code, school_code, year, level, kind, children, published)
        {Sql.Text("place-count", dialect)}
        """;

    private static string StageDifferences(Dialect dialect) =>
        $"""
        select coalesce(c.school_code, k.school_code), coalesce(c.stage, k.stage), coalesce(k.listed, 0), coalesce(c.listed, 0)
        from (
        {Sql.Text("stage-count", dialect)}
        ) c
        full join (select * from stage_count where year = @year) k on k.school_code = c.school_code and k.stage = c.stage
        where c.school_code is null or k.school_code is null
          or c.level <> k.level or c.listed <> k.listed or c.here <> k.here or c.absent <> k.absent or c.elsewhere <> k.elsewhere
          or c.contested <> k.contested or c.changed <> k.changed or c.added <> k.added or c.stamped_at is distinct from k.stamped_at
        """;

    private static string PlaceDifferences(Dialect dialect) =>
        $"""
        select coalesce(c.school_code, k.school_code), coalesce(c.county_code, k.county_code), coalesce(c.kind, k.kind), coalesce(k.children, 0), coalesce(c.children, 0)
        from (
        {Sql.Text("place-count", dialect)}
        ) c
        full join (select * from place_count where year = @year) k
          on k.school_code = c.school_code and k.county_code = c.county_code and k.level = c.level and k.kind = c.kind
        where c.school_code is null or k.school_code is null or c.children <> k.children or c.published <> k.published
        """;

    private static async Task RunAsync(StudentNetDb db, string text, object parameters, CancellationToken cancellation)
    {
        await using var command = await db.CommandAsync(text, parameters, cancellation);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async IAsyncEnumerable<T> ReadAsync<T>(
        StudentNetDb db,
        string text,
        object parameters,
        Func<System.Data.Common.DbDataReader, T> read,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await using var command = await db.CommandAsync(text, parameters, cancellation);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            yield return read(reader);
        }
    }
}

/// <summary>A kept figure that is not what its rows say.</summary>
/// <param name="CountyCode">County of a <see cref="PlaceCount"/>; null: the figure is a <see cref="StageCount"/>.</param>
internal sealed record SummaryDifference(string SchoolCode, string? CountyCode, string Words);
