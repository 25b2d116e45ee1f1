using System.Globalization;
using System.Text;

namespace StudentNet.Tests.Modules.Students.Q1ClassRolls;

/// <summary>A row of a class roll; every field can be told otherwise with <c>with</c>.</summary>
internal sealed record RollRowText(string Number, string Name)
{
    public string Sex { get; init; } = "女";

    /// <summary>Grade 1 in 114學年.</summary>
    public string Birth { get; init; } = "107/10/05";

    public string Nationality { get; init; } = "中華民國";

    public string Kind { get; init; } = "A";

    public string Grade { get; init; } = "1";

    public string Class { get; init; } = "01";

    public string Seat { get; init; } = "";

    public string State { get; init; } = "在校";

    public string NonSchool { get; init; } = "";

    public string Place { get; init; } = "";

    public string SickFrom { get; init; } = "";

    public string SickTo { get; init; } = "";

    public string Reduction { get; init; } = "0";

    public string School { get; init; } = "";

    public string Line =>
        string.Join(
            ',',
            ["", Number, Name, Sex, Birth, Nationality, Kind, Grade, Class, Seat, State, NonSchool, Place, SickFrom, SickTo, Reduction, School]
        );
}

/// <summary>Writes class rolls of invented pupils.</summary>
internal static class RollFile
{
    public const string Format = "class-roll";

    public const string Headings = "證號種類,證號,姓名,性別,生日,國籍,班級類別,年級,班級,座號,學生樣態,非學型態,佔員額,長期病假起,長期病假訖,酌減,學校代碼";

    /// <summary>The term filed on <c>TestApp.Start</c>.</summary>
    public static readonly Term Term = new(new SchoolYear(114), 2);

    public static (string, string)[] Settings { get; } = [("year", "114"), ("term", "2")];

    /// <summary>The n-th pupil: seat n of class 01.</summary>
    public static RollRowText Pupil(int n) =>
        new(InventedNumber.National(Sex.Female, n).Value, $"測{(char)('一' + n)}") { Seat = n.ToString(CultureInfo.InvariantCulture) };

    public static byte[] Of(params IEnumerable<RollRowText> rows) =>
        Encoding.UTF8.GetBytes(string.Join("\r\n", rows.Select(r => r.Line).Prepend(Headings)) + "\r\n");
}
