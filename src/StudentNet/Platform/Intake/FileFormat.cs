using StudentNet.Platform.Data;
using StudentNet.Platform.Intake.Reading;
using StudentNet.Platform.Organisations;

namespace StudentNet.Platform.Intake;

/// <summary>
/// A file format, declared once. Reading, checking, preview, acceptance, the template to download, the documentation page and the error
/// texts all derive from it (design §3). A module registers its formats with <c>services.AddFileFormat(...)</c>.
/// </summary>
public sealed class FileFormat
{
    /// <summary>Name in addresses and on the command line: <c>registry-list</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Title for people: 戶籍名冊.</summary>
    public required string Title { get; init; }

    /// <summary>Codes of the functions whose callers may send this format; the first gives window, audit and file names.</summary>
    public required IReadOnlyList<string> Functions { get; init; }

    /// <summary>What the file is for and who sends it, for the documentation page.</summary>
    public required string Summary { get; init; }

    /// <summary>Columns in the order of the template; files may have them in any order.</summary>
    public required IReadOnlyList<Column> Columns { get; init; }

    /// <summary>Values computed from a row and staged beside its columns.</summary>
    public IReadOnlyList<Derived> Derived { get; init; } = [];

    /// <summary>Further columns of the staging table that <see cref="Steps"/> fill: a found village, a found person.</summary>
    public IReadOnlyList<BulkColumn> Working { get; init; } = [];

    /// <summary>Columns by which statements ask whether the file has what is stored: the person found, a number.</summary>
    public IReadOnlyList<string> LookedUpBy { get; init; } = [];

    /// <summary>
    /// Columns that tell whom a row is about, as far as a bad row could be read: <c>number, name, birth_date</c>. They are kept for every bad
    /// row in the table <c>{rejected}</c>, because what a bad row names must not leave (docs/decisions/0070). Empty where nothing ever leaves.
    /// </summary>
    public IReadOnlyList<string> Key { get; init; } = [];

    /// <summary>
    /// Statement file that runs once the bad rows have left and fills the column <c>stays</c> of <c>{rejected}</c>; it may run again. What
    /// leaves is then all that the file lacks, except what stays. Required with a <see cref="Key"/>.
    /// </summary>
    public string? Stays { get; init; }

    /// <summary>Whether a file with these settings takes away what it lacks. Asked of a format with a <see cref="Key"/>; of others nothing ever leaves.</summary>
    public Func<IReadOnlyDictionary<string, object?>, bool> TakesAway { get; init; } = static _ => true;

    /// <summary>
    /// What is said of everything stored that the file lacks and that stays because of a bad row, so that the receipt says who and why; null where
    /// nothing ever leaves. Runs after <see cref="Stays"/>; its lines are those of the bad rows.
    /// </summary>
    public SetStep.Check? StaysCheck { get; init; }

    /// <summary>Rules on one row, in the order in which the documentation lists them.</summary>
    public IReadOnlyList<RowRule> Rules { get; init; } = [];

    /// <summary>What happens on the staged set, in order: statements that fill working columns, checks that yield findings.</summary>
    public IReadOnlyList<SetStep> Steps { get; init; } = [];

    /// <summary>What acceptance would change; null where a count of rows says enough.</summary>
    public Preview? Preview { get; init; }

    /// <summary>
    /// Where what was written is looked at by whoever sent it, from what was said beside the file; with a part of the preview (a class), that part alone,
    /// or null where it has no page. Null: the page of the function, without more.
    /// </summary>
    public Func<IReadOnlyDictionary<string, object?>, string?, string?>? PageOf { get; init; }

    /// <summary>Applies the staged rows, inside the transaction that also marks the receipt as accepted. Running it on the same rows again changes nothing.</summary>
    public required Func<IntakeContext, CancellationToken, Task> Accept { get; init; }

    /// <summary>
    /// Tables that a large file of the format fills or changes. PostgreSQL learns of it in the same transaction: the next file may come within
    /// the minute, before the database's own housekeeping has looked.
    /// </summary>
    public IReadOnlyList<string> Fills { get; init; } = [];

    /// <summary>Whether good rows may go in while bad ones wait.</summary>
    public AcceptPolicy Policy { get; init; } = AcceptPolicy.WholeFile;

    /// <summary>The function whose window binds every sender; null: that of the sender's own function.</summary>
    public string? WindowOf { get; init; }

    /// <summary>What a file of the format files: school year, level, part of the window. Required where a function of the format has a window.</summary>
    public Func<FiledFile, FilingScope?>? Filing { get; init; }

    /// <summary>Which part of the window each row is filed in, where the file has rows of several; rows of a closed part are refused one by one.</summary>
    public FormatParts? Parts { get; init; }

    /// <summary>Why an organisation may not send the format through a door for what was said beside the file, or null. Asked before the bytes are kept.</summary>
    public Func<StudentNetDb, Organisation, Door, IReadOnlyDictionary<string, object?>, CancellationToken, Task<Problem?>>? Refuses { get; init; }

    /// <summary>
    /// What the sender's county has decided about how such a file is read: name and value, kept with the receipt, so that the file is read the same each
    /// time; null: nothing. Cells find it among the settings.
    /// </summary>
    public Func<StudentNetDb, FiledFile, CancellationToken, Task<IReadOnlyDictionary<string, string>>>? Settles { get; init; }

    /// <summary>What must be said beside the file: school year, term, level.</summary>
    public IReadOnlyList<FormatSetting> Settings { get; init; } = [];

    /// <summary>Largest file in bytes; a bigger one is refused before it is kept.</summary>
    public long MaxBytes { get; init; } = 64L << 20;

