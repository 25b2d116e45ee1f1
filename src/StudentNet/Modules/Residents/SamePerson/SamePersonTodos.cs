using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Residents.SamePerson;

/// <summary>What is due in N7: possible matches that wait for the county.</summary>
internal sealed class SamePersonTodos(StudentNetDb db) : ITodoSource
{
    public async Task<IReadOnlyList<DueItem>> OfAsync(Caller caller, DateTime now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if ((caller.Level, caller.Duty) is not (Level.County, Duty.CountyOfficer))
        {
            return [];
        }

        var count = await SamePersonQuestionsPage.Open(db, SamePersonQuestionsPage.Within(db, caller.Scope)).CountAsync(cancellation);
        return count == 0 ? [] : [new DueItem("N7.21", "判斷可能為同一人的紀錄", "/N7.21/same/possible", "逐筆判斷") { Detail = $"{count:N0} 組姓名、出生日期相同的紀錄" }];
    }
}
