using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Students.ClassRolls;

/// <summary>Q1.21 學校填報情形.</summary>
[Function("Q1.21")]
public sealed class CountyModel(StudentNetDb db, TableExport export) : RollProgressPage(db, export)
{
    protected override string? County => Caller.Organisation.Code;

    public Task OnGetAsync() => ReadAsync();
}
