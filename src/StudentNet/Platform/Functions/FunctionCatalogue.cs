using Sylvan.Data.Csv;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Functions;

/// <summary>All functions of the slides, those built later too. Which are built shows from the endpoints that carry their code.</summary>
public sealed class FunctionCatalogue
{
    private readonly Dictionary<string, Function> _functions;

    private FunctionCatalogue(IEnumerable<Function> functions) => _functions = functions.ToDictionary(f => f.Code, StringComparer.Ordinal);

    /// <summary>The six modules in the order of the slides.</summary>
    public static IReadOnlyList<Module> Modules { get; } =
    [
        new('M', "學區及學校作業"),
        new('N', "新生管理"),
        new('P', "未入學管理"),
        new('Q', "學生資料管理"),
        new('S', "就學歷程查詢"),
        new('U', "輔助功能"),
    ];

    /// <summary>In the order of the file, which is the order of the menu.</summary>
    public IReadOnlyCollection<Function> All => _functions.Values;

    /// <summary>The function of a code; an unknown code is a bug and throws.</summary>
    public Function this[string code] =>
        _functions.TryGetValue(code, out var function) ? function : throw new InvalidOperationException($"functions.csv has no {code}.");

    public Function? Find(string code) => _functions.GetValueOrDefault(code);

    /// <summary>Reads <c>Reference/functions.csv</c>.</summary>
    public static FunctionCatalogue Load() =>
        new(
            ReferenceFile.Rows(
                "functions.csv",
                row => new Function(
                    row("code"),
                    row("group"),
                    row("group_title"),
                    row("title"),
                    row("levels").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Level>).ToHashSet(),
                    row("duties").Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal),
                    row("window") is { Length: > 0 } window ? window : null,
                    row("summary")
                )
            )
        );
}
