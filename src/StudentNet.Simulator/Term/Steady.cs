namespace StudentNet.Simulator.Term;

/// <summary>What everybody does when a page does not answer: wait a moment and ask again.</summary>
internal static class Steady
{
    /// <summary>Between two looks at something that is being worked on.</summary>
    public static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(20);

    /// <summary>Whether a failure means that nobody answered.</summary>
    public static bool IsSilence(Exception failure) => failure is HttpRequestException or IOException;

    /// <summary>Asks until somebody answers; only for questions that change nothing, or that may be put twice.</summary>
    public static async Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Longest);
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (Exception silence) when (IsSilence(silence) && !patience.IsCancellationRequested)
            {
                await Task.Delay(BetweenLooks, patience.Token);
            }
        }
    }
}
