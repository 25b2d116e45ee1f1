using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Schools.M1Parameters;

/// <summary>M1.31 檢視作業期限設定: what the county has set, read-only.</summary>
[Function("M1.31")]
public sealed class SchoolModel(StudentNetDb db, IWindows windows) : FunctionPage
{
    public SchoolYear Of => WorkingYear.ForEntry(Today);

    public SchoolLevel Level => Caller.Organisation.SchoolLevel ?? SchoolLevel.Elementary;

    public CountyParameter Parameter { get; private set; } = null!;

    public WindowTable Windows { get; private set; } = null!;

    /// <summary>Why the county's settings cannot be seen yet; null: they can.</summary>
    public string? NotYet { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var book = await windows.BookAsync(Caller.Organisation.CountyCode, cancellation);
        Parameter = await CountyParameters.ForAsync(db, Caller.Organisation.CountyCode!, Of, Level, cancellation);
        Windows = WindowTable.For(book, Of, Level, Caller.Organisation.Code, Now);
        NotYet = book.State("M1", Of, Level, null, Now) is WindowState.Closed closed ? closed.Why : null;
    }
}
