using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Access;

/// <summary>
/// Every row of <c>access-matrix.csv</c> asked by everybody, once, with what came of it. Thousands of answers are the dear part of the tests that judge
/// them, and each judges something else: the answers themselves, the statements behind them, and the audit that they left.
/// </summary>
public sealed class EverybodyAsked : IAsyncLifetime
{
    private TestApp? _app;

    /// <summary>The application that was asked, as the last answer left it; tests only read it.</summary>
    internal TestApp App => _app ?? throw new InvalidOperationException("Nobody has asked yet.");

    /// <summary>Who asked.</summary>
    internal IReadOnlyList<AccessAsker> Askers { get; private set; } = [];

    /// <summary>What the application serves.</summary>
    internal IReadOnlyList<AccessEndpoint> Endpoints { get; private set; } = [];

    /// <summary>The answers in the order in which they were given: by endpoint, and a page is looked at before something is posted to it.</summary>
    internal IReadOnlyList<AccessAnswer> Answers { get; private set; } = [];

    /// <summary>The function that entries about a row's endpoint name.</summary>
    internal string FunctionOf(AccessRow row) => Endpoints.First(row.IsOf).Function ?? "system.access";

    public async ValueTask InitializeAsync()
    {
        var reads = new ReadsOfChildren();
        _app = await TestApp.CreateAsync(configure: reads.Watch);
        await _app.Db(db =>
        {
            reads.Learn(db.Model);
            return Task.CompletedTask;
        });
        await AccessWorld.SeedAsync(_app);
        Endpoints = await AccessEndpoint.AllAsync(_app);
        Askers = await AccessAsker.AllAsync(_app);
        var rows = AccessMatrix.Read();
        var seen = await ChildrenSeen.OfAsync(_app);
        var answers = new List<AccessAnswer>();
        // Signing out comes last: it ends the session of whoever asks.
        foreach (var row in Endpoints.SelectMany(endpoint => rows.Where(row => row.IsOf(endpoint))).OrderBy(row => row is { Method: "POST", Path: "/sign-out" }))
        {
            foreach (var asker in Askers)
            {
                reads.Begin();
                var asked = await asker.AskAsync(row.Method, row.Path);
                var (shown, recorded) = await seen.LookAsync(asked);
                answers.Add(new AccessAnswer(row, asker.Name, asked.Verdict, asked.Status, reads.Found(), shown, recorded));
            }
        }

        Answers = answers;
        Askers = await AccessAsker.AllAsync(_app);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }
}

/// <summary>What one asker got for one row, and the statements by which the application read children for it.</summary>
/// <param name="Shown">The children whose name or number stands in the answer.</param>
/// <param name="Recorded">The children whom the audit says were shown.</param>
internal sealed record AccessAnswer(
    AccessRow Row,
    string Asker,
    string Verdict,
    int Status,
    IReadOnlyList<ReadOfChildren> Reads,
    IReadOnlyList<long> Shown,
    IReadOnlyCollection<long> Recorded
);

/// <summary>Its tests ask once for all of them.</summary>
[CollectionDefinition(nameof(EverybodyAsked))]
public sealed class EverybodyAskedTests : ICollectionFixture<EverybodyAsked>;
