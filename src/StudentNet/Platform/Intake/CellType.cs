using System.Globalization;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Intake;

/// <summary>What the cells of a column hold: how they are read, stored, described and what may be wrong with them.</summary>
public abstract class CellType
{
    /// <summary>Words for the documentation: 日期, 1–40 字.</summary>
    public abstract string Title { get; }

    /// <summary>Type of the staging column.</summary>
    public abstract BulkType Storage { get; }

    /// <summary>Values the documentation lists, where the type has a code table.</summary>
    public virtual CodeTable? Codes => null;

    /// <summary>Whether pages show its values masked.</summary>
    public virtual bool IsNumberOfPerson => false;

    /// <summary>Whether its values are names of people, whose every character counts.</summary>
    public virtual bool IsName => false;

    /// <summary>Reads a cell that is not empty; its blanks at both ends are gone and <c>&amp;#NNNNN;</c> is decoded.</summary>
    public abstract CellRead Read(string text, DateOnly today);

    /// <summary>Reads a cell that is understood only beside another one of its row, which stands before it in the format's columns.</summary>
    public virtual CellRead Read(string text, Row row) => Read(text, row.Today);
}

/// <summary>What reading a cell gave: a value, a problem, or a value about which there is something to say.</summary>
public readonly record struct CellRead(object? Value, Problem? Problem, Severity Severity)
{
    public static CellRead Of(object value) => new(value, null, default);

    public static CellRead Error(string code, string reason, string hint) => new(null, new Problem(code, reason, hint), Severity.Error);

    public static CellRead Warning(object value, Problem problem) => new(value, problem, Severity.Warning);

    /// <summary>A value that was written in a way of its own and can only mean this one. It is said once for a column of a file.</summary>
    public static CellRead Remark(object value, Problem problem) => new(value, problem, Severity.Warning) { IsRemark = true };

    /// <summary>Whether it is said once for a column of a file.</summary>
    public bool IsRemark { get; private init; }
}

/// <summary>The types that formats share.</summary>
public static class Cell
{
    /// <summary>Text of at most <paramref name="max"/> characters.</summary>
    public static CellType Text(int max = 100) => new TextCell(max);

    /// <summary>A person's name: lost characters are errors, doubtful ones warnings (domain §13).</summary>
    public static CellType Name(int max = 50) => new NameCell(max);

    /// <summary>A person's number with its checksum; stored normalised. Without a kind its shape tells.</summary>
    public static CellType Number(PersonNumberKind? kind = null) => new NumberCell(kind);

    /// <summary>A person's number whose kind another column of the row says; where that is empty, its shape tells.</summary>
    public static CellType NumberOfKind(string column) => new NumberCell(null) { KindColumn = column };

    /// <summary>A date, ROC or ISO; a time of day beside it is left out.</summary>
    public static CellType Date(bool future = true) => new DateCell(future, isBirth: false);

    /// <summary>
    /// A date of birth, today at the latest. It decides when a child enters school, so one with a time of day, which may stand for the day before or
    /// after, is asked about.
    /// </summary>
    public static CellType BirthDate() => new DateCell(future: false, isBirth: true);

    /// <summary>A whole number.</summary>
    public static CellType Whole(int min, int max) => new WholeCell(min, max);

    /// <summary>A value of a code table; stored as the row's <see cref="CodeRow.Stored"/>.</summary>
    public static CellType Code(CodeTable table) => new CodeCell(table);

    /// <summary>是 or 否, 1 or 0, Y or N.</summary>
    public static CellType YesNo() => new YesNoCell();

    /// <summary>學年度, stored as the ROC number.</summary>
    public static CellType SchoolYear() => new SchoolYearCell();

    /// <summary>國小 or 國中, also 1, 7, E, J; stored as the entry grade.</summary>
    public static CellType SchoolLevel() => new SchoolLevelCell();

    /// <summary>A text with a grammar of its own: <paramref name="read"/> returns what is stored, or what is wrong.</summary>
    public static CellType Of(string title, BulkType storage, Func<string, CellRead> read) => new OwnCell(title, storage, read);

    private sealed class TextCell(int max) : CellType
    {
        public override string Title => $"文字，最多 {max} 字";

