using System.Net;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Platform.Clients;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Intake;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Exchange.Api;
using Sylvan.Data.Csv;

namespace StudentNet.Tests.Access;

/// <summary>
/// The matrix of the machine clients: every endpoint that asks for a token, asked by the system of a school, by that of its county, by that of
/// a school elsewhere, and by one that has been switched off. Endpoints are taken from the application: one without a row fails.
/// </summary>
public sealed class MachineAccessTests
{
    /// <summary>A receipt that the school's own system sent.</summary>
    private const long OfSchool = 6101;

    /// <summary>A receipt for the same school that the county's system sent.</summary>
    private const long OfCounty = 6102;

    /// <summary>A receipt of the same school that a person sent on the page.</summary>
    private const long OfPerson = 6103;

    private static readonly string[] Askers = ["school", "county", "other_school", "switched_off"];

    [Fact]
    public async Task Every_endpoint_for_machines_answers_every_client_as_expected()
    {
        await using var app = await Machine.StartAsync();
        var machines = new Dictionary<string, Machine>
        {
            ["school"] = await Machine.CreateAsync(app, SmallCountry.School, "school"),
            ["county"] = await Machine.CreateAsync(app, SmallCountry.County, "county"),
            ["other_school"] = await Machine.CreateAsync(app, SmallCountry.ForeignSchool, "other-school"),
            ["switched_off"] = await Machine.CreateAsync(app, SmallCountry.School, "switched-off"),
        };
        await machines["switched_off"].SwitchAsync(on: false);
        foreach (var (id, client) in new[] { (OfSchool, "school"), (OfCounty, "county"), (OfPerson, (string?)null) })
        {
            await SeedReceiptAsync(app, id, client);
        }

        var wrong = new StringBuilder();
        var rows = Rows();
        foreach (var (template, method) in Endpoints(app).Where(e => !rows.Any(r => (r.Template, r.Method) == e)))
        {
            wrong.AppendLine($"{template},{method} has no row in machine-matrix.csv: decide which client may have it.");
        }

        foreach (var row in rows)
        {
            if (!Endpoints(app).Contains((row.Template, row.Method)))
            {
                wrong.AppendLine($"{row.Template} {row.Method} has a row, but the application has no such endpoint.");
            }

            foreach (var asker in Askers)
            {
                using var request = new HttpRequestMessage(new HttpMethod(row.Method), row.Path) { Content = row.Method == "POST" ? new StringContent(ApiFormat.Headings, Encoding.UTF8, "text/csv") : null };
                using var answer = await machines[asker].Http.SendAsync(request);
                var verdict = answer.StatusCode switch
                {
                    HttpStatusCode.NotFound => AccessVerdict.NotFound,
                    HttpStatusCode.Unauthorized => AccessVerdict.SignIn,
                    >= HttpStatusCode.InternalServerError => AccessVerdict.Failure,
                    _ => AccessVerdict.Allow,
                };
                if (verdict != row.Expected[asker])
                {
                    wrong.AppendLine($"{row.Method} {row.Path}: {asker} should get {row.Expected[asker]}, but gets {verdict} ({(int)answer.StatusCode}).");
                }
            }
        }

        wrong.ToString().ShouldBeEmpty();
        foreach (var machine in machines.Values)
        {
            machine.Dispose();
        }
    }

    private static HashSet<(string, string)> Endpoints(TestApp app) =>
        [
            .. app.Services.GetServices<EndpointDataSource>()
                .SelectMany(s => s.Endpoints)
                .OfType<RouteEndpoint>()
                .Where(e => e.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(a => a.Policy == ClientAccess.Policy))
                .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(m => ("/" + e.RoutePattern.RawText!.TrimStart('/').TrimEnd('/'), m))),
        ];

    private static List<(string Template, string Method, string Path, Dictionary<string, string> Expected)> Rows()
    {
        using var text = new StreamReader(typeof(MachineAccessTests).Assembly.GetManifestResourceStream("machine-matrix.csv")!);
        using var csv = CsvDataReader.Create(text);
        var rows = new List<(string, string, string, Dictionary<string, string>)>();
        while (csv.Read())
        {
            rows.Add((csv.GetString(0), csv.GetString(1), csv.GetString(2), Askers.ToDictionary(a => a, a => AccessVerdict.Known(csv.GetString(csv.GetOrdinal(a))))));
        }

        return rows;
    }

    private static async Task SeedReceiptAsync(TestApp app, long id, string? client)
    {
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(ApiFormat.Headings + ApiFormat.Row(1, "很多")));
        using var incoming = await app.Services.GetRequiredService<FileStore>().ReceiveAsync(bytes, long.MaxValue);
        incoming!.Keep();
        var stored = incoming.Stored;
        await app.Db(db =>
        {
            db.Add(
                new Receipt
                {
                    Id = id,
                    Format = ApiFormat.Code,
                    OrganisationCode = SmallCountry.School,
                    CountyCode = SmallCountry.County,
                    Door = client is null ? Door.Page : Door.Api,
                    FileName = "測試.csv",
                    FileHash = stored.Hash,
                    FileLength = stored.Length,
                    Code = "7C4E-91A0",
                    Settings = """{"year":"115"}""",
                    ReceivedAt = TestApp.Start.UtcDateTime,
                    CheckedAt = TestApp.Start.UtcDateTime,
                    ClientId = client,
                    Sender = "測試",
                    Status = ReceiptStatus.NeedsAttention,
                    Rows = 1,
                    BadRows = 1,
                    OpenRows = 1,
                }
            );
            return db.SaveAsync(Act.System("設立收件", "system.test", TestApp.Start.UtcDateTime));
        });
    }
}
