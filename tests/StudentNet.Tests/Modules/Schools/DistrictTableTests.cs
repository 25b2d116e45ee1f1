using System.Text;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Schools;
using StudentNet.Modules.Schools.M3Districts;
using StudentNet.Modules.Schools.M2MasterData;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;

namespace StudentNet.Tests.Modules.Schools;

/// <summary>The district tables of two real cities as they are published, from file to the plan in force.</summary>
public sealed class DistrictTableTests
{
    private const string Table = "districts/districts_taipei_ntpc.csv";

    [Fact]
    public async Task Two_cities_tables_become_drafts_lose_no_line_and_can_be_published_with_reasons()
    {
        var path = SharedData.PathOf(Table);
        await using var desk = await CountryAsync();

        var taipei = await DraftAsync(desk, path, "63000", "臺北市", "國小");
        var taipeiJunior = await DraftAsync(desk, path, "63000", "臺北市", "國中");
        var newTaipei = await DraftAsync(desk, path, "65000", "新北市", "國小");

        (taipei.Rules + taipei.Unplaced).ShouldBe(850);
        (taipeiJunior.Rules + taipeiJunior.Unplaced).ShouldBe(704);
        (newTaipei.Rules + newTaipei.Unplaced).ShouldBe(1575);
        taipei.LeftOut.ShouldBe("2279 列屬於其他縣市、學制或學年度，不匯入");

        // What the transcription says of itself: lines without a school or a village that a person must place.
        taipei.Findings(DistrictCheck.UnknownSchool).ShouldBe(13, "國北教大附小 and 市大附小 have no code in the file");
        newTaipei.Findings(DistrictCheck.UnknownSchool).ShouldBe(0, "國中小's elementary departments are found by name");
        taipei.Findings(DistrictCheck.UnknownVillage).ShouldBe(1, "柳郷里");
        taipei.Findings(DistrictCheck.ForeignVillage).ShouldBe(4, "villages of 新北市汐止區, 忠山里全里 among them");
        taipei.Findings(DistrictCheck.Overlap).ShouldBe(4);
        newTaipei.Findings(DistrictCheck.Overlap).ShouldBeGreaterThanOrEqualTo(3);

        var publication = await desk.App.Db(db => new DistrictPublication(db, new DistrictChecks(db)).PublishAsync(Load(db, taipei.PlanId), new Dictionary<string, string>(), Act()));
        publication.IsPublished.ShouldBeFalse();
        publication.Unanswered.ShouldContain(DistrictCheck.Overlap);
        var reasons = publication.Unanswered.ToDictionary(c => c.Code, _ => "依公告版，個案人工處理");
        publication = await desk.App.Db(db => new DistrictPublication(db, new DistrictChecks(db)).PublishAsync(Load(db, taipei.PlanId), reasons, Act()));
        publication.IsPublished.ShouldBeTrue();

        var again = await desk.SendAsync(DistrictTableFormat.Code, path, new { year = "115", level = "國小" }, County("63000", "臺北市"));
        var counts = await desk.CountsAsync(again);
        counts[DifferenceKind.Unchanged].ShouldBe(taipei.Rules);
        counts[DifferenceKind.New].ShouldBe(taipei.Unplaced);
        counts.ContainsKey(DifferenceKind.Leaving).ShouldBeFalse();
    }

    [Fact]
    public async Task Bad_lines_say_line_value_reason_and_hint()
    {
        await using var desk = await ListsDesk.OpenAsync();
        await desk.App.Db(StudentNet.Tests.Infrastructure.SmallCountry.SeedAsync);
        const string text = """
            縣市,學制,學校代碼,學校名稱,學區別,鄉鎮市區,村里,村里代碼,鄰,除外,其他條件,生效日,失效日
            範例縣,國小,980601,範一國小,基本,範例鄉,範東村,,1-4;9,否,,,
            範例縣,國小,,範二國小,基本,範例鄉,範東村,,5-8,,,,
            範例縣,國小,980601,範一國小,區本,範例鄉,範東村,,,,,,
            範例縣,國小,980601,範一國小,基本,範例鄉,範東村,,,,,115/08/01,114/08/01
            樣本縣,國小,970601,樣一國小,基本,樣本鄉,樣中村,,,,,,
            範例縣,國中,980501,範縣國中,基本,範例鄉,範東村,,,,,,
            範例縣,國小,980601,範一國小,基本,範例鄉,範南村,,,,,,
            """;

        var receipt = await desk.SendAsync(
            DistrictTableFormat.Code,
            "學區.csv",
            Encoding.UTF8.GetBytes(text),
            new { year = "115", level = "國小" },
            County("98010", "範例縣")
        );

        (await desk.FindingsAsync(receipt)).Select(f => $"{f.Line} {f.ColumnTitle} {f.Severity} {f.Code}").Order(StringComparer.Ordinal).ShouldBe(
            [
                "0  Warning district.left-out",
                "4 學區別 Error cell.code",
                "5 失效日 Error district.dates",
                "8 村里 Warning village.unknown",
            ]
        );
        await desk.AcceptAsync(receipt);
        (await desk.App.Db(db => db.Set<DistrictRule>().OrderBy(r => r.RuleNo).Select(r => $"{r.SourceLine} {r.SchoolCode} {r.Neighbourhoods}").ToListAsync()))
            .ShouldBe(["2 980601 1-4;9", "3 980602 5-8"]);
        (await desk.App.Db(db => db.Set<DistrictUnplacedLine>().SingleAsync())).SourceLine.ShouldBe(8);
    }

