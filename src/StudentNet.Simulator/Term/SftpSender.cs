using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using StudentNet.Simulator.Doors;

namespace StudentNet.Simulator.Term;

/// <summary>A county's school system that sends by SFTP: puts a file into its inbox, and reads receipt and result file in its outbox.</summary>
internal sealed class SftpSender(OpenSsh server, string account, Kernel.Term term) : ISender
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(20);

    /// <summary>Each look is a session of its own, so it looks less often than a page is fetched.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    public async Task<Delivery> SendAsync(Letter letter, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Longest);
        var name = string.Create(
            CultureInfo.InvariantCulture,
            $"class-roll.{letter.Organisation}.{term.Year.Roc}.{term.Number}{Path.GetExtension(letter.FileName)}"
        );
        await server.PutAsync(account, name, letter.Content);
        var hash = Convert.ToHexStringLower(SHA256.HashData(letter.Content));
        while (true)
        {
            await Task.Delay(BetweenLooks, patience.Token);
            if (await server.FetchAsync(account, $"{name}.receipt.json") is not { } told)
            {
                continue;
            }

            using var json = JsonDocument.Parse(told);
            var answer = json.RootElement;
            var status = answer.GetProperty("status").GetString();
            if (status == "refused")
            {
                throw Refused(name, answer);
            }

            // The answer to an earlier file of this name lies there until this one is taken.
            if (answer.GetProperty("sha256").GetString() != hash || answer.GetProperty("isWorking").GetBoolean())
            {
                continue;
            }

            if (status != "accepted")
            {
                throw Refused(name, answer);
            }

            var rows = answer.GetProperty("rows");
            var bad = rows.GetProperty("bad").GetInt32();
            return new Delivery(
                answer.GetProperty("id").GetInt64(),
                rows.GetProperty("good").GetInt32(),
                bad,
                bad > 0 ? await server.FetchAsync(account, $"{name}.result.csv") : null
            );
        }
    }

    private RefusedException Refused(string name, JsonElement answer) => new($"{account}: {name}: {answer.GetRawText()}");
}
