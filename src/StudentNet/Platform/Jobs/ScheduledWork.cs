using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Jobs;

/// <summary>
/// Work that the calendar asks for: a comparison every Friday, a checkpoint at its instant (domain §3). Each due instant is carried out once,
/// in order, by one server; those that fell due while none was running are made up for. Registered with <c>services.AddScheduledWork&lt;T&gt;()</c>.
/// </summary>
public interface IScheduledWork
{
    /// <summary>Name that never changes: what has been done is remembered under it.</summary>
    string Name { get; }

    /// <summary>Title for people: 全國大比對.</summary>
    string Title { get; }

    /// <summary>The first due instant strictly after another, both UTC; null: none as far as the parameters say.</summary>
    Task<DateTime?> NextAsync(StudentNetDb db, DateTime after, CancellationToken cancellation);

    /// <summary>
    /// Does what is due, in the transaction that also remembers that it is done. Long work asks for a run here, and is found again if it was
    /// asked for already.
    /// </summary>
    Task DoAsync(StudentNetDb db, DueWork due, CancellationToken cancellation);
}

/// <summary>A due piece of work.</summary>
/// <param name="At">When it was due, UTC.</param>
/// <param name="Now">When it is done, UTC: later where no server was running.</param>
public sealed record DueWork(DateTime At, DateTime Now);

/// <summary>Up to which instant a scheduled work has been done.</summary>
public sealed class ScheduleMark
{
    public required string Name { get; init; }

    public required DateTime DoneUntil { get; init; }
}

internal sealed class ScheduleMarkConfiguration : IEntityTypeConfiguration<ScheduleMark>
{
    public void Configure(EntityTypeBuilder<ScheduleMark> builder)
    {
        builder.ToTable("schedule_mark");
        builder.HasKey(m => m.Name);
        builder.Property(m => m.Name).HasMaxLength(60);
    }
}
