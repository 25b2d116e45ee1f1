using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Schools.M2MasterData;

/// <summary>Changes to a school's master data by hand. Every changed field goes into the school's history; the organisation follows.</summary>
public sealed class SchoolRegister(StudentNetDb db)
{
    /// <summary>Applies <paramref name="edit"/> to a tracked school and keeps what it changed. Returns how many fields that were.</summary>
    public async Task<int> ChangeAsync(School school, Action<School> edit, Act act, CancellationToken cancellation = default)
    {
        var before = Fields(school);
        edit(school);
        var changed = before.Zip(Fields(school)).Where(f => f.First.Value != f.Second.Value).ToList();
        if (changed.Count == 0)
        {
            return 0;
        }

        await db.WriteAsync(
            act,
            async () =>
            {
                await AppendAsync(school.Code, TaipeiTime.Today(act.At), changed.Select(c => (c.First.Field, c.First.Value, c.Second.Value)), cancellation);
                await FollowAsync(school, cancellation);
                return 0;
            },
            cancellation
        );
        return changed.Count;
    }

    /// <summary>Closes a school, into another one where that took over. A closed school, or a successor that is not an open school, is a problem.</summary>
    public async Task<Problem?> CloseAsync(School school, DateOnly on, string? mergedInto, Act act, CancellationToken cancellation = default)
    {
        if (school.ClosedOn is { } already)
        {
            return new Problem("school.closed", $"已登錄於 {RocDate.Format(already)} 停辦", "請重新整理頁面");
        }

        var successor = string.IsNullOrWhiteSpace(mergedInto) ? null : mergedInto.Trim().ToUpperInvariant();
        if (successor is not null && !await db.Set<School>().AnyAsync(s => s.Code == successor && s.ClosedOn == null && s.Code != school.Code, cancellation))
        {
            return new Problem("school.successor", $"沒有代碼「{successor}」的學校", "請填承接學校的單位代碼，沒有併入他校請留空");
        }

        await db.WriteAsync(
            act,
            async () =>
            {
                school.ClosedOn = on;
                var changes = new List<(string, string?, string?)> { (SchoolFields.Closed, null, RocDate.Format(on)) };
                if (successor is not null)
                {
                    changes.Add((SchoolFields.Merged, null, successor));
                }

                await AppendAsync(school.Code, TaipeiTime.Today(act.At), changes, cancellation);
                await FollowAsync(school, cancellation);
                await db.Set<SchoolClosureProposal>().Where(p => p.Code == school.Code).ExecuteDeleteAsync(cancellation);
                return 0;
            },
            cancellation
        );
        return null;
    }

    /// <summary>Takes a school off the list of proposed closures: it stays open.</summary>
    public Task<int> KeepAsync(string code, Act act, CancellationToken cancellation = default) =>
        db.WriteAsync(act, () => db.Set<SchoolClosureProposal>().Where(p => p.Code == code).ExecuteDeleteAsync(cancellation), cancellation);

    private async Task AppendAsync(
        string code,
        DateOnly on,
        IEnumerable<(string Field, string? Before, string? After)> changes,
        CancellationToken cancellation
    )
    {
        var seq = await db.Set<SchoolChange>().Where(c => c.Code == code).MaxAsync(c => (int?)c.Seq, cancellation) ?? 0;
        db.AddRange(
            changes.Select(c => new SchoolChange
            {
                Code = code,
                Seq = ++seq,
                On = on,
                Field = c.Field,
                Before = c.Before,
                After = c.After,
            })
        );
    }

    private async Task FollowAsync(School school, CancellationToken cancellation)
    {
        var organisation = await db.Set<Organisation>().SingleAsync(o => o.Code == school.Code, cancellation);
        organisation.Name = school.Name;
        organisation.TownshipCode = school.TownshipCode;
        organisation.ClosedOn = school.ClosedOn;
    }

    private static List<(string Field, string? Value)> Fields(School s) =>
        [
            (SchoolFields.Name, s.Name),
            (SchoolFields.Township, s.TownshipCode),
            (SchoolFields.Ownership, s.IsPrivate ? "私立" : "公立"),
            (SchoolFields.Address, s.Address),
            (SchoolFields.Telephone, s.Telephone),
            (SchoolFields.Website, s.Website),
            (SchoolFields.RecordSystem, s.UsesRecordSystem ? "是" : "否"),
            (SchoolFields.Opened, s.OpenedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        ];
}