    /// <summary>How much a file of that size may hold: rows, columns, findings.</summary>
    public FormatLimits Limits { get; init; } = new();

    /// <summary>Two acceptances of one key never run at once; by default the format in the organisation.</summary>
    public Func<Receipt, string> Exclusive { get; init; } = receipt => $"{receipt.Format}:{receipt.OrganisationCode}";

    /// <summary>
    /// Opens files whose rows are documents of their own; the source gives the columns as fields and the whole as <c>Document</c>. Null: rows of
    /// cells in any of the common kinds.
    /// </summary>
    internal Func<SourceRequest, (IRowSource? Source, Problem? Problem)>? OpenSource { get; init; }

    /// <summary>Whether its files are documents (JSON, XML), never sheets.</summary>
    public bool TakesDocuments => OpenSource is not null;

    /// <summary>Key of the array that holds the documents, in the result file.</summary>
    public string DocumentsKey { get; init; } = "資料";

    /// <summary>The function whose window and name the format goes by.</summary>
    public string Function => Functions[0];

    /// <summary>Column of a name in the database; an unknown one is a bug and throws.</summary>
    public Column this[string name] =>
        Columns.FirstOrDefault(c => c.Name == name) ?? throw new InvalidOperationException($"{Code} has no column {name}.");
}

/// <summary>A file at the gate.</summary>
/// <param name="Organisation">Whose file it is.</param>
/// <param name="Settings">What was said beside it, read.</param>
/// <param name="Today">The day it came in.</param>
public sealed record FiledFile(Organisation Organisation, IReadOnlyDictionary<string, object?> Settings, DateOnly Today)
{
    /// <summary>The school year said beside the file (<c>year</c>); a format without that setting is a bug and throws.</summary>
    public SchoolYear Year => new((int)Settings["year"]!);

    /// <summary>The term said beside the file (<c>year</c>, <c>term</c>), and the sender's level.</summary>
    /// <param name="mayHoldBothLevels">A county, which has no level, sends for schools of both.</param>
    public FilingScope OfTerm(bool mayHoldBothLevels)
    {
        var term = Settings["term"] is string text ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : (int)Settings["term"]!;
        var scope = FilingScope.Of(new Term(Year, term), Organisation.SchoolLevel);
        return mayHoldBothLevels && Organisation.Level == Level.County ? scope.OfEitherLevel() : scope;
    }
}

/// <summary>Rows of several parts of a window (<c>windows.csv</c>).</summary>
/// <param name="Column">Name of the column that tells.</param>
/// <param name="Of">The part of a row.</param>
public sealed record FormatParts(string Column, Func<Row, string> Of);

/// <summary>A file to open: its bytes, the day it is judged by, and what was said beside it.</summary>
internal sealed record SourceRequest(Stream Stream, DateOnly Today, IReadOnlyDictionary<string, object?> Settings);

/// <summary>What becomes of a file in which some rows are bad.</summary>
public enum AcceptPolicy
{
    /// <summary>All or nothing: one error and nothing can be accepted.</summary>
    WholeFile,

    /// <summary>Good rows go in once a person accepts; bad rows are counted, listed and stay open until they are sent again.</summary>
    GoodRows,
}

/// <summary>A value that goes with the whole file; in statements it is a parameter of the same name (<c>@year</c>).</summary>
/// <param name="Name">Field name in the upload form (<c>year</c>).</param>
/// <param name="Title">Title for people: 學年度.</param>
/// <param name="Type">Reads and checks it like a cell.</param>
public sealed record FormatSetting(string Name, string Title, CellType Type);

/// <summary>How the difference to what is stored is shown before a person accepts.</summary>
/// <param name="CountsSql">
/// Statement file that returns <c>kind, part, number</c>: kind is the name of a <see cref="DifferenceKind"/>, part a heading such as a class
/// or a county (or null).
/// </param>
/// <param name="RowsSql">
/// Statement file that returns <c>kind, line, subject, number, before, after, note</c> for the parameters <c>@kind</c> (null: all but
/// unchanged), <c>@offset</c>, <c>@limit</c>; number is a person's number in clear, the page masks it.
/// </param>
public sealed record Preview(string CountsSql, string? RowsSql = null)
{
    /// <summary>
    /// When more than this share of what is stored would leave, acceptance asks for an explicit confirmation (domain §8); null: no guard.
    /// </summary>
    public double? ShrinkGuard { get; init; }

    /// <summary>The parts are classes or schools: of each, and of the whole, no more leaves unasked than the county lets through (<see cref="ILeavingLimit"/>).</summary>
    public bool HasCountyLimit { get; init; }
}

/// <summary>How large a share may leave of a class, or of a school, before somebody has to say that it is meant: the county of the file decides.</summary>
public interface ILeavingLimit
{
    /// <summary>The share, 0 to 1.</summary>
    /// <param name="county">Code of the county whose schools the file is about; null: it has none.</param>
    /// <param name="year">School year of the file; null: it says none.</param>
    Task<double> OfAsync(StudentNetDb db, string? county, SchoolYear? year, CancellationToken cancellation = default);
}

/// <summary>What a row does to what is stored.</summary>
public enum DifferenceKind
{
    /// <summary>新增</summary>
    New,

    /// <summary>異動</summary>
    Changed,

    /// <summary>不變</summary>
    Unchanged,

    /// <summary>移出: stored, but not in this file.</summary>
    Leaving,

    /// <summary>暫留: stored and not in this file, and staying because a bad row may be about it.</summary>
    Staying,
}
