using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Students;

/// <summary>由系統代送: whether a school's county files Q1 and Q2 for it from 學籍系統 2.0. Gate, banner and tabs of one page ask for the same school: it is read once a request.</summary>
public sealed class FiledBySystem(StudentNetDb db)
{
    private readonly Dictionary<string, bool> _known = new(StringComparer.Ordinal);

    /// <summary>Whether a system files for the school; as it was the first time that the request asked.</summary>
    public async Task<bool> IsAsync(string school, CancellationToken cancellation = default) =>
        _known.TryGetValue(school, out var known) ? known : _known[school] = await IsAsync(db, school, cancellation);

    /// <summary>Takes over what a page has read together with something else.</summary>
    internal void Know(string school, bool isFiled) => _known[school] = isFiled;

    /// <summary>The schools that a system files for.</summary>
    internal static IQueryable<School> Of(StudentNetDb db) => db.Set<School>().Where(s => s.UsesRecordSystem);

    internal static Task<bool> IsAsync(StudentNetDb db, string school, CancellationToken cancellation = default) => Of(db).AnyAsync(s => s.Code == school, cancellation);
}
