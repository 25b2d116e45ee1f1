using StudentNet.Platform.Accounts;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>What is due in Q1 besides filing, which the calendar tells: pupils on two rolls, and pupils on none.</summary>
internal sealed class RollTodos(RollDoubts doubts) : ITodoSource
{
    public async Task<IReadOnlyList<DueItem>> OfAsync(Caller caller, DateTime now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var page = (caller.Level, caller.Duty) switch
        {
            (Level.School, Duty.Registrar) => "Q1.31",
            (Level.County, Duty.CountyOfficer) => "Q1.21",
            _ => null,
        };
        if (page is null)
        {
            return [];
        }

        var counts = await doubts.OfAsync(RollTerm.Of(TaipeiTime.Today(now)), caller.Scope, cancellation);
        var due = new List<DueItem>();
        if (counts.Doubled > 0)
        {
            due.Add(new DueItem(page, "確認在兩校名單的學生", $"/{page}/conflicts?show=doubles", "前往確認") { Detail = $"{counts.Doubled:N0} 名學生同時在兩校名單" });
        }

        if (counts.Overdue > 0)
        {
            due.Add(new DueItem(page, "追蹤轉出未轉入的學生", $"/{page}/conflicts?show=overdue", "前往追蹤") { Detail = $"{counts.Overdue:N0} 名學生離開名單超過 3 日，沒有學校轉入" });
        }

        return due;
    }
}
