using System.Globalization;
using StudentNet.Simulator.Doors;

namespace StudentNet.Simulator.Term;

/// <summary>A vendor's program that sends class rolls of a term by the API.</summary>
internal sealed class ApiSender(Uri server, string client, string secret, Kernel.Term term) : ISender, IDisposable
{
    private readonly ApiClient _api = new(server, client, secret);

    public async Task<Delivery> SendAsync(Letter letter, CancellationToken cancellation)
    {
        var settings = new Dictionary<string, string> { ["year"] = term.Year.ToString(), ["term"] = term.Number.ToString(CultureInfo.InvariantCulture) };
        var answer = await _api.SendAsync("class-roll", letter.Organisation, settings, letter.FileName, letter.Content, Steady.BetweenLooks, cancellation);
        return answer.IsAccepted ? new Delivery(answer.Receipt, answer.Good, answer.Bad, answer.Result) : throw new RefusedException(answer.Words);
    }

    public void Dispose() => _api.Dispose();
}
