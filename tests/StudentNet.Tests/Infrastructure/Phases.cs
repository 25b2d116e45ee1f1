using StudentNet.Platform.Data;
using StudentNet.Platform.Jobs;

namespace StudentNet.Tests.Infrastructure;

/// <summary>Runs a run's phases one after another, each in its transaction, without the engine around them.</summary>
public static class Phases
{
    public static async Task RunAsync(StudentNetDb db, IRunKind kind, Run run, DateTime now)
    {
        var context = new RunContext(db, run, EmptyServices.Instance, now, (_, _) => { });
        foreach (var phase in kind.Phases)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await phase.Work(context, CancellationToken.None);
            await transaction.CommitAsync();
        }
    }

    private sealed class EmptyServices : IServiceProvider
    {
        public static readonly EmptyServices Instance = new();

        public object? GetService(Type serviceType) => null;
    }
}
