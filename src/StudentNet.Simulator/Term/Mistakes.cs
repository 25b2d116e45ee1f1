namespace StudentNet.Simulator.Term;

/// <summary>What the result file must say of a bad row.</summary>
/// <param name="Column">Heading that it must name; empty: it speaks of the whole row.</param>
/// <param name="Words">Words that its reason must hold.</param>
public sealed record Expected(Mistake Mistake, string Column, string Words);

/// <summary>Makes the mistakes, and knows how the system must name them.</summary>
internal sealed class Mistakes(Kernel.Term term, Handwriting hand)
{
    private readonly List<string> _headings = [.. RollSheet.Headings(hand)];

    /// <summary>Whether a file of some kind can hold the mistake at all.</summary>
    public static bool FitsIn(Mistake mistake, FileKind kind) =>
        mistake switch
        {
            Mistake.RowTooShort or Mistake.RowTooLong or Mistake.OpenQuote => kind.IsText(),
            Mistake.ShiftedColumns => kind.IsTable(),
            _ => true,
        };

    /// <summary>A right row made wrong. <paramref name="before"/> is the row of another child of the school.</summary>
    public (FileRow Row, Expected Expected) Make(Mistake mistake, string[] right, string[] before)
    {
        var cells = right.ToArray();
        return mistake switch
        {
            Mistake.RowTooShort => (new FileRow(cells[..^3]), new(mistake, "", $"只有 {cells.Length - 3} 欄")),
            Mistake.RowTooLong => (new FileRow([.. cells, "範例備註"]), new(mistake, "", $"有 {cells.Length + 1} 欄")),
            Mistake.OpenQuote => (new FileRow(cells, HasOpenQuote: true), new(mistake, "", "引號沒有成對")),
            Mistake.ShiftedColumns => (new FileRow([.. Shifted(cells)]), new(mistake, RollSheet.Born, "不是有效的日期")),
            _ => (new FileRow(cells), Spoil(mistake, cells, before)),
        };
    }

    private Expected Spoil(Mistake mistake, string[] cells, string[] before)
    {
        ref string Cell(string heading) => ref cells[_headings.IndexOf(heading)];
        Expected Put(string heading, string value, string words)
        {
            Cell(heading) = value;
            return new(mistake, heading, words);
        }

        var number = Cell(RollSheet.Number);
        switch (mistake)
        {
            case Mistake.WrongCheckDigit:
                return Put(RollSheet.Number, $"{number[..9]}{(number[9] - '0' + 1) % 10}", "檢查碼不符");
            case Mistake.NumberTooShort:
                return Put(RollSheet.Number, number[..9], "少 1 碼");
            case Mistake.LetterForDigit:
                return Put(RollSheet.Number, $"{number[..6]}O{number[7..]}", "第 7 碼「O」應為數字");
            case Mistake.MaskedNumber:
                return Put(RollSheet.Number, Masking.NumberForFile(number), "第 7 碼「*」應為數字");
            case Mistake.WrongSexDigit:
                return Put(RollSheet.Number, $"{number[0]}3{number[2..]}", "不是有效的性別碼");
            case Mistake.NumberMissing:
                return Put(RollSheet.Number, "", "未填證號");
            case Mistake.WrongNumberKind:
                Cell(RollSheet.NumberKind) = number[1] is '1' or '2' ? "2" : "1";
                return new(mistake, RollSheet.Number, "與所選證號種類");
            case Mistake.NameMissing:
                return Put(RollSheet.Name, "", "未填姓名");
            case Mistake.LostCharacter:
                return Put(RollSheet.Name, Cell(RollSheet.Name)[..1] + "\uFFFD", "含無法辨識的字元");
            case Mistake.NameTooLong:
                return Put(RollSheet.Name, Cell(RollSheet.Name) + string.Concat(Enumerable.Repeat("（模擬備註）", 9)), "最多 50 字");
            case Mistake.UnknownSex:
                return Put(RollSheet.Sex, "3", "沒有這個性別代碼");
            case Mistake.NoSuchDay:
                return Put(RollSheet.Born, "107/02/30", "不是有效的日期");
            case Mistake.DateInFuture:
                return Put(RollSheet.Born, RollSheet.Date(term.LastDay.AddYears(1), hand), "晚於今天");
            case Mistake.YearAstray:
                return Put(RollSheet.Born, "14/05/05", "超過 25 年");
            case Mistake.BirthDateMissing:
                return Put(RollSheet.Born, "", "未填生日");
            case Mistake.UnknownNationality:
                return Put(RollSheet.Nationality, "火星", "沒有這個國籍代碼");
            case Mistake.ForeignPupil:
                Cell(RollSheet.NumberKind) = "2";
                Cell(RollSheet.Number) = InventedNumber.Residence(number[1] is '1' or '8' ? Sex.Male : Sex.Female, Serial(number)).Value;
                return Put(RollSheet.Nationality, "越南", "外籍生不放在各班名單的檔案");
            case Mistake.UnknownClassKind:
                return Put(RollSheet.ClassKind, "Z", "沒有這個班級類別代碼");
            case Mistake.GradeOfAnotherLevel:
                return Put(RollSheet.Grade, "8", "沒有這個年級");
            case Mistake.GradeInWords:
                return Put(RollSheet.Grade, "三年級", "不是整數");
            case Mistake.ClassTooLong:
                return Put(RollSheet.Class, "原三年五班轉來之同學暫列", "不是班級名稱");
            case Mistake.FormulaAsSeat:
                return Put(RollSheet.Seat, "=cmd()", "不是整數");
            case Mistake.HomeSchoolingWithoutKind:
                Cell(RollSheet.Standing) = "非學";
                return Put(RollSheet.HomeSchooling, "", "須填非學型態");
            case Mistake.PlaceOfEnrolled:
                Cell(RollSheet.Standing) = "在校";
                return Put(RollSheet.HoldsPlace, "是", "只有非學學生可以佔員額");
            case Mistake.SicknessWithoutStart:
                Cell(RollSheet.Standing) = "長期病假";
                return Put(RollSheet.SickFrom, "", "須填起日");
            case Mistake.SameChildTwice:
                foreach (var heading in (string[])[RollSheet.NumberKind, RollSheet.Number, RollSheet.Name, RollSheet.Sex, RollSheet.Born])
                {
                    Cell(heading) = before[_headings.IndexOf(heading)];
                }

                return Twice;
            default:
                throw new ArgumentOutOfRangeException(nameof(mistake), mistake, null);
        }
    }

    /// <summary>What is said of both rows of a child that is there twice.</summary>
    public static Expected Twice { get; } = new(Mistake.SameChildTwice, RollSheet.Number, "是同一名學生");

    private IEnumerable<string> Shifted(string[] cells)
    {
        var lost = _headings.IndexOf(RollSheet.Sex);
        return [.. cells[..lost], .. cells[(lost + 1)..], ""];
    }

    private static int Serial(string number) => int.Parse(number.AsSpan(2, 7), System.Globalization.CultureInfo.InvariantCulture);
}
