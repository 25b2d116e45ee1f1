using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions.Marking;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Admissions;

/// <summary>What a school has written about a child at registration or admission, and when: for whoever looks for the child.</summary>
/// <param name="School">999601 示範國小: the school that says so.</param>
/// <param name="Words">未報到，私校（○○國小）.</param>
public sealed record SchoolSaid(string School, string Words, DateTime At, bool IsHere);

/// <summary>Reads it.</summary>
public static class SaidBySchools
{
    /// <summary>All that schools say of a child in a year and level and have not taken back, the newest first. One statement.</summary>
    public static async Task<IReadOnlyList<SchoolSaid>> OfAsync(StudentNetDb db, long person, SchoolYear year, SchoolLevel level, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var marks = await db.Set<EntryMark>()
            .AsNoTracking()
            .Where(m => m.PersonId == person && m.Year == year && m.Level == level && m.State != MarkState.Cleared)
            .OrderByDescending(m => m.At)
            .Select(m => new
            {
                Mark = m,
                School = db.Set<Organisation>().Where(o => o.Code == m.SchoolCode).Select(o => o.Name).FirstOrDefault(),
                Named = db.Set<Organisation>().Where(o => o.Code == m.ReasonSchool).Select(o => o.Name).FirstOrDefault(),
            })
            .ToListAsync(cancellation);
        return
        [
            .. marks.Select(m =>
            {
                var (stage, isHere) = (StageWords.Of(m.Mark.Stage), m.Mark.State == MarkState.Here);
                var why = Reasons.Words(m.Mark.Reason, m.Mark.ReasonSchool ?? m.Mark.ReasonDetail, m.Mark.Stage, code => $"{code} {m.Named}".Trim());
                return new SchoolSaid($"{m.Mark.SchoolCode} {m.School}".Trim(), isHere ? stage.Here : why.Length == 0 ? stage.NotHere : $"{stage.NotHere}，{why}", m.Mark.At, isHere);
            }),
        ];
    }
}
