using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Residents;

/// <summary>What a merge of two records does to each row, decided from the declarations before anything is written.</summary>
internal sealed class MergePlan(StudentNetDb db, long survivor, long merged)
{
    private const string Person = "PersonId";

    private readonly List<Step> _steps = [];

    /// <summary>One row and what becomes of it.</summary>
    /// <param name="Owner">The record that has it now.</param>
    /// <param name="Number">Its new number, where rows of its table are numbered.</param>
    internal sealed record Step(IEntityType Type, object Row, long Owner, MergedRowChange Change, int? Number = null)
    {
        public string Table => Type.GetTableName()!;
    }

    public IReadOnlyList<Step> Steps => _steps;

    /// <summary>Types with rows of persons, those that others follow first.</summary>
    internal static IReadOnlyList<(IEntityType Type, PersonRowsAttribute Rule)> TypesOf(IModel model) =>
        [
            .. model
                .GetEntityTypes()
                .Where(t => t.FindProperty(Person) is not null)
                .Select(t => (Type: t, Rule: t.ClrType.GetCustomAttribute<PersonRowsAttribute>()))
                .Where(t => t.Rule is not null)
                .Select(t => (t.Type, t.Rule!))
                .OrderBy(t => t.Item2.Meeting == RowMeeting.Follows)
                .ThenBy(t => t.Type.GetTableName(), StringComparer.Ordinal),
        ];

    public async Task ReadAsync(Func<Type, long, CancellationToken, Task<List<object>>> read, CancellationToken cancellation)
    {
        var types = TypesOf(db.Model).Where(t => t.Rule.Meeting != RowMeeting.Stays).ToList();
        var there = await ThereAsync(types.Select(t => t.Type), cancellation);
        foreach (var (type, rule) in types)
        {
            var theirs = await OfAsync(merged);
            if (theirs.Count == 0 && rule.Meeting != RowMeeting.Follows)
            {
                continue;
            }

            var own = await OfAsync(survivor);
            if (!type.FindPrimaryKey()!.Properties.Any(p => p.Name == Person))
            {
                _steps.AddRange(theirs.Select(row => new Step(type, row, merged, MergedRowChange.Pointed)));
            }
            else if (rule.Meeting == RowMeeting.Follows)
            {
                Follow(type, rule, theirs, own);
            }
            else if (rule.Numbered)
            {
                CountOn(type, theirs, own);
            }
            else
            {
                Meet(type, rule, theirs, own);
            }

            End(type, rule, theirs, own);

            async Task<List<object>> OfAsync(long person) => there.Contains((type.GetTableName()!, person)) ? await read(type.ClrType, person, cancellation) : [];
        }
    }

    /// <summary>Which tables have rows of which of the two: most have none, and are not read. Asked of all tables at once.</summary>
    private async Task<HashSet<(string Table, long Person)>> ThereAsync(IEnumerable<IEntityType> types, CancellationToken cancellation)
    {
        var asked = types.Select(t => t.GetTableName()!).Select(table => $"select distinct '{table}', person_id from {table} where person_id in (@survivor, @merged)");
        await using var command = await db.CommandAsync(string.Join(" union all ", asked), new { survivor, merged }, cancellation);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var there = new HashSet<(string, long)>();
        while (await reader.ReadAsync(cancellation))
        {
            there.Add((reader.GetString(0), reader.GetInt64(1)));
        }

        return there;
    }

