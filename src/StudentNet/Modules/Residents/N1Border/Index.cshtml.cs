using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Residents.N1Border;

/// <summary>N1.11 入出境: send the week's list, see up to which day the network knows.</summary>
[Function("N1.11")]
public sealed class IndexModel(StudentNetDb db, FormatCatalogue formats) : FunctionPage
{
    private const int ShownLists = 20;

    public FileFormat Format { get; } = formats[BorderFormat.Code];

    /// <summary>Newest first.</summary>
    public IReadOnlyList<BorderList> Lists { get; private set; } = [];

    /// <summary>The last whole lists of the registry, newest first.</summary>
    public IReadOnlyList<RegistryWholeList> WholeLists { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Lists = await db.Set<BorderList>().AsNoTracking().OrderByDescending(l => l.Through).ThenByDescending(l => l.ReceiptId).Take(ShownLists).ToListAsync(cancellation);
        WholeLists = await db.Set<RegistryWholeList>().AsNoTracking().OrderByDescending(l => l.AsOf).ThenByDescending(l => l.ReceiptId).Take(ShownLists).ToListAsync(cancellation);
    }
}
