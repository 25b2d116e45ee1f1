using StudentNet.Platform.Data;

namespace StudentNet.Modules.Residents;

/// <summary>What a list of the household registry said, for the modules for which something follows from it.</summary>
/// <param name="Residents">The children of the list who live in the country now, each with county and cohort, in the transaction that accepts the list.</param>
/// <param name="Year">The school year of the list.</param>
/// <param name="Act">Who accepted it.</param>
/// <param name="ReceiptId">The list.</param>
/// <param name="OrganisationCode">Who sent it.</param>
/// <param name="Ended">Those whose residence the list ended (death, abroad, nationality lost), and those for whom it took that back.</param>
public sealed record RegistryListed(PersonSet Residents, SchoolYear Year, Act Act, long ReceiptId, string OrganisationCode, IReadOnlyList<long> Ended);

/// <summary>A module for which something follows when the registry has named residents: their entries, their standings.</summary>
public interface IFollowsRegistry
{
    /// <summary>Called once a list, after persons and residences are written, in the same transaction.</summary>
    Task FollowAsync(RegistryListed listed, CancellationToken cancellation);
}
