using StudentNet.Modules.Residents;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Students.Q2Records;

/// <summary>Brings the records of a term to what an accepted file says, and stamps the filing of every school in it, and of the county that sent it.</summary>
internal static class RecordAcceptance
{
    public static async Task AcceptAsync(IntakeContext context, CancellationToken cancellation)
    {
        await PeopleOfFiles.CreateAsync(context, "records-people-ours", cancellation);
        await SpelledElsewhere.TellAsync(context, cancellation);
        await context.RunAsync("records-keep", null, cancellation);
        await context.RunAsync("records-write", new { version = RecordSchema.Current.Version.Version }, cancellation);
        await context.RunAsync("records-withdraw", null, cancellation);
        await StampAsync(context, cancellation);
    }

    /// <summary>An accepted file is the filing: the checkpoints (2/15, 8/15) ask for at least one.</summary>
    private static async Task StampAsync(IntakeContext context, CancellationToken cancellation)
    {
        var year = new SchoolYear((int)context.Settings["year"]!);
        var schools = new List<(string Code, SchoolLevel Level, long Filed, long Gaps)>();
        await foreach (
            var school in context.QueryAsync(
                "records-filed",
                null,
                row => (row.GetString(0), row.IsDBNull(1) ? SchoolLevel.Elementary : (SchoolLevel)row.GetInt32(1), row.GetInt64(2), row.GetInt64(3)),
                cancellation
            )
        )
        {
            schools.Add(school);
        }

        // A county that files for its schools has filed too, or it would be asked to until the window ends.
        var sender = context.Receipt.OrganisationCode;
        var own = sender == context.Receipt.CountyCode
            ? schools.GroupBy(s => s.Level).Select(g => (sender, g.Key, g.Sum(s => s.Filed), g.Sum(s => s.Gaps)))
            : [];
        foreach (var (code, level, filed, gaps) in schools.Concat(own))
        {
            await Submissions.SubmitAsync(
                context.Db,
                $"Q2.{context.Settings["term"]}",
                year,
                level,
                new Dictionary<string, long> { ["records"] = filed, ["gaps"] = gaps },
                context.Receipt.Sender,
                context.Act with { What = "提交學籍資料", OrganisationCode = code },
                cancellation
            );
        }
    }
}
