using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace StudentNet.Platform.Data;

/// <summary>
/// Figures that are kept, so that a page need not count children: written in the transaction that changes the rows they count (design §9). Each
/// context has one of every kind. It is told of each row that is about to be saved, and by whoever writes rows as a set; behind everything else
/// that the outermost write does, it counts anew what was named.
/// </summary>
public abstract class Summary
{
    // Found once: to look through a whole assembly costs more than most writes.
    private static readonly IReadOnlyList<Type> s_kinds =
        [.. typeof(Summary).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Summary))).OrderBy(t => t.FullName, StringComparer.Ordinal)];

    /// <summary>A row is about to be saved: names what has to be counted anew because of it.</summary>
    protected internal abstract void Note(EntityEntry change);

    /// <summary>Counts anew what was named, and writes it.</summary>
    protected internal abstract Task WriteAsync(StudentNetDb db, CancellationToken cancellation);

    /// <summary>Nothing needs to be counted any more: it was, or it was not written after all.</summary>
    protected internal abstract void Forget();

    /// <summary>One of each kind.</summary>
    internal static IReadOnlyList<Summary> All() => [.. s_kinds.Select(t => (Summary)Activator.CreateInstance(t)!)];
}
