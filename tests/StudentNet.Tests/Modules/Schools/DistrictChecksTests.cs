using CsCheck;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Schools;
using StudentNet.Modules.Schools.M3Districts;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Schools;

/// <summary>The set-based checks against an oracle that walks every neighbourhood one by one, over random small tables.</summary>
public sealed class DistrictChecksTests
{
    private const int Highest = 8;

    private static readonly string[] Villages = [SmallCountry.Village, SmallCountry.SecondVillage, SmallCountry.OtherVillage];
    private static readonly string[] Schools = [SmallCountry.School, SmallCountry.OtherSchool];

    private static readonly Gen<DistrictLine> Line =
        from village in Gen.OneOf(Villages)
        from school in Gen.OneOf(Schools)
        from zone in Gen.OneOf(ZoneKind.Basic, ZoneKind.Basic, ZoneKind.Shared, ZoneKind.Free)
        from shape in Gen.Int[0, 9]
        from numbers in Gen.Int[1, Highest].Array[1, 4]
        from condition in Gen.Int[0, 7]
        from dates in Gen.Int[0, 5]
        select new DistrictLine
        {
            VillageCode = village,
            SchoolCode = school,
            Zone = zone,
            Neighbourhoods = shape == 0 ? "" : string.Join(';', numbers.Distinct().Order()),
            AllBut = shape == 1,
            Condition = condition == 0 ? "單號門牌" : null,
            EffectiveFrom = dates == 1 ? new DateOnly(2027, 2, 1) : null,
            EffectiveTo = dates == 2 ? new DateOnly(2027, 1, 31) : null,
        };

    [Fact]
    public async Task Overlaps_gaps_and_villages_without_rule_are_exactly_those_of_a_naive_walk()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using (var db = database.OpenDb())
        {
            await SmallCountry.SeedAsync(db);
        }

