using StudentNet.Simulator.Doors;

namespace StudentNet.Simulator.Play;

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
        var form = (await clerk.GetAsync($"/A6/new/{format}", cancellation)).Form(selector: "form[data-upload]");
        foreach (var (name, value) in settings)
        {
            form.Set($"Settings[{name}]", value);
        }

        var page = await form.Attach(content, fileName).SubmitAsync(cancellation: cancellation);
        page = await WaitAsync(clerk, page, cancellation);
        if (page.Document.QuerySelector("form.dock") is null)
        {
            page.Refuse("nothing to accept");
        }

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
