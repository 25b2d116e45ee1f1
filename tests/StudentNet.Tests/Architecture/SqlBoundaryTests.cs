using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;

namespace StudentNet.Tests.Architecture;

/// <summary>
/// The boundaries of the modules in SQL (design §8), which no compiler sees: every statement file of both databases and every statement inside the
/// program is read for the tables it names.
/// </summary>
public sealed partial class SqlBoundaryTests
{
    /// <summary>Tables of the platform that are made for all modules to read.</summary>
    private static readonly string[] ForAll = ["organisation", "village", "village_alias", "receipt", "submission"];

    /// <summary>What the databases know themselves, the placements of a district table (a working table for each file), and the rows that a trigger was fired for.</summary>
    private static readonly string[] Working = ["sqlite_master", "pg_catalog.pg_tables", "placed_", "changed", "changed_before"];

    /// <summary>Working tables of a connection, by the statements that make them.</summary>
    private static readonly Lazy<IReadOnlySet<string>> Temporary = new(() =>
        Repository.Files("src/StudentNet", "*.sql").SelectMany(f => MadeTemporary().Matches(f.Text)).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal)
    );

    /// <summary>The four tables that only the entries' own statements write.</summary>
    private static readonly string[] OfEntries = ["entry", "entry_event", "entry_choice", "entry_mark"];

    private static readonly Lazy<IReadOnlyDictionary<string, string>> Owners = new(OwnersOfTables);

    [Fact]
    public void A_module_reads_of_another_only_what_it_publishes() =>
        All.SelectMany(s => s.Reads.Where(t => IsForeign(s.Area, t) && !ForAll.Contains(t)).Select(t => $"{s.Where} reads {t} of {Owners.Value[t]}"))
            .ShouldBeEmpty(
                "The tables of a module are its own: when it changes one, statements elsewhere would go on with the old meaning, and a child would fall between the two. "
                    + "Read a view that the module publishes in its root (….view.sql), or add a column to one."
            );

    [Fact]
    public void A_module_writes_only_its_own_tables() =>
        All.SelectMany(s => s.Writes.Where(t => IsForeign(s.Area, t)).Select(t => $"{s.Where} writes {t} of {Owners.Value[t]}"))
            .ShouldBeEmpty(
                "Two writers of one table know two sets of rules. A child was lost that way: registered by one, merged away by the other. Hand over a PersonSet and ask the module that owns the table."
            );

    [Fact]
    public void Entries_are_written_only_by_their_own_statements() =>
        All.Where(s => !Path.GetFileName(s.Where).StartsWith("entries-", StringComparison.Ordinal))
            .SelectMany(s => s.Writes.Where(OfEntries.Contains).Select(t => $"{s.Where} writes {t}"))
            .ShouldBeEmpty("Entries have one writer: EntryWriter and the statements entries-….sql beside it.");

    [Fact]
    public void Every_table_a_statement_names_is_known()
    {
        var views = PublishedViews.All.Keys;
        All.SelectMany(s => s.Names.Where(n => !Owners.Value.ContainsKey(n) && !views.Contains(n) && !Working.Contains(n) && !Temporary.Value.Contains(n)).Select(n => $"{s.Where} names {n}"))
            .ShouldBeEmpty("A table or view that the model does not have is a typing error, or a way around the rules above.");
    }

    [Fact]
    public void A_published_view_stands_in_the_root_of_its_module_reads_only_its_tables_and_says_its_version() =>
        Repository
            .Files("src/StudentNet", "*.view.sql")
            .Where(f =>
                f.Path.Split('/') is not ["src", "StudentNet", "Modules", _, _]
                || !f.Text.StartsWith("-- Version ", StringComparison.Ordinal)
                || Statement.Of(f.Path, f.Text) is var s && (s.Writes.Count > 0 || s.Reads.Any(t => Owners.Value[t] != s.Area))
            )
            .Select(f => f.Path)
            .ShouldBeEmpty("What others build on stands where they look for it, depends on nobody else, and says when its meaning changes.");

    [Fact]
    public void Statements_are_seen_at_all()
    {
        All.Count.ShouldBeGreaterThan(150);
        All.ShouldContain(s => s.Where.EndsWith("AuditTrail.cs", StringComparison.Ordinal), "statements inside the program");
        All.SelectMany(s => s.Writes).ShouldContain("entry_event");
        Statement.Of("src/StudentNet/Modules/Schools/x.sql", "with a as (select 1 from person) update school set name = b.n from a, \"residence\" as b").ShouldSatisfyAllConditions(
            s => s.Reads.ShouldBe(["person", "residence"], ignoreOrder: true),
            s => s.Writes.ShouldBe(["school"]),
            s => s.Area.ShouldBe("Modules/Schools")
        );
    }

    private static IReadOnlyList<Statement> All { get; } =
        [
            .. Repository.Files("src/StudentNet", "*.sql").Select(f => Statement.Of(f.Path, f.Text)),
            .. Repository
                .Files("src/StudentNet", "*.cs")
                .Where(f => !f.Path.Contains("/Migrations/", StringComparison.Ordinal))
                .Select(f => Statement.Of(f.Path, string.Join(";\n", Literal().Matches(f.Text).Select(m => m.Value.Trim('"', '$', '\n', ' ')).Where(t => IsStatement().IsMatch(t)))))
                .Where(s => s.Names.Count > 0),
        ];

    // What holds for every module stands in the platform, below them all; of its tables a module writes none.
    private static bool IsForeign(string area, string table) => Owners.Value.TryGetValue(table, out var owner) && owner != area;

    private static IReadOnlyDictionary<string, string> OwnersOfTables()
    {
        var builder = new DbContextOptionsBuilder<PostgresDb>();
        DataServices.UsePostgres(builder, "Host=nowhere");
        using var db = new PostgresDb(builder.Options);
        return db.Model.GetEntityTypes().Where(t => t.GetTableName() is not null).ToDictionary(t => t.GetTableName()!, t => AreaOf(t.ClrType.FullName!.Split('.')[1..]));
    }

    // All of the platform is one area: its own layers are another test's matter.
    private static string AreaOf(string[] parts) => parts[0] == "Modules" ? $"Modules/{parts[1]}" : "Platform";

    /// <summary>Text between quotation marks; of three kinds, the longest first.</summary>
    [GeneratedRegex("\"\"\"[\\s\\S]*?\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*\"")]
    private static partial Regex Literal();

    [GeneratedRegex(@"^\W*(select|insert\s+into|update|delete\s+from|with|create|lock|analyze|drop)\s", RegexOptions.IgnoreCase)]
    private static partial Regex IsStatement();

    [GeneratedRegex(@"create temporary table if not exists (\w+)")]
    private static partial Regex MadeTemporary();

    /// <summary>What a text of SQL reads and writes.</summary>
    private sealed partial record Statement(string Where, string Area, IReadOnlyList<string> Reads, IReadOnlyList<string> Writes)
    {
        public IReadOnlyList<string> Names => [.. Reads, .. Writes];

        public static Statement Of(string path, string text)
        {
            var clean = Constant().Replace(Comment().Replace(text, " "), "''").Replace("\"", "", StringComparison.Ordinal);
            var own = Common().Matches(clean).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var writes = Written().Matches(clean).Select(m => m.Groups[1].Value.ToLowerInvariant()).Where(n => !own.Contains(n)).Distinct().ToList();
            var unwritten = Written().Replace(clean, " ; ");
            var reads = Read()
                .Matches(unwritten)
                .SelectMany(m => m.Groups["name"].Captures.Select(c => c.Value.ToLowerInvariant()))
                .Where(n => !own.Contains(n))
                .Distinct()
                .ToList();
            return new Statement(path, AreaOf(path.Split('/')[2..]), reads, writes);
        }

        [GeneratedRegex(@"--[^\n]*|/\*[\s\S]*?\*/")]
        private static partial Regex Comment();

        [GeneratedRegex("'(?:[^']|'')*'")]
        private static partial Regex Constant();

        /// <summary>Names given inside the statement: «with a as (», «, b (x) as (».</summary>
        [GeneratedRegex(@"(?:\bwith(?:\s+recursive)?|,)\s*([a-z_]\w*)\s*(?:\([^()]*\)\s*)?as\s*(?:not\s+)?(?:materialized\s*)?\(", RegexOptions.IgnoreCase)]
        private static partial Regex Common();

        [GeneratedRegex(@"\b(?:insert\s+(?:or\s+\w+\s+)?into|(?<!\b(?:do|after|before)\s+)(?<!\bfor\s+(?:no\s+key\s+)?)update(?!\s+set\b)(?!\s+skip\b)|delete\s+from)\s+([a-z_][\w.]*)", RegexOptions.IgnoreCase)]
        private static partial Regex Written();

        /// <summary>What follows from and join, also the second and third of a list with commas.</summary>
        [GeneratedRegex(
            @"\b(?:(?<!distinct\s)from|join)\s+(?<name>[a-z_][\w.]*)(?!\s*\()(?:\s+(?:as\s+)?(?!(?:where|on|join|left|inner|cross|set|group|order|limit|union|having|for|returning)\b)[a-z_]\w*)?(?:\s*,\s*(?<name>[a-z_][\w.]*)(?:\s+(?:as\s+)?(?!where\b)[a-z_]\w*)?)*",
            RegexOptions.IgnoreCase
        )]
        private static partial Regex Read();
    }
}
