namespace StudentNet.Modules.Students.Q2Records;

/// <summary>A published example file (<c>docs/examples/records</c>): what it shows and what becomes of it. Tests hold it to that.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Accepted">Pupils that are accepted.</param>
/// <param name="Rejected">Pupils that are rejected.</param>
public sealed record RecordExample(string File, string Title, int Accepted, int Rejected)
{
    /// <summary>For 115 學年度第 1 學期 and a school 999601, received on 2027-01-20.</summary>
    public static IReadOnlyList<RecordExample> All { get; } =
        [
            new("passes.json", "全部收下：一般、原住民、轉入、實驗教育、外籍生未返臺、畢業年級", 6, 0),
            new("passes-3.0.xml", "同樣收下：學籍交換 3.0 的 XML", 2, 0),
            new("fails.json", "全部退件：每位學生各犯一種錯誤，見 fails.expected.csv", 0, 12),
        ];

    /// <summary>Number, code and path of what is found in <c>fails.json</c>.</summary>
    public const string Expected = "fails.expected.csv";

    public Stream Open() => Open(File);

    public static Stream Open(string file) =>
        typeof(RecordExample).Assembly.GetManifestResourceStream($"Examples/records/{file}")
        ?? throw new InvalidOperationException($"There is no example file {file}.");
}
