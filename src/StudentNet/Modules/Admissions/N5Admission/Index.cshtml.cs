using StudentNet.Modules.Admissions.Marking;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.N5Admission;

/// <summary>N5.31 勾選入學.</summary>
[Function("N5.31")]
public sealed class IndexModel(StudentNetDb db, SchoolList lists, MarkRegister register, WindowGate gate, WindowBanners banners)
    : MarkListPage(EntryStage.Admission, db, lists, register, gate, banners)
{
    /// <summary>How many children the registration list would fill in.</summary>
    public int FromRegistration { get; private set; }

    public override async Task OnGetAsync()
    {
        await base.OnGetAsync();
        FromRegistration = IsOpen ? Prefill.Of(View.All, Today).Count : 0;
    }
}
