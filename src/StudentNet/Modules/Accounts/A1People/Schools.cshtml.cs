using Microsoft.AspNetCore.Mvc;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Accounts.A1People;

/// <summary>The county gives its schools their AA accounts, one or all at once.</summary>
[Function("A1")]
public sealed class SchoolsModel(StudentNetDb db, SchoolAccounts accounts, AppointingScope scope, TableExport export, WallClock wall) : FunctionPage
{
    private static readonly string[] Columns = ["學校代碼", "學校", "帳號", "啟用碼", "有效期限"];

    /// <summary>Every school of the county.</summary>
    public IReadOnlyList<SchoolAccount> All { get; private set; } = [];

    /// <summary>Those that the filter leaves.</summary>
    public IReadOnlyList<SchoolAccount> Rows => [.. All.Where(row => State switch { "pending" => !row.IsActivated, "active" => row.IsActivated, _ => true })];


    /// <summary>How many schools have not set a password.</summary>
    public int Pending => All.Count(row => !row.IsActivated);

    [BindProperty(SupportsGet = true, Name = "state")]
    public string? State { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!IsGiver)
        {
            return NotFound();
        }

        All = await accounts.ListAsync(Caller, Today, cancellation);
        return Page();
    }

    /// <summary>A code for one school.</summary>
    public async Task<IActionResult> OnPostOneAsync(string? school, CancellationToken cancellation)
    {
        if (!IsGiver || (await accounts.ListAsync(Caller, Today, cancellation)).SingleOrDefault(row => row.School.Code == school) is not { } chosen)
        {
            return NotFound();
        }

        var code = await accounts.IssueAsync(chosen, Today, cancellation);
        await db.SaveAsync(Act("核發學校管理者帳號", detail: chosen.School.Code), cancellation);
        return IssuedCodeModel.Show(this, chosen.School.Name, SignInName.OfAdministrator(chosen.School.Code), code);
    }

    /// <summary>Codes for every school that has not set a password, as a file that can be had only now.</summary>
    public async Task<IActionResult> OnPostAllAsync(CancellationToken cancellation)
    {
        if (!IsGiver)
        {
            return NotFound();
        }

        var pending = (await accounts.ListAsync(Caller, Today, cancellation)).Where(row => !row.IsActivated).ToList();
        var expires = RocDate.Format(TaipeiTime.Today(wall.Now + Appointing.CodeLasts));
        var file = new MemoryStream();
        await using (var table = TableWriter.Create(TableKind.Csv, file))
        {
            await table.SheetAsync("啟用碼", Columns);
            foreach (var row in pending)
            {
                var code = await accounts.IssueAsync(row, Today, cancellation);
                await table.RowAsync([row.School.Code, row.School.Name, SignInName.OfAdministrator(row.School.Code), code, expires]);
            }
        }

        await db.SaveAsync(Act("核發全部學校管理者帳號", detail: $"{pending.Count}"), cancellation);
        return File(file.ToArray(), TableWriter.ContentType(TableKind.Csv), export.FileName(Function.Code, "啟用碼", TableKind.Csv));
    }

    // A1 is open to AA accounts and the ministry too, who give no AA accounts: for them this page is not there.
    private bool IsGiver => scope.Duties(Caller).Any(d => d.Code == Duty.Administrator);
}
