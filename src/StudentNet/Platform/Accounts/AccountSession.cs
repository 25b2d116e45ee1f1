using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Accounts;

/// <summary>
/// 登入中的電腦: one signed-in browser. The row is the session: where it is deleted, no copy of the cookie opens anything, whoever has it.
/// </summary>
public sealed class AccountSession : IEntityTypeConfiguration<AccountSession>
{
    /// <summary>How long a browser may be idle.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>How long a session may last, however busy: a long day of work.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    public long Id { get; init; }

    /// <summary>Hash of the key in the cookie: whoever reads the database cannot make the cookie of it.</summary>
    public required string KeyHash { get; init; }

    public required long AccountId { get; init; }

    public Account Account { get; init; } = null!;

    /// <summary>What the browser works as now.</summary>
    public required long AppointmentId { get; set; }

    public Appointment Appointment { get; init; } = null!;

    /// <summary>The account's stamp when it began: a new password or authenticator ends the session.</summary>
    public required string Stamp { get; init; }

    /// <summary>UTC, by the wall clock.</summary>
    public required DateTime BeganAt { get; init; }

    /// <summary>When something was last asked with it, UTC, to a few minutes.</summary>
    public required DateTime SeenAt { get; init; }

    /// <summary>Network address that it began from.</summary>
    public string? Address { get; init; }

    /// <summary>Browser and system, as a person would name them; null: unknown.</summary>
    public string? Browser { get; init; }

    public void Configure(EntityTypeBuilder<AccountSession> builder)
    {
        builder.ToTable("account_session");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.KeyHash).HasMaxLength(64);
        builder.Property(s => s.Stamp).HasMaxLength(64);
        builder.Property(s => s.Address).HasMaxLength(64);
        builder.Property(s => s.Browser).HasMaxLength(60);
        builder.HasIndex(s => s.KeyHash).IsUnique();
        builder.HasIndex(s => s.AppointmentId);
        builder.HasOne(s => s.Account).WithMany().HasForeignKey(s => s.AccountId);
        builder.HasOne(s => s.Appointment).WithMany().HasForeignKey(s => s.AppointmentId);
    }
}
