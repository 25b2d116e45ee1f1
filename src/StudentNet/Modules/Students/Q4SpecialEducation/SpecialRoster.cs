using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Students.Q4SpecialEducation;

/// <summary>The pupils of the latest monthly list within a <see cref="Scope"/>. Whoever shows rows records the look.</summary>
public sealed class SpecialRoster(StudentNetDb db)
{
    /// <summary>A school its own pupils, a county those of its schools, the ministry all; nobody else.</summary>
    public IQueryable<PupilRow<SpecialPlacement>> Within(Scope scope) => db.Set<SpecialPlacement>().Where(p => p.Until == null).Within(db, scope);

    /// <summary>The list in force, by month; null: none has come in yet.</summary>
    public Task<SpecialList?> LatestAsync(CancellationToken cancellation = default) => Lists.FirstOrDefaultAsync(cancellation);

    /// <summary>All lists taken over, newest first.</summary>
    public Task<List<SpecialList>> ListsAsync(CancellationToken cancellation = default) => Lists.ToListAsync(cancellation);

    private IQueryable<SpecialList> Lists => db.Set<SpecialList>().AsNoTracking().OrderByDescending(l => l.Month).ThenByDescending(l => l.ReceiptId);
}
