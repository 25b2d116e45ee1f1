namespace StudentNet.Platform.Data;

/// <summary>How the rows that two records have in one table meet when both records prove to be one person (decision 92).</summary>
public enum RowMeeting
{
    /// <summary>Every row comes to the record that stays.</summary>
    KeepBoth,

    /// <summary>Every row comes to the record that stays; of two with the same key the one with the smaller <see cref="PersonRowsAttribute.By"/> holds.</summary>
    EarlierHolds,

    /// <summary>Every row comes to the record that stays; of two with the same key the one with the larger <see cref="PersonRowsAttribute.By"/> holds.</summary>
    NewestWins,

    /// <summary>As <see cref="EarlierHolds"/>; where rows contradict each other (two schools, two open cases) the module tells whoever must decide.</summary>
    PersonDecides,

    /// <summary>The row belongs to a row of another table and goes where that one goes.</summary>
    Follows,

    /// <summary>The row says something about the record itself, or is the kept result of a run: it stays where it is.</summary>
    Stays,
}

/// <summary>
/// Stands at every type with a <c>PersonId</c>: what becomes of its rows when two records of one person are merged. A type without it fails a
/// test, because a merge that does not know a table loses what stands in it.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PersonRowsAttribute(RowMeeting meeting) : Attribute
{
    public RowMeeting Meeting { get; } = meeting;

    /// <summary>The last part of the key counts a child's rows (1, 2, 3 …): rows that come count on behind those that are there.</summary>
    public bool Numbered { get; init; }

    /// <summary>Property that orders two rows with the same key, and always has a value; of two equal ones the record that stays keeps its own.</summary>
    public string? By { get; init; }

    /// <summary>Property that is null in the one row that is true now: of two such rows the newer by <see cref="By"/> stays open, the other ends.</summary>
    public string? OpenUntil { get; init; }

    /// <summary><see cref="OpenUntil"/> is a month, kept as its first day.</summary>
    public bool UntilIsMonth { get; init; }

    /// <summary>For <see cref="RowMeeting.Follows"/>: the type whose key this one's key begins with.</summary>
    public Type? Parent { get; init; }
}
