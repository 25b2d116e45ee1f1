using StudentNet.Simulator.Doors;
using StudentNet.Simulator.Play;

namespace StudentNet.Simulator.Term;

/// <summary>A7 介接用戶端: how a machine gets its name, its secret and what it may send.</summary>
internal static class Machines
{
    /// <summary>Makes a client that may send class rolls; gives its secret, which is shown once.</summary>
    /// <param name="organisation">A school, or a county for all its schools.</param>
    /// <param name="key">The public key with which it sends by SFTP; empty: it does not.</param>
    public static Task<string> CreateAsync(Clerk officer, string client, string organisation, string key, CancellationToken cancellation) =>
        CreateAsync(officer, client, organisation, key, ["class-roll"], cancellation);

    /// <summary>The same for other formats, and for the ministry.</summary>
    public static async Task<string> CreateAsync(
        Clerk officer,
        string client,
        string organisation,
        string key,
        IReadOnlyList<string> formats,
        CancellationToken cancellation
    )
    {
        var page = await officer.GetAsync("/A7/new", cancellation);
        page = await page.Form(selector: "form[data-guard]")
            .Set("ClientId", client)
            .Set("Name", $"範例校務系統 {client}")
            .Set("OrganisationCode", organisation)
            .SubmitAsync(cancellation: cancellation);
        var secret = Screen.Fold(page.Document.QuerySelector(".issued-code")?.TextContent ?? throw page.Refusal("no secret"));
        var form = (await officer.GetAsync($"/A7/{client}", cancellation)).Form(selector: "form[data-guard]");
        foreach (var format in formats)
        {
            form.Tick("Input.Formats", format);
        }

        await form.Set("Input.SftpKeys", key).SubmitAsync(cancellation: cancellation);
        return secret;
    }
}
