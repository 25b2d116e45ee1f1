using System.Text;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Schools;
using StudentNet.Modules.Schools.M2MasterData;
using StudentNet.Modules.Schools.M3Districts;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;

namespace StudentNet.Tests.Modules.Schools;

/// <summary>District tables as counties keep them, with their own headings and village and neighbourhoods in one cell.</summary>
public sealed class CountyTablesTests
{
    [Theory]
    [InlineData("光華里(1-11鄰)", "光華里", "(1-11鄰)")]
    [InlineData("新東（19鄰）", "新東", "（19鄰）")]
    [InlineData("光華里1-11鄰", "光華里", "1-11鄰")]
    [InlineData("光華里第1至11鄰", "光華里", "第1至11鄰")]
    [InlineData("光華里（全里）", "光華里", "（全里）")]
    [InlineData("光華里不含5鄰", "光華里", "不含5鄰")]
    [InlineData("慈祐", "慈祐", "")]
    [InlineData("全安里", "全安里", "")]
    [InlineData("第三里", "第三里", "")]
    [InlineData("中全里", "中全里", "")]
    [InlineData("光華里全里", "光華里", "全里")]
    public void A_cell_of_village_and_neighbourhoods_is_taken_apart(string cell, string village, string neighbourhoods) =>
        VillageCell.Split(cell, null).ShouldBe((village, neighbourhoods));

    [Fact]
    public void A_column_of_neighbourhoods_that_is_filled_leaves_the_village_alone() => VillageCell.Split("光華里(1-11鄰)", "3").ShouldBe(("光華里(1-11鄰)", "3"));

    [Fact]
    public async Task A_row_without_a_village_is_an_error_and_village_and_neighbourhoods_may_stand_together()
    {
        await using var desk = await ListsDesk.OpenAsync();
        await desk.App.Db(StudentNet.Tests.Infrastructure.SmallCountry.SeedAsync);
        const string text = """
            學校代碼,學校名稱,學區別,鄉鎮市區,里／鄰
            980601,範一國小,基本,範例鄉,範東村（1-4鄰）
            ,範一國小,基本,範例鄉,範東村(5-8鄰)
            980601,範一國小,基本,範例鄉,
            """;
        var receipt = await desk.SendAsync(DistrictTableFormat.Code, "學區.csv", Encoding.UTF8.GetBytes(text), new { year = "115", level = "國小" }, County("98010", "範例縣"));
        (await desk.FindingsAsync(receipt)).Select(f => $"{f.Line} {f.Severity} {f.Code}").ShouldBe(["4 Error district.no-village"]);
        await desk.AcceptAsync(receipt);
        (await desk.App.Db(db => db.Set<DistrictRule>().OrderBy(r => r.RuleNo).Select(r => $"{r.SourceLine} {r.SchoolCode} {r.Neighbourhoods}").ToListAsync())).ShouldBe(["2 980601 1-4", "3 980601 5-8"]);
    }

    [Fact]
    public async Task The_tables_of_two_cities_need_no_renaming()
    {
        var (taipei, newTaipei) = (SharedData.PathOf("districts/taipei_elementary.csv"), SharedData.PathOf("districts/ntpc_elementary.csv"));
        await using var desk = await ListsDesk.OpenAsync();
        await desk.TakeAsync(VillageListFormat.Code, SharedData.PathOf("admin/villages_nlsc_20230928.csv"));
        await desk.TakeAsync(SchoolListFormat.Code, SharedData.PathOf("schools/ischool_114_elementary_list.csv"), new { level = "國小" });
        foreach (var (path, county, name, most) in new[] { (taipei, "63000", "臺北市", 40), (newTaipei, "65000", "新北市", 150) })
        {
            var receipt = await desk.TakeAsync(DistrictTableFormat.Code, path, new { year = "115", level = "國小" }, County(county, name));
            receipt.BadRows.ShouldBe(0, name);
            var plan = await desk.App.Db(db => db.Set<DistrictPlan>().OrderByDescending(p => p.Id).FirstAsync(p => p.CountyCode == county));
            var (rules, unplaced) = await desk.App.Db(async db => (await db.Set<DistrictRule>().CountAsync(r => r.PlanId == plan.Id), await db.Set<DistrictUnplacedLine>().Where(l => l.PlanId == plan.Id).Select(l => l.Township + " " + l.Village + " " + l.Neighbourhoods + " " + l.School + ": " + l.Message).ToListAsync()));
            rules.ShouldBeGreaterThan(700, name);
            unplaced.Count.ShouldBeLessThan(most, string.Join('\n', unplaced));
        }
    }

    private static Organisation County(string code, string name) => new() { Code = code, Level = StudentNet.Kernel.Level.County, Name = name, CountyCode = code };
}
