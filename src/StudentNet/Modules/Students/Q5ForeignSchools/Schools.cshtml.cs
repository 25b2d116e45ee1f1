using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Students.Q5ForeignSchools;

/// <summary>Q5.21 外僑學校: the foreign schools of the county, and one more.</summary>
[Function("Q5.21")]
public sealed class SchoolsModel(ForeignSchoolRoster roster, ForeignSchoolRegister register) : ForeignSchoolPage(roster)
{
    [BindProperty]
    public SchoolForm Input { get; set; } = new();

    public IReadOnlyList<School> All { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellation) => All = await Roster.Schools(Caller.Scope).ToListAsync(cancellation);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        await OnGetAsync(cancellation);
        if (ModelState.IsValid)
        {
            var act = Act("登錄外僑學校", detail: Input.Code.Trim());
            if (await register.AddAsync(Caller.Organisation, Input.Code, Input.Name, Input.Address, Input.Telephone, act, cancellation) is { } problem)
            {
                ModelState.AddModelError($"Input.{problem.Field}", $"{problem.Message}。{problem.Hint}");
            }
        }

        if (!ModelState.IsValid)
        {
            return this.Unprocessable();
        }

        this.Tell($"已登錄 {Input.Name.Trim()}。請到 A1 核發該校管理者（AA）帳號，由該校指派承辦人。");
        return RedirectToPage();
    }

    /// <summary>What is known of a foreign school.</summary>
    public sealed class SchoolForm
    {
        [Display(Name = "學校代碼"), Required, StringLength(6)]
        public string Code { get; set; } = "";

        [Display(Name = "校名"), Required, StringLength(60)]
        public string Name { get; set; } = "";

        [Display(Name = "地址"), StringLength(200)]
        public string? Address { get; set; }

        [Display(Name = "電話"), StringLength(40)]
        public string? Telephone { get; set; }
    }
}
