using StudentNet.Modules.Residents;

namespace StudentNet.Modules.Admissions;

/// <summary>After a list of the registry the children of the cohorts that enter, at grade 1 and at grade 7, have their entry, and moved ones their new county.</summary>
internal sealed class EntriesOfRegistry : IFollowsRegistry
{
    public async Task FollowAsync(RegistryListed listed, CancellationToken cancellation)
    {
        var act = EntryAct.Of(listed.Act, $"收件 #{listed.ReceiptId}") with { OrganisationCode = listed.OrganisationCode };
        foreach (var level in (SchoolLevel[])[SchoolLevel.Elementary, SchoolLevel.JuniorHigh])
        {
            await EntryWriter.ListAsync(listed.Residents, listed.Year, level, act, cancellation);
            await EntryWriter.MoveAsync(listed.Residents, listed.Year, level, act, cancellation);
        }

        await EntryWriter.EndedAsync(listed.Residents.Db, listed.Ended, cancellation);
    }
}
