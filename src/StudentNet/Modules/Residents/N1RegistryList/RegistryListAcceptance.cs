using StudentNet.Kernel;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Residents.N1RegistryList;

/// <summary>
/// Brings residents and entries to what a list says, set by set. Every statement changes only what differs, so the same list again changes
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
        await context.Db.AnalyseAsync(cancellation, "residence", "person_identifier");
        await EnterAsync(context, cancellation);
    }

    /// <summary>Two records that one row proves to be one person: the older number stays, the other record points to it.</summary>
    private static async Task MergeAsync(IntakeContext context, CancellationToken cancellation)
    {
        if (await context.CountAsync("registry-list-count-merges", null, cancellation) > 0)
        {
            await context.RunAsync("registry-list-merge", null, cancellation);
        }
    }

    /// <summary>Children of the cohorts that enter in the list's year, at grade 1 and at grade 7, get their entry; moved ones their new county.</summary>
    private static async Task EnterAsync(IntakeContext context, CancellationToken cancellation)
    {
        var year = new SchoolYear((int)context.Settings["year"]!);
        foreach (var level in (SchoolLevel[])[SchoolLevel.Elementary, SchoolLevel.JuniorHigh])
        {
            var cohort = Cohort.Entering(year, level).Year;
            var account = context.Act.AccountId;
            await context.RunAsync("registry-list-enter", new { level = (int)level, cohort, account = account ?? 0 }, cancellation);
        }
    }
}
