using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Students.Q3ForeignStudents;

/// <summary>Q3.31 外籍生管理: the school's list.</summary>
[Function("Q3.31")]
public sealed class SchoolModel(ForeignRoster roster, TableExport export) : ForeignListPage(roster, export)
{
    public override string? Href(PupilRow<ForeignPupil> row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return $"/Q3.31/pupil/{row.Pupil.PersonId}";
    }
}
