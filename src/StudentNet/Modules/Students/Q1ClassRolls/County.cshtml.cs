using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>Q1.21 學校填報情形.</summary>
[Function("Q1.21")]
public sealed class CountyModel(StudentNetDb db, TableExport export, IWindows windows, FilingCalendar calendar, RollDoubts doubts) : RollProgressPage(db, export, windows, calendar)
{
    protected override string? County => Caller.Organisation.Code;

    /// <summary>Pupils on two lists or on none.</summary>
    public int Doubts { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        await ReadAsync();
        Doubts = (await doubts.OfAsync(Term, Caller.Scope, cancellation)).Total;
    }
}
