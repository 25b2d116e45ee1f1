using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Bench;

/// <summary>The registry's list from the door to the tables: receipt, reading, checks, difference, acceptance.</summary>
internal static class Intake
{
    private static readonly Organisation Ministry = new() { Code = Organisation.MinistryCode, Level = Level.Ministry, Name = "國教署" };

    /// <summary>Against a bare COPY (PostgreSQL) or prepared insert (SQLite) of the same rows into one table with a primary key.</summary>
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(PostgresCluster? cluster, int rows)
    {
        await using var site = await Site.CreateAsync(cluster);
        await site.TimeAsync(Country.SettleAsync);
        await site.SettleAsync();
        var file = Path.Combine(site.Folder, "list.csv");
        await RegistryFile.WriteAsync(file, rows);

        var bare = await site.TimeInsertAsync(rows, RegistryFile.Headings.Count, RegistryFile.Row);
        var read = await site.TimeAsync((services, db) => ReceiveAsync(services, db, file)) + await site.TimeQueuedAsync();
        var accept = await site.TimeAsync(AcceptAsync) + await site.TimeQueuedAsync();
        await site.TimeAsync(db => ProveAsync(db, rows));

        const string yardstick = "同樣的列直接寫入一個有主鍵的表";
        return
        [
            new(site.Database, "名冊：收件到檢核完成", rows, read, yardstick, bare),
            new(site.Database, "名冊：收件到寫入完成", rows, read + accept, yardstick, bare),
        ];
    }

    private static async Task ReceiveAsync(IServiceProvider services, StudentNetDb db, string file)
    {
        await using var content = File.OpenRead(file);
        var settings = new Dictionary<string, string> { ["year"] = "115", ["list"] = "3/20 名冊" };
        var sender = new Sender("範例", Ministry, (what, function, at) => new Act(what, function, at, Ministry.Code, Ministry.AuditChain));
        var incoming = new IncomingFile("registry-list", "list.csv", content, Door.CommandLine, settings);
        if (await services.GetRequiredService<Reception>().ReceiveAsync(db, incoming, sender) is ReceptionResult.Refused refused)
        {
            throw new InvalidOperationException(refused.Problem.Message);
        }
    }

    private static async Task AcceptAsync(IServiceProvider services, StudentNetDb db)
    {
        var receipt = await db.Set<Receipt>().SingleAsync();
        var act = new Act("匯入", "N1.11", Country.Now, Ministry.Code, Ministry.AuditChain);
        if (await services.GetRequiredService<ReceiptRegister>().AcceptAsync(db, receipt, Ministry, shrinkConfirmed: true, act) is { Problem: var problem })
        {
            throw new InvalidOperationException(problem.Message);
        }
    }

    /// <summary>A figure for work that was not done would be worthless.</summary>
    private static async Task ProveAsync(StudentNetDb db, int rows)
    {
        var receipt = await db.Set<Receipt>().AsNoTracking().SingleAsync();
        var bad = Enumerable.Range(0, rows).Count(RegistryFile.IsBad);
        var people = await db.Set<Modules.Residents.Person>().CountAsync();
        if (receipt.Status != ReceiptStatus.Accepted || receipt.BadRows != bad || people != rows - bad)
        {
            throw new InvalidOperationException($"{receipt.Status} {receipt.Failure}: {receipt.BadRows} bad rows, not {bad}; {people} people, not {rows - bad}");
        }
    }
}
