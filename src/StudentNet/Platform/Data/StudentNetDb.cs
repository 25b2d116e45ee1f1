using Microsoft.EntityFrameworkCore;

namespace StudentNet.Platform.Data;

/// <summary>
/// The one model of the system, in two databases (<see cref="SqliteDb"/>, <see cref="PostgresDb"/>). Each module brings its own tables
/// with an <see cref="IEntityTypeConfiguration{TEntity}"/>; they are reached by <c>db.Set&lt;T&gt;()</c>.
/// Nothing is written without an <see cref="Act"/>: use <see cref="SaveAsync"/>, or <see cref="WriteAsync{T}"/> for set-based SQL.
/// </summary>
public abstract class StudentNetDb(DbContextOptions options) : DbContext(options)
{
    private readonly List<AuditLine> _acts = [];
    private IReadOnlyList<Summary>? _summaries;
    private Act? _act;

    /// <summary>Which SQL this database speaks, for the few places where one text cannot serve both.</summary>
    public abstract Dialect Dialect { get; }

    /// <summary>The kept figures of a kind, to be told what a statement has changed.</summary>
    public T Summary<T>()
        where T : Summary => Summaries.OfType<T>().Single();

    // Made when something is first written: most pages only read.
    private IReadOnlyList<Summary> Summaries => _summaries ??= Data.Summary.All();

    /// <summary>Saves what the change tracker holds, and the audit entry of the act, in one transaction.</summary>
    public Task<int> SaveAsync(Act act, CancellationToken cancellation = default) =>
        WriteAsync(act, () => SaveChangesAsync(cancellation), cancellation);

    /// <summary>
    /// Runs a piece of work (tracked changes, SQL statements, bulk writes) in one transaction and ends it with the audit entry of the act.
    /// Inside a transaction that is already open it joins that one. Inside another write its entry waits for the end of the outermost: the head
    /// of a chain is the last row that a transaction locks, or two of them would wait for each other, one with the head and one with a child.
    /// </summary>
    public Task<T> WriteAsync<T>(Act act, Func<Task<T>> work, CancellationToken cancellation = default) => WriteAsync(act, work, static _ => null, cancellation);

    /// <inheritdoc cref="WriteAsync{T}(Act, Func{Task{T}}, CancellationToken)"/>
    /// <param name="refusal">
    /// Why the work was not done, looked for in its result. What was refused did not happen: nothing is written, not even an entry. Not for a
    /// write inside another, which cannot take back a part.
    /// </param>
    public async Task<T> WriteAsync<T>(Act act, Func<Task<T>> work, Func<T, Problem?> refusal, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(act);
        var outer = _act;
        _act = act;
        var joined = Database.CurrentTransaction is not null;
        var transaction = joined ? null : await Database.BeginTransactionAsync(cancellation);
        try
        {
            var changes = AuditTrail.Describe(ChangeTracker);
            var result = await work();
            if (refusal(result) is { } problem)
            {
                if (transaction is null)
                {
                    throw new InvalidOperationException($"A write inside another was refused: {problem.Code}.");
                }

                ChangeTracker.Clear();
                await transaction.RollbackAsync(cancellation);
                return result;
            }

            if (ChangeTracker.HasChanges())
            {
                changes = AuditTrail.Describe(ChangeTracker);
                await SaveChangesAsync(cancellation);
            }

            _acts.Add(new AuditLine(act, AuditKind.Write, AuditTrail.Detail(act, changes), AuditTrail.ShownOf(act, act.People ?? [])));
            if (outer is null)
            {
                // Behind the rows of children, before the heads of the audit: the same order for everybody.
                foreach (var summary in _summaries ?? [])
                {
                    await summary.WriteAsync(this, cancellation);
                }

                await AuditTrail.AppendAsync(this, _acts, cancellation);
            }

            if (transaction is not null)
            {
                await transaction.CommitAsync(cancellation);
            }

            return result;
        }
        finally
        {
            _act = outer;
            if (outer is null)
            {
                _acts.Clear();
                foreach (var summary in _summaries ?? [])
                {
                    summary.Forget();
                }
            }

            if (transaction is not null)
            {
                await transaction.DisposeAsync();
            }
        }
    }

    /// <summary>
    /// Changes a row that somebody has had on a page. Whoever has not seen what another made of it meanwhile must not undo it: then nothing is
    /// written and the answer is <paramref name="changed"/>, also where the other saves in the same moment.
    /// </summary>
    /// <param name="row">Tracked by this context.</param>
    /// <param name="seen">Its version when the page was opened.</param>
    /// <param name="work">Changes it, or says why not.</param>
    public async Task<Problem?> ChangeSeenAsync(IVersioned row, int seen, Problem changed, Act act, Func<Task<Problem?>> work, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (row.Version != seen)
        {
            return changed;
        }

        try
        {
            return await WriteAsync(act, work, static problem => problem, cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            ChangeTracker.Clear();
            return changed;
        }
    }

    /// <summary>Records a look at children: at once, or at the end of the write that it is part of.</summary>
    internal async Task LookAsync(AuditLine line, CancellationToken cancellation)
    {
        if (_act is not null)
        {
            _acts.Add(line);
            return;
        }

        await using var transaction = Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(cancellation) : null;
        await AuditTrail.AppendAsync(this, [line], cancellation);
        if (transaction is not null)
        {
            await transaction.CommitAsync(cancellation);
        }
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new InvalidOperationException("No act, no write: use SaveAsync(act).");

    /// <summary>A key that another writer took in between is the same lost race as a version that it raised, and is reported as that.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (_act is null)
        {
            throw new InvalidOperationException("No act, no write: use SaveAsync(act).");
        }

        foreach (var entry in ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted))
        {
            if (entry is { State: EntityState.Modified, Entity: IVersioned versioned })
            {
                versioned.Version++;
            }

            foreach (var summary in Summaries)
            {
                summary.Note(entry);
            }
        }

        try
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }
        catch (DbUpdateException fault) when (fault is not DbUpdateConcurrencyException && DatabaseFault.KeyIsTaken(fault.InnerException))
        {
            // The next number of a child's history, mostly: whoever reads again finds the one after it.
            throw new DbUpdateConcurrencyException(fault.Message, fault);
        }
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddOAuthTables();
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(StudentNetDb).Assembly);
        foreach (var entity in modelBuilder.Model.GetEntityTypes().Where(e => typeof(IVersioned).IsAssignableFrom(e.ClrType)))
        {
            modelBuilder.Entity(entity.ClrType).Property(nameof(IVersioned.Version)).IsConcurrencyToken();
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<SchoolYear>().HaveConversion<SchoolYearConverter>();
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        // A school level is its entry grade, 1 or 7: files, command lines and clerks all say it so.
        configurationBuilder.Properties<SchoolLevel>().HaveConversion<int>();
    }
}

/// <summary>The embedded database: first run, training, tests, a small county.</summary>
public sealed class SqliteDb(DbContextOptions<SqliteDb> options) : StudentNetDb(options)
{
    public override Dialect Dialect => Dialect.Sqlite;
}

/// <summary>The production database.</summary>
public sealed class PostgresDb(DbContextOptions<PostgresDb> options) : StudentNetDb(options)
{
    public override Dialect Dialect => Dialect.Postgres;
}

/// <summary>Which database answers.</summary>
public enum Dialect
{
    Sqlite,
    Postgres,
}

/// <summary>A row with an application-managed version token: two people changing it at once is a conflict that is shown, not a lost change.</summary>
public interface IVersioned
{
    int Version { get; set; }
}
