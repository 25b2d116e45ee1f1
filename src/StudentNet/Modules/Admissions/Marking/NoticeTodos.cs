using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Admissions.Marking;

/// <summary>Notices that nobody of the organisation has read yet, equal ones together: a child registered elsewhere, a conflict, a reminder of the county.</summary>
internal sealed class NoticeTodos(StudentNetDb db) : ITodoSource
{
    public async Task<IReadOnlyList<DueItem>> OfAsync(Caller caller, DateTime now, CancellationToken cancellation = default)
    {
        if ((caller.Level, caller.Duty) is not ((Level.School, Duty.Registrar) or (Level.County, Duty.CountyOfficer)))
        {
            return [];
        }

        var notices = await db.Set<OrganisationNotice>()
            .Where(n => n.OrganisationCode == caller.Organisation.Code && n.ReadAt == null)
            .GroupBy(n => new { n.Text, n.Link })
            .Select(g => new { g.Key.Text, g.Key.Link, Children = g.Count(n => n.PersonId != null), At = g.Max(n => n.At) })
            .ToListAsync(cancellation);
        return
        [
            .. notices.OrderByDescending(n => n.At)
                .Select(n => new DueItem(FunctionOf(n.Link), n.Text, ReadAt(n.Link), "查看") { Detail = $"{(n.Children > 0 ? $"{n.Children:N0} 人，最近 " : "")}{Moment.Short(n.At)}" }),
        ];
    }

    /// <summary>Code of the function that a link leads to: /N3.31/conflicts → N3.31.</summary>
    private static string FunctionOf(string link) => link.TrimStart('/').Split('/', '?')[0];

    /// <summary>
    /// Where a notice can be read and marked as read: the page that it names itself, or the conflicts of its function where it names no more than
    /// the list of a function that has them.
    /// </summary>
    internal static string ReadAt(string link) =>
        FunctionOf(link) is ("N3.31" or "N5.31" or "N3.21" or "N5.21" or "Q1.31") and var function ? $"/{function}/conflicts" : link;
}
