using StudentNet.Platform.Accounts;

namespace StudentNet.Platform.Web;

/// <summary>What is due for a caller, put together from all modules.</summary>
public sealed class TodoQuery(IEnumerable<ITodoSource> sources, TodoCounts counts)
{
    /// <summary>All of it, asked of every module now.</summary>
    public async Task<IReadOnlyList<DueItem>> ListAsync(Caller caller, DateTime now, CancellationToken cancellation = default)
    {
        var due = new List<DueItem>();
        foreach (var source in sources)
        {
            due.AddRange(await source.OfAsync(caller, now, cancellation));
        }

        counts.Keep(caller, due, now);
        return due;
    }

    /// <summary>All of it, to half a minute, what is due first in front.</summary>
    public async Task<DueList> SortedAsync(Caller caller, DateTime now, CancellationToken cancellation = default) =>
        new([.. (await KeptAsync(caller, now, cancellation)).OrderBy(d => d.Deadline ?? DateTime.MaxValue)]);

    /// <summary>How many things, to half a minute (<see cref="TodoCounts"/>).</summary>
    public async Task<int> CountAsync(Caller caller, DateTime now, CancellationToken cancellation = default) =>
        (await KeptAsync(caller, now, cancellation)).Count;

    /// <summary>All of it, to half a minute.</summary>
    public async Task<IReadOnlyList<DueItem>> KeptAsync(Caller caller, DateTime now, CancellationToken cancellation = default) =>
        counts.Find(caller, now) ?? await ListAsync(caller, now, cancellation);
}
