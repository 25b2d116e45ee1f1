using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Residents;

/// <summary>A nationality: ISO 3166-1 code of two letters and its name in Chinese, with the other names files use for it.</summary>
public sealed record Nationality(string Code, string Title, IReadOnlyList<string> Aliases);

/// <summary>The table of nationalities (<c>Reference/nationalities.csv</c>): every ISO 3166-1 code, <c>XK</c>, and <c>XX</c> for people without any.</summary>
public static class Nationalities
{
    /// <summary>Code of nationals.</summary>
    public const string Own = "TW";

    /// <summary>Whence most foreign children come, our own first: the order in which they are offered.</summary>
    public static System.Collections.Immutable.ImmutableArray<string> Common { get; } = [Own, "VN", "ID", "TH", "PH", "MY", "JP", "KR", "US", "CA", "HK", "MO", "CN", "MM", "KH", "IN", "GB", "FR", "DE", "AU"];

    private static readonly Lazy<IReadOnlyList<Nationality>> Table = new(() =>
        ReferenceFile.Rows(
            "nationalities.csv",
            row => new Nationality(row("code"), row("title"), row("aliases").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        )
    );

    private static readonly Lazy<Dictionary<string, Nationality>> ByCode = new(() => All.ToDictionary(n => n.Code, StringComparer.Ordinal));

    private static readonly Lazy<CodeTable> Spellings = new(() => TableOf("國籍", All));

    private static readonly Lazy<CodeTable> ForeignSpellings = new(() => TableOf("外國國籍", Foreign));

    /// <summary>In the order of the codes.</summary>
    public static IReadOnlyList<Nationality> All => Table.Value;

    /// <summary>All but our own.</summary>
    public static IEnumerable<Nationality> Foreign => All.Where(n => n.Code != Own);

    /// <summary>For columns of files: the code or the name, stored as the code.</summary>
    public static CodeTable Codes => Spellings.Value;

    /// <summary>The same without our own, for files of foreigners.</summary>
    public static CodeTable ForeignCodes => ForeignSpellings.Value;

    /// <summary>The nationality of a code; null for an unknown one.</summary>
    public static Nationality? Find(string? code) => code is null ? null : ByCode.Value.GetValueOrDefault(code);

    /// <summary>Name of a code; the code itself where the table has lost it.</summary>
    public static string Title(string code) => Find(code)?.Title ?? code;

    private static CodeTable TableOf(string title, IEnumerable<Nationality> rows) =>
        new(title, [.. rows.Select(n => new CodeRow(n.Code, n.Code, n.Title) { Aliases = [.. n.Aliases, $"{n.Title}籍"] })]);
}
