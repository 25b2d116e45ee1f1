using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Residents.N7Protected;

/// <summary>N7.21 地址保護: whose address is told to nobody but a named person, and the form that enters one.</summary>
[Function("N7.21")]
public sealed class IndexModel(StudentNetDb db, SuppressionRegister register, FormatCatalogue formats) : FunctionPage
{
    [BindProperty]
    public ProtectForm Input { get; set; } = new();

    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    public FileFormat Format { get; } = formats[SuppressionsFormat.Code];

    public IReadOnlyList<SuppressionRow> Rows { get; private set; } = [];

    public PageOf Part { get; private set; } = new(0);

    /// <summary>People of the county who can be named.</summary>
    public IReadOnlyList<SelectListItem> Viewers { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancellation) => ReadAsync(cancellation);

    public async Task<IActionResult> OnPostProtectAsync(CancellationToken cancellation)
    {
        var number = PersonNumber.Parse(InvisibleText.Without(Input.Number ?? ""));
        if (!string.IsNullOrWhiteSpace(Input.Number) && !number.IsValid)
        {
            Refuse(number.Problem.Value with { Field = nameof(Input.Number) });
        }

        if (ModelState.IsValid && MayLookUp())
        {
            var county = Caller.Organisation.Code;
            var (person, problem) = await register.FindAsync(county, number.Number!.Value, Input.Name, cancellation);
            if (Input.Viewer is { } viewer && !await Colleagues().AnyAsync(a => a.AccountId == viewer, cancellation))
            {
                problem = new Problem("suppression.viewer", "這個人不是本縣市的人員", "請從清單選擇") { Field = nameof(Input.Viewer) };
            }

            problem ??= await register.ProtectAsync(
                person!.Value,
                Input.Authority.Trim(),
                Input.DocumentNo.Trim(),
                Input.Viewer,
                Act("登錄地址保護", personId: person),
                cancellation
            );
            if (problem is not { } refused)
            {
                this.Tell("已登錄。這名學生的地址不再出現在任何名單、列印與檔案。");
                return Redirect("/N7.21/protected");
            }

            Refuse(refused);
        }

        await ReadAsync(cancellation);
        return this.Unprocessable();
    }

    private IQueryable<Appointment> Colleagues()
    {
        var county = Caller.Organisation.Code;
        return db.Set<Appointment>().AsNoTracking().Where(a => a.OrganisationCode == county);
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        var rows = register.Of(Caller.Organisation.Code).OrderBy(r => r.Suppression.LiftedAt != null).ThenByDescending(r => r.Suppression.EnteredAt).ThenBy(r => r.Suppression.PersonId);
        Part = new PageOf(await rows.CountAsync(cancellation), PageNumber);
        Rows = await rows.Skip(Part.Skip).Take(Part.Size).ToListAsync(cancellation);
        Viewers = [.. (await Colleagues().OrderBy(a => a.PersonName).Select(a => new { a.AccountId, a.PersonName }).Distinct().ToListAsync(cancellation)).Select(a => new SelectListItem(a.PersonName, $"{a.AccountId}"))];
        if (Rows.Count > 0)
        {
            await AuditReadAsync(Rows, "檢視地址保護名單");
        }
    }

    private void Refuse(Problem problem) => ModelState.AddModelError(problem.Field is { } field ? $"Input.{field}" : "", $"{problem.Message}。{problem.Hint}");
}

/// <summary>A suppression as it is typed.</summary>
public sealed class ProtectForm
{
    [Display(Name = "證號"), Required, StringLength(20)]
    public string Number { get; set; } = "";

    [Display(Name = "姓名"), Required, StringLength(50)]
    public string Name { get; set; } = "";

    [Display(Name = "核發單位"), Required, StringLength(60)]
    public string Authority { get; set; } = "";

    [Display(Name = "文號"), Required, StringLength(60)]
    public string DocumentNo { get; set; } = "";

    [Display(Name = "可以查看地址的人")]
    public long? Viewer { get; set; }
}
