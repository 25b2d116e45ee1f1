using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using StudentNet.Simulator.Term;

namespace StudentNet.Simulator.Doors;

/// <summary>What became of a file that was sent to the API.</summary>
/// <param name="Receipt">Its number.</param>
/// <param name="Status"><c>accepted</c>, <c>ready</c> (a person must decide), <c>needs-attention</c>, …</param>
/// <param name="Result">The rows to mend, CSV; null where none is bad.</param>
internal sealed record ApiAnswer(long Receipt, string Status, int Good, int Bad, byte[]? Result, string Words)
{
    public bool IsAccepted => Status == "accepted";
}

/// <summary>A program at the API: client credentials, one key for each delivery, waiting as long as it is told to. A server that dies meanwhile is waited for.</summary>
internal sealed class ApiClient(Uri server, string client, string secret) : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(20);

    private readonly HttpClient _http = new() { BaseAddress = server, Timeout = TimeSpan.FromMinutes(10) };
    private string? _token;

    /// <summary>Sends a file whose good rows are to be written, and waits until it is worked on no more.</summary>
    /// <param name="settings">What the format asks for beside the file.</param>
    /// <param name="look">Between two looks at the receipt.</param>
    public async Task<ApiAnswer> SendAsync(
        string format,
        string organisation,
        IReadOnlyDictionary<string, string> settings,
        string fileName,
        byte[] content,
        TimeSpan look,
        CancellationToken cancellation
    )
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Longest);
        // The same key however often it is sent: whoever does not hear the answer may ask again.
        var key = Guid.NewGuid().ToString();
        var words = settings.Append(new("organisation", organisation)).Append(new("accept", "good-rows")).Append(new("name", fileName));
        var query = string.Join('&', words.Select(w => $"{w.Key}={Uri.EscapeDataString(w.Value)}"));
        var sent = await AskAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/files/{format}?{query}") { Content = new ByteArrayContent(content) };
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
                request.Headers.Add("Idempotency-Key", key);
                return request;
            },
            patience.Token
        );
        using var receipt = JsonDocument.Parse(sent);
        return await WaitAsync(receipt.RootElement.GetProperty("id").GetInt64(), look, patience.Token);
    }

    /// <summary>Says of a checked file that waits for a person that it is right, also where many leave; waits until it is written.</summary>
    public async Task<ApiAnswer> ConfirmAsync(long receipt, TimeSpan look, CancellationToken cancellation)
    {
        var address = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/api/v1/receipts/{receipt}");
        await Steady.AskAsync(
            async () =>
            {
                using var seen = new HttpRequestMessage(HttpMethod.Get, address);
                seen.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token ??= await TokenAsync(cancellation));
                using var answer = await _http.SendAsync(seen, cancellation);
                using var accept = new HttpRequestMessage(HttpMethod.Post, $"{address}/accept?confirmShrink=true");
                accept.Headers.Authorization = seen.Headers.Authorization;
                accept.Headers.TryAddWithoutValidation("If-Match", answer.Headers.ETag?.ToString());
                using var accepted = await _http.SendAsync(accept, cancellation);
                // Whoever asks again after a silence may find that it was heard the first time.
                return accepted.IsSuccessStatusCode || accepted.StatusCode == HttpStatusCode.Conflict
                    ? 0
                    : throw new RefusedException($"{client}: {accept.RequestUri} ({(int)accepted.StatusCode}): {await accepted.Content.ReadAsStringAsync(cancellation)}");
            },
            cancellation
        );
        return await WaitAsync(receipt, look, cancellation);
    }

    public void Dispose() => _http.Dispose();

    private async Task<ApiAnswer> WaitAsync(long id, TimeSpan look, CancellationToken cancellation)
    {
        var address = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/api/v1/receipts/{id}");
        while (true)
        {
            using var json = JsonDocument.Parse(await AskAsync(() => new HttpRequestMessage(HttpMethod.Get, address), cancellation));
            var receipt = json.RootElement;
            if (receipt.GetProperty("isWorking").GetBoolean())
            {
                await Task.Delay(look, cancellation);
                continue;
            }

            var rows = receipt.GetProperty("rows");
            var bad = rows.GetProperty("bad").GetInt32();
            var result = bad > 0 ? await AskAsync(() => new HttpRequestMessage(HttpMethod.Get, $"{address}/result"), cancellation) : null;
            return new ApiAnswer(id, receipt.GetProperty("status").GetString()!, rows.GetProperty("good").GetInt32(), bad, result, $"{client}: {address}: {receipt.GetRawText()}");
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
                        : throw new RefusedException($"{client}: {request.RequestUri} ({(int)response.StatusCode}): {System.Text.Encoding.UTF8.GetString(body)}");
                }
            },
            cancellation
        );

    private async Task<string> TokenAsync(CancellationToken cancellation)
    {
        var words = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = client, ["client_secret"] = secret };
        using var response = await _http.PostAsync(new Uri("/connect/token", UriKind.Relative), new FormUrlEncodedContent(words), cancellation);
        if (!response.IsSuccessStatusCode)
        {
            throw new RefusedException($"{client}: /connect/token ({(int)response.StatusCode}): {await response.Content.ReadAsStringAsync(cancellation)}");
        }

        var token = await response.Content.ReadFromJsonAsync<JsonElement>(cancellation);
        return token.GetProperty("access_token").GetString()!;
    }
}