    /// <summary>Carries it out in the change tracker; the rows as they were before are the trace.</summary>
    public List<PersonMergedRow> Carry(long merge, DateTime at)
    {
        var trace = new List<PersonMergedRow>();
        var ended = _steps.Where(s => s.Change == MergedRowChange.Ended).Select(s => s.Row).ToHashSet(ReferenceEqualityComparer.Instance);
        var came = _steps.Where(s => s.Change == MergedRowChange.Came).Select(s => s.Row).ToHashSet(ReferenceEqualityComparer.Instance);
        // The end of a row that also comes is part of its coming.
        foreach (var step in _steps.Where(s => s.Change != MergedRowChange.Ended || !came.Contains(s.Row)))
        {
            var rule = step.Type.ClrType.GetCustomAttribute<PersonRowsAttribute>()!;
            var until = rule.OpenUntil;
            var entry = db.Entry(step.Row);
            var before = RowText(entry);
            string? after = null;
            switch (step.Change)
            {
                case MergedRowChange.Pointed:
                    entry.Property(Person).CurrentValue = survivor;
                    after = KeyText(entry);
                    break;
                case MergedRowChange.Ended:
                    End(entry.Property(until!), rule, at);
                    after = KeyText(entry);
                    break;
                case MergedRowChange.SetAside:
                    db.Remove(step.Row);
                    break;
                default:
                    var copy = Copy(entry, survivor, step.Number);
                    db.Remove(step.Row);
                    db.Add(copy);
                    after = KeyText(db.Entry(copy));
                    if (ended.Contains(step.Row))
                    {
                        End(db.Entry(copy).Property(until!), rule, at);
                    }

                    break;
            }

            trace.Add(
                new PersonMergedRow
                {
                    MergeId = merge,
                    Seq = trace.Count + 1,
                    Table = step.Table,
                    Change = step.Change,
                    Owner = step.Owner,
                    KeyAfter = after,
                    Before = before,
                }
            );
        }

        return trace;
    }

    /// <summary>
    /// Brings the rows of a merge back to where they were. A row that is gone meanwhile is left gone. Those that were set aside stand in the change
    /// tracker afterwards; the caller saves them.
    /// </summary>
    public static async Task ReturnAsync(StudentNetDb db, PersonMerged merge, IReadOnlyList<PersonMergedRow> rows, CancellationToken cancellation)
    {
        var types = TypesOf(db.Model).ToDictionary(t => t.Type.GetTableName()!, t => t, StringComparer.Ordinal);
        foreach (var row in rows.Where(r => r.Change != MergedRowChange.SetAside))
        {
            var (type, rule) = types[row.Table];
            var now = await db.FindAsync(type.ClrType, KeyOf(type, row.KeyAfter!), cancellation);
            if (now is null)
            {
                continue;
            }

            var before = Read(type, row.Before);
            var entry = db.Entry(now);
            switch (row.Change)
            {
                case MergedRowChange.Pointed:
                    entry.Property(Person).CurrentValue = row.Owner;
                    break;
                case MergedRowChange.Ended:
                    entry.Property(rule.OpenUntil!).CurrentValue = before[rule.OpenUntil!];
                    break;
                default:
                    var copy = Copy(entry, row.Owner, null);
                    var back = db.Entry(copy);
                    foreach (var key in type.FindPrimaryKey()!.Properties)
                    {
                        back.Property(key.Name).CurrentValue = before[key.Name];
                    }

                    if (rule.OpenUntil is { } until)
                    {
                        back.Property(until).CurrentValue = before[until];
                    }

                    db.Remove(now);
                    db.Add(copy);
                    break;
            }
        }

        await db.SaveChangesAsync(cancellation);
        foreach (var row in rows.Where(r => r.Change == MergedRowChange.SetAside))
        {
            var type = types[row.Table].Type;
            var values = Read(type, row.Before);
            var key = type.FindPrimaryKey()!.Properties.Select(p => values[p.Name]).ToArray();
            if (await db.FindAsync(type.ClrType, key, cancellation) is null)
            {
                var again = RuntimeHelpers.GetUninitializedObject(type.ClrType);
                Set(db.Entry(again), values);
                db.Add(again);
            }
        }
    }

    /// <summary>The key of a row of one number, as the trace writes it.</summary>
    internal static string KeyText(string only) => JsonSerializer.Serialize(new object[] { only });

    /// <summary>The number in such a key.</summary>
    internal static string NumberOfKey(string key) => JsonSerializer.Deserialize<string[]>(key)![0];

