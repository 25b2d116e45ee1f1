using System.Text.RegularExpressions;
using StudentNet.Platform.Clients;

namespace StudentNet.Modules.Exchange.Sftp;

/// <summary>What sshd reads of the clients: one file of keys each, named like the account. Nothing of a stored line but kind and key gets there.</summary>
internal static partial class SftpKeys
{
    /// <summary>Names that can be a Linux account and a folder; a client of another name has no SFTP.</summary>
    public static bool IsAccountName(string clientId) => AccountName().IsMatch(clientId);

    /// <summary>
    /// The lines for sshd: <c>restrict</c> before each key, so that not even a slip in the server's configuration gives a terminal or a tunnel.
    /// Lines that are no key, or that bring options of their own, are left out.
    /// </summary>
    public static IReadOnlyList<string> Lines(MachineClient client) =>
        [.. client.SftpKeyLines.Select(l => Key().Match(l)).Where(m => m.Success).Select(m => $"restrict {m.Groups["kind"].Value} {m.Groups["key"].Value} {client.ClientId}")];

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,31}\z")]
    private static partial Regex AccountName();

    [GeneratedRegex(@"\A(?<kind>ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)|sk-(ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com) (?<key>[A-Za-z0-9+/]{40,}={0,2})( .*)?\z")]
    private static partial Regex Key();
}
