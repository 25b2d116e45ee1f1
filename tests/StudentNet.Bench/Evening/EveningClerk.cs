using System.Diagnostics;
using System.Net;
using StudentNet.Bench.Pages;

namespace StudentNet.Bench.Evening;

/// <summary>What the clerks of an evening have got done, and what went wrong.</summary>
internal sealed class EveningLog
{
    private readonly Lock _lock = new();
    private readonly List<double> _marks = [];
    private readonly List<(int School, long Child)> _acknowledged = [];
    private readonly List<string> _faults = [];

    public int Uploads { get; private set; }

    public int Submissions { get; private set; }

    public IReadOnlyList<double> Marks => _marks;

    /// <summary>Marks of which the server said that they are written.</summary>
    public IReadOnlyList<(int School, long Child)> Acknowledged => _acknowledged;

    /// <summary>Answers of 500 and above, and requests without an answer.</summary>
    public IReadOnlyList<string> Faults => _faults;

    public void Mark(int school, long child, double milliseconds)
    {
        lock (_lock)
        {
            _marks.Add(milliseconds);
            _acknowledged.Add((school, child));
        }
    }

    public void Fault(string what)
    {
        lock (_lock)
        {
            _faults.Add(what);
        }
    }

    public void Upload()
    {
        lock (_lock)
        {
            Uploads++;
        }
    }

    public void Submit()
    {
        lock (_lock)
        {
            Submissions++;
        }
    }
}

/// <summary>A clerk at the browser on the last evening: opens the list, marks child after child as the page's script does, sends a file, submits.</summary>
internal sealed class EveningClerk : IDisposable
{
    private readonly int _school;
    private readonly int _clerk;
    private readonly EveningLog _log;
    private readonly HttpClient _http;

    public EveningClerk(Uri server, int school, int clerk, EveningLog log)
    {
        (_school, _clerk, _log) = (school, clerk, log);
        _http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = server, Timeout = TimeSpan.FromMinutes(5) };
    }

    /// <summary>Signs in on the page, which is slow by intent: before the evening begins.</summary>
    public async Task SignInAsync()
    {
        await PostAsync(
            "/sign-in",
            [new("Name", EveningCounty.SignInNameOf(_school, _clerk)), new("Password", EveningCounty.Password), new("__RequestVerificationToken", await TokenAsync("/sign-in"))]
        );
    }

    /// <summary>Marks one child at each beat until the time is over; the second clerk of a school also sends a file half-way, the first submits at the end.</summary>
    public async Task WorkAsync(Stopwatch evening, TimeSpan begin, TimeSpan pace, TimeSpan until)
    {
        var token = await TokenAsync("/N3.31");
        var (first, each) = (_clerk * EveningCounty.ChildrenOfASchool / EveningCounty.ClerksOfASchool, EveningCounty.ChildrenOfASchool / EveningCounty.ClerksOfASchool);
        var hasSent = false;
        for (var i = 0; i < each; i++)
        {
            var due = begin + (pace * i);
            if (due >= until)
            {
                break;
            }

            if (due - evening.Elapsed is { Ticks: > 0 } pause)
            {
                await Task.Delay(pause);
            }

            await MarkAsync(EveningCounty.Child(_school, first + i), token);
            if (_clerk == 1 && !hasSent && evening.Elapsed > until / 2)
            {
                hasSent = true;
                await UploadAsync(first);
            }
        }

        if (_clerk == 0 && await PostAsync("/N3.31/submit", [new("__RequestVerificationToken", token)]) is not null)
        {
            _log.Submit();
        }
    }

    private async Task MarkAsync(long child, string token)
    {
        var watch = Stopwatch.StartNew();
        var answer = await PostAsync("/N3.31?handler=Rows", [new($"mark.{child}", "1"), new($"seen.{child}", "~~~"), new("__RequestVerificationToken", token)]);
        if (answer is null)
        {
            return;
        }

        if (answer.Contains($"data-row=\"{child}\"", StringComparison.Ordinal) && !answer.Contains("field-error", StringComparison.Ordinal))
        {
            _log.Mark(_school, child, watch.Elapsed.TotalMilliseconds);
        }
        else
        {
            _log.Fault($"{EveningCounty.School(_school)} 標記 {child}：{answer[..Math.Min(200, answer.Length)]}");
        }
    }

    /// <summary>A file of ten children whom this clerk marks anyway.</summary>
    private async Task UploadAsync(int first)
    {
        var lines = Enumerable.Range(first, 10).Select(i => EveningCounty.Child(_school, i)).Select(c => $"{EveningCounty.NameOf(c)},{EveningCounty.NumberOf(c)}");
        using var form = new MultipartFormDataContent
        {
            { new StringContent(await TokenAsync("/A6/new/registration-batch")), "__RequestVerificationToken" },
            { new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes($"姓名,身分證號\n{string.Join('\n', lines)}\n")), "File", "list.csv" },
        };
        if (await SendAsync("/A6/new/registration-batch", form) is not null)
        {
            _log.Upload();
        }
    }

    private async Task<string> TokenAsync(string path) => PageVisitor.TokenOf(await _http.GetStringAsync(new Uri(path, UriKind.Relative)));

    private async Task<string?> PostAsync(string path, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var form = new FormUrlEncodedContent(fields);
        return await SendAsync(path, form);
    }

    /// <summary>The page that came, or null after a fault.</summary>
    private async Task<string?> SendAsync(string path, HttpContent content)
    {
        try
        {
            using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), content);
            if (answer.IsSuccessStatusCode)
            {
                return await answer.Content.ReadAsStringAsync();
            }

            _log.Fault($"{path}：{(int)answer.StatusCode}");
        }
        catch (HttpRequestException e)
        {
            _log.Fault($"{path}：{e.Message}");
        }

        return null;
    }

    public void Dispose() => _http.Dispose();
}
