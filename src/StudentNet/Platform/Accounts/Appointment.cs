using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentNet.Platform.Organisations;

namespace StudentNet.Platform.Accounts;

/// <summary>Authority is rows (domain §11): this account has this duty at this organisation, from this day to that.</summary>
public sealed class Appointment
{
    public long Id { get; init; }

    public long AccountId { get; init; }

    public Account Account { get; init; } = null!;

    public required string OrganisationCode { get; init; }

    public Organisation Organisation { get; init; } = null!;

    /// <summary>Code of <c>Reference/duties.csv</c>.</summary>
    public required string Duty { get; init; }

    /// <summary>Name of the person as the organisation wrote it. It stays with the appointment, so that appointing a number tells nobody whose it is.</summary>
    public required string PersonName { get; set; }

    /// <summary>First day in force, on the calendar of Taipei.</summary>
    public required DateOnly From { get; init; }

    /// <summary>First day no longer in force: 8/1 where the duty lapses with the school year; null: until it is ended.</summary>
    public DateOnly? To { get; set; }

    /// <summary>When the person took it on with the code of the organisation; null: pending, and it gives nothing (domain §11).</summary>
    public DateTime? AcceptedAt { get; set; }

    /// <summary>Whether it gives authority on a day.</summary>
    public bool IsInForce(DateOnly today) => AcceptedAt is not null && Covers(today);

    /// <summary>Whether its days hold this one, accepted or not.</summary>
    public bool Covers(DateOnly day) => From <= day && !HasEnded(day);

    /// <summary>Whether its days are over.</summary>
    public bool HasEnded(DateOnly today) => To is { } to && to <= today;

    /// <summary>Whether its person has still to accept it.</summary>
    public bool IsPending(DateOnly today) => AcceptedAt is null && !HasEnded(today);
}

internal sealed class AppointmentConfiguration : IEntityTypeConfiguration<Appointment>
{
    public void Configure(EntityTypeBuilder<Appointment> builder)
    {
        builder.ToTable("appointment");
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Duty).HasMaxLength(40);
        builder.HasOne(a => a.Organisation).WithMany().HasForeignKey(a => a.OrganisationCode);
        builder.HasIndex(a => new { a.OrganisationCode, a.Duty });
    }
}
