using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Accounts;

/// <summary>Where a try at an account comes from.</summary>
/// <param name="Address">Network address, as records keep it; null: unknown.</param>
/// <param name="Network">What counts as one address (<see cref="Networks"/>).</param>
/// <param name="Device">The browser's own number: that of its cookie, or a new one that nobody has signed in with.</param>
/// <param name="Browser">What its user calls it; null: unknown.</param>
public sealed record SignInOrigin(string? Address, string Network, string Device, string? Browser);

/// <summary>What counts as one address.</summary>
public static class Networks
{
    private const int PrefixBytes = 8;

    /// <summary>An IPv4 address, or the /64 of an IPv6 address: whoever has one address there has all of them.</summary>
    public static string Of(IPAddress? address)
    {
        var known = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address ?? IPAddress.None;
        return known.AddressFamily == AddressFamily.InterNetworkV6
            ? new IPAddress([.. known.GetAddressBytes().Take(PrefixBytes), .. new byte[PrefixBytes]]) + "/64"
            : known.ToString();
    }
}

/// <summary>
/// The tries at one account from one browser or one network. Locks count here, so that strangers cannot lock out whoever has signed in before
/// (decision 61).
/// </summary>
public sealed class SignInSource : IVersioned
{
    public required long AccountId { get; init; }

    public Account Account { get; init; } = null!;

    /// <summary>The device's number as a hash, or the network.</summary>
    public required string Source { get; init; }

    /// <summary>Wrong passwords and codes since the last right one, or since the last lock.</summary>
    public int FailedAttempts { get; set; }

    public DateTime? LockedUntil { get; set; }

    /// <summary>When the account last signed in from here; null: never.</summary>
    public DateTime? SignedInAt { get; set; }

    /// <summary>When anything last came from here.</summary>
    public required DateTime LastAt { get; set; }

    public int Version { get; set; }

    /// <summary>How long a sign-in makes its device and network known.</summary>
    public static readonly TimeSpan KnownFor = TimeSpan.FromDays(180);

    /// <summary>Whether the account has signed in from here lately.</summary>
    public bool IsKnown(DateTime now) => SignedInAt > now - KnownFor;
}

internal sealed class SignInSourceConfiguration : IEntityTypeConfiguration<SignInSource>
{
    public void Configure(EntityTypeBuilder<SignInSource> builder)
    {
        builder.ToTable("sign_in_source");
        builder.HasKey(s => new { s.AccountId, s.Source });
        builder.Property(s => s.Source).HasMaxLength(80);
        builder.HasOne(s => s.Account).WithMany().HasForeignKey(s => s.AccountId);
    }
}
