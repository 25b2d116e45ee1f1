namespace StudentNet.Platform.Intake.Reading;

/// <summary>
/// Which sheets of a file are read, found by looking at the beginning of each: all that have the headings of the format. A sheet that looks like a
/// list and cannot be read refuses the file, because whoever stands on it would be missing; guides, and hidden sheets beside one that fits, are
/// passed over and named.
/// </summary>
internal sealed class FileSheets
{
    private const int HeadingsWithin = 10;

    /// <summary>Headings stand within so many rows of a sheet, blank ones included.</summary>
    private const int RowsLookedAt = 200;

    private readonly FileFormat _format;
    private readonly IRowSource _source;
    private readonly Row _row;
    private readonly List<RowFinding> _findings = [];

    /// <param name="row">A row of the format, to try whether a sheet has rows without headings; it is used up.</param>
    private FileSheets(FileFormat format, IRowSource source, Row row) => (_format, _source, _row) = (format, source, row);

    /// <summary>Sheets to read, in their order; for kinds without sheets the one table that the file is. Empty where nothing can be read.</summary>
    public IReadOnlyList<FileSheet> Read { get; private set; } = [];

    /// <summary>Why nothing is read, and what is said about sheets that are not.</summary>
    public IReadOnlyList<RowFinding> Findings => _findings;

    /// <summary>The headings of all sheets that are read, for the result file: those of the first, then what others have beside them.</summary>
    public IReadOnlyList<string> Headings { get; private set; } = [];

    /// <summary>Looks at the beginning of every sheet. A source without sheets stands behind its headings afterwards, one with sheets before its first row.</summary>
    public static FileSheets Look(FileFormat format, IRowSource source, Row row)
    {
        var sheets = new FileSheets(format, source, row);
        if (source.Sheet is null)
        {
            sheets.Choose([sheets.LookAt(0)]);
            return sheets;
        }

        var all = new List<FileSheet>();
        do
        {
            all.Add(sheets.LookAt(all.Count));
        }
        while (all.Count <= SheetLines.MaxSheets && source.NextSheet());
        if (all.Count > SheetLines.MaxSheets)
        {
            sheets.Fail(new Problem("file.sheets", $"活頁簿超過 {SheetLines.MaxSheets} 張工作表，沒有讀取", "請只保留名單所在的工作表，另存新檔後再上傳"));
        }
        else if (source.FileProblem is { } broken)
        {
            sheets.Fail(broken);
        }
        else
        {
            sheets.Choose(all);
        }

        source.Rewind();
        return sheets;
    }

    private void Choose(List<FileSheet> all)
    {
        var fit = all.Where(s => s.Fits).ToList();
        var read = fit.Where(s => !s.IsHidden).ToList() is { Count: > 0 } shown ? shown : fit;
        if (read.Count == 0)
        {
            // Nothing fits: what is nearest is told what it lacks.
            Refuse(all.OrderBy(s => s.IsHidden).ThenByDescending(s => s.Known).First(), all.Count > 1);
            return;
        }

        foreach (var other in all.Where(s => !read.Contains(s) && !s.IsBlank && !IsOwnGuide(s)))
        {
            PassOver(other, read[0]);
        }

        Headings = [.. read.SelectMany(s => s.Headings.Select((h, i) => (Heading: h, Key: HeadingBinding.Key(h, i)))).DistinctBy(h => h.Key).Select(h => h.Heading)];
        var keys = Headings.Select((h, i) => HeadingBinding.Key(h, i)).ToList();
        foreach (var sheet in read)
        {
            var own = sheet.Headings.Select((h, i) => HeadingBinding.Key(h, i)).ToList();
            sheet.Positions = [.. keys.Select(key => own.IndexOf(key))];
            Say(sheet, read.IndexOf(sheet));
        }

        Read = read;
    }

    private static bool IsOwnGuide(FileSheet sheet) => sheet.First.Count > 0 && sheet.First[0].SequenceEqual(FormatFiles.GuideHeadings);

    private void Refuse(FileSheet sheet, bool isOneOfMany)
    {
        if (sheet.Problem is { } problem)
        {
            Fail(isOneOfMany ? problem with { Message = $"工作表「{sheet.Name}」{problem.Message}" } : problem);
            return;
        }

        Headings = sheet.Headings;
        sheet.Positions = [.. Enumerable.Range(0, Headings.Count)];
        Say(sheet, 0);
        Read = [sheet];
    }

    /// <summary>A sheet that is not read: refused where somebody may stand on it, else named.</summary>
    private void PassOver(FileSheet sheet, FileSheet model)
    {
        if (sheet.IsHidden)
        {
            Remark("sheet.hidden", $"隱藏的工作表「{sheet.Name}」沒有讀取", "若裡面有要匯入的資料，請取消隱藏後重新上傳");
        }
        else if (sheet.Problem is { Code: not ("file.blank" or "file.empty") } problem)
        {
            Fail(problem with { Message = $"工作表「{sheet.Name}」{problem.Message}" });
        }
        else if (sheet.Known >= Math.Max(1, (model.Required + 1) / 2))
        {
            var missing = string.Join('、', sheet.Bound.Where(b => b.Problem.Code == "columns.missing").Select(b => b.Column));
            Fail(
                new Problem(
                    "sheet.unread",
                    missing.Length > 0 ? $"工作表「{sheet.Name}」缺少必要的欄位：{missing}，沒有讀取，整檔不匯入" : $"工作表「{sheet.Name}」的標題有問題，沒有讀取，整檔不匯入",
                    "請把各工作表的標題改成一樣；不是名單的工作表請刪除或隱藏"
                )
            );
        }
        else if (sheet.First.Any(fields => IsRow(fields, model.Binding)))
        {
            Fail(new Problem("sheet.unread", $"工作表「{sheet.Name}」有資料而沒有標題列，沒有讀取，整檔不匯入", "請在這張工作表第一列補上與其他工作表相同的標題；不是名單的工作表請刪除或隱藏"));
        }
        else
        {
            Remark("sheet.passed-over", $"工作表「{sheet.Name}」不是名單，沒有讀取", "若裡面有要匯入的資料，請補上標題列後重新上傳");
        }
    }