        await Line.Array[0, 9].SampleAsync(
            async lines =>
            {
                await using var db = database.OpenDb();
                var plan = await Draft(db, lines);
                var findings = await new DistrictChecks(db).OfAsync(plan);
                Said(findings, DistrictCheck.Overlap).ShouldBe(Overlaps(lines, sameSchool: false));
                Said(findings, DistrictCheck.Repeated).ShouldBe(Overlaps(lines, sameSchool: true));
                Said(findings, DistrictCheck.Gap).ShouldBe(Gaps(lines));
                Said(findings, DistrictCheck.ChoiceOnly).ShouldBe(ChoiceOnly(lines));
                Said(findings, DistrictCheck.NoRule).ShouldBe([.. Villages.Where(v => lines.All(l => l.VillageCode != v)).Select(v => $"{v} 全里 ").Order()]);
                Said(findings, DistrictCheck.Condition).Count.ShouldBe(lines.Count(l => l.Condition is not null));
            },
            iter: 60,
            threads: 1
        );
    }

    [Fact]
    public async Task A_closed_a_private_and_a_foreign_school_are_told_with_their_line()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.OpenDb();
        await SmallCountry.SeedAsync(db);
        (await db.Set<School>().SingleAsync(s => s.Code == SmallCountry.School)).ClosedOn = new DateOnly(2026, 7, 31);
        (await db.Set<School>().SingleAsync(s => s.Code == SmallCountry.OtherSchool)).IsPrivate = true;
        await db.SaveAsync(Act.System("停辦", "system.test", TestApp.Start.UtcDateTime));

        var plan = await Draft(
            db,
            [
                new DistrictLine { SourceLine = 2, VillageCode = SmallCountry.Village, SchoolCode = SmallCountry.School },
                new DistrictLine { SourceLine = 3, VillageCode = SmallCountry.SecondVillage, SchoolCode = SmallCountry.OtherSchool },
                new DistrictLine { SourceLine = 4, VillageCode = SmallCountry.OtherVillage, SchoolCode = SmallCountry.ForeignSchool },
                new DistrictLine { SourceLine = 5, VillageCode = SmallCountry.ForeignVillage, SchoolCode = SmallCountry.OtherSchool, Zone = ZoneKind.Free },
            ]
        );

        var findings = await new DistrictChecks(db).OfAsync(plan);

        findings.Select(f => (f.Check, f.Lines.Single().SourceLine)).ShouldBe(
            [
                (DistrictCheck.ClosedSchool, 2),
                (DistrictCheck.PrivateSchool, 3),
                (DistrictCheck.ForeignSchool, 4),
                (DistrictCheck.ForeignVillage, 5),
            ],
            ignoreOrder: true
        );
    }

    [Fact]
    public async Task A_line_that_cannot_be_placed_says_why_and_what_to_do()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.OpenDb();
        await SmallCountry.SeedAsync(db);
        var plan = await Draft(
            db,
            [
                new DistrictLine { SourceLine = 2, Township = "範例鄉", Village = "範南村", SchoolCode = SmallCountry.School },
                new DistrictLine { SourceLine = 3, Township = "範例鄉", Village = "範東村", School = "樣三國小" },
                new DistrictLine { SourceLine = 4, Township = "範例鄉", Village = "範西村", SchoolCode = SmallCountry.School, Neighbourhoods = "3-1" },
                new DistrictLine { SourceLine = 5, Township = "測試鎮", Village = "例南村", SchoolCode = SmallCountry.JuniorHigh },
            ]
        );

        var findings = (await new DistrictChecks(db).OfAsync(plan)).Where(f => f.Lines.Count > 0).ToDictionary(f => f.Lines[0].SourceLine!.Value);

        findings[2].Check.ShouldBe(DistrictCheck.UnknownVillage);
        findings[2].Hint.ShouldBe("是否為「範東村」或「範西村」");
        findings[3].Check.ShouldBe(DistrictCheck.UnknownSchool);
        findings[4].Check.ShouldBe(DistrictCheck.UnreadableNeighbourhoods);
        findings[5].Check.ShouldBe(DistrictCheck.UnknownSchool);
        findings[5].Message.ShouldContain("不是國小");
        (await db.Set<DistrictRule>().CountAsync(r => r.PlanId == plan.Id)).ShouldBe(0);
    }

    private static Task<DistrictPlan> Draft(StudentNetDb db, IReadOnlyList<DistrictLine> lines) =>
        new DistrictDrafts(db).BeginAsync(
            SmallCountry.County,
            new SchoolYear(115),
            SchoolLevel.Elementary,
            "測試",
            lines,
            Act.System("試匯", "system.test", TestApp.Start.UtcDateTime)
        );

    /// <summary>「village set lines」 of a check, in order.</summary>
    private static List<string> Said(IEnumerable<DistrictFinding> findings, DistrictCheck check) =>
        [
            .. findings
                .Where(f => f.Check == check)
                .Select(f => $"{f.VillageCode} {f.Neighbourhoods} {string.Join('+', f.Lines.Select(l => l.RuleNo))}")
                .Order(StringComparer.Ordinal),
        ];

    private static bool Covers(DistrictLine line, int neighbourhood)
    {
        if (line.Neighbourhoods.Length == 0)
        {
            return true;
        }

        var listed = line.Neighbourhoods.Split(';').Select(int.Parse).Contains(neighbourhood);
        return line.AllBut ? !listed : listed;
    }

    private static NeighbourhoodSet Where(Func<int, bool> holds) =>
        NeighbourhoodSet.Of(Enumerable.Range(1, NeighbourhoodSet.Max).Where(holds).Select(n => (n, n)));

    private static List<string> Overlaps(DistrictLine[] lines, bool sameSchool)
    {
        var said = new List<string>();
        for (var i = 0; i < lines.Length; i++)
        {
            for (var j = i + 1; j < lines.Length; j++)
            {
                var (a, b) = (lines[i], lines[j]);
                var common = Where(n => Covers(a, n) && Covers(b, n));
                var atOneTime = !(a.EffectiveTo < b.EffectiveFrom) && !(b.EffectiveTo < a.EffectiveFrom);
                if (
                    a.VillageCode == b.VillageCode
                    && a is { Zone: ZoneKind.Basic, Condition: null }
                    && b is { Zone: ZoneKind.Basic, Condition: null }
                    && atOneTime
                    && (a.SchoolCode == b.SchoolCode) == sameSchool
                    && !common.IsEmpty
                )
                {
                    said.Add($"{a.VillageCode} {common} {i + 1}+{j + 1}");
                }
            }
        }

        return [.. said.Order(StringComparer.Ordinal)];
    }

    /// <summary>The highest neighbourhood that the rules of a village name, as covered or as an exception.</summary>
    private static int Top(IEnumerable<DistrictLine> lines) =>
        lines.Where(l => l.Neighbourhoods.Length > 0).SelectMany(l => l.Neighbourhoods.Split(';').Select(int.Parse)).DefaultIfEmpty(0).Max();

    private static List<string> Gaps(DistrictLine[] lines) =>
        [
            .. lines
                .GroupBy(l => l.VillageCode)
                .Select(v => (v.Key, Set: Where(n => n <= Top(v) && !v.Any(l => Covers(l, n)))))
                .Where(v => !v.Set.IsEmpty)
                .Select(v => $"{v.Key} {v.Set} ")
                .Order(StringComparer.Ordinal),
        ];

    private static List<string> ChoiceOnly(DistrictLine[] lines)
    {
        var said = new List<string>();
        foreach (var village in lines.GroupBy(l => l.VillageCode))
        {
            var basic = village.Where(l => l.Zone is ZoneKind.Basic or ZoneKind.Shared).ToList();
            var set = Where(n => n <= Top(village) && village.Any(l => Covers(l, n)) && !basic.Any(l => Covers(l, n)));
            if (basic.Count == 0 && Top(village) == 0)
            {
                set = NeighbourhoodSet.Everything;
            }

            if (!set.IsEmpty)
            {
                said.Add($"{village.Key} {set} ");
            }
        }

        return [.. said.Order(StringComparer.Ordinal)];
    }
}
