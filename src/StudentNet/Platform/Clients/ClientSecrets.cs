using System.Buffers.Text;
using System.Security.Cryptography;
using OpenIddict.Abstractions;
using StudentNet.Platform.Data;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace StudentNet.Platform.Clients;

/// <summary>Gives a client its secret for the token endpoint. The secret is returned once; OpenIddict keeps a hash of it.</summary>
public sealed class ClientSecrets(IOpenIddictApplicationManager applications)
{
    /// <summary>So that a secret left in a repository or a log is recognised by those who search for such things.</summary>
    private const string Prefix = "sn_";

    private const int Bytes = 32;

    /// <summary>
    /// Makes a new secret for a client that the context tracks; the one before is no longer good, nor are the tokens it got. Saves nothing
    /// outside <paramref name="act"/>'s transaction.
    /// </summary>
    public Task<string> IssueAsync(StudentNetDb db, MachineClient client, Act act, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(client);
        var secret = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        client.Stamp = NewStamp();
        return db.WriteAsync(
            act,
            async () =>
            {
                if (await applications.FindByClientIdAsync(client.ClientId, cancellation) is { } known)
                {
                    await applications.UpdateAsync(known, secret, cancellation);
                }
                else
                {
                    await applications.CreateAsync(Describe(client, secret), cancellation);
                }

                return secret;
            },
            cancellation
        );
    }

    /// <summary>A stamp unlike any before.</summary>
    public static string NewStamp() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private static OpenIddictApplicationDescriptor Describe(MachineClient client, string secret) =>
        new()
        {
            ClientId = client.ClientId,
            ClientSecret = secret,
            ClientType = ClientTypes.Confidential,
            DisplayName = client.Name,
            Permissions = { Permissions.Endpoints.Token, Permissions.GrantTypes.ClientCredentials },
        };
}
