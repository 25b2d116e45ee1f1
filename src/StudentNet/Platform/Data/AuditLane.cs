using System.Security.Cryptography;
using System.Text;

namespace StudentNet.Platform.Data;

/// <summary>
/// The lane of a chain that an act is written to. Whoever writes holds the head of a lane until the transaction has ended; with one lane a county's
/// clerks would all wait for each other's disk. An account keeps to one, so that what a person did stands in one chain, in order.
/// </summary>
public static class AuditLane
{
    /// <summary>Lanes of a chain: two hundred clerks at once seldom meet, and all heads of the country are still a short list.</summary>
    public const int Count = 64;

    /// <summary>0 to 63; the system writes to 0.</summary>
    public static int Of(Act act) =>
        act switch
        {
            { AccountId: { } account } => (int)(account % Count),
            { ClientId: { } client } => SHA256.HashData(Encoding.UTF8.GetBytes(client))[0] % Count,
            _ => 0,
        };
}
