using StudentNet.Platform.Windows;
using StudentNet.Platform.Functions;

namespace StudentNet.Platform.Web;

/// <summary>A piece of work that is open in the whole country: what, from when to when, how long still.</summary>
/// <param name="Prefix">檢核 where the countdown runs to the checkpoint.</param>
public sealed record OpenWorkItem(string Title, string Period, Countdown Due, string? Prefix);

/// <summary>目前開放的作業: for those who have not signed in, by the national dates. What each county sets shows behind the sign-in.</summary>
public sealed class OpenWork(IWindows windows, FunctionCatalogue functions, TimeProvider time)
{
    /// <summary>Open work with a beginning and an end, the most pressing first; what is always open is no news.</summary>
    public async Task<IReadOnlyList<OpenWorkItem>> ListAsync(CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var book = await windows.BookAsync(null, cancellation);
        var today = SchoolYear.Of(TaipeiTime.Today(now));
        SchoolYear[] years = [today.Previous, today, WorkingYear.ForEntry(TaipeiTime.Today(now))];
        var open =
            from function in functions.All.Where(f => f.Window is not null).DistinctBy(f => f.Window)
            from year in years.Distinct()
            from span in book.Spans(function.Window!, year, SchoolLevel.Elementary, null)
            where span.IsOpen(now) && span is { Opens: not null, LastInstant: not null }
            let next = Next(book, span, now)
            orderby next.At ?? DateTime.MaxValue
            select Item(function, span, next.At, next.IsCheckpoint, now);
        return [.. open];
    }

    // Nobody in particular is asked, so nobody is late: a checkpoint that has passed is of no interest here.
    private static (DateTime? At, bool IsCheckpoint) Next(CountyWindows book, WindowSpan span, DateTime now) =>
        WindowDeadline.For(book, span, null, now).CheckpointAt is { } checkpoint && now <= checkpoint ? (checkpoint, true) : (span.LastInstant, false);

    private static OpenWorkItem Item(Function function, WindowSpan span, DateTime? due, bool isCheckpoint, DateTime now) =>
        new(
            $"{function.Group} {span.Window.FullTitle}",
            $"{Day(span.Opens!.Value)} – {Day(span.LastInstant!.Value)}",
            due is { } at ? Countdown.Until(at, now) : Countdown.Unlimited,
            isCheckpoint ? "檢核" : null
        );

    private static string Day(DateTime utc) => RocDate.Short(TaipeiTime.Today(utc));
}