    /// <summary>A sheet makes a number of a code and drops the zeros before it; the name beside it says which school is meant.</summary>
    [Fact]
    public async Task A_code_without_its_zeros_is_read_where_the_name_beside_it_says_the_same_school_and_nowhere_else()
    {
        await using var desk = await ListsDesk.OpenAsync();
        await desk.App.Db(StudentNet.Tests.Infrastructure.SmallCountry.SeedAsync);
        await desk.App.Db(async db =>
        {
            foreach (var (code, name) in new[] { ("080601", "範零國小"), ("000602", "範多國小") })
            {
                db.Add(new Organisation { Code = code, Level = Level.School, Name = name, CountyCode = "98010", TownshipCode = "98010010", SchoolLevel = SchoolLevel.Elementary });
                db.Add(
                    new School
                    {
                        Code = code,
                        MinistryCode = code,
                        Name = name,
                        CountyCode = "98010",
                        TownshipCode = "98010010",
                        Level = SchoolLevel.Elementary,
                        Kind = SchoolKind.Regular,
                        IsPrivate = false,
                        OpenedOn = new DateOnly(1970, 8, 1),
                    }
                );
            }

            await db.SaveAsync(Act());
        });
        const string text = """
            縣市,學制,學校代碼,學校名稱,學區別,鄉鎮市區,村里,村里代碼,鄰,除外,其他條件,生效日,失效日
            範例縣,國小,80601,範零國小,基本,範例鄉,範東村,,1-4,,,,
            範例縣,國小,602,範多國小,基本,範例鄉,範東村,,5-8,,,,
            範例縣,國小,80601,範一國小,基本,範例鄉,範西村,,1-4,,,,
            範例縣,國小,80601,,基本,範例鄉,範西村,,5-8,,,,
            """;

        var receipt = await desk.SendAsync(DistrictTableFormat.Code, "學區.csv", Encoding.UTF8.GetBytes(text), new { year = "115", level = "國小" }, County("98010", "範例縣"));
        await desk.AcceptAsync(receipt);

        (await desk.App.Db(db => db.Set<DistrictRule>().OrderBy(r => r.RuleNo).Select(r => $"{r.SourceLine} {r.SchoolCode}").ToListAsync())).Take(2).ShouldBe(["2 080601", "3 000602"]);
        var findings = await desk.FindingsAsync(receipt);
        findings.Where(f => f.Reason.Contains("少了前面的 0", StringComparison.Ordinal)).Select(f => f.Line).ShouldBe([2, 3]);
        (await desk.App.Db(db => db.Set<DistrictRule>().AnyAsync(r => r.SourceLine > 3 && r.SchoolCode == "080601"))).ShouldBeFalse("without the name, or under another, nothing is guessed");
    }

    private static async Task<ListsDesk> CountryAsync()
    {
        var desk = await ListsDesk.OpenAsync();
        await desk.TakeAsync(VillageListFormat.Code, SharedData.PathOf("admin/villages_nlsc_20230928.csv"));
        await desk.TakeAsync(SchoolListFormat.Code, SharedData.PathOf("schools/ischool_114_elementary_list.csv"), new { level = "國小" });
        await desk.TakeAsync(SchoolListFormat.Code, SharedData.PathOf("schools/ischool_114_junior_list.csv"), new { level = "國中" });
        return desk;
    }

    private static async Task<Draft> DraftAsync(ListsDesk desk, string path, string county, string name, string level)
    {
        var receipt = await desk.TakeAsync(DistrictTableFormat.Code, path, new { year = "115", level }, County(county, name));
        var leftOut = (await desk.FindingsAsync(receipt)).Single(f => f.Code == "district.left-out").Reason;
        return await desk.App.Db(async db =>
        {
            var plan = await db.Set<DistrictPlan>().OrderByDescending(p => p.Id).FirstAsync(p => p.CountyCode == county);
            var findings = await new DistrictChecks(db).OfAsync(plan);
            return new Draft(
                plan.Id,
                await db.Set<DistrictRule>().CountAsync(r => r.PlanId == plan.Id),
                await db.Set<DistrictUnplacedLine>().CountAsync(r => r.PlanId == plan.Id),
                leftOut,
                findings
            );
        });
    }

    private static Organisation County(string code, string name) => new() { Code = code, Level = Level.County, Name = name, CountyCode = code };

    private static DistrictPlan Load(StudentNetDb db, long id) => db.Set<DistrictPlan>().Single(p => p.Id == id);

    private static Act Act() => StudentNet.Platform.Data.Act.System("公告學區", "M3.21", StudentNet.Tests.Infrastructure.TestApp.Start.UtcDateTime);

    private sealed record Draft(long PlanId, int Rules, int Unplaced, string LeftOut, IReadOnlyList<DistrictFinding> All)
    {
        public int Findings(DistrictCheck check) => All.Count(f => f.Check == check);
    }
}
