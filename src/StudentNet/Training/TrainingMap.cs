using StudentNet.Modules.Schools;
using StudentNet.Modules.Schools.M3Districts;

namespace StudentNet.Training;

/// <summary>
/// 測試縣: invented towns, villages, schools and districts, with the mistakes that real tables have. Codes begin with 99, which no county has.
/// </summary>
internal static class TrainingMap
{
    public const string County = "99999";
    public const string CountyName = "測試縣";

    /// <summary>東區: the township of the committee that gets an account.</summary>
    public const string Township = "99999010";

    /// <summary>示範國小: the largest school, whose clerk gets an account.</summary>
    public const string School = "999601";

    /// <summary>模擬國小.</summary>
    public const string SecondSchool = "999602";

    /// <summary>示範國中.</summary>
    public const string JuniorHigh = "999501";

    /// <summary>樣本國小: it has its AA account still to enable somebody.</summary>
    public const string SchoolWithoutClerk = "999603";

    /// <summary>私立範例外僑學校.</summary>
    public const string ForeignSchool = "999901";

    public static IReadOnlyList<(string Code, string Name)> Townships { get; } =
        [("99999010", "東區"), ("99999020", "西區"), ("99999030", "南鎮"), ("99999040", "北鄉")];

    /// <summary>Villages: the township, the name, how many neighbourhoods, and how many children of each cohort live there.</summary>
    public static IReadOnlyList<TrainingVillage> Villages { get; } =
        [
            .. Of("99999010", ("模擬里", 24, 34), ("範例里", 20, 31), ("測試里", 22, 30), ("樣本里", 18, 24), ("示範里", 26, 36), ("練習里", 16, 22)),
            .. Of("99999010", 7, ("演練里", 21, 24), ("展示里", 20, 26)),
            .. Of("99999020", ("例題里", 18, 20), ("樣張里", 15, 17), ("試讀里", 17, 18), ("擬真里", 14, 16), ("範本里", 12, 14)),
            .. Of("99999030", ("試辦里", 16, 15), ("模型里", 12, 12), ("樣品里", 11, 11), ("例句里", 9, 9)),
            .. Of("99999040", ("試種村", 8, 8), ("擬山村", 7, 7), ("範水村", 6, 6), ("樣田村", 5, 5)),
        ];

    public static IReadOnlyList<TrainingSchool> Schools { get; } =
        [
            new(School, "縣立示範國小", "99999010", SchoolLevel.Elementary),
            new(SecondSchool, "縣立模擬國小", "99999010", SchoolLevel.Elementary),
            new(SchoolWithoutClerk, "縣立樣本國小", "99999010", SchoolLevel.Elementary),
            new("999604", "縣立例題國小", "99999020", SchoolLevel.Elementary),
            new("999605", "縣立擬真國小", "99999020", SchoolLevel.Elementary),
            new("999606", "縣立試辦國小", "99999030", SchoolLevel.Elementary),
            new("999607", "縣立模型國小", "99999030", SchoolLevel.Elementary),
            new("999608", "縣立試種國小", "99999040", SchoolLevel.Elementary),
            new("991601", "私立範例實驗國小", "99999020", SchoolLevel.Elementary) { IsPrivate = true },
            new(JuniorHigh, "縣立示範國中", "99999010", SchoolLevel.JuniorHigh),
            new("999502", "縣立例題國中", "99999020", SchoolLevel.JuniorHigh),
            new("999503", "縣立試辦國中", "99999030", SchoolLevel.JuniorHigh),
        ];

    /// <summary>
    /// The district table. As in the mock of M3, 練習里 9 鄰 belongs to nobody and 展示里 19 鄰 to two; 樣本里 has a condition in words, and 示範里 a
    /// shared part.
    /// </summary>
    public static IEnumerable<DistrictLine> Districts(SchoolLevel level) => level == SchoolLevel.Elementary ? Elementary : JuniorHighs;

    private static IReadOnlyList<DistrictLine> Elementary { get; } =
        [
            Line("模擬里", School),
            Line("範例里", School, "1-12"),
            Line("範例里", SecondSchool, "13-20"),
            Line("測試里", SecondSchool),
            Line("樣本里", SchoolWithoutClerk, "1-12"),
            Line("樣本里", SchoolWithoutClerk, "13-18") with { Condition = "單號門牌屬樣本國小，雙號屬示範國小" },
            Line("示範里", School, "1-16"),
            Line("示範里", SecondSchool, "17-26"),
            Line("示範里", SecondSchool, "11-16") with { Zone = ZoneKind.Shared },
            Line("練習里", SchoolWithoutClerk, "1-8;10-16"),
            Line("演練里", SchoolWithoutClerk, "1-12"),
            Line("演練里", SecondSchool, "13-21"),
            Line("展示里", School),
            Line("展示里", SchoolWithoutClerk, "19"),
            Line("例題里", "999604"),
            Line("樣張里", "999604"),
            Line("試讀里", "999604", "1-9"),
            Line("試讀里", "999605", "10-17"),
            Line("擬真里", "999605"),
            Line("範本里", "999605"),
            Line("試辦里", "999606"),
            Line("模型里", "999607"),
            Line("樣品里", "999606", "1-5"),
            Line("樣品里", "999607", "6-11"),
            Line("例句里", "999607"),
            Line("試種村", "999608"),
            Line("擬山村", "999608"),
            Line("擬山村", "999606") with { Zone = ZoneKind.Free },
            Line("範水村", "999608"),
            Line("樣田村", "999608"),
        ];

    private static IReadOnlyList<DistrictLine> JuniorHighs { get; } =
        [
            .. Villages.Select(v => Line(v.Name, v.Township switch { "99999010" => JuniorHigh, "99999020" => "999502", _ => "999503" })),
        ];

    private static DistrictLine Line(string village, string school, string neighbourhoods = "") =>
        new()
        {
            VillageCode = Villages.Single(v => v.Name == village).Code,
            Village = village,
            SchoolCode = school,
            Zone = ZoneKind.Basic,
            Neighbourhoods = neighbourhoods,
        };

    private static IEnumerable<TrainingVillage> Of(string township, params (string Name, int Neighbourhoods, int Children)[] villages) =>
        Of(township, 1, villages);

    private static IEnumerable<TrainingVillage> Of(string township, int first, params (string Name, int Neighbourhoods, int Children)[] villages) =>
        villages.Select((v, i) => new TrainingVillage($"{township}{first + i:000}", township, v.Name, v.Neighbourhoods, v.Children));
}

/// <summary>A village of the training county.</summary>
/// <param name="Children">Children of one cohort.</param>
internal sealed record TrainingVillage(string Code, string Township, string Name, int Neighbourhoods, int Children);

/// <summary>A school of the training county.</summary>
internal sealed record TrainingSchool(string Code, string Name, string Township, SchoolLevel Level)
{
    public bool IsPrivate { get; init; }
}
