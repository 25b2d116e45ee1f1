namespace StudentNet.Simulator.Country;

/// <summary>Invented streets: no town has them.</summary>
internal sealed class StreetNames(SchoolYear year)
{
    private static readonly string[] Streets = ["測試路", "範例路", "樣本街", "模擬路", "試擬街", "範本大道", "例示街", "擬真路"];
    private static readonly string[] Sections = ["", "", "", "一段", "二段", "三段"];

    public static string Draw(SeededDraw draw)
    {
        var lane = draw.Chance(4_000) ? $"{draw.Between(1, 300)}巷" : "";
        var floor = draw.Chance(7_000) ? $"{draw.Between(2, 14)}樓" : "";
        return $"{draw.Pick(Streets)}{draw.Pick(Sections)}{lane}{draw.Between(1, 250)}號{floor}";
    }

    /// <summary>Since when somebody born on a day lives there: most of them since birth, none after the reference date.</summary>
    public DateOnly Since(SeededDraw draw, DateOnly born)
    {
        var reference = new DateOnly(year.Gregorian, 3, 20);
        return draw.Chance(6_000) ? born : born.AddDays(draw.Below(reference.DayNumber - born.DayNumber + 1));
    }
}
