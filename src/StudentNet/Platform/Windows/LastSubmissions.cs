using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Windows;

/// <summary>
/// The latest stamp of an organisation for each window, year and level. Many parts of a page ask for one of them (banner, tabs, what is due), so all
/// are read at once, the first time, and kept for the request. For what a page shows: who is about to submit reads for himself.
/// </summary>
public sealed class LastSubmissions(StudentNetDb db)
{
    private readonly Dictionary<string, IReadOnlyDictionary<(string, SchoolYear, SchoolLevel), Submission>> _read = new(StringComparer.Ordinal);

    /// <summary>The latest stamp; null: not submitted yet.</summary>
    public async Task<Submission?> OfAsync(string window, string organisationCode, SchoolYear year, SchoolLevel level, CancellationToken cancellation = default) =>
        (await OfAsync(organisationCode, cancellation)).GetValueOrDefault((window, year, level));

    /// <summary>All of them, by window, year and level.</summary>
    public async Task<IReadOnlyDictionary<(string Window, SchoolYear Year, SchoolLevel Level), Submission>> OfAsync(string organisationCode, CancellationToken cancellation = default)
    {
        if (!_read.TryGetValue(organisationCode, out var all))
        {
            all = Keep(organisationCode, await Latest(organisationCode).ToListAsync(cancellation));
        }

        return all;
    }

    /// <summary>The latest stamps of an organisation, as a part of a statement.</summary>
    internal IQueryable<Submission> Latest(string organisationCode) =>
        db.Set<Submission>()
            .AsNoTracking()
            .Where(s => s.OrganisationCode == organisationCode)
            .Where(s => !db.Set<Submission>().Any(l => l.Window == s.Window && l.OrganisationCode == s.OrganisationCode && l.Year == s.Year && l.Level == s.Level && l.Seq > s.Seq));

    /// <summary>Takes over what was read together with something else.</summary>
    internal IReadOnlyDictionary<(string Window, SchoolYear Year, SchoolLevel Level), Submission> Keep(string organisationCode, IEnumerable<Submission> latest) =>
        _read[organisationCode] = latest.ToDictionary(s => (s.Window, s.Year, s.Level));
}
