using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using StudentNet.Simulator.Doors;

namespace StudentNet.Simulator.Term;

/// <summary>A vendor's program at the API: client credentials, one key for each delivery, waiting as long as it is told to.</summary>
internal sealed class ApiSender : ISender, IDisposable
{
    private const string Good = "good-rows";
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(20);

    private readonly HttpClient _http;
    private readonly string _client;
    private readonly string _secret;
    private readonly Kernel.Term _term;
    private string? _token;

    public ApiSender(Uri server, string client, string secret, Kernel.Term term)
    {
        _http = new HttpClient { BaseAddress = server, Timeout = TimeSpan.FromMinutes(10) };
        (_client, _secret, _term) = (client, secret, term);
    }

    public async Task<Delivery> SendAsync(Letter letter, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Longest);
        // The same key however often it is sent: whoever does not hear the answer may ask again.
        var key = Guid.NewGuid().ToString();
        var query = string.Create(
            CultureInfo.InvariantCulture,
            $"organisation={letter.Organisation}&year={_term.Year.Roc}&term={_term.Number}&accept={Good}&name={Uri.EscapeDataString(letter.FileName)}"
        );
        var sent = await AskAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/files/class-roll?{query}") { Content = new ByteArrayContent(letter.Content) };
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
                request.Headers.Add("Idempotency-Key", key);
                return request;
            },
            patience.Token
        );
        using var receipt = JsonDocument.Parse(sent);
        return await WaitAsync(receipt.RootElement.GetProperty("id").GetInt64(), patience.Token);
    }

    public void Dispose() => _http.Dispose();

    private async Task<Delivery> WaitAsync(long id, CancellationToken cancellation)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"/api/v1/receipts/{id}");
        while (true)
        {
            using var json = JsonDocument.Parse(await AskAsync(() => new HttpRequestMessage(HttpMethod.Get, address), cancellation));
            var receipt = json.RootElement;
            if (receipt.GetProperty("isWorking").GetBoolean())
            {
                await Task.Delay(Steady.BetweenLooks, cancellation);
                continue;
            }

            if (receipt.GetProperty("status").GetString() != "accepted")
            {
                throw new RefusedException($"{_client}: {address}: {receipt.GetRawText()}");
            }

            var rows = receipt.GetProperty("rows");
            var bad = rows.GetProperty("bad").GetInt32();
            var result = bad > 0 ? await AskAsync(() => new HttpRequestMessage(HttpMethod.Get, $"{address}/result"), cancellation) : null;
            return new Delivery(id, rows.GetProperty("good").GetInt32(), bad, result);
        }
    }

    /// <summary>Asks until it is answered, with a fresh token where the old one is not good any more.</summary>
    private Task<byte[]> AskAsync(Func<HttpRequestMessage> ask, CancellationToken cancellation) =>
        Steady.AskAsync(
            async () =>
            {
                for (var attempt = 0; ; attempt++)
                {
                    using var request = ask();
                    request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token ??= await TokenAsync(cancellation));
                    using var response = await _http.SendAsync(request, cancellation);
                    if (response.StatusCode == HttpStatusCode.Unauthorized && attempt == 0)
                    {
                        _token = null;
                        continue;
                    }

                    if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
                    {
                        await Task.Delay(response.Headers.RetryAfter?.Delta ?? Steady.BetweenLooks, cancellation);
                        continue;
                    }

                    var body = await response.Content.ReadAsByteArrayAsync(cancellation);
                    return response.IsSuccessStatusCode
                        ? body
                        : throw new RefusedException($"{_client}: {request.RequestUri} ({(int)response.StatusCode}): {System.Text.Encoding.UTF8.GetString(body)}");
                }
            },
            cancellation
        );

    private async Task<string> TokenAsync(CancellationToken cancellation)
    {
        var words = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = _client, ["client_secret"] = _secret };
        using var response = await _http.PostAsync(new Uri("/connect/token", UriKind.Relative), new FormUrlEncodedContent(words), cancellation);
        if (!response.IsSuccessStatusCode)
        {
            throw new RefusedException($"{_client}: /connect/token ({(int)response.StatusCode}): {await response.Content.ReadAsStringAsync(cancellation)}");
        }

        var token = await response.Content.ReadFromJsonAsync<JsonElement>(cancellation);
        return token.GetProperty("access_token").GetString()!;
    }
}
