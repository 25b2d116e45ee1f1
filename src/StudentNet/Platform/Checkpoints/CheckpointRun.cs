using StudentNet.Platform.Windows;
using StudentNet.Platform.Data;
using StudentNet.Platform.Jobs;
using StudentNet.Platform.Organisations;

namespace StudentNet.Platform.Checkpoints;

/// <summary>What is frozen.</summary>
public sealed record CheckpointOrder(string Checkpoint, int Year, int Level);

/// <summary>
/// Freezes the figures of a checkpoint, per school, county and nation. They are told from the history as of the checkpoint's instant, so a
/// server that starts late freezes the same figures; asked for twice it changes nothing.
/// </summary>
internal sealed class CheckpointRun : IRunKind
{
    public const string Name = "checkpoint";

    private readonly FilingCalendar _calendar;
    private readonly IReadOnlyList<CheckpointFigures> _sources;

    public CheckpointRun(FilingCalendar calendar, IEnumerable<CheckpointFigures> sources)
    {
        (_calendar, _sources) = (calendar, [.. sources]);
        foreach (var source in _sources.Where(s => calendar.Checkpoints.All(c => c.Window != s.Window)))
        {
            throw new InvalidOperationException(
                $"The figures {source.Statement} are registered for the checkpoint of {source.Window}, and checkpoints.csv has none: they would never be frozen. Correct the name where they are registered, or add the checkpoint."
            );
        }

        Phases = [new RunPhase("凍結檢核數字", FreezeAsync)];
    }

    public string Kind => Name;

    public string Title => "檢核基準日數字凍結";

    public IReadOnlyList<RunPhase> Phases { get; }

    private async Task FreezeAsync(RunContext context, CancellationToken cancellation)
    {
        var order = context.Parameters<CheckpointOrder>();
        var checkpoint = _calendar.Checkpoints.Single(c => c.Name == order.Checkpoint);
        var (year, level) = (new SchoolYear(order.Year), (SchoolLevel)order.Level);
        var dueAt = CountyWindows.InstantOf(checkpoint, year);
        var frozen = new { checkpoint = checkpoint.Name, year, level, dueAt, frozenAt = context.Now };
        if (await context.Db.RunAsync("checkpoint-begin", frozen, cancellation) == 0)
        {
            return;
        }

        var before = dueAt.AddTicks(1);
        var figures = await context.Db.RunAsync(
            "checkpoint-submissions",
            new { checkpoint = checkpoint.Name, year, level, window = checkpoint.Window, before, day = TaipeiTime.Today(dueAt) },
            cancellation
        );
        foreach (var source in _sources.Where(s => s.Window == checkpoint.Window))
        {
            await using var insert = await context.Db.CommandAsync(
                $"""
                insert into checkpoint_figure (checkpoint, year, level, organisation_code, name, value)
                select @checkpoint, @year, @level, figure.organisation_code, figure.name, figure.value
                from (
                {Sql.Text(source.Statement, context.Db.Dialect)}
                ) figure
                """,
                new { checkpoint = checkpoint.Name, year, level, before, day = TaipeiTime.Today(dueAt), placeless = source.Placeless },
                cancellation
            );
            figures += await insert.ExecuteNonQueryAsync(cancellation);
        }

        figures += await context.Db.RunAsync("checkpoint-sums", new { checkpoint = checkpoint.Name, year, level, nation = Organisation.MinistryCode }, cancellation);
        context.Figure("figures", figures);
    }
}

/// <summary>Has each checkpoint frozen at its instant, for both levels.</summary>
internal sealed class CheckpointSchedule(FilingCalendar calendar, IRuns runs) : IScheduledWork
{
    public string Name => "checkpoints";

    public string Title => "檢核基準日數字凍結";

    public Task<DateTime?> NextAsync(StudentNetDb db, DateTime after, CancellationToken cancellation) =>
        Task.FromResult<DateTime?>(Around(after).Select(c => c.At).Where(at => at > after).Min());

    public async Task DoAsync(StudentNetDb db, DueWork due, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(due);
        foreach (var (checkpoint, year, _) in Around(due.At).Where(c => c.At == due.At))
        {
            foreach (var level in Enum.GetValues<SchoolLevel>())
            {
                await runs.RequestAsync(
                    db,
                    CheckpointRun.Name,
                    new CheckpointOrder(checkpoint.Name, year.Roc, (int)level),
                    $"checkpoint/{checkpoint.Name}/{year}/{(int)level}",
                    Act.System($"凍結{checkpoint.Title}（{level.Title()}）", "system.checkpoint", due.Now),
                    cancellation
                );
            }
        }
    }

    /// <summary>The checkpoints of the years around an instant; each is due when its last minute is over.</summary>
    private IEnumerable<(Checkpoint Checkpoint, SchoolYear Year, DateTime At)> Around(DateTime instant)
    {
        var year = SchoolYear.Of(TaipeiTime.Today(instant));
        return from each in new[] { year.Previous, year, year.Next, year.Next.Next }
            from checkpoint in calendar.Checkpoints
            select (checkpoint, each, CountyWindows.InstantOf(checkpoint, each).AddTicks(1));
    }
}
