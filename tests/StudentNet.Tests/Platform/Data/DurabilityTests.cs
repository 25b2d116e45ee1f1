using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Data;

/// <summary>What was confirmed is on the disk (decision 114), as far as a program can say so without pulling a plug.</summary>
public sealed class DurabilityTests
{
    /// <summary>SQLite's word for flushing its log at each commit.</summary>
    private const int Full = 2;

    [Fact]
    public async Task Every_connection_of_the_embedded_database_flushes_what_it_commits()
    {
        await using var app = await TestApp.CreateAsync();
        Assert.SkipWhen(app.Options.Postgres is not null, "PostgreSQL does so by itself; the tests' own is told not to.");
        for (var i = 0; i < 3; i++)
        {
            await using var scope = app.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<StudentNetDb>();
            // Held open, so that each look has a connection of its own.
            await using var transaction = await db.Database.BeginTransactionAsync();
            (await SynchronousAsync(db)).ShouldBe(Full);
            await app.Db(async other => (await SynchronousAsync(other)).ShouldBe(Full));
        }
    }

    [Fact]
    public void Names_in_a_folder_are_flushed_and_a_folder_that_is_not_there_is_told()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere there is nothing to flush.");
        var root = Directory.CreateTempSubdirectory("sn-flush-").FullName;
        try
        {
            var made = DataFolder.Make(Path.Combine(root, "a", "b", "c")).FullName;
            Directory.Exists(made).ShouldBeTrue();
            DataFolder.FlushNames(made);
            Should.Throw<IOException>(() => DataFolder.FlushNames(Path.Combine(root, "nowhere"))).Message.ShouldContain("nowhere");
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static Task<int> SynchronousAsync(StudentNetDb db) => db.Database.SqlQueryRaw<int>("select synchronous as \"Value\" from pragma_synchronous").SingleAsync();
}
