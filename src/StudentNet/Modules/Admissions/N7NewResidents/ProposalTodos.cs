using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Admissions.N7NewResidents;

/// <summary>What is due in N7: proposals that wait for the county, proposals that came back to the school.</summary>
internal sealed class ProposalTodos(StudentNetDb db) : ITodoSource
{
    public async Task<IReadOnlyList<DueItem>> OfAsync(Caller caller, DateTime now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var code = caller.Organisation.Code;
        var (due, count) = (caller.Level, caller.Duty) switch
        {
            (Level.County, Duty.CountyOfficer) => (
                new DueItem("N7.21", "確認學校提報的學生", "/N7.21?show=Open", "逐一確認"),
                await db.Set<ProposedChild>().CountAsync(p => p.CountyCode == code && p.State == ProposalState.Open, cancellation)
            ),
            (Level.School, Duty.Registrar) => (
                new DueItem("N7.31", "補正退回的提報", "/N7.31?show=Returned", "補正"),
                await db.Set<ProposedChild>().CountAsync(p => p.SchoolCode == code && p.State == ProposalState.Returned, cancellation)
            ),
            _ => (null, 0),
        };
        return due is null || count == 0 ? [] : [due with { Detail = $"{count:N0} 名戶政名冊沒有的學生" }];
    }
}
