using System.Text;

namespace StudentNet.Simulator.Country;

/// <summary>The folder of published files that the country is made from (<c>--data</c>): population, surnames, district tables, schools.</summary>
public sealed class PublishedData(string folder)
{
    public string Villages => Find("admin", "villages_nlsc_20230928.csv");

    public string Population => Find("population", "village_single_age_11412.csv");

    public string Districts => Find("districts", "districts_taipei_ntpc.csv");

    /// <summary>The ministry's lists of a level in the order in which they are sent: the names of all units first, then addresses.</summary>
    public IReadOnlyList<string> SchoolLists(SchoolLevel level) =>
        level == SchoolLevel.Elementary
            ? [Find("schools", "ischool_114_elementary_list.csv"), Find("schools", "moe_114_elementary_e1_new.csv")]
            : [Find("schools", "ischool_114_junior_list.csv")];

    /// <summary>Ownership and township of schools by the ministry's six characters, as far as they are published.</summary>
    public IReadOnlyDictionary<string, PublishedSchool> Schools()
    {
        var schools = new Dictionary<string, PublishedSchool>(StringComparer.Ordinal);
        foreach (var row in CsvFile.Rows(Find("schools", "moe_114_elementary_stats_basec.csv")))
        {
            schools[row["學校代碼"]] = new PublishedSchool(row["鄉鎮市區"], row["學校名稱"].Contains("私立", StringComparison.Ordinal));
        }

        foreach (var row in CsvFile.Rows(Find("schools", "moe_114_elementary_e1_new.csv")))
        {
            var township = schools.GetValueOrDefault(row["代碼"])?.Township ?? "";
            schools[row["代碼"]] = new PublishedSchool(township, row["公/私立"] == "私立");
        }

        return schools;
    }

    /// <summary>Villages whose names hold characters that old systems lose.</summary>
    public string RareVillages => Find("admin", "rare_char_village_names.csv");

    /// <summary>CNS 11643 to Unicode, planes 2, 3 and 15.</summary>
    public IReadOnlyList<string> StandardPlanes => [.. new[] { 2, 3, 15 }.Select(plane => Find("cns11643", $"CNS2UNICODE_Unicode_{plane}.txt"))];

    /// <summary>Classes, boys and girls of the 國小 of some counties that have pupils, in the order of their codes.</summary>
    public IReadOnlyList<SchoolStatistics> Statistics(IReadOnlyCollection<string> counties)
    {
        var wanted = counties.Select(NameText.Normalise).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. CsvFile
                .Rows(Find("schools", "moe_114_elementary_stats_basec.csv"))
                .Where(row => wanted.Contains(NameText.Normalise(row["縣市名稱"])))
                .Select(row => new SchoolStatistics(
                    row["學校代碼"],
                    row["學校名稱"],
                    row["縣市名稱"],
                    [
                        .. Enumerable
                            .Range(1, 6)
                            .Select(g => new GradeStatistics(row.Whole($"{g}年級班級數"), row.Whole($"{g}年級男學生數"), row.Whole($"{g}年級女學生數"))),
                    ]
                ))
                .Where(s => s.Pupils > 0)
                .OrderBy(s => s.Code, StringComparer.Ordinal),
        ];
    }

    /// <summary>The counties of whose 國小 figures are published.</summary>
    public IReadOnlyList<string> CountiesWithStatistics() =>
        [.. CsvFile.Rows(Find("schools", "moe_114_elementary_stats_basec.csv")).Select(row => row["縣市名稱"]).Where(name => name.Length > 0).Distinct()];

    private string Surnames => Find("names", "taiwan_surnames_112.csv");

    /// <summary>Villages of some counties with the children who enter in a year, in the order of their codes.</summary>
    /// <param name="counties">Names, 臺 or 台 alike.</param>
    public IReadOnlyList<VillageCohort> Cohorts(IReadOnlyCollection<string> counties, SchoolYear year, SchoolLevel level)
    {
        var wanted = counties.Select(NameText.Normalise).ToHashSet(StringComparer.Ordinal);
        var (younger, older) = CohortShare.AgesAt(year, level);
        var villages = CsvFile
            .Rows(Population)
            .Where(row => wanted.Contains(NameText.Normalise(row["county"])))
            .Select(row => new VillageAges(row["villcode"], row["county"], row["town"], row["village"], row.Whole($"a{younger}"), row.Whole($"a{older}")))
            .ToList();
        return CohortShare.Round(villages);
    }

    /// <summary>The ministry of the interior's code of a county, by its name.</summary>
    public string CountyCode(string county) =>
        CsvFile
            .Rows(Find("admin", "towns.csv"))
            .Select(row => (Name: row["countyname"], Code: row["countycode"]))
            .First(row => NameText.Normalise(row.Name) == NameText.Normalise(county))
            .Code;

    /// <summary>Surnames with the number of people who bear them, the most common first.</summary>
    public IReadOnlyList<(string Surname, int Bearers)> SurnameCounts() =>
        [.. CsvFile.Rows(Surnames).Select(row => (row["surname"], row.Whole("population")))];

    /// <summary>The bytes of a published file; of a part for trials, the heading and the lines that name one of the counties.</summary>
    public static byte[] Bytes(string path, IReadOnlyCollection<string>? counties)
    {
        if (counties is null)
        {
            return File.ReadAllBytes(path);
        }

        var lines = File.ReadAllLines(path);
        var kept = lines.Take(1).Concat(lines.Skip(1).Where(line => counties.Any(county => line.Contains(county, StringComparison.Ordinal))));
        return Encoding.UTF8.GetBytes(string.Join('\n', kept) + '\n');
    }

    private string Find(params string[] parts)
    {
        var path = Path.Combine([folder, .. parts]);
        return File.Exists(path) ? path : throw new FileNotFoundException($"找不到資料檔：{Path.Combine(parts)}（請以 --data 指定資料夾）", path);
    }
}

/// <summary>What is published about a school besides its name.</summary>
public sealed record PublishedSchool(string Township, bool IsPrivate);
