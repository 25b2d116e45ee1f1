using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Schools;
using StudentNet.Modules.Schools.M2MasterData;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;

namespace StudentNet.Tests.Modules.Schools;

/// <summary>The lists as the ministries publish them, with the counts that their sources state.</summary>
public sealed class PublishedListsTests
{
    [Fact]
    public async Task The_survey_s_village_list_gives_22_counties_368_townships_and_7953_villages_and_again_no_change()
    {
        var path = SharedData.PathOf("admin/villages_nlsc_20230928.csv");
        await using var desk = await ListsDesk.OpenAsync();

        var receipt = await desk.TakeAsync(VillageListFormat.Code, path);

        receipt.GoodRows.ShouldBe(7953);
        (await Organisations(desk, Level.County)).ShouldBe(22);
        (await Organisations(desk, Level.Township)).ShouldBe(368);
        (await desk.App.Db(db => db.Set<Village>().CountAsync())).ShouldBe(7953);
        (await desk.App.Db(db => db.Set<Village>().CountAsync(v => v.IsUnassigned))).ShouldBe(206);

        var again = await desk.SendAsync(VillageListFormat.Code, path);
        (await desk.CountsAsync(again)).ShouldBe(new Dictionary<DifferenceKind, int> { [DifferenceKind.Unchanged] = 7953 });

        // The registry's spellings of the 23 villages with rare characters, then the registry's own list: six villages are newer.
        var spellings = await desk.TakeAsync(VillageSpellingListFormat.Code, SharedData.PathOf("admin/rare_char_village_names.csv"));
        spellings.GoodRows.ShouldBe(23);
        var registry = await desk.SendAsync(VillageListFormat.Code, SharedData.PathOf("population/village_single_age_11412.csv"));
        var counts = await desk.CountsAsync(registry);
        counts[DifferenceKind.New].ShouldBe(6);
        counts[DifferenceKind.Unchanged].ShouldBe(7746);
        counts.ContainsKey(DifferenceKind.Changed).ShouldBeFalse();
        await desk.AcceptAsync(registry);
        (await desk.App.Db(db => db.Set<Village>().CountAsync())).ShouldBe(7959);

        var index = await desk.App.Db(db => VillageIndex.LoadAsync(db));
        foreach (var spelling in (string[])["瓦[磘]里", "瓦磘里", "瓦󿾨里", "瓦?里"])
        {
            index.Find("65000", "中和區", spelling).Village?.Code.ShouldBe("65000030017", spelling);
            index.Find("65000", "中和區", spelling).Problem.ShouldBeNull(spelling);
        }

        index.Find("63000", "新北市汐止區", "宜興里").Village?.CountyCode.ShouldBe("65000");
        index.Find("63000", "內湖區", "新北市汐止區長青里").Village?.TownshipCode.ShouldBe("65000110");
        index.Find("63000", "萬華區", "柳郷里").Problem?.Hint.ShouldBe("是否為「柳鄉里」");
    }

    [Fact]
    public async Task A_list_without_the_spellings_learns_rare_characters_as_spellings_and_other_changes_as_names()
    {
        await using var desk = await ListsDesk.OpenAsync();
        await desk.TakeAsync(VillageListFormat.Code, SharedData.PathOf("admin/villages_nlsc_20230928.csv"));
        await desk.TakeAsync(VillageListFormat.Code, SharedData.PathOf("population/village_single_age_11412.csv"));

        var names = await desk.App.Db(db => db.Set<Village>().Where(v => v.Code == "65000030017" || v.Code == "65000120027").ToDictionaryAsync(v => v.Code, v => v.Name));
        names["65000030017"].ShouldBe("瓦[磘]里");
        names["65000120027"].ShouldBe("濓新里");
        (await desk.App.Db(db => db.Set<VillageAlias>().CountAsync())).ShouldBe(22, "one pair of spellings is equal once composed");
    }

