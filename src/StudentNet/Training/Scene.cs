using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Installations;
using StudentNet.Platform.Jobs;
using StudentNet.Platform.Organisations;

namespace StudentNet.Training;

/// <summary>The stage on which the training county is played: its services, its clock, and whom an act is by.</summary>
internal sealed class Scene(IServiceProvider services)
{
    public StudentNetDb Db { get; } = services.GetRequiredService<StudentNetDb>();

    /// <summary>The day on the training clock, in Taipei.</summary>
    public DateOnly Today => TaipeiTime.Today(Now);

    private DateTime Now => services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>Sets the training clock to a time of Taipei.</summary>
    public Task GoToAsync(DateTime taipei, CancellationToken cancellation) =>
        Get<TrainingClock>().SetAsync(Db, TaipeiTime.ToUtc(taipei), System("撥訓練時鐘"), cancellation);

    /// <summary>An act of the system, now.</summary>
    public Act System(string what) => Act.System(what, "system.training", Now);

    /// <summary>An act for the county, now.</summary>
    public async Task<Act> OfCountyAsync(string what, string function, CancellationToken cancellation) =>
        Of(await CountyAsync(cancellation), what, function);

    /// <summary>An act for an organisation, now.</summary>
    public Act Of(Organisation organisation, string what, string function) =>
        new(what, function, Now, organisation.Code, organisation.AuditChain);

    public Task<Organisation> CountyAsync(CancellationToken cancellation) =>
        Db.Set<Organisation>().SingleAsync(o => o.Code == TrainingMap.County, cancellation);

    /// <summary>Carries out everything queued; the server's own workers have not begun yet.</summary>
    public async Task WorkAsync(CancellationToken cancellation)
    {
        await Get<RunWorker>().RunAllAsync(cancellation);
        Db.ChangeTracker.Clear();
    }
}
