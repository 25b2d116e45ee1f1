namespace StudentNet.Platform.Intake.Reading;

/// <summary>Which column of the file feeds which column of the format, found by the headings; their order does not matter.</summary>
internal sealed partial class HeadingBinding
{
    private readonly Dictionary<string, int> _known;
    private readonly HashSet<string> _closer = new(StringComparer.Ordinal);

    public HeadingBinding(FileFormat format)
    {
        _known = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < format.Columns.Count; i++)
        {
            foreach (var heading in format.Columns[i].Aliases.Prepend(format.Columns[i].Title).Concat(format.Columns[i].Closer))
            {
                _known.TryAdd(Fold(heading), i);
            }

            _closer.UnionWith(format.Columns[i].Closer.Select(Fold));
        }
    }

    /// <summary>Position in the file of each column of the format; −1 where the file has none.</summary>
    public int[] Positions { get; private set; } = [];

    /// <summary>Positions of the receipt number and line that a result file carries; −1 where there are none.</summary>
    public int OriginReceipt { get; private set; } = -1;

    public int OriginLine { get; private set; } = -1;

    public int OriginSheet { get; private set; } = -1;

    /// <summary>Positions of the columns that only a result file has.</summary>
    public IReadOnlySet<int> Own { get; private set; } = new HashSet<int>();

    /// <summary>How many fields the heading row has.</summary>
    public int Width { get; private set; }

    /// <summary>Whether a text is a heading of the format.</summary>
    public bool Knows(string heading) => _known.ContainsKey(Fold(heading));

    /// <summary>Binds a heading row and says what is missing, double or unknown.</summary>
    public IEnumerable<(Severity Severity, string? Column, Problem Problem)> Bind(FileFormat format, IReadOnlyList<string> headings)
    {
        Positions = Enumerable.Repeat(-1, format.Columns.Count).ToArray();
        Width = headings.Count;
        while (Width > 0 && string.IsNullOrWhiteSpace(headings[Width - 1]))
        {
            Width--;
        }

        Own = Enumerable.Range(0, Width).Where(i => ResultColumns.Has(headings[i])).ToHashSet();
        var found = new List<(Severity, string?, Problem)>();
        for (var i = 0; i < Width; i++)
        {
            var heading = Fold(headings[i]);
            if (_known.TryGetValue(heading, out var column))
            {
                if (Positions[column] >= 0 && _closer.Contains(heading) != _closer.Contains(Fold(headings[Positions[column]])))
                {
                    Positions[column] = _closer.Contains(heading) ? i : Positions[column];
                    continue;
                }

                if (Positions[column] >= 0)
                {
                    found.Add(
                        (
                            Severity.Error,
                            format.Columns[column].Title,
                            new Problem(
                                "columns.double",
                                $"「{format.Columns[column].Title}」出現兩次（第 {Positions[column] + 1} 欄與第 {i + 1} 欄）",
                                "請刪去多的一欄，或改正它的標題"
                            )
                        )
                    );
                    continue;
                }

                Positions[column] = i;
            }
            else if (heading == Fold(ResultColumns.Receipt))
            {
                OriginReceipt = i;
            }
            else if (heading == Fold(ResultColumns.Line))
            {
                OriginLine = i;
            }
            else if (heading == Fold(ResultColumns.Sheet))
            {
                OriginSheet = i;
            }
            else if (heading.Length > 0 && !ResultColumns.Has(headings[i]))
            {
                found.Add(
                    (
                        Severity.Warning,
                        headings[i].Trim(),
                        new Problem("columns.unknown", $"格式裡沒有「{headings[i].Trim()}」這一欄，內容不會匯入", "若這一欄要匯入，請將標題改為格式說明所列的名稱")
                    )
                );
            }
        }

        var missing = format.Columns.Where((c, i) => c is { Required: true, MayBeAbsent: false } && Positions[i] < 0).Select(c => c.Title).ToList();
        if (missing.Count > 0)
        {
            var there = headings.Take(Width).Where(h => !string.IsNullOrWhiteSpace(h)).Select(h => $"「{Short(h)}」").Take(20).ToList();
            found.Add(
                (
                    Severity.Error,
                    string.Join('、', missing),
                    new Problem(
                        "columns.missing",
                        $"缺少必要的欄位：{string.Join('、', missing)}。檔案的標題是：{(there.Count == 0 ? "（空白）" : string.Concat(there))}",
                        "第一列須為欄位標題，名稱見格式說明；可下載範本，將資料貼入後再上傳"
                    )
                )
            );
        }

        return found;
    }

    /// <summary>What tells the headings of several sheets apart: the heading as it is compared; of those without words, the place.</summary>
    public static string Key(string heading, int place) => Fold(heading) is { Length: > 0 } words ? words : $"#{place}";

    /// <summary>Headings are compared without blanks, marks of "required" and case; full width equals half width, 臺 equals 台.</summary>
    private static string Fold(string heading) =>
        string.Concat(Mark().Replace(NameText.Normalise(heading), "").Where(c => !char.IsWhiteSpace(c) && c is not ('*' or '＊' or ':' or '：' or '_' or '"' or '\'' or '=' or '※')));

    /// <summary>What forms write behind a heading: that it must be filled in, or need not be.</summary>
    [System.Text.RegularExpressions.GeneratedRegex("[(〔【\\[（]\\s*(?:必填|必須填寫|必要|必|選填|非必填|可不填|可空白|REQUIRED|OPTIONAL)\\s*[)〕】\\]）]")]
    private static partial System.Text.RegularExpressions.Regex Mark();

    private static string Short(string heading) => heading.Trim() is { Length: > 20 } text ? $"{text[..20]}…" : heading.Trim();
}

/// <summary>The columns a result file adds to the original ones; a file that comes back with them is recognised by them.</summary>
internal static class ResultColumns
{
    public const string Receipt = "收件編號";
    public const string Line = "檔案列";
    public const string Column = "問題欄位";
    public const string Value = "檔案內容";
    public const string Reason = "原因";
    public const string Hint = "怎麼修正";

    /// <summary>Only in files of several sheets.</summary>
    public const string Sheet = "檔案工作表";

    /// <summary>Those that every result file has.</summary>
    public static IReadOnlyList<string> All { get; } = [Receipt, Line, Column, Value, Reason, Hint];

    /// <summary>Whether a heading is one of ours.</summary>
    public static bool Has(string heading) => heading.Trim() is var trimmed && (All.Contains(trimmed) || trimmed == Sheet);
}
