namespace StudentNet.Kernel;

/// <summary>Recognises a typed number and says, in words a clerk can act on, why it is none.</summary>
internal static class PersonNumberReader
{
    private const int Length = 10;
    private const int PassportMin = 5;
    private const int PassportMax = 20;

    internal static PersonNumberResult Read(string? text, PersonNumberKind? expected)
    {
        var typed = Typing.WithoutBlanks(Typing.Narrow(text)).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
        if (typed.Length == 0)
            return new Problem("number.empty", "未填證號", "請填入證號；確無證號者請申請系統配號");
        if (expected == PersonNumberKind.Passport)
            return Passport(typed);
        if (typed[0] == PersonNumber.IssuedMark)
            return Issued(typed, expected);
        if (LengthProblem(typed, expected) is { } length)
            return length;
        if (ShapeProblem(typed) is { } shape)
            return shape;

        var kind = KindOf(typed[1]);
        if (kind is null)
            return new Problem("number.second", $"第 2 碼「{typed[1]}」不是有效的性別碼", "身分證為 1 或 2，居留證為 8 或 9，舊式居留證為 A 至 D");
        if (expected is not null && expected != kind)
            return WrongKind(kind.Value, expected.Value);
        if (!CheckDigits.Holds(typed))
            return new Problem("number.check", "檢查碼不符", "請核對證件，是否有一碼打錯或相鄰兩碼前後顛倒");
        return new PersonNumber(typed, kind.Value);
    }

    private static PersonNumberKind? KindOf(char second) => second switch
    {
        '1' or '2' => PersonNumberKind.National,
        '8' or '9' => PersonNumberKind.Residence,
        >= 'A' and <= 'D' => PersonNumberKind.ResidenceOld,
        _ => null,
    };

    private static Problem? LengthProblem(string typed, PersonNumberKind? expected)
    {
        if (typed.Length == Length)
            return null;
        var difference = typed.Length < Length ? $"少 {Length - typed.Length} 碼" : $"多 {typed.Length - Length} 碼";
        var kind = expected ?? (typed.Length > 1 ? KindOf(typed[1]) : null) ?? PersonNumberKind.National;
        return new Problem("number.length", $"{difference}，{kind.Title()}為 {Length} 碼", "請對照證件補正；護照號碼請將證號種類改為「護照號碼」");
    }

    /// <summary>The first is a letter, the third to tenth are digits; the letters most often typed for digits get their own hint.</summary>
    private static Problem? ShapeProblem(string typed)
    {
        if (!char.IsAsciiLetterUpper(typed[0]))
            return new Problem("number.first", $"第 1 碼「{typed[0]}」應為英文字母", "請對照證件，第 1 碼為 A 至 Z");
        for (var i = 2; i < Length; i++)
        {
            if (char.IsAsciiDigit(typed[i]))
                continue;
            var hint = typed[i] switch
            {
                'O' => "是否把數字 0 打成英文字母 O",
                'I' or 'L' => $"是否把數字 1 打成英文字母 {typed[i]}",
                '*' or '○' => "證號已遮罩，請填完整證號",
                _ => "第 3 至 10 碼皆為數字",
            };
            return new Problem("number.digit", $"第 {i + 1} 碼「{typed[i]}」應為數字", hint);
        }
        return null;
    }

    private static PersonNumberResult Passport(string typed)
    {
        if (typed.Length is < PassportMin or > PassportMax)
            return new Problem("number.length", $"護照號碼應為 {PassportMin} 至 {PassportMax} 碼，現為 {typed.Length} 碼", "請對照護照資料頁右上角的號碼");
        if (!typed.All(char.IsAsciiLetterOrDigit))
            return new Problem("number.passport", "護照號碼只能有英文字母與數字", "請刪去符號或中文字");
        return new PersonNumber(typed, PersonNumberKind.Passport);
    }

    private static PersonNumberResult Issued(string typed, PersonNumberKind? expected)
    {
        if (expected is not null and not PersonNumberKind.Issued)
            return WrongKind(PersonNumberKind.Issued, expected.Value);
        var digits = typed[1..];
        if (digits.Length != PersonNumber.SerialDigits + 1 || !digits.All(char.IsAsciiDigit) || CheckDigits.Damm(digits) != '0')
            return new Problem("number.issued", "系統配號不正確", "系統配號為 # 加 9 碼數字，請自名單複製");
        return new PersonNumber(typed, PersonNumberKind.Issued);
    }

    private static Problem WrongKind(PersonNumberKind actual, PersonNumberKind expected) =>
        new("number.kind", $"此為{actual.Title()}，與所選證號種類「{expected.Title()}」不符", "請改選證號種類，或核對證號");
}