    private void Meet(IEntityType type, PersonRowsAttribute rule, List<object> theirs, List<object> own)
    {
        foreach (var row in theirs)
        {
            var there = own.FirstOrDefault(o => Tail(type, o).SequenceEqual(Tail(type, row)));
            if (there is null)
            {
                _steps.Add(new Step(type, row, merged, MergedRowChange.Came));
            }
            else if (Precedes(rule, row, there))
            {
                _steps.Add(new Step(type, there, survivor, MergedRowChange.SetAside));
                _steps.Add(new Step(type, row, merged, MergedRowChange.Came));
            }
            else
            {
                _steps.Add(new Step(type, row, merged, MergedRowChange.SetAside));
            }
        }
    }

    /// <summary>Rows count on within the parts of the key before the number: events of one entry, versions of one record.</summary>
    private void CountOn(IEntityType type, List<object> theirs, List<object> own)
    {
        foreach (var group in theirs.GroupBy(r => KeyPart(Tail(type, r).SkipLast(1))))
        {
            var last = own.Where(o => KeyPart(Tail(type, o).SkipLast(1)) == group.Key).Select(o => (int)Tail(type, o)[^1]!).DefaultIfEmpty(0).Max();
            foreach (var row in group.OrderBy(r => (int)Tail(type, r)[^1]!))
            {
                _steps.Add(new Step(type, row, merged, MergedRowChange.Came, ++last));
            }
        }
    }

    private void Follow(IEntityType type, PersonRowsAttribute rule, List<object> theirs, List<object> own)
    {
        var parents = _steps.Where(s => s.Type.ClrType == rule.Parent).ToList();
        var coming = theirs.Select(row => (Row: row, Parent: parents.FirstOrDefault(p => p.Owner == merged && Begins(type, row, p)))).ToList();
        // A row that comes with its parent row has its key. One without a parent row (left over where a merge was taken apart) gives way to it.
        var taken = coming.Where(r => r.Parent?.Change == MergedRowChange.Came).Select(r => KeyThere(type, r.Row, r.Parent)).ToHashSet(StringComparer.Ordinal);
        var aside = own.Where(row =>
                parents.Any(p => p.Owner == survivor && p.Change == MergedRowChange.SetAside && Begins(type, row, p)) || taken.Contains(KeyThere(type, row, null))
            )
            .ToList();
        // First what is set aside, so that its keys are free for what comes (the same school in both lists of choices).
        _steps.AddRange(aside.Select(row => new Step(type, row, survivor, MergedRowChange.SetAside)));
        // Those set aside are no matter here: where their parent row goes, that of the other record comes, and its rows have one.
        taken.UnionWith(own.Select(row => KeyThere(type, row, null)));
        foreach (var (row, parent) in coming)
        {
            var comes = parent is null ? !taken.Contains(KeyThere(type, row, null)) : parent.Change == MergedRowChange.Came;
            _steps.Add(new Step(type, row, merged, comes ? MergedRowChange.Came : MergedRowChange.SetAside, parent?.Number));
        }
    }

    /// <summary>The key, without the person, that a following row has at the record that stays: with the new number of its parent row, where that has one.</summary>
    private static string KeyThere(IEntityType type, object row, Step? parent)
    {
        var key = Tail(type, row);
        if (parent?.Number is { } number)
        {
            key[Tail(parent.Type, parent.Row).Length - 1] = number;
        }

        return KeyPart(key);
    }

    private void End(IEntityType type, PersonRowsAttribute rule, List<object> theirs, List<object> own)
    {
        if (rule.OpenUntil is not { } until)
        {
            return;
        }

        var open = theirs.Select(r => (Row: r, Owner: merged)).Concat(own.Select(r => (Row: r, Owner: survivor))).Where(r => Value(r.Row, until) is null).ToList();
        // The newest stays; of two that came in one moment the one of the record that stays.
        var stays = open.OrderByDescending(r => Value(r.Row, rule.By!) as IComparable).ThenByDescending(r => r.Owner == survivor).FirstOrDefault();
        _steps.AddRange(open.Where(r => !ReferenceEquals(r.Row, stays.Row)).Select(r => new Step(type, r.Row, r.Owner, MergedRowChange.Ended)));
    }

    /// <summary>Whether a row that comes holds against the one with its key. Where both weigh the same, the record that stays keeps its own.</summary>
    private static bool Precedes(PersonRowsAttribute rule, object row, object there)
    {
        var order = Comparer<object>.Default.Compare(Value(row, rule.By!), Value(there, rule.By!));
        return rule.Meeting == RowMeeting.NewestWins ? order > 0 : order < 0;
    }

