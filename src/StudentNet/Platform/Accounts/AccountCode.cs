using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Accounts;

/// <summary>A code or link that proves something once: it sets a password, accepts a duty, confirms an address (domain §11).</summary>
public sealed class AccountCode
{
    /// <summary>SHA-256 of the code; the code itself is shown once and kept nowhere.</summary>
    public required string Hash { get; init; }

    public required long AccountId { get; init; }

    public Account Account { get; init; } = null!;

    public required CodePurpose Purpose { get; init; }

    /// <summary>The appointment that it accepts; null: none.</summary>
    public long? AppointmentId { get; init; }

    public Appointment? Appointment { get; init; }

    /// <summary>The address that it was mailed to and confirms; null: it confirms none.</summary>
    public string? Email { get; init; }

    public required DateTime IssuedAt { get; init; }

    public required DateTime ExpiresAt { get; init; }

    /// <summary>When it was used, or replaced by a newer one.</summary>
    public DateTime? SpentAt { get; set; }
}

/// <summary>What an <see cref="AccountCode"/> is for, and how long it lasts.</summary>
public enum CodePurpose
{
    /// <summary>Handed over by an organisation for one appointment: accepts it, and sets the first password of an account that has none. 14 days.</summary>
    Appointment,

    /// <summary>Handed over by the helpdesk, or by the county for an AA account: sets the password whether there is one or not. 14 days.</summary>
    Activation,

    /// <summary>Sent by e-mail to somebody who forgot the password: 1 hour.</summary>
    Reset,

    /// <summary>Mailed to a new address, which becomes the account's when its holder types the code: 1 hour.</summary>
    Email,

    /// <summary>In place of the authenticator's digits, when the telephone is lost.</summary>
    Recovery,
}

internal static class AccountCodes
{
    /// <summary>Spends the account's codes of a kind that are still good. Tracked, not saved.</summary>
    public static async Task SpendCodesAsync(
        this StudentNetDb db,
        Account account,
        Expression<Func<AccountCode, bool>> kind,
        DateTime at,
        CancellationToken cancellation
    )
    {
        foreach (var code in await db.Set<AccountCode>().Where(c => c.AccountId == account.Id && c.SpentAt == null).Where(kind).ToListAsync(cancellation))
        {
            code.SpentAt = at;
        }
    }
}

internal sealed class AccountCodeConfiguration : IEntityTypeConfiguration<AccountCode>
{
    public void Configure(EntityTypeBuilder<AccountCode> builder)
    {
        builder.ToTable("account_code");
        builder.HasKey(c => c.Hash);
        builder.Property(c => c.Hash).HasMaxLength(64);
        builder.HasOne(c => c.Account).WithMany().HasForeignKey(c => c.AccountId);
        builder.HasOne(c => c.Appointment).WithMany().HasForeignKey(c => c.AppointmentId);
        builder.Property(c => c.Email).HasMaxLength(200);
    }
}
