using System.Text.Json;
using System.Text.RegularExpressions;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Students.Q2Records;

/// <summary>
/// The JSON Schema of student records (Q2), read once into nodes that check a pupil in one walk. It understands the keywords that our schema
/// uses (type, properties, required, items, enum, pattern, minimum, maximum, maxLength, $ref) and two of our own: <c>x-日期</c> and <c>x-不收</c>.
/// </summary>
public sealed class RecordSchema
{
    /// <summary>Key of the array of pupils.</summary>
    public const string Pupils = "學生資料";

    private static readonly Lazy<IReadOnlyList<RecordSchemaVersion>> Listed = new(() =>
        [.. ReferenceFile.Rows("record-schemas.csv", row => new RecordSchemaVersion(
            row("version"),
            row("file"),
            DateOnly.ParseExact(row("valid_from"), "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            row("valid_to") is { Length: > 0 } to ? DateOnly.ParseExact(to, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : null,
            row("note")
        ))]
    );

    private static readonly Lazy<RecordSchema> InForce = new(() => Load(Listed.Value[^1]));

    private RecordSchema(RecordSchemaVersion version, SchemaNode pupil) => (Version, Pupil) = (version, pupil);

    /// <summary>All versions, oldest first.</summary>
    public static IReadOnlyList<RecordSchemaVersion> Versions => Listed.Value;

    /// <summary>The newest version, by which files are read.</summary>
    public static RecordSchema Current => InForce.Value;

    public RecordSchemaVersion Version { get; }

    /// <summary>What a pupil may look like.</summary>
    public SchemaNode Pupil { get; }

    /// <summary>Every element of a pupil with its path, in the order of the schema: the documentation page.</summary>
    public IEnumerable<SchemaElement> Elements => Under(Pupil, "", 0);

    /// <summary>The text of a version's file.</summary>
    public static Stream Open(RecordSchemaVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return typeof(RecordSchema).Assembly.GetManifestResourceStream($"Schemas/{version.File}")
            ?? throw new InvalidOperationException($"There is no schema file {version.File}.");
    }

    private static RecordSchema Load(RecordSchemaVersion version)
    {
        using var file = Open(version);
        using var document = JsonDocument.Parse(file);
        var definitions = document.RootElement.GetProperty("$defs");
        return new RecordSchema(version, SchemaNode.Read(definitions.GetProperty("學生"), definitions));
    }

    private static IEnumerable<SchemaElement> Under(SchemaNode node, string path, int depth)
    {
        foreach (var (name, child) in node.Properties)
        {
            var own = path.Length == 0 ? name : $"{path}/{name}";
            var inner = child.Items ?? child;
            yield return new SchemaElement(own, name, depth, child, node.Required.Contains(name));
            foreach (var below in Under(inner, own, depth + 1))
            {
                yield return below;
            }
        }
    }
}

/// <summary>A version of the schema: from when to when files are read by it.</summary>
public sealed record RecordSchemaVersion(string Version, string File, DateOnly ValidFrom, DateOnly? ValidTo, string Note);

/// <summary>One element of a pupil, for the documentation page.</summary>
/// <param name="Path">基本資料/學生姓名.</param>
public sealed record SchemaElement(string Path, string Name, int Depth, SchemaNode Node, bool IsRequired);

/// <summary>A place in the schema: an object with members, an array with items, or a value.</summary>
public sealed class SchemaNode
{
    /// <summary>Members in the order of the schema; empty for values and arrays.</summary>
    public IReadOnlyDictionary<string, SchemaNode> Properties { get; private init; } = new Dictionary<string, SchemaNode>();

    public IReadOnlySet<string> Required { get; private init; } = new HashSet<string>();

    /// <summary>Members of the standard that this system does not take.</summary>
    public IReadOnlySet<string> NotTaken { get; private init; } = new HashSet<string>();

    /// <summary>What the elements of an array look like; null where it is none.</summary>
    public SchemaNode? Items { get; private init; }

    public bool IsObject { get; private init; }

    public int MaxItems { get; private init; } = int.MaxValue;

    public IReadOnlyList<string> Values { get; private init; } = [];

    public Regex? Pattern { get; private init; }

    public int MaxLength { get; private init; } = 1_000;

    public decimal? Minimum { get; private init; }

    public decimal? Maximum { get; private init; }

    /// <summary>Whether numbers may stand without quotes.</summary>
    public bool TakesNumbers { get; private init; }

    public bool IsDate { get; private init; }

    public string? Description { get; private init; }

    /// <summary>What the element holds, in words.</summary>
    public string Title =>
        this switch
        {
            { Items: not null } => "陣列",
            { IsObject: true } => "物件",
            { Values.Count: > 0 } => string.Join('、', Values),
            { IsDate: true } => "日期",
            { Minimum: { } least, Maximum: { } most } => $"{least:0}–{most:0}",
            _ => $"文字，最多 {MaxLength} 字",
        };

    internal static SchemaNode Read(JsonElement schema, JsonElement definitions)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            return Read(definitions.GetProperty(reference.GetString()!["#/$defs/".Length..]), definitions);
        }

        return new SchemaNode
        {
            IsObject = schema.TryGetProperty("properties", out var members),
            Properties = members.ValueKind == JsonValueKind.Object ? members.EnumerateObject().ToDictionary(m => m.Name, m => Read(m.Value, definitions)) : [],
            Required = Names(schema, "required"),
            NotTaken = Names(schema, "x-不收"),
            Items = schema.TryGetProperty("items", out var items) ? Read(items, definitions) : null,
            MaxItems = schema.TryGetProperty("maxItems", out var most) ? most.GetInt32() : int.MaxValue,
            Values = [.. Names(schema, "enum")],
            Pattern = schema.TryGetProperty("pattern", out var pattern)
                ? new Regex(pattern.GetString()!, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)
                : null,
            MaxLength = schema.TryGetProperty("maxLength", out var length) ? length.GetInt32() : 1_000,
            Minimum = schema.TryGetProperty("minimum", out var least) ? least.GetDecimal() : null,
            Maximum = schema.TryGetProperty("maximum", out var greatest) ? greatest.GetDecimal() : null,
            TakesNumbers = schema.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.Array,
            IsDate = schema.TryGetProperty("x-日期", out _),
            Description = schema.TryGetProperty("description", out var description) ? description.GetString() : null,
        };
    }

    private static HashSet<string> Names(JsonElement schema, string keyword) =>
        schema.TryGetProperty(keyword, out var list) ? [.. list.EnumerateArray().Select(e => e.GetString()!)] : [];
}