    private static bool Begins(IEntityType type, object row, Step parent)
    {
        var key = Tail(parent.Type, parent.Row);
        return Tail(type, row).Take(key.Length).SequenceEqual(key);
    }

    /// <summary>A row of the same content for another record; where rows are numbered (their own last part, or their parent's), with another number.</summary>
    private static object Copy(EntityEntry entry, long person, int? number)
    {
        var copy = RuntimeHelpers.GetUninitializedObject(entry.Metadata.ClrType);
        var values = entry.Metadata.GetProperties().ToDictionary(p => p.Name, p => entry.Property(p.Name).CurrentValue, StringComparer.Ordinal);
        values[Person] = person;
        if (number is { } n)
        {
            values[NumberOf(entry.Metadata).Name] = n;
        }

        Set(entry.Context.Entry(copy), values);
        return copy;
    }

    /// <summary>The number of a row: the last part of its key, or of its parent's key where it follows one.</summary>
    private static IProperty NumberOf(IEntityType type)
    {
        var key = type.FindPrimaryKey()!.Properties;
        var parent = type.ClrType.GetCustomAttribute<PersonRowsAttribute>()!.Parent;
        return parent is null ? key[^1] : key[type.Model.FindEntityType(parent)!.FindPrimaryKey()!.Properties.Count - 1];
    }

    private static void Set(EntityEntry entry, Dictionary<string, object?> values)
    {
        foreach (var (name, value) in values)
        {
            entry.Property(name).CurrentValue = value;
        }
    }

    private static void End(PropertyEntry until, PersonRowsAttribute rule, DateTime at)
    {
        var today = TaipeiTime.Today(at);
        until.CurrentValue =
            Nullable.GetUnderlyingType(until.Metadata.ClrType) != typeof(DateOnly) ? at
            : rule.UntilIsMonth ? new DateOnly(today.Year, today.Month, 1)
            : today;
    }

    /// <summary>The key without the person.</summary>
    private static object?[] Tail(IEntityType type, object row) =>
        [.. type.FindPrimaryKey()!.Properties.Where(p => p.Name != Person).Select(p => Value(row, p.Name))];

    private static string KeyPart(IEnumerable<object?> values) => string.Join('|', values);

    private static object? Value(object row, string property) => row.GetType().GetProperty(property)!.GetValue(row);

    private static string RowText(EntityEntry entry) =>
        JsonSerializer.Serialize(entry.Metadata.GetProperties().ToDictionary(p => p.Name, p => Stored(p, entry.Property(p.Name).CurrentValue), StringComparer.Ordinal));

    private static string KeyText(EntityEntry entry) =>
        JsonSerializer.Serialize(entry.Metadata.FindPrimaryKey()!.Properties.Select(p => Stored(p, entry.Property(p.Name).CurrentValue)));

    private static object? Stored(IProperty property, object? value) => property.GetTypeMapping().Converter is { } converter ? converter.ConvertToProvider(value) : value;

    private static object? Taken(IProperty property, JsonElement json)
    {
        var converter = property.GetTypeMapping().Converter;
        var value = json.Deserialize(converter?.ProviderClrType ?? property.ClrType);
        return converter is null ? value : converter.ConvertFromProvider(value);
    }

    private static Dictionary<string, object?> Read(IEntityType type, string json)
    {
        using var row = JsonDocument.Parse(json);
        return type.GetProperties()
            .Where(p => row.RootElement.TryGetProperty(p.Name, out _))
            .ToDictionary(p => p.Name, p => row.RootElement.GetProperty(p.Name) is { ValueKind: not JsonValueKind.Null } value ? Taken(p, value) : null, StringComparer.Ordinal);
    }

    private static object?[] KeyOf(IEntityType type, string json)
    {
        using var key = JsonDocument.Parse(json);
        return [.. type.FindPrimaryKey()!.Properties.Zip(key.RootElement.EnumerateArray(), Taken)];
    }
}
