using System.Globalization;
using StudentNet.Simulator.Doors;
using StudentNet.Simulator.Play;

namespace StudentNet.Simulator.Term;

/// <summary>A registrar at the pages: uploads, looks at the preview, downloads the rows to mend, accepts the others.</summary>
internal sealed class PageSender(Clerk clerk, Kernel.Term term) : ISender
{
    private const string Format = "class-roll";
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(20);

    public async Task<Delivery> SendAsync(Letter letter, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Longest);
        var address = await UploadAsync(letter, patience.Token);
        byte[]? result = null;
        while (true)
        {
            var page = await Steady.AskAsync(() => clerk.GetAsync(address, patience.Token), patience.Token);
            if (page.Document.QuerySelector("[data-refresh]:not([data-refresh=''])") is not null)
            {
                await Task.Delay(Steady.BetweenLooks, patience.Token);
            }
            else if (page.Document.QuerySelector("form.dock") is not null)
            {
                result ??= Marks.Number(Count(page, ".res-bad")) > 0 ? await ResultAsync(address, patience.Token) : null;
                await AcceptAsync(page, patience.Token);
            }
            else if (page.Text.Contains("已匯入", StringComparison.Ordinal))
            {
                var receipt = long.Parse(address[(address.LastIndexOf('/') + 1)..], CultureInfo.InvariantCulture);
                return new Delivery(receipt, Marks.Number(Count(page, ".res-ok")), Marks.Number(Count(page, ".res-bad")), result);
            }
            else
            {
                page.Refuse("not accepted");
            }
        }
    }

    /// <summary>Sends the file. When nobody answers, the clerk looks whether it arrived before sending it again.</summary>
    private async Task<string> UploadAsync(Letter letter, CancellationToken cancellation)
    {
        while (true)
        {
            var form = (await Steady.AskAsync(() => clerk.GetAsync($"/A6/new/{Format}", cancellation), cancellation)).Form(selector: "form[data-upload]");
            form.Set("Settings[year]", term.Year.ToString()).Set("Settings[term]", term.Number.ToString(CultureInfo.InvariantCulture));
            try
            {
                return (await form.Attach(letter.Content, letter.FileName).SubmitAsync(cancellation: cancellation)).Address.AbsolutePath;
            }
            catch (Exception silence) when (Steady.IsSilence(silence))
            {
                var list = await Steady.AskAsync(() => clerk.GetAsync($"/A6?format={Format}", cancellation), cancellation);
                if (list.Link(letter.FileName) is { } arrived)
                {
                    return arrived;
                }
            }
        }
    }

    private Task<byte[]> ResultAsync(string address, CancellationToken cancellation) =>
        Steady.AskAsync(() => clerk.Door.DownloadAsync($"{address}?handler=Result&kind=Csv", cancellation), cancellation);

    /// <summary>Accepts. Without an answer the next look tells whether it was heard.</summary>
    private static async Task AcceptAsync(Screen page, CancellationToken cancellation)
    {
        try
        {
            await page.Form(selector: "form.dock").SubmitAsync(cancellation: cancellation);
        }
        catch (Exception silence) when (Steady.IsSilence(silence))
        {
            await Task.Delay(Steady.BetweenLooks, cancellation);
        }
    }

    private static string Count(Screen page, string figure) => page.Document.QuerySelector($"{figure} b")?.TextContent ?? "0";
}
