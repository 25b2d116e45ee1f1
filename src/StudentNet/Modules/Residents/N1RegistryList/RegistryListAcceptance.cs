using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Residents.N1RegistryList;

/// <summary>
/// Brings residents to what a list says, set by set, and tells the other modules. Every statement changes only what differs, so the same list again changes
/// nothing; late lists (older data date) add people that are missing and overwrite nothing.
/// </summary>
internal static class RegistryListAcceptance
{
    public static async Task AcceptAsync(IntakeContext context, CancellationToken cancellation)
    {
        await MergeAsync(context, cancellation);
        var unknown = await context.CountAsync("registry-list-count-new", null, cancellation);
        if (unknown > 0)
        {
            var first = await IdBlock.TakeAsync(context.Db, "person", unknown, cancellation);
            await context.RunAsync("registry-list-number-people", new { first }, cancellation);
            await context.RunAsync("registry-list-add-people", null, cancellation);
            await context.Db.AnalyseAsync(cancellation, "person", context.Staging);
        }

        await context.RunAsync("registry-list-add-numbers", null, cancellation);
        await context.RunAsync("registry-list-update-people", null, cancellation);
        await context.RunAsync("registry-list-move", null, cancellation);
        await context.RunAsync("registry-list-end", null, cancellation);
        await LeaveAsync(context, cancellation);
        await context.Db.AnalyseAsync(cancellation, "residence", "person_identifier");
        await TellAsync(context, cancellation);
    }

    /// <summary>
    /// Ends the residence of children whom a whole list lacks, county by county; a county whose list is a third smaller than what is known keeps all of them. The ledger keeps every one
    /// of them: the old county answers until the registry says where the child is (decision 130).
    /// </summary>
    private static async Task LeaveAsync(IntakeContext context, CancellationToken cancellation)
    {
        if ((string)context.Settings["list"]! != RegistryListFormat.WholeAge || context.Receipt.Supplements)
        {
            return;
        }

        await context.RunAsync("registry-leaving-table", null, cancellation);
        await context.RunAsync("registry-list-leaving", null, cancellation);
        var lacking = await context.CountAsync("registry-leaving-count", null, cancellation);
        await context.RunAsync("registry-list-shrunk", null, cancellation);
        var leaving = await context.CountAsync("registry-leaving-count", null, cancellation);
        await context.RunAsync("registry-list-leave", null, cancellation);
        await context.RunAsync("registry-whole-list", new { ended = leaving, kept = lacking - leaving }, cancellation);
    }

    /// <summary>
    /// Two records that a row of the list proves to be one person become one; the record of the current number stays. Rows of the list that
    /// spoke of the other record speak of that one from here on.
    /// </summary>
    private static async Task MergeAsync(IntakeContext context, CancellationToken cancellation)
    {
        var proofs = await context.QueryAsync("registry-list-merges", null, r => (Survivor: r.GetInt64(0), Merged: r.GetInt64(1)), cancellation).ToListAsync(cancellation);
        if (proofs.Count == 0)
        {
            return;
        }

        var merge = context.Services!.GetRequiredService<PersonMerge>();
        var into = new Dictionary<long, long>();
        foreach (var proof in proofs)
        {
            var (survivor, merged) = (Standing(proof.Survivor), Standing(proof.Merged));
            if (survivor != merged)
            {
                var act = context.Act with { PersonId = survivor };
                await merge.MergeAsync(survivor, merged, $"戶籍名冊，收件 #{context.Receipt.Id}", act, cancellation);
                into[merged] = survivor;
                await context.RunAsync("registry-list-merged", new { survivor, merged }, cancellation);
            }
        }

        // One list may prove a chain of records to be one person.
        long Standing(long person)
        {
            while (into.TryGetValue(person, out var next))
            {
                person = next;
            }

            return person;
        }
    }

    /// <summary>Tells the other modules which residents the list named: entries follow from it.</summary>
    private static async Task TellAsync(IntakeContext context, CancellationToken cancellation)
    {
        var residents = await PersonSet.FillAsync(context.Db, () => context.RunAsync("registry-list-residents", null, cancellation), cancellation);
        var receipt = context.Receipt;
        var ended = await context.QueryAsync("registry-list-ended", null, r => r.GetInt64(0), cancellation).ToListAsync(cancellation);
        var listed = new RegistryListed(residents, new SchoolYear((int)context.Settings["year"]!), context.Act, receipt.Id, receipt.OrganisationCode, ended);
        foreach (var follower in context.Services!.GetServices<IFollowsRegistry>())
        {
            await follower.FollowAsync(listed, cancellation);
        }
    }
}
