using System.Collections.Concurrent;
using System.Diagnostics;

namespace StudentNet.Tests.Access;

/// <summary>
/// Every statement that is sent to one database of PostgreSQL while it listens, those of statement files and of the audit too: as the driver reports
/// them. Only those of requests: the audit's anchor and the training clock's watch ask for no page.
/// </summary>
internal sealed class SentStatements : IDisposable
{
    private const string Driver = "Npgsql";

    /// <summary>The framework's own source: it makes an activity for each request, which the driver's are children of.</summary>
    private const string Requests = "Microsoft.AspNetCore";
    private const string Text = "db.query.text";
    private const string OldText = "db.statement";

    private readonly ConcurrentQueue<string> _texts = [];
    private readonly ActivityListener _listener;

    /// <param name="database">Its name: other tests send statements to theirs meanwhile.</param>
    public SentStatements(string database)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is Driver or Requests,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity is { Source.Name: Driver, Parent: not null }
                    && activity.TagObjects.Any(t => t.Value as string == database)
                    && (activity.GetTagItem(Text) ?? activity.GetTagItem(OldText)) is string text)
                {
                    _texts.Enqueue(text);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Those since the last call, in the order in which they were answered.</summary>
    public IReadOnlyList<string> Take()
    {
        var taken = new List<string>();
        while (_texts.TryDequeue(out var text))
        {
            taken.Add(text);
        }

        return taken;
    }

    public void Dispose() => _listener.Dispose();
}
