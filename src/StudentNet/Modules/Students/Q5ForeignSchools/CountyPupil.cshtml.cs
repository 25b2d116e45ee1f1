using Microsoft.AspNetCore.Mvc;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Students.Q5ForeignSchools;

/// <summary>Q5.21 one pupil of a foreign school of the county.</summary>
[Function("Q5.21")]
public sealed class CountyPupilModel(StudentNetDb db, ForeignSchoolRoster roster, ForeignSchoolPupilRegister register) : ForeignSchoolEditPage(db, roster, register)
{
    public Task<IActionResult> OnGetAsync(string school, long personId, CancellationToken cancellation) => ShowAsync(school, personId, cancellation);

    public Task<IActionResult> OnPostAsync(string school, long personId, CancellationToken cancellation) => SaveAsync(school, personId, cancellation);
}
