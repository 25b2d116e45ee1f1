using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Platform.Clients;

/// <summary>
/// 介接用戶端: a system that sends files by API or SFTP instead of a person on a page. It belongs to a school, a county or the ministry (a feed)
/// and may send only what is listed here. Its secret for the API is kept by OpenIddict as a hash; this row never holds one.
/// </summary>
public sealed class MachineClient : IVersioned
{
    /// <summary>Longest client id; also the longest name of an SFTP user.</summary>
    public const int LongestId = 32;

    /// <summary>Name at the token endpoint and at the SFTP server: <c>tpe-sis</c>.</summary>
    public required string ClientId { get; init; }

    /// <summary>Shown as the sender: 臺北市校務系統.</summary>
    public required string Name { get; set; }

    /// <summary>A school, a county or <c>MOE</c>. It acts for this organisation and, where that is a county, for every school in it.</summary>
    public required string OrganisationCode { get; init; }

    /// <summary>Codes of the formats it may send, parted by commas. None listed: it may send nothing.</summary>
    public required string Formats { get; set; }

    /// <summary>A client that is switched off gets no token, and the tokens it has are refused at once.</summary>
    public bool IsEnabled { get; set; } = true;

    /// <summary>Public keys for SFTP, one OpenSSH line each; empty: no SFTP.</summary>
    public string SftpKeys { get; set; } = "";

    public required DateTime CreatedAt { get; init; }

    /// <summary>Changes with every new secret; tokens got with an earlier one are refused.</summary>
    public string Stamp { get; set; } = "";

    /// <summary>Switches the client off, or on again. Tokens from before stay dead when it is on again.</summary>
    public void Switch() => (IsEnabled, Stamp) = (!IsEnabled, ClientSecrets.NewStamp());

    public int Version { get; set; }

    public Organisation Organisation { get; init; } = null!;

    /// <summary>The listed formats.</summary>
    public IReadOnlyList<string> FormatCodes => Formats.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The listed keys.</summary>
    public IReadOnlyList<string> SftpKeyLines => SftpKeys.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Whether it may send a format.</summary>
    public bool MaySend(string format) => FormatCodes.Contains(format, StringComparer.Ordinal);
}

internal sealed class MachineClientConfiguration : IEntityTypeConfiguration<MachineClient>
{
    public void Configure(EntityTypeBuilder<MachineClient> builder)
    {
        builder.ToTable("machine_client");
        builder.HasKey(c => c.ClientId);
        builder.Property(c => c.ClientId).HasMaxLength(MachineClient.LongestId);
        builder.HasOne(c => c.Organisation).WithMany().HasForeignKey(c => c.OrganisationCode).OnDelete(DeleteBehavior.Restrict);
        builder.Ignore(c => c.FormatCodes);
        builder.Ignore(c => c.SftpKeyLines);
    }
}