    /// <summary>Whether fields read as a row of the format in the columns of another sheet: then they are one, though no heading says so.</summary>
    private bool IsRow(List<string> fields, HeadingBinding binding)
    {
        var any = false;
        Array.Clear(_row.Cells);
        for (var i = 0; i < _format.Columns.Count; i++)
        {
            var (column, position) = (_format.Columns[i], binding.Positions[i]);
            var text = position >= 0 && position < fields.Count ? fields[position].Trim() : "";
            if (text.Length == 0)
            {
                if (column.Required && position >= 0)
                {
                    return false;
                }

                continue;
            }

            var read = column.Type.Read(text, _row);
            if (column.Required && read is { Problem: not null, Severity: Severity.Error })
            {
                return false;
            }

            _row.Cells[i] = read.Value;
            any |= column.Required;
        }

        return any;
    }

    private void Say(FileSheet sheet, int ordinal)
    {
        foreach (var (severity, column, problem) in sheet.Bound)
        {
            _findings.Add(new RowFinding(SheetLines.Of(ordinal, sheet.HeadingLine), column, null, severity, problem));
        }
    }

    /// <summary>Finds the headings of the sheet under way.</summary>
    private FileSheet LookAt(int number)
    {
        var rows = new List<(int Line, List<string> Fields)>();
        var binding = new HeadingBinding(_format);
        // Blank rows count too: a spreadsheet of a few kilobytes can claim a million of them, a thousand columns wide.
        var looked = 0;
        while (looked++ < RowsLookedAt && rows.Count < HeadingsWithin && _source.Read())
        {
            var fields = Enumerable.Range(0, Math.Min(_source.FieldCount, RowSources.MaxHeadings)).Select(i => CellCharacters.Storable(_source.Field(i))).ToList();
            if (fields.Any(f => !string.IsNullOrWhiteSpace(f)))
            {
                rows.Add((_source.Line, fields));
            }

            if (_source.HasHeadingsFirst || fields.Count(binding.Knows) * 2 >= Math.Min(4, _format.Columns.Count))
            {
                break;
            }
        }

        var sheet = new FileSheet(number, _source.Sheet, binding) { First = [.. rows.Select(r => r.Fields)], Required = _format.Columns.Count(c => c is { Required: true, MayBeAbsent: false }) };
        if (rows.Count == 0)
        {
            sheet.Problem = _source.FileProblem ?? (
                looked > RowsLookedAt
                    ? new Problem("file.blank", $"前 {RowsLookedAt} 列都是空白，找不到欄位標題", "請刪去前面的空白列；第一列為欄位標題，第二列起為資料")
                    : new Problem("file.empty", "檔案裡沒有資料", "請確認上傳的是有資料的檔案；第一列為欄位標題，第二列起為資料")
            );
            return sheet;
        }

        // Titles above the headings are common; without any heading in sight the first row is what the sender must be shown.
        var heading = rows[^1].Fields.Any(binding.Knows) ? rows[^1] : rows[0];
        if (heading.Fields.Count > _format.Limits.Columns)
        {
            sheet.Problem = _source.FileProblem ?? _format.Limits.TooManyColumns(heading.Line);
            return sheet;
        }

        (sheet.HeadingLine, sheet.Headings) = (heading.Line, heading.Fields);
        sheet.Bound = [.. binding.Bind(_format, heading.Fields)];
        sheet.Known = binding.Positions.Count(p => p >= 0);
        return sheet;
    }

    private void Fail(Problem problem) => _findings.Add(new RowFinding(0, null, null, Severity.Error, problem));

    private void Remark(string code, string message, string hint) => _findings.Add(new RowFinding(0, null, null, Severity.Warning, new Problem(code, message, hint)));
}

/// <summary>A sheet as its beginning shows it.</summary>
/// <param name="Number">Which sheet of the file, from 0.</param>
internal sealed record FileSheet(int Number, SheetName? Sheet, HeadingBinding Binding)
{
    public string Name => Sheet?.Name ?? "";

    public bool IsHidden => Sheet?.IsHidden is true;

    /// <summary>Its first rows.</summary>
    public IReadOnlyList<List<string>> First { get; init; } = [];

    /// <summary>Columns that a file must have.</summary>
    public int Required { get; init; }

    /// <summary>Why it has no headings.</summary>
    public Problem? Problem { get; set; }

    public int HeadingLine { get; set; }

    public IReadOnlyList<string> Headings { get; set; } = [];

    /// <summary>What is said about its headings.</summary>
    public IReadOnlyList<(Severity Severity, string? Column, Problem Problem)> Bound { get; set; } = [];

    /// <summary>How many columns of the format its headings name.</summary>
    public int Known { get; set; }

    /// <summary>Field of each heading of the file; −1 where the sheet has none.</summary>
    public int[] Positions { get; set; } = [];

    public bool IsBlank => First.Count == 0 && Problem?.Code is "file.empty";

    public bool Fits => Problem is null && Bound.All(b => b.Severity != Severity.Error);
}
