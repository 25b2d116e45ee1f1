using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Jobs;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Intake;

/// <summary>Hands files in at the door and carries the runs out, for an organisation of <see cref="SmallCountry"/>.</summary>
internal sealed class IntakeCounter : IAsyncDisposable
{
    private static readonly HostPool Pool = new(OpenWindowsOf);

    private IntakeCounter(TestApp app) => App = app;

    public TestApp App { get; }

    public DateTime Now => App.Clock.GetUtcNow().UtcDateTime;

    /// <param name="formats">Formats of the test, beside those of the application.</param>
    public static async Task<IntakeCounter> CreateAsync(params FileFormat[] formats)
    {
        var app =
            formats.Length == 0
                ? await TestApp.CreateAsync(Pool)
                : await TestApp.CreateAsync(configure: builder =>
                {
                    OpenWindowsOf(builder);
                    foreach (var format in formats)
                    {
                        builder.Services.AddFileFormat(format);
                    }
                });
        await app.Db(SmallCountry.SeedAsync);
        return new IntakeCounter(app);
    }

    /// <summary>At the door of an application that keeps its windows; the caller disposes of it.</summary>
    public static IntakeCounter Of(TestApp app) => new(app);

    public Task<ReceptionResult> ReceiveAsync(
        string format,
        byte[] content,
        string name = "測試.csv",
        string organisation = Organisation.MinistryCode,
        params (string Name, string Value)[] settings
    ) =>
        App.Db(async db =>
        {
            await using var scope = App.Services.CreateAsyncScope();
            var from = await db.Set<Organisation>().SingleAsync(o => o.Code == organisation);
            var file = new IncomingFile(
                format,
                name,
                new MemoryStream(content),
                Door.CommandLine,
                settings.ToDictionary(s => s.Name, s => s.Value)
            );
            var sender = new Sender("測試員", from, (what, function, at) => Act(what, function, at, from));
            return await scope.ServiceProvider.GetRequiredService<Reception>().ReceiveAsync(db, file, sender);
        });

    /// <summary>Hands a file in, has it read and checked, and returns the receipt as it stands then.</summary>
    public async Task<Receipt> SendAsync(
        string format,
        byte[] content,
        string name = "測試.csv",
        string organisation = Organisation.MinistryCode,
        params (string Name, string Value)[] settings
    )
    {
        var result = await ReceiveAsync(format, content, name, organisation, settings);
        var received = result.ShouldBeOfType<ReceptionResult.Received>(result.ToString());
        await App.RunJobsAsync();
        return await ReceiptAsync(received.Receipt.Id);
    }

    /// <summary>Accepts a checked file and has it written.</summary>
    public async Task<Receipt> AcceptAsync(Receipt receipt, bool shrinkConfirmed = false)
    {
        var problem = await App.Db(async db =>
        {
            await using var scope = App.Services.CreateAsyncScope();
            var tracked = await db.Set<Receipt>().SingleAsync(r => r.Id == receipt.Id);
            var from = await db.Set<Organisation>().SingleAsync(o => o.Code == tracked.OrganisationCode);
            var act = Act("匯入", "N1.11", Now, from);
            return (await scope.ServiceProvider.GetRequiredService<ReceiptRegister>().AcceptAsync(db, tracked, from, shrinkConfirmed, act))?.Problem;
        });
        problem.ShouldBeNull();
        await App.RunJobsAsync();
        return await ReceiptAsync(receipt.Id);
    }

    public async Task<Receipt> ReceiptAsync(long id)
    {
        var receipt = await App.Db(db => db.Set<Receipt>().AsNoTracking().SingleAsync(r => r.Id == id));
        var run = await App.Db(db => db.Set<Run>().AsNoTracking().SingleAsync(r => r.Id == receipt.RunId));
        run.Failure.ShouldBeNull();
        return receipt;
    }

    public Task<List<Finding>> FindingsAsync(Receipt receipt) =>
        App.Db(db => db.Set<Finding>().AsNoTracking().Where(f => f.ReceiptId == receipt.Id).OrderBy(f => f.Line).ThenBy(f => f.Seq).ToListAsync());

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    public ValueTask DisposeAsync() => App.DisposeAsync();

    private static Act Act(string what, string function, DateTime at, Organisation from) => new(what, function, at, from.Code, from.AuditChain);

    /// <summary>Every window open: what closed ones do is asked in a test of its own.</summary>
    private static void OpenWindowsOf(WebApplicationBuilder builder) => builder.Services.AddSingleton<IWindows>(new OpenWindows());

    /// <summary>Every row of every window open at any time.</summary>
    internal sealed class OpenWindows() : OneRuleForAll("always", "always");

    /// <summary>The calendar with one opening and one closing for every row, year and level; no extensions.</summary>
    internal class OneRuleForAll(string opens, string closes) : IWindows
    {
        private static readonly FilingCalendar Calendar = FilingCalendar.Load();

        private readonly CountyWindows _book = new(
            Calendar,
            (
                from row in Calendar.All
                from year in Enumerable.Range(100, 40)
                from level in Enum.GetValues<SchoolLevel>()
                from edge in Enum.GetValues<WindowEdge>()
                select (Key: (row.Name, new SchoolYear(year), level, edge), Rule: WindowRule.Parse(edge == WindowEdge.Opens ? opens : closes).Rule!)
            ).ToDictionary(o => o.Key, o => o.Rule),
            [],
            new Dictionary<(string, SchoolYear, SchoolLevel), DateTime>()
        );

        public Task<CountyWindows> BookAsync(string? countyCode, CancellationToken cancellation = default) => Task.FromResult(_book);
    }
}
