using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Exchange;

/// <summary>Receipts as a caller may see them: one's own organisation's; a county those of its schools too; the ministry all. Only the own ones may be decided.</summary>
public sealed class ReceiptQuery(StudentNetDb db, FormatCatalogue formats, FunctionCatalogue functions, FunctionAccess access)
{
    /// <summary>Receipts within the caller's scope, newest first.</summary>
    public IQueryable<Receipt> Within(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var codes = formats.All.Where(f => MaySee(caller, f)).Select(f => f.Code).ToList();
        return db.Set<Receipt>()
            .Within(caller.Scope, county: code => r => r.CountyCode == code, township: SentBy, school: SentBy)
            .Where(r => codes.Contains(r.Format))
            .OrderByDescending(r => r.Id);

        static Expression<Func<Receipt, bool>> SentBy(string code) => r => r.OrganisationCode == code;
    }

    /// <summary>A receipt of the caller's scope, tracked; null: not there, or not the caller's.</summary>
    public Task<Receipt?> FindAsync(Caller caller, long id, CancellationToken cancellation = default) =>
        Within(caller).SingleOrDefaultAsync(r => r.Id == id, cancellation);

    /// <summary>Formats whose receipts the caller may look at.</summary>
    public IReadOnlyList<FileFormat> Seen(Caller caller) => [.. formats.All.Where(f => MaySee(caller, f))];

    /// <summary>Formats that the caller may send.</summary>
    public IReadOnlyList<FileFormat> Sendable(Caller caller) => [.. formats.All.Where(f => MaySend(caller, f))];

    /// <summary>The function by which the caller sends a format; null: the caller may not.</summary>
    public Function? SendingFunction(Caller caller, FileFormat format) =>
        format.Functions.Select(code => functions[code]).FirstOrDefault(f => access.IsOpen(f, caller));

    /// <summary>Whether the caller may accept or discard it.</summary>
    public bool MayDecide(Caller caller, Receipt receipt) =>
        receipt.OrganisationCode == caller.Organisation.Code && MaySend(caller, formats[receipt.Format]);

    /// <summary>Names of the organisations of some receipts.</summary>
    public async Task<IReadOnlyDictionary<string, string>> NamesAsync(IEnumerable<Receipt> receipts, CancellationToken cancellation = default)
    {
        var codes = receipts.Select(r => r.OrganisationCode).Distinct().ToList();
        return await db.Set<Organisation>().Where(o => codes.Contains(o.Code)).ToDictionaryAsync(o => o.Code, o => o.Name, cancellation);
    }

    private bool MaySend(Caller caller, FileFormat format) => SendingFunction(caller, format) is not null;

    // Whoever has a function of the same group on their own level looks over the files of those below.
    private bool MaySee(Caller caller, FileFormat format) =>
        MaySend(caller, format)
        || format.Functions.Select(code => functions[code].Group).Any(g => functions.All.Any(f => f.Group == g && access.IsOpen(f, caller)));
}
