using StudentNet.Simulator.Doors;

namespace StudentNet.Simulator.Play;

/// <summary>What became of a file.</summary>
/// <param name="Accepted">Rows that went in.</param>
/// <param name="Back">Rows that came back, as the result file has them.</param>
internal sealed record SentFile(int Accepted, IReadOnlyList<IReadOnlyDictionary<string, string>> Back);

/// <summary>A file through the page's door: sent, waited for, looked at, accepted.</summary>
internal static class Uploads
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(20);

    /// <summary>
    /// Sends a file of a format and accepts what can be accepted. Gives how many rows went in; a file of which nothing can go in is refused.
    /// </summary>
    public static async Task<int> SendAsync(
        Clerk clerk,
        string format,
        string fileName,
        byte[] content,
        IReadOnlyDictionary<string, string> settings,
        CancellationToken cancellation
    )
    {
        var page = await CheckAsync(clerk, format, fileName, content, settings, cancellation);
        return HasRowsToAccept(page) ? await AcceptAsync(clerk, page, cancellation) : throw page.Refusal("nothing to accept");
    }

    /// <summary>The same where rows may come back, even all of them: whoever sent them reads the result file.</summary>
    public static async Task<SentFile> SendAndReadAsync(
        Clerk clerk,
        string format,
        string fileName,
        byte[] content,
        IReadOnlyDictionary<string, string> settings,
        CancellationToken cancellation
    )
    {
        var page = await CheckAsync(clerk, format, fileName, content, settings, cancellation);
        var result = page.Link("下載錯誤列") is null ? null : await clerk.Door.DownloadAsync($"{page.Address.AbsolutePath}?handler=Result&kind=Csv", cancellation);
        var accepted = HasRowsToAccept(page) ? await AcceptAsync(clerk, page, cancellation) : 0;
        return new SentFile(accepted, result is null ? [] : CsvTable.Read(result));
    }

    private static async Task<Screen> CheckAsync(
        Clerk clerk,
        string format,
        string fileName,
        byte[] content,
        IReadOnlyDictionary<string, string> settings,
        CancellationToken cancellation
    )
    {
        var form = (await clerk.GetAsync($"/A6/new/{format}", cancellation)).Form(selector: "form[data-upload]");
        foreach (var (name, value) in settings)
        {
            form.Set($"Settings[{name}]", value);
        }

        return await WaitAsync(clerk, await form.Attach(content, fileName).SubmitAsync(cancellation: cancellation), cancellation);
    }

    private static bool HasRowsToAccept(Screen page) => page.Document.QuerySelector("form.dock") is not null;

    private static async Task<int> AcceptAsync(Clerk clerk, Screen page, CancellationToken cancellation)
    {
        page = await page.Form(selector: "form.dock").SubmitAsync(cancellation: cancellation);
        page = await WaitAsync(clerk, page, cancellation);
        return page.Text.Contains("已匯入", StringComparison.Ordinal) ? Count(page) : throw page.Refusal("not accepted");
    }

    private static async Task<Screen> WaitAsync(Clerk clerk, Screen page, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Longest);
        while (page.Document.QuerySelector("[data-refresh]:not([data-refresh=''])") is not null)
        {
            await Task.Delay(BetweenLooks, patience.Token);
            page = await clerk.GetAsync(page.Address.PathAndQuery, patience.Token);
        }

        return page;
    }

    private static int Count(Screen page)
    {
        var words = page.Document.QuerySelector(".res-ok b")?.TextContent ?? "0";
        return int.Parse(words, System.Globalization.NumberStyles.AllowThousands, System.Globalization.CultureInfo.InvariantCulture);
    }
}