        public override BulkType Storage => BulkType.Text;

        public override CellRead Read(string text, DateOnly today)
        {
            if (text.Length > max && new StringInfo(text).LengthInTextElements is var length && length > max)
            {
                return CellRead.Error("cell.long", $"共 {length} 字，最多 {max} 字", "請縮短內容，或檢查是否把多欄併成一欄");
            }

            // Kept as the text it is; exports make it harmless. Yet nobody means to write it.
            return text[0] is '=' or '@' or '＝' or '＠'
                ? CellRead.Warning(text, new Problem("cell.formula", $"以「{text[0]}」開頭，已當成文字", "若不是要填這段文字，請改填正確內容"))
                : CellRead.Of(text);
        }
    }

    private sealed class NameCell(int max) : CellType
    {
        private readonly TextCell _text = new(max);

        public override string Title => $"姓名，最多 {max} 字";

        public override BulkType Storage => BulkType.Text;

        public override bool IsName => true;

        public override CellRead Read(string text, DateOnly today)
        {
            var read = _text.Read(text, today);
            if (read.Problem is not null)
            {
                return read;
            }

            // A line end inside a name comes from a cell that was broken for printing.
            text = string.Join(' ', text.Split(['\r', '\n', '\t', ' '], StringSplitOptions.RemoveEmptyEntries));
            foreach (var doubt in NameText.Doubts(text))
            {
                return doubt.Kind == NameDoubtKind.Lost ? new CellRead(null, doubt.Problem, Severity.Error) : CellRead.Warning(text, doubt.Problem);
            }

            return NameText.HasLetter(text)
                ? NameText.OddSigns(text) is { Length: > 0 } signs
                    ? CellRead.Warning(text, new Problem("name.sign", $"姓名裡有「{signs}」", "請核對姓名，註記請填在其他欄；可以匯入"))
                    : CellRead.Of(text)
                : CellRead.Error("name.letter", "姓名裡沒有文字", "請填姓名，例如 王測甲");
        }
    }

    private sealed class NumberCell(PersonNumberKind? kind) : CellType
    {
        public override string Title => kind?.Title() ?? "身分證字號、居留證號或系統配號，含檢查碼";

        public override BulkType Storage => BulkType.Text;

        public override bool IsNumberOfPerson => true;

        public string? KindColumn { get; init; }

        public override CellRead Read(string text, Row row) =>
            KindColumn is { } column && row.Has(column) ? Read(text, Enum.Parse<PersonNumberKind>(row.Text(column))) : Read(text, row.Today);

        public override CellRead Read(string text, DateOnly today) => Read(text, kind);

        private static CellRead Read(string text, PersonNumberKind? kind)
        {
            var read = PersonNumber.Parse(text, kind);
            return read.IsValid ? CellRead.Of(read.Number.Value.Value) : new CellRead(null, read.Problem, Severity.Error);
        }
    }

    private sealed class DateCell(bool future, bool isBirth) : CellType
    {
        private static readonly DateOnly Earliest = new(1912, 1, 1);

        public override string Title => future ? "日期，114/09/01 或 2025-09-01" : "日期，114/09/01 或 2025-09-01，不可晚於今天";

        public override BulkType Storage => BulkType.Date;

        public override CellRead Read(string text, DateOnly today)
        {
            if (!DateText.TryParse(text, out var read) || read.Day < Earliest)
            {
                return CellRead.Error("cell.date", "不是有效的日期", Hint(text));
            }

            var date = read.Day;
            if (!future && date > today)
            {
                return CellRead.Error("cell.future", $"日期 {RocDate.Format(date)} 晚於今天 {RocDate.Format(today)}", "請核對年份：民國年為 3 碼以內，西元年為 4 碼");
            }

            if (read.Time is { } time && isBirth)
            {
                return CellRead.Error(
                    "cell.birth-time",
                    $"日期帶有時間 {time:HH:mm}，無法確定是 {RocDate.Format(date)}、前一天或後一天",
                    $"請核對生日後只填日期，例如 {RocDate.Format(date)}；程式轉檔常把時間移了幾小時"
                );
            }

            return read.Time is not null ? CellRead.Remark(date, new Problem("cell.time", "日期帶有時間，只取日期", "請核對；不必處理"))
                : read.Moved ? CellRead.Remark(date, new Problem("cell.zone", $"以其他時區記載，換成臺灣時間為 {RocDate.Format(date)}", "請核對日期；可以匯入"))
                : CellRead.Of(date);
        }

