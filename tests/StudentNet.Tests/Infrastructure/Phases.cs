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
            await db.WriteAsync(
                Act.System(phase.Title, run.Function, now),
                async () =>
                {
                    await phase.Work(context, CancellationToken.None);
                    return 0;
                }
            );
        }
    }

    private sealed class EmptyServices : IServiceProvider
    {
        public static readonly EmptyServices Instance = new();

        public object? GetService(Type serviceType) => null;
    }
}
