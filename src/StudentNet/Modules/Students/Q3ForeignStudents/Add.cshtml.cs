using Microsoft.AspNetCore.Mvc;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Students.Q3ForeignStudents;

/// <summary>Q3.31 新增外籍生.</summary>
[Function("Q3.31")]
public sealed class AddModel(ForeignPupilRegister register) : ForeignPupilPage
{
    public void OnGet() => Input.ArrivedOn = Today;

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        var number = this.ReadNumber(Input);
        if (!ModelState.IsValid || !MayLookUp())
        {
            return this.Unprocessable();
        }

        var (pupil, refused) = await register.AddAsync(
            Caller.Organisation,
            Input.Person(number),
            Input.Standing(),
            Input.IsSomebodyElse,
            Act("新增外籍生"),
            cancellation
        );
        if (refused is { } why)
        {
            this.Refuse(Input, why);
            return this.Unprocessable();
        }

        this.Tell($"已新增 {Input.Name.Trim()}{(number is null ? "，系統已配號" : "")}。");
        return Redirect($"/Q3.31/pupil/{pupil!.PersonId}");
    }
}
