using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Jobs;
using StudentNet.Platform.Organisations;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Schools;

/// <summary>Hands files in and accepts them as the command line does, worker included, on a database of its own.</summary>
internal sealed class ListsDesk : IAsyncDisposable
{
    private static readonly Organisation Ministry = new() { Code = Organisation.MinistryCode, Level = Level.Ministry, Name = "國教署" };

    private readonly TestApp _app;

    private ListsDesk(TestApp app) => _app = app;

    public static async Task<ListsDesk> OpenAsync() => new(await TestApp.CreateAsync());

    public TestApp App => _app;

    /// <summary>Receives and checks a file.</summary>
    public Task<Receipt> SendAsync(string format, string path, object? settings = null, Organisation? from = null) =>
        SendAsync(format, Path.GetFileName(path), File.ReadAllBytes(path), settings, from);

    /// <inheritdoc cref="SendAsync(string, string, object?, Organisation?)"/>
    public async Task<Receipt> SendAsync(string format, string name, byte[] content, object? settings = null, Organisation? from = null)
    {
        var sender = from ?? Ministry;
        await using var scope = _app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<StudentNetDb>();
        var said = settings?.GetType().GetProperties().ToDictionary(p => p.Name, p => p.GetValue(settings)!.ToString()!) ?? [];
        var result = await scope.ServiceProvider.GetRequiredService<Reception>().ReceiveAsync(
            db,
            new IncomingFile(format, name, new MemoryStream(content), Door.CommandLine, said),
            new Sender("測試", sender, (what, function, at) => ActOf(sender, what, function, at))
        );
        var receipt = result.ShouldBeOfType<ReceptionResult.Received>().Receipt;
        await WorkAsync();
        return await FindAsync(receipt.Id);
    }

    /// <summary>Accepts a checked file; it must be accepted in the end.</summary>
    public async Task<Receipt> AcceptAsync(Receipt receipt)
    {
        receipt.Status.ShouldBe(ReceiptStatus.Ready, await FindingsTextAsync(receipt));
        await using (var scope = _app.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<StudentNetDb>();
            var stored = await db.Set<Receipt>().SingleAsync(r => r.Id == receipt.Id);
            var organisation = new Organisation { Code = stored.OrganisationCode, Level = Level.County, Name = "", CountyCode = stored.CountyCode };
            var act = ActOf(organisation, "匯入", "M2.11", TestApp.Start.UtcDateTime);
            (await scope.ServiceProvider.GetRequiredService<ReceiptRegister>().AcceptAsync(db, stored, organisation, shrinkConfirmed: true, act)).ShouldBeNull();
        }

        await WorkAsync();
        var accepted = await FindAsync(receipt.Id);
        accepted.Status.ShouldBe(ReceiptStatus.Accepted, accepted.Failure);
        return accepted;
    }

    /// <summary>Receives, checks and accepts.</summary>
    public async Task<Receipt> TakeAsync(string format, string path, object? settings = null, Organisation? from = null) =>
        await AcceptAsync(await SendAsync(format, path, settings, from));

    /// <summary>The preview's figures: 「New 3」 by kind.</summary>
    public Task<Dictionary<DifferenceKind, int>> CountsAsync(Receipt receipt) =>
        _app.Db(db =>
            db.Set<DifferenceCount>()
                .Where(d => d.ReceiptId == receipt.Id)
                .GroupBy(d => d.Kind)
                .Select(g => new { g.Key, Number = g.Sum(d => d.Number) })
                .ToDictionaryAsync(g => g.Key, g => g.Number)
        );

    public Task<List<Finding>> FindingsAsync(Receipt receipt) =>
        _app.Db(db => db.Set<Finding>().Where(f => f.ReceiptId == receipt.Id).OrderBy(f => f.Seq).ToListAsync());

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<string> FindingsTextAsync(Receipt receipt) =>
        receipt.Failure + string.Join('\n', (await FindingsAsync(receipt)).Take(20).Select(f => $"{f.Line} {f.ColumnTitle} {f.Value}: {f.Reason} {f.Hint}"));

    private async Task WorkAsync()
    {
        await _app.Services.GetRequiredService<RunWorker>().RunAllAsync();
        var failures = await _app.Db(db => db.Set<Run>().Where(r => r.Status == RunStatus.Failed).Select(r => r.Kind + "：" + r.Failure).ToListAsync());
        failures.ShouldBeEmpty();
    }

    private Task<Receipt> FindAsync(long id) => _app.Db(db => db.Set<Receipt>().AsNoTracking().SingleAsync(r => r.Id == id));

    private static Act ActOf(Organisation organisation, string what, string function, DateTime at) =>
        new(what, function, at, organisation.Code, organisation.AuditChain);
}
