using System.Text.Json;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Intake.Reading;

namespace StudentNet.Modules.Students.Q2Records.Reading;

/// <summary>
/// Student records as rows of the pipeline: each pupil is checked against the schema and the dated rules, gives the columns of the format by
/// their paths, and is carried along whole as its canonical document.
/// </summary>
internal sealed class RecordSource : IRowSource
{
    private readonly IPupils _pupils;
    private readonly SourceRequest _request;
    private readonly RecordCheck _check = new(RecordSchema.Current);
    private readonly IReadOnlyList<string> _paths;
    private readonly HashSet<string> _columns;
    private readonly List<RowFinding> _findings = [];
    private string[] _fields = [];
    private bool _isBeforeHeadings = true;
    private bool _headIsSound;

    private RecordSource(IPupils pupils, SourceRequest request, IReadOnlyList<string> paths)
    {
        (_pupils, _request, _paths) = (pupils, request, [.. paths, ResultColumns.Receipt, ResultColumns.Line]);
        _columns = [.. paths];
    }

    public string Kind => _pupils.Kind;

    public int Line { get; private set; }

    public int FieldCount => _paths.Count;

    public bool IsRectangular => false;

    public bool HasHeadingsFirst => true;

    public Problem? RowProblem => null;

    public Problem? FileProblem { get; private set; }

    public string? Document { get; private set; }

    public ReadOnlyMemory<byte> OriginalDocument => _pupils.Pupil;

    public IReadOnlyList<KeyValuePair<string, string>> Head => _pupils.Head;

    public IReadOnlyList<RowFinding> RowFindings => _findings;

    /// <summary>Opens a JSON or XML file by its first byte; anything else is told apart by name.</summary>
    public static (IRowSource? Source, Problem? Problem) Open(SourceRequest request, IReadOnlyList<string> paths)
    {
        var (encoding, name) = TextDecoding.Detect(request.Stream);
        using (var head = new JsonBuffer(request.Stream, encoding))
        {
            var first = head.Rest.TrimStart(" \t\r\n"u8);
            if (!first.StartsWith("{"u8) && !first.StartsWith("["u8) && !first.StartsWith("<"u8))
            {
                return (null, new Problem("record.kind", "學籍資料只收 JSON 或學籍交換 3.0 的 XML", "請由校務系統匯出 JSON 檔；格式說明頁有範例檔"));
            }

            if (first.StartsWith("<"u8))
            {
                return (new RecordSource(new XmlPupils(request.Stream, RecordSchema.Current), request, paths), null);
            }
        }

        return (new RecordSource(new JsonPupils(request.Stream, encoding, name), request, paths), null);
    }

    public string Field(int i) => Line == 0 ? _paths[i] : _fields[i];

    public bool Read()
    {
        if (_isBeforeHeadings)
        {
            _isBeforeHeadings = false;
            return true;
        }

        if (FileProblem is not null || !_pupils.Read())
        {
            FileProblem ??= _pupils.FileProblem;
            return false;
        }

        if (!_headIsSound)
        {
            FileProblem = HeadProblem();
            _headIsSound = FileProblem is null;
            if (!_headIsSound)
            {
                return false;
            }
        }

        Line = _pupils.Number;
        ReadPupil();
        return true;
    }

    public void Dispose() => _pupils.Dispose();

    private void ReadPupil()
    {
        _findings.Clear();
        _fields = new string[_paths.Count];
        Array.Fill(_fields, "");
        using var original = JsonDocument.Parse(_pupils.Pupil, new JsonDocumentOptions { AllowTrailingCommas = true, MaxDepth = JsonText.MaxDepth });
        Document = _check.Run(original.RootElement, Line, _findings);
        // What a column of the format says itself need not be said twice.
        _findings.RemoveAll(f => f.Column is { } column && _columns.Contains(column) && f.Severity == Severity.Error);
        using var canonical = JsonDocument.Parse(Document);
        var draft = new RecordDraft(canonical.RootElement, (int)_request.Settings["year"]!, Term, _request.Today);
        for (var i = 0; i < _paths.Count; i++)
        {
            _fields[i] = _paths[i] switch
            {
                RecordFormat.School => draft["現在學校代碼"] ?? HeadOf("學校代碼"),
                ResultColumns.Receipt or ResultColumns.Line => original.RootElement.ValueKind == JsonValueKind.Object
                && original.RootElement.TryGetProperty(_paths[i], out var origin)
                    ? RecordCheck.Text(origin)
                    : "",
                RecordFormat.LastChange => draft.LastChange?.Reason ?? "",
                RecordFormat.LastChangeOn => draft.LastChange?.On is { } on ? RocDate.Format(on) : "",
                RecordFormat.PreviousSchool => draft.PreviousSchool ?? "",
                var path => draft[path.Split('/')] ?? "",
            };
        }

        foreach (var (rule, severity) in RecordRules.BrokenBy(draft))
        {
            _findings.Add(new RowFinding(Line, rule.Path, null, severity, new Problem(rule.Code, rule.Message, rule.Hint)));
        }
    }

    private int Term => int.Parse((string)_request.Settings["term"]!, System.Globalization.CultureInfo.InvariantCulture);

    private string HeadOf(string name) => _pupils.Head.FirstOrDefault(h => h.Key == name).Value ?? "";

    /// <summary>Year and term of the head must be those said beside the file: last term's file must not overwrite this term's records.</summary>
    private Problem? HeadProblem()
    {
        if (_pupils is XmlPupils)
        {
            return null;
        }

        var (year, term) = ($"{_request.Settings["year"]}", $"{Term}");
        return HeadOf("學年") == year && HeadOf("學期") == term
            ? null
            : new Problem(
                "record.head",
                $"檔頭的學年、學期是「{HeadOf("學年")}」「{HeadOf("學期")}」，上傳時選的是 {year} 學年度第 {term} 學期",
                "檔頭（學生資料之前）須有學年、學期，並與上傳時所選相同；請確認是否選錯檔案"
            );
    }
}
