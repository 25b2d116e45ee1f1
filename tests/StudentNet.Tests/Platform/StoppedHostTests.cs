using System.Runtime.CompilerServices;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform;

/// <summary>A host that has stopped is let go of: a timer or a static that holds one makes a thousand tests slow, and a server that reloads leak.</summary>
public sealed class StoppedHostTests
{
    [Fact]
    public async Task Nothing_holds_a_host_that_has_stopped()
    {
        // The first one's warm caches may keep it; what is kept of every one is what must not be.
        var hosts = new[] { await StoppedAsync(), await StoppedAsync(), await StoppedAsync() };
        for (var i = 0; i < 10 && hosts[1].IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        hosts[1].IsAlive.ShouldBeFalse();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> StoppedAsync()
    {
        await using var app = await TestApp.CreateAsync(configure: _ => { });
        using var clerk = await app.ClientAs(Persona.Clerk);
        await clerk.OpenAsync("/");
        return new WeakReference(app.Services);
    }
}
