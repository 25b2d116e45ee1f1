using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Organisations;

/// <summary>The notices that lead to one page of an organisation and that nobody there has read yet: they are read where they lead to.</summary>
public static class UnreadNotices
{
    /// <param name="page">How the links begin: <c>/N3.31</c>.</param>
    public static IQueryable<OrganisationNotice> Of(StudentNetDb db, string organisation, string page)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Set<OrganisationNotice>()
            .AsNoTracking()
            .Where(n => n.OrganisationCode == organisation && n.ReadAt == null && n.Link.StartsWith(page))
            .OrderByDescending(n => n.At);
    }

    /// <summary>Somebody of the organisation has read them: they leave what is due.</summary>
    public static async Task MarkReadAsync(StudentNetDb db, string organisation, string page, Act act, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(act);
        var notices = await Of(db, organisation, page).AsTracking().ToListAsync(cancellation);
        foreach (var notice in notices)
        {
            (notice.ReadAt, notice.ReadBy) = (act.At, act.AccountId);
        }

        await db.SaveAsync(act with { Detail = $"{notices.Count}" }, cancellation);
    }
}