    [Fact]
    public async Task The_ministry_s_school_lists_give_every_unit_once_and_again_no_change()
    {
        var elementary = SharedData.PathOf("schools/ischool_114_elementary_list.csv");
        var junior = SharedData.PathOf("schools/ischool_114_junior_list.csv");
        var addresses = SharedData.PathOf("schools/moe_114_elementary_e1_new.csv");
        var townships = SharedData.PathOf("schools/moe_114_elementary_stats_basec.csv");
        await using var desk = await ListsDesk.OpenAsync();
        await desk.TakeAsync(VillageListFormat.Code, SharedData.PathOf("admin/villages_nlsc_20230928.csv"));

        var first = await desk.TakeAsync(SchoolListFormat.Code, elementary, new { level = "國小" });
        first.Rows.ShouldBe(2661);
        // Three junior highs of 臺中市 stand in the elementary list without an elementary department.
        (await desk.FindingsAsync(first)).Where(f => f.Severity == Severity.Error).Select(f => f.Code).ShouldBe(Enumerable.Repeat("school-list.misplaced", 3));
        (await Schools(desk, SchoolLevel.Elementary)).ShouldBe(2658);

        var second = await desk.TakeAsync(SchoolListFormat.Code, junior, new { level = "國中" });
        second.Rows.ShouldBe(1337);
        (await Schools(desk, SchoolLevel.JuniorHigh)).ShouldBe(970);
        (await desk.FindingsAsync(second)).Single(f => f.Code == "school-list.left-out").Reason.ShouldBe("367 列補校或其他學制的學校，不列入");

        var third = await desk.SendAsync(SchoolListFormat.Code, addresses, new { level = "國小" });
        third.Rows.ShouldBe(2608);
        var counts = await desk.CountsAsync(third);
        counts[DifferenceKind.Changed].ShouldBe(2608);
        counts.ContainsKey(DifferenceKind.New).ShouldBeFalse();
        await desk.AcceptAsync(third);
        var school = await desk.App.Db(db => db.Set<School>().SingleAsync(s => s.Code == "011601"));
        school.ShouldSatisfyAllConditions(
            s => s.CountyCode.ShouldBe("65000"),
            s => s.TownshipCode.ShouldBe("65000040"),
            s => s.IsPrivate.ShouldBeTrue(),
            s => s.Address.ShouldBe("新北市永和區福和路125巷20號")
        );
        (await desk.App.Db(db => db.Set<SchoolClosureProposal>().CountAsync())).ShouldBe(6, "schools of the newer list that the older one does not name");
        (await desk.App.Db(db => db.Set<School>().CountAsync(s => s.ClosedOn != null))).ShouldBe(0);

        var fourth = await desk.TakeAsync(SchoolTownshipFormat.Code, townships, new { level = "國小" });
        fourth.Rows.ShouldBe(2663);
        (await desk.App.Db(db => db.Set<School>().CountAsync(s => s.Level == SchoolLevel.Elementary && s.TownshipCode == null))).ShouldBeLessThan(10);

        foreach (var (path, level, good) in ((string, string, int)[])[(elementary, "國小", 2658), (junior, "國中", 970), (addresses, "國小", 2608)])
        {
            var again = await desk.SendAsync(SchoolListFormat.Code, path, new { level });
            var unchanged = await desk.CountsAsync(again);
            unchanged.ContainsKey(DifferenceKind.New).ShouldBeFalse(path);
            unchanged.ContainsKey(DifferenceKind.Changed).ShouldBeFalse(path);
            unchanged[DifferenceKind.Unchanged].ShouldBe(good);
        }

        // 46 codes stand in both lists; the units have codes of their own.
        var both = await desk.App.Db(db => db.Set<School>().GroupBy(s => s.MinistryCode).Where(g => g.Count() > 1).Select(g => g.Key).ToListAsync());
        both.Count.ShouldBe(43);
        (await desk.App.Db(db => db.Set<School>().Where(s => s.MinistryCode == "011301").Select(s => s.Code).OrderBy(c => c).ToListAsync())).ShouldBe(["011301C", "011301J"]);
        (await Organisations(desk, Level.School)).ShouldBe(2658 + 970);
    }

    private static Task<int> Organisations(ListsDesk desk, Level level) => desk.App.Db(db => db.Set<Organisation>().CountAsync(o => o.Level == level));

    private static Task<int> Schools(ListsDesk desk, SchoolLevel level) => desk.App.Db(db => db.Set<School>().CountAsync(s => s.Level == level));
}
