using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Students;

/// <summary>由系統代送: whether a school's county files Q1 and Q2 for it from 學籍系統 2.0.</summary>
internal static class FiledBySystem
{
    public static Task<bool> IsAsync(StudentNetDb db, string school, CancellationToken cancellation = default) =>
        db.Set<School>().AnyAsync(s => s.Code == school && s.UsesRecordSystem, cancellation);
}
