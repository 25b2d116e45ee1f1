using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Students;

/// <summary>
/// A file of one school that writes a child of another otherwise than its record corrects nothing (<c>people.not-ours</c>); the child's school gets a task: it
/// alone may correct the record. What the file said is told to its sender only.
/// </summary>
internal static class SpelledElsewhere
{
    public const string Text = "他校的檔案對本校學生的姓名、生日、性別或國籍寫得不同，資料沒有更改，請核對並更正";

    /// <summary>Where the school reads it.</summary>
    public const string Link = "/Q1.31/conflicts";

    /// <summary>Tells each school of each of its children, unless that stands unread already; the caller saves.</summary>
    public static async Task TellAsync(IntakeContext context, CancellationToken cancellation)
    {
        var children = await context.QueryAsync("pupils-spelled-elsewhere", null, row => (Person: row.GetInt64(0), School: row.GetString(1)), cancellation).ToListAsync(cancellation);
        if (children.Count == 0)
        {
            return;
        }

        var schools = children.Select(c => c.School).Distinct().ToList();
        var unread = (
            await context.Db.Set<OrganisationNotice>()
                .Where(n => schools.Contains(n.OrganisationCode) && n.Text == Text && n.ReadAt == null)
                .Select(n => new { n.OrganisationCode, n.PersonId })
                .ToListAsync(cancellation)
        ).ToHashSet();
        context.Db.AddRange(
            children
                .Where(c => !unread.Contains(new { OrganisationCode = c.School, PersonId = (long?)c.Person }))
                .Select(c => new OrganisationNotice { OrganisationCode = c.School, Text = Text, Link = Link, PersonId = c.Person, At = context.Act.At })
        );
        await context.Db.SaveChangesAsync(cancellation);
    }
}
