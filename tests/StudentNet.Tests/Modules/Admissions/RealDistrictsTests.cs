using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Admissions.N1Allocation;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;
using Sylvan.Data.Csv;

namespace StudentNet.Tests.Modules.Admissions;

/// <summary>
/// The published district tables of 臺北市 and 新北市 (國小): one invented child in each of the neighbourhoods 1, 2, 5, 12 and 30 of every village,
/// and one whose neighbourhood cannot be read. What a plain reading of the table says is what the allocation does, cause by cause.
/// </summary>
public sealed class RealDistrictsTests
{
    private static readonly int?[] Neighbourhoods = [1, 2, 5, 12, 30, null];

    [Theory]
    [InlineData("臺北市", "63000")]
    [InlineData("新北市", "65000")]
    public async Task Every_address_of_a_real_city_is_decided_as_its_table_reads(string city, string county)
    {
        var lines = Read(SharedData.PathOf("districts/districts_taipei_ntpc.csv")).Where(l => l.County == city).ToList();
        var villages = ReadVillages(SharedData.PathOf("admin/villages_nlsc_20230928.csv"), county);
        await using var app = await TestApp.CreateAsync(AllocationTown.Season);
        var town = new AllocationTown(app, new SchoolYear(115));
        await town.WriteAsync(db => db.AddRange(lines.Select(l => l.School).Distinct().Select(code => School(code, county))));
        await town.PlanAsync(county, lines.Select(l => new TownRule(l.Village, l.School, l.Zone, l.Where)));
        var addresses = villages.SelectMany(v => Neighbourhoods.Select(n => (Village: v, Neighbourhood: n))).ToList();
        var children = await town.ChildrenAsync(addresses.Select(a => ((string?)a.Village, a.Neighbourhood)), county);

        await town.RunAsync(county);

        var entries = await app.Db(db => db.Set<Entry>().AsNoTracking().ToDictionaryAsync(e => e.PersonId));
        var byVillage = lines.ToLookup(l => l.Village);
        var counted = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (person, address) in children.Zip(addresses))
        {
            var expected = Say([.. byVillage[address.Village]], address.Neighbourhood);
            var entry = entries[person];
            (entry.Cause ?? entry.Basis.ToString(), entry.AllocatedSchool).ShouldBe(expected, $"{address}");
            counted[expected.Word!] = counted.GetValueOrDefault(expected.Word!) + 1;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{city}：{string.Join('、', counted.Select(c => $"{c.Key} {c.Value}"))}");
        var figures = await app.Db(db => AllocationFigures.NowAsync(db, county, town.Year, AllocationTown.Level));
        (figures.Residents, figures.Pending).ShouldBe((addresses.Count, 0));
        // The table of a city places nearly everybody; were the join wrong, "no rule" would grow first.
        (figures.Allocated + figures.Choice).ShouldBeGreaterThan(addresses.Count * 6 / 10);
    }

    private static (string? Word, string? School) Say(List<Line> ofVillage, int? neighbourhood)
    {
        if (neighbourhood is null && ofVillage.Any(l => !l.Where.IsEverything))
        {
            return ("address-unreadable", null);
        }

        var matching = ofVillage.Where(l => l.Where.IsEverything || l.Where.Contains(neighbourhood!.Value)).ToList();
        var basic = matching.Where(l => l.Zone == ZoneKind.Basic).Select(l => l.School).Distinct().ToList();
        var all = matching.Select(l => l.School).Distinct().Count();
        return (basic.Count, all) switch
        {
            (_, 0) => ("no-rule", null),
            ( > 1, _) => ("overlap", null),
            (0, _) => ("choice-without-default", null),
            (_, 1) => ("Rule", basic[0]),
            _ => ("Choice", basic[0]),
        };
    }

    private static List<Line> Read(string file)
    {
        using var csv = CsvDataReader.Create(file);
        var lines = new List<Line>();
        while (csv.Read())
        {
            string Cell(string column) => csv.GetString(csv.GetOrdinal(column));
            var where = NeighbourhoodSet.Parse(Cell("neighbourhoods"), Cell("neighbourhoods_inverted") == "1");
            // What the table leaves blank on purpose is no rule; the import lists it for a person.
            if (Cell("level") == "E" && Cell("villcode").Length > 0 && Cell("school_code").Length > 0 && where.IsValid && Cell("other_condition").Length == 0)
            {
                var zone = Cell("zone_type") switch
                {
                    "基本" => ZoneKind.Basic,
                    "共同" => ZoneKind.Shared,
                    _ => ZoneKind.Free,
                };
                lines.Add(new Line(Cell("county"), Cell("villcode"), Cell("school_code"), zone, where.Set));
            }
        }

        return lines;
    }

    private static List<string> ReadVillages(string file, string county)
    {
        using var csv = CsvDataReader.Create(file);
        var villages = new List<string>();
        while (csv.Read())
        {
            var code = csv.GetString(csv.GetOrdinal("villcode"));
            // A code with S is land that belongs to no village yet; nobody lives there.
            if (code.StartsWith(county, StringComparison.Ordinal) && int.TryParse(code[8..], NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                villages.Add(code);
            }
        }

        return villages;
    }

    private static School School(string code, string county) =>
        new()
        {
            Code = code,
            MinistryCode = code,
            Name = code,
            CountyCode = county,
            Level = SchoolLevel.Elementary,
            Kind = SchoolKind.Regular,
            IsPrivate = false,
        };

    private sealed record Line(string County, string Village, string School, ZoneKind Zone, NeighbourhoodSet Where);
}
