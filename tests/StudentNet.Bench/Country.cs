using StudentNet.Modules.Admissions;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Bench;

/// <summary>
/// An invented country of twenty counties of a hundred villages, whose children's addresses follow from their number alone: always the same,
/// and never all in memory. Seven of ten neighbourhoods have one 基本 school, the others a choice list; one child in fifty has an address that needs a person.
/// </summary>
internal sealed class Country(int children)
{
    public const int Counties = 20;
    public const int Villages = 100;
    private const int Schools = 40;
    public const int Neighbourhoods = 20;

    /// <summary>When everything happens: a working day of spring 2026.</summary>
    public static readonly DateTime Now = new(2026, 4, 15, 1, 0, 0, DateTimeKind.Utc);

    public static readonly SchoolYear Year = new(115);
    public const SchoolLevel Level = SchoolLevel.Elementary;

    public int Children => children;

    public static string County(int county) => $"9{county:000}0";

    public static string Village(int county, int village) => $"{County(county)}{village / 10 + 1:000}{village % 10 + 1:000}";

    public static string School(int county, int school) => $"9{county:00}6{school % Schools:00}";

    /// <summary>Writes counties, villages, schools and the districts in force.</summary>
    public static async Task SettleAsync(StudentNetDb db)
    {
        await db.LoadAsync(Each(Counties, c => new Organisation { Code = County(c), Level = Kernel.Level.County, Name = $"範例縣{c}", CountyCode = County(c) }));
        await db.LoadAsync(
            Each2(
                Villages,
                (c, v) =>
                    new Village { Code = Village(c, v), CountyCode = County(c), TownshipCode = Village(c, v)[..8], Name = $"測試村{v}", NormalisedName = $"測試村{v}" }
            )
        );
        await db.LoadAsync(
            Each2(
                Schools,
                (c, s) =>
                    new School
                    {
                        Code = School(c, s),
                        MinistryCode = School(c, s),
                        Name = $"範例國小{s}",
                        CountyCode = County(c),
                        Level = Level,
                        Kind = SchoolKind.Regular,
                        IsPrivate = false,
                    }
            )
        );
        await db.LoadAsync(
            Each(
                Counties,
                c => new DistrictPlan { Id = c + 1, CountyCode = County(c), Year = Year, Level = Level, Status = DistrictPlanStatus.InForce, CreatedAt = Now, PublishedAt = Now }
            )
        );
        await db.LoadAsync(Rules().Select(r => r.Rule));
        await db.LoadAsync(Rules().Select(r => r.Span));
    }

    /// <summary>The children: person, number, residence.</summary>
    public async Task PopulateAsync(StudentNetDb db)
    {
        var cohort = Cohort.Entering(Year, Level).Year;
        await db.LoadAsync(
            Each(
                children,
                i => new Person
                {
                    PersonId = i + 1,
                    Name = Name(i),
                    NormalisedName = Name(i),
                    Sex = i % 2 == 0 ? Sex.Female : Sex.Male,
                    BirthDate = new DateOnly(cohort - 1, 9, 2).AddDays((int)(i * 7919L % 365)),
                    Cohort = cohort,
                    Nationality = "TW",
                }
            )
        );
        await db.LoadAsync(
            Each(
                children,
                i => new PersonIdentifier
                {
                    Number = $"X{i:00000000}",
                    Kind = PersonNumberKind.National,
                    PersonId = i + 1,
                    LastThree = $"{i % 1000:000}",
                    Since = Now,
                    IsCurrent = true,
                }
            )
        );
        await db.LoadAsync(Each(children, Residence));
    }

    /// <summary>Entries that wait for the allocation.</summary>
    public Task AwaitAllocationAsync(StudentNetDb db) =>
        db.LoadAsync(
            Each(children, i => new Entry { PersonId = i + 1, Year = Year, Level = Level, State = EntryState.Pending, CountyCode = County(i % Counties), ChangedAt = Now })
        );

    /// <summary>Entries after admission: of a hundred children one is in no school.</summary>
    public Task AdmitAsync(StudentNetDb db) =>
        db.LoadAsync(
            Each(
                children,
                i =>
                {
                    var school = School(i % Counties, i / Counties);
                    var missing = i % 100 == 99;
                    return new Entry
                    {
                        PersonId = i + 1,
                        Year = Year,
                        Level = Level,
                        State = missing ? EntryState.NotRegistered : EntryState.Admitted,
                        CountyCode = County(i % Counties),
                        AllocatedSchool = school,
                        Basis = AllocationBasis.Rule,
                        PublishedAt = Now,
                        RegisteredSchool = missing ? null : school,
                        AdmittedSchool = missing ? null : school,
                        ChangedAt = Now,
                    };
                }
            )
        );

    private static Residence Residence(int i)
    {
        var (county, village) = (i % Counties, i / Counties % Villages);
        int? neighbourhood = i % 50 == 0 ? null : (i / (Counties * Villages) % Neighbourhoods) + 1;
        return new Residence
        {
            PersonId = i + 1,
            Seq = 1,
            VillageCode = Village(county, village),
            CountyCode = County(county),
            TownshipCode = Village(county, village)[..8],
            VillageText = $"測試村{village}",
            Neighbourhood = neighbourhood,
            Address = $"範例路{i % 997}號",
            RegisteredOn = new DateOnly(2020, 1, 1),
            ReceivedAt = Now,
        };
    }

    private static IEnumerable<(DistrictRule Rule, DistrictSpan Span)> Rules()
    {
        for (var county = 0; county < Counties; county++)
        {
            var number = 0;
            for (var village = 0; village < Villages; village++)
            {
                yield return Rule(county, village, ++number, 1, 8, village, ZoneKind.Basic);
                yield return Rule(county, village, ++number, 9, 14, village + 1, ZoneKind.Basic);
                yield return Rule(county, village, ++number, 15, Neighbourhoods, village + 2, ZoneKind.Basic);
                yield return Rule(county, village, ++number, 15, Neighbourhoods, village + 3, ZoneKind.Shared);
            }
        }
    }

    private static (DistrictRule, DistrictSpan) Rule(int county, int village, int number, int from, int to, int school, ZoneKind zone) =>
        (
            new DistrictRule
            {
                PlanId = county + 1,
                RuleNo = number,
                VillageCode = Village(county, village),
                SchoolCode = School(county, school),
                Zone = zone,
                Neighbourhoods = $"{from}-{to}",
            },
            new DistrictSpan { PlanId = county + 1, RuleNo = number, VillageCode = Village(county, village), FromNeighbourhood = from, ToNeighbourhood = to }
        );

    // Scattered, so that name and birth date coincide about as often as they do in a cohort.
    public static string Name(int i)
    {
        var scattered = (uint)i * 2_654_435_761u;
        return string.Concat("測試範例樣本模擬"[(int)(scattered % 8)], (char)('一' + (int)(scattered / 8 % 500)), (char)('一' + (int)(scattered / 4_000 % 900)));
    }

    private static IEnumerable<T> Each<T>(int count, Func<int, T> make) => Enumerable.Range(0, count).Select(make);

    private static IEnumerable<T> Each2<T>(int each, Func<int, int, T> make) =>
        Enumerable.Range(0, Counties).SelectMany(c => Enumerable.Range(0, each).Select(i => make(c, i)));
}
