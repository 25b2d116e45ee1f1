using Microsoft.AspNetCore.Mvc;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Students.Q5ForeignSchools;

/// <summary>Q5.31 one pupil of the caller's own school.</summary>
[Function("Q5.31")]
public sealed class SchoolPupilModel(StudentNetDb db, ForeignSchoolRoster roster, ForeignSchoolPupilRegister register) : ForeignSchoolEditPage(db, roster, register)
{
    public Task<IActionResult> OnGetAsync(long personId, CancellationToken cancellation) => ShowAsync(Caller.Organisation.Code, personId, cancellation);

    public Task<IActionResult> OnPostAsync(long personId, CancellationToken cancellation) => SaveAsync(Caller.Organisation.Code, personId, cancellation);
}
