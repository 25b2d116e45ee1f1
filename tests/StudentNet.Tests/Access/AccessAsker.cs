using System.Net;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Access;

/// <summary>A persona with a session and an antiforgery token, or nobody; asks endpoints and judges the answers.</summary>
internal sealed class AccessAsker
{
    private static readonly (string Name, Persona? Persona)[] Askers =
    [
        ("clerk", Persona.Clerk),
        ("other_clerk", Persona.OtherClerk),
        ("foreign_clerk", Persona.ForeignClerk),
        ("aa", Persona.Aa),
        ("county", Persona.County),
        ("other_county", Persona.OtherCounty),
        ("township", Persona.Township),
        ("ministry", Persona.Ministry),
        ("helpdesk", Persona.Helpdesk),
        ("signed_out", null),
    ];

    private readonly TestApp _app;
    private readonly CookieCollection _cookies;
    private readonly string _token;

    private AccessAsker(string name, TestApp app, CookieCollection cookies, string token)
    {
        Name = name;
        _app = app;
        _cookies = cookies;
        _token = token;
    }

    /// <summary>Columns of the matrix.</summary>
    public static IEnumerable<string> Names => Askers.Select(asker => asker.Name);

    /// <summary>Who they are, in the order of the columns; null: nobody.</summary>
    public static IEnumerable<Persona?> Personas => Askers.Select(asker => asker.Persona);

    public string Name { get; }

    public static async Task<IReadOnlyList<AccessAsker>> AllAsync(TestApp app)
    {
        var all = new List<AccessAsker>();
        foreach (var (name, persona) in Askers)
        {
            var jar = new CookieContainer();
            using var visitor = new Visitor(app.HttpClient(jar));
            if (persona is not null)
            {
                await SignIn.SignInAsync(visitor, persona);
            }

            var form = await visitor.OpenAsync("/sign-out");
            var token = form.Find("main input[name=__RequestVerificationToken]").GetAttribute("value")!;
            all.Add(new AccessAsker(name, app, jar.GetCookies(app.Address), token));
        }

        return all;
    }

    /// <summary>Asks. An answer of 500 and above is a failure whoever asks: no row can expect it.</summary>
    public async Task<AskedAnswer> AskAsync(string method, string path)
    {
        var (verb, handler) = method.Split(':') is [var v, var h] ? (v, h) : (method, null);
        var address = handler is null ? path : path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "handler=" + handler;
        using var request = new HttpRequestMessage(new HttpMethod(verb), address);
        if (verb != "GET")
        {
            request.Content = new FormUrlEncodedContent([new("__RequestVerificationToken", _token)]);
        }

        // A jar for each question: signing out, which is asked too, must not end the asking.
        var jar = new CookieContainer();
        jar.Add(_cookies);
        using var http = _app.HttpClient(jar);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead);
        return new AskedAnswer(Judge(verb, response), (int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(), response.Headers.Location?.OriginalString);
    }

    /// <summary>Sends something and gives the status of the answer, without following it.</summary>
    public async Task<int> SendAsync(HttpMethod method, string address, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, address) { Content = content };
        using var visitor = Visit();
        using var response = await visitor.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return (int)response.StatusCode;
    }

    /// <summary>A browser of its own with the session of the persona.</summary>
    public Visitor Visit()
    {
        var jar = new CookieContainer();
        jar.Add(_cookies);
        return new Visitor(_app.HttpClient(jar));
    }

    private static string Judge(string verb, HttpResponseMessage response) =>
        response.StatusCode switch
        {
            HttpStatusCode.NotFound => AccessVerdict.NotFound,
            HttpStatusCode.Unauthorized => AccessVerdict.SignIn,
            HttpStatusCode.Redirect when response.Headers.Location!.OriginalString.Split('?')[0].EndsWith("/sign-in", StringComparison.Ordinal) => AccessVerdict.SignIn,
            >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest when verb == "GET" => AccessVerdict.Redirect,
            >= HttpStatusCode.InternalServerError => AccessVerdict.Failure,
            _ => AccessVerdict.Allow,
        };
}

/// <summary>What came of a question: judged, and as it was.</summary>
/// <param name="Location">Where it leads; null: nowhere.</param>
internal sealed record AskedAnswer(string Verdict, int Status, byte[] Body, string? Location);