        private static string Hint(string text) =>
            text.Length == 5 && text.All(char.IsAsciiDigit)
                ? "這是試算表的日期序號，請把這一欄的格式改成日期後再上傳"
                : "請填民國年/月/日，例如 114/09/01，或西元 2025-09-01";
    }

    private sealed class WholeCell(int min, int max) : CellType
    {
        public override string Title => $"整數，{min}–{max}";

        public override BulkType Storage => BulkType.Int;

        public override CellRead Read(string text, DateOnly today)
        {
            // Many a cell: not through a pattern unless it is needed.
            if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            {
                if (SheetText.Whole(text) is { } meant && meant >= min && meant <= max)
                {
                    return CellRead.Remark(meant, SheetText.ReadAs(meant.ToString(CultureInfo.InvariantCulture)));
                }

                if (SheetText.Whole(text) is { } beyond)
                {
                    return CellRead.Error("cell.range", $"{beyond} 不在 {min} 到 {max} 之間", "請核對數字");
                }

                return CellRead.Error("cell.whole", "不是整數", $"請填 {min} 到 {max} 的整數，不加單位與逗號");
            }

            return number >= min && number <= max
                ? CellRead.Of(number)
                : CellRead.Error("cell.range", $"{number} 不在 {min} 到 {max} 之間", "請核對數字");
        }
    }

    private sealed class CodeCell(CodeTable table) : CellType
    {
        public override string Title => $"代碼：{table.Title}";

        public override BulkType Storage => BulkType.Text;

        public override CodeTable Codes => table;

        public override CellRead Read(string text, DateOnly today) =>
            table.Find(text) is { } stored ? CellRead.Of(stored)
            : SheetText.Plain(text) is var plain && table.Find(plain) is { } meant ? CellRead.Remark(meant, SheetText.ReadAs(plain))
            : CellRead.Error("cell.code", $"沒有這個{table.Title}代碼", $"請填下列之一：{string.Join('、', table.Rows.Take(12).Select(r => $"{r.Code} {r.Title}"))}");
    }

    private sealed class YesNoCell : CellType
    {
        public override string Title => "是／否";

        public override BulkType Storage => BulkType.Bool;

        public override CellRead Read(string text, DateOnly today) =>
            SheetText.Plain(text).ToUpperInvariant() switch
            {
                "是" or "1" or "Y" or "YES" or "TRUE" or "V" => CellRead.Of(true),
                "否" or "0" or "N" or "NO" or "FALSE" => CellRead.Of(false),
                _ => CellRead.Error("cell.yes-no", "只能填是或否", "請填 是 或 否（1、0 亦可）"),
            };
    }

    private sealed class SchoolYearCell : CellType
    {
        public override string Title => "學年度，例如 115";

        public override BulkType Storage => BulkType.Int;

        public override CellRead Read(string text, DateOnly today) =>
            Kernel.SchoolYear.TryParse(text, out var year)
                ? CellRead.Of(year.Roc)
                : CellRead.Error("cell.school-year", "不是有效的學年度", "請填民國學年度，例如 115");
    }

    private sealed class SchoolLevelCell : CellType
    {
        public override string Title => "國小／國中";

        public override BulkType Storage => BulkType.Int;

        public override CellRead Read(string text, DateOnly today) =>
            SheetText.Plain(text).ToUpperInvariant() switch
            {
                "1" or "E" or "國小" or "國民小學" => CellRead.Of(1),
                "7" or "J" or "國中" or "國民中學" => CellRead.Of(7),
                _ => CellRead.Error("cell.level", "只能填國小或國中", "請填 國小 或 國中"),
            };
    }

    private sealed class OwnCell(string title, BulkType storage, Func<string, CellRead> read) : CellType
    {
        public override string Title => title;

        public override BulkType Storage => storage;

        public override CellRead Read(string text, DateOnly today) => read(text);
    }
}
