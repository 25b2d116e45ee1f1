using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StudentNet.Platform.Accounts;

/// <summary>A code or link that sets a password once, instead of a default password that everybody knows (domain §11).</summary>
public sealed class AccountCode
{
    /// <summary>SHA-256 of the code; the code itself is shown once and kept nowhere.</summary>
    public required string Hash { get; init; }

    public required long AccountId { get; init; }

    public Account Account { get; init; } = null!;

    public required CodePurpose Purpose { get; init; }

    public required DateTime IssuedAt { get; init; }

    public required DateTime ExpiresAt { get; init; }

    /// <summary>When it was used, or replaced by a newer one.</summary>
    public DateTime? SpentAt { get; set; }
}

/// <summary>What an <see cref="AccountCode"/> is for, and how long it lasts.</summary>
public enum CodePurpose
{
    /// <summary>Handed over by the organisation or the helpdesk: 14 days.</summary>
    Activation,

    /// <summary>Sent by e-mail to somebody who forgot the password: 1 hour.</summary>
    Reset,

    /// <summary>In place of the authenticator's digits, when the telephone is lost.</summary>
    Recovery,
}

internal sealed class AccountCodeConfiguration : IEntityTypeConfiguration<AccountCode>
{
    public void Configure(EntityTypeBuilder<AccountCode> builder)
    {
        builder.ToTable("account_code");
        builder.HasKey(c => c.Hash);
        builder.Property(c => c.Hash).HasMaxLength(64);
        builder.HasOne(c => c.Account).WithMany().HasForeignKey(c => c.AccountId);
    }
}
