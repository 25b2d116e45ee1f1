using StudentNet.Modules.Admissions.N1Allocation;
using StudentNet.Modules.NonEnrolment.P1Comparison;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Bench;

/// <summary>The measured jobs.</summary>
internal static class Jobs
{
    /// <summary>Allocation of all counties, and once more with nothing to change, against one join that writes a school per child.</summary>
    public static async Task<IReadOnlyList<Figure>> AllocateAsync(PostgresCluster? cluster, int children)
    {
        await using var site = await Site.CreateAsync(cluster);
        var country = new Country(children);
        await site.TimeAsync(Country.SettleAsync);
        await site.TimeAsync(country.PopulateAsync);
        await site.TimeAsync(country.AwaitAllocationAsync);
        await site.SettleAsync();

        const string bare = "一個 join，每位學童寫一列學校";
        var bareSeconds = await site.TimeBareAsync(
            new { year = Country.Year, level = Country.Level },
            "create table bare_allocation (person_id bigint primary key, school_code text)",
            """
            insert into bare_allocation (person_id, school_code)
            select e.person_id, min(d.school_code)
            from entry e
            join residence r on r.person_id = e.person_id and r.until is null
            join district_span s on s.village_code = r.village_code and r.neighbourhood between s.from_neighbourhood and s.to_neighbourhood
            join district_rule d on d.plan_id = s.plan_id and d.rule_no = s.rule_no
            where e.year = @year and e.level = @level
            group by e.person_id
            """
        );
        var requests = Enumerable
            .Range(0, Country.Counties)
            .Select(c => new AllocationRequest(Country.County(c), Country.Year.Roc, (int)Country.Level))
            .Select(r => (AllocationRunKind.Name, (object)r, r.Exclusive))
            .ToList();
        var first = await site.TimeRunsAsync(requests);
        var again = await site.TimeRunsAsync(requests);
        return
        [
            new(site.Database, $"分發 {Country.Counties} 縣市", children, first, bare, bareSeconds),
            new(site.Database, "再分發一次，無異動", children, again, bare, bareSeconds),
        ];
    }

    /// <summary>The national comparison against one join that writes, per child, the school found or none.</summary>
    public static async Task<IReadOnlyList<Figure>> CompareAsync(PostgresCluster? cluster, int children)
    {
        await using var site = await Site.CreateAsync(cluster);
        var country = new Country(children);
        await site.TimeAsync(Country.SettleAsync);
        await site.TimeAsync(country.PopulateAsync);
        await site.TimeAsync(country.AdmitAsync);
        await site.SettleAsync();

        var bareSeconds = await site.TimeBareAsync(
            new { cohort = Kernel.Cohort.Entering(Country.Year, Country.Level).Year, year = Country.Year, level = Country.Level },
            "create table bare_comparison (person_id bigint primary key, school_code text)",
            """
            insert into bare_comparison (person_id, school_code)
            select p.person_id, e.admitted_school
            from person p
            left join entry e on e.person_id = p.person_id and e.year = @year and e.level = @level
            where p.cohort = @cohort
            """
        );
        var order = new ComparisonOrder(Country.Year.Roc, (int)Country.Level, new DateOnly(2026, 9, 15));
        var seconds = await site.TimeRunsAsync((ComparisonRun.Name, order, "comparison"));
        return [new(site.Database, "全國大比對", children, seconds, "一個 join，每位學童寫一列結果", bareSeconds)];
    }
}
