using System.Text;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Audit;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Access;

/// <summary>
/// Every endpoint of the running application, asked by every persona, gives the answer that <c>access-matrix.csv</c> expects. Endpoints are
/// taken from the application itself: one without a row fails, so nobody can add a page and forget who may see it.
/// </summary>
[Collection(nameof(EverybodyAsked))]
public sealed class AccessMatrixTests(EverybodyAsked asked)
{
    [Fact]
    public async Task Every_endpoint_answers_every_persona_as_expected()
    {
        var expected = AccessMatrix.Read();
        var wrong = new StringBuilder();

        foreach (var row in expected.Where(row => !asked.Endpoints.Any(row.IsOf)))
        {
            wrong.AppendLine($"{row.Endpoint} {row.Method} has a row, but the application has no such endpoint: delete the row.");
        }

        foreach (var answer in asked.Answers.Where(a => a.Verdict != a.Row.Expected[a.Asker]))
        {
            var (row, asker) = (answer.Row, answer.Asker);
            wrong.AppendLine($"{row.Method} {row.Path}: {asker} should get {row.Expected[asker]}, but gets {answer.Verdict} ({answer.Status}).");
        }

        foreach (var endpoint in asked.Endpoints.Where(endpoint => !expected.Any(row => row.IsOf(endpoint))))
        {
            wrong.AppendLine(await MissingAsync(endpoint, asked.Askers));
        }

        wrong.ToString().ShouldBeEmpty(
            $"""
            Rows are in tests/StudentNet.Tests/Access/access-matrix.csv:
            {AccessMatrix.Columns}
            For an endpoint without a row, decide who may have it and add one. The answers after "No row yet" are those of today: judge each. A
            route with parameters needs real values in "path", of something that AccessWorld seeds for the clerk's school.
            """
        );
    }

    [Fact]
    public async Task Whatever_was_asked_the_audit_chains_are_whole_and_hold_no_names_or_numbers()
    {
        var app = asked.App;
        var chains = await app.Db(db => new AuditCheck(db).RunAsync());
        chains.Count.ShouldBeGreaterThan(1);
        chains.ShouldAllBe(chain => chain.Break == null);
        var entries = await app.Db(db => db.Set<AuditEntry>().ToListAsync());
        var text = string.Join('\n', entries.Select(e => $"{e.Function} {e.What} {e.Reason} {e.Detail}"));
        var names = await app.Db(db => db.Set<Person>().Select(p => p.Name).ToListAsync());
        var numbers = await app.Db(db => db.Set<PersonIdentifier>().Select(i => i.Number).ToListAsync());
        foreach (var secret in names.Concat(numbers).Concat(Persona.All.Select(p => p.Name)))
        {
            text.ShouldNotContain(secret);
        }
    }

    private static async Task<string> MissingAsync(AccessEndpoint endpoint, IReadOnlyList<AccessAsker> askers)
    {
        var verdicts = new List<string>();
        foreach (var asker in askers)
        {
            verdicts.Add((await asker.AskAsync(endpoint.Method, endpoint.Template)).Verdict);
        }

        return $"No row yet: {endpoint.Template},{endpoint.Method},{endpoint.Template},{string.Join(',', verdicts)}";
    }
}
