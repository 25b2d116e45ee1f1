using Microsoft.AspNetCore.Mvc;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Schools.M2MasterData;

/// <summary>M2.31 學校基本資料: the school sees its data and keeps address, telephone and website up to date; the rest is the county's.</summary>
[Function("M2.31")]
public sealed class SchoolModel(SchoolTable table, SchoolRegister register) : FunctionPage
{
    [BindProperty]
    public ContactForm Input { get; set; } = new();

    /// <summary>Address and telephone are of no year.</summary>
    public override FilingScope? Filing => FilingScope.OfNoYear(Caller.Organisation.SchoolLevel);

    public SchoolView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!await FindAsync(cancellation))
        {
            return NotFound();
        }

        Input.From(View.Row.School);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!await FindAsync(cancellation))
        {
            return NotFound();
        }

        if (!ModelState.IsValid)
        {
            return this.Unprocessable();
        }

        var changed = await register.ChangeAsync(View.Row.School, Input.To, Act("維護學校聯絡資料"), cancellation);
        this.Tell(changed == 0 ? "沒有異動。" : $"已儲存 {changed} 項。");
        return RedirectToPage();
    }

    private async Task<bool> FindAsync(CancellationToken cancellation)
    {
        var code = Caller.Organisation.Code;
        if (await table.FindAsync(code, cancellation) is not { } row)
        {
            return false;
        }

        View = new SchoolView(row, await table.HistoryAsync(code, cancellation));
        return true;
    }
}
