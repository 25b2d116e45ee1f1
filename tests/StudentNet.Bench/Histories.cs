using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.History.S1History;
using StudentNet.Modules.NonEnrolment;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Students;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Bench;

/// <summary>
/// S1 by number: eight officers ask one child after another, each look with its entry in the audit and everything that all modules know of the child. Below the pages, so that what is measured is
/// the asking of the database. Of the ministry and of a school, whose scope is asked in the same statement.
/// </summary>
internal static class Histories
{
    private const int Clients = 8;

    /// <summary>Rows of the history of one child: nine years of rolls, border crossings, a residence and a number.</summary>
    private const int RowsOfAChild = 40;

    private const int Crossings = 20;

    /// <param name="rows">How many rows all histories have together; the children follow from it.</param>
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(PostgresCluster? cluster, int rows, double seconds)
    {
        await using var site = await Site.CreateAsync(cluster);
        var children = Math.Max(rows / RowsOfAChild, 100);
        var school = new Organisation { Code = Country.School(0, 0), Level = Kernel.Level.School, Name = "範例國小0", CountyCode = Country.County(0), SchoolLevel = Country.Level };
        await site.TimeAsync(async db =>
        {
            await db.LoadAsync([new Organisation { Code = Country.County(0), Level = Kernel.Level.County, Name = "範例縣", CountyCode = Country.County(0) }]);
            await db.LoadAsync([school]);
            await db.LoadAsync(Enumerable.Range(1, children).Select(Child));
            await db.LoadAsync(Enumerable.Range(1, children).Select(Identifier));
            await db.LoadAsync(Enumerable.Range(1, children).Select(Home));
            await db.LoadAsync(Enumerable.Range(1, children).SelectMany(child => Enumerable.Range(0, RowsOfAChild - Crossings - 2).Select(i => Roll(child, i, school.Code))));
            await db.LoadAsync(Enumerable.Range(1, children).Select(child => Case(child, school.Code)));
            await db.LoadAsync(Enumerable.Range(1, children).SelectMany(child => Enumerable.Range(1, Crossings).Select(i => Crossing(child, i))));
        });
        await site.SettleAsync();

        var nation = Scope(null);
        var own = Scope(school.Code);
        // Once for the compiler and the plans.
        await RunAsync(site, nation, children, seconds / 5);
        await RunAsync(site, own, children, seconds / 5);
        var (ministrySeconds, ministry) = await RunAsync(site, nation, children, seconds);
        var (schoolSeconds, ofSchool) = await RunAsync(site, own, children, seconds);
        Console.Error.WriteLine(FormattableString.Invariant($"  {children:N0} children, {children * (long)RowsOfAChild:N0} rows: ministry {ministry / ministrySeconds:N0}/s, school {ofSchool / schoolSeconds:N0}/s"));
        return [new(site.Database, $"S1 依證號，國教署，{Clients} 人同時", ministry, ministrySeconds, "學校查同樣多筆", ministry * schoolSeconds / ofSchool)];
    }

    private static async Task<(double Seconds, int Looks)> RunAsync(Site site, HistoryScope scope, int children, double seconds)
    {
        var watch = Stopwatch.StartNew();
        var looks = await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(() => ClientAsync(site, scope, client, children, watch, seconds))));
        return (watch.Elapsed.TotalSeconds, looks.Sum());
    }

    private static async Task<int> ClientAsync(Site site, HistoryScope scope, int client, int children, Stopwatch watch, double seconds)
    {
        var looks = 0;
        var act = new Act("查詢就學歷程", "S1.11", Country.Now, Organisation.MinistryCode, Act.NationalChain) { AccountId = client + 1 };
        for (; watch.Elapsed.TotalSeconds < seconds; looks++)
        {
            // Children far from one another, so that no page of the database is the one of the look before.
            var child = (int)((((long)looks * Clients) + client) * 7919 % children) + 1;
            await site.TimeAsync(async (services, db) =>
            {
                var history = services.GetRequiredService<HistoryQuery>();
                var person = await history.OfNumberAsync(scope, PersonNumber.Parse(Number(child)).Number!.Value);
                if (person is not { IsWithin: true } || person.PersonId != child)
                {
                    throw new InvalidOperationException($"Child {child} was not found: {person}");
                }

                await AuditTrail.ReadAsync(db, act, [person.PersonId]);
                if ((await history.RowsAsync(person.PersonId)).Count < RowsOfAChild)
                {
                    throw new InvalidOperationException($"The history of child {child} lacks rows");
                }
            });
        }

        return looks;
    }

    private static HistoryScope Scope(string? school) =>
        new(school is null, null, school, HistoryRange.Tracked, Country.Level, new Term(Country.Year.Previous, 2), Country.Year, Country.Year.Gregorian, Country.Year.Roc, 2000);

    /// <summary>A number with the right check digit: the letter A counts 1 + 0 × 9, the digits weigh 8 … 1.</summary>
    private static string Number(int child)
    {
        var body = string.Create(CultureInfo.InvariantCulture, $"2{child:0000000}");
        var sum = 1 + body.Select((digit, i) => (8 - i) * (digit - '0')).Sum();
        return $"A{body}{(10 - (sum % 10)) % 10}";
    }

    private static Person Child(int child) =>
        new()
        {
            PersonId = child,
            Name = $"測試{child}",
            NormalisedName = $"測試{child}",
            Sex = Sex.Female,
            BirthDate = new DateOnly(2015, 3, 1),
            Cohort = 2015,
            Nationality = "TW",
        };

    private static PersonIdentifier Identifier(int child) =>
        new() { Number = Number(child), Kind = PersonNumberKind.National, PersonId = child, LastThree = Number(child)[^3..], Since = Country.Now, IsCurrent = true };

    private static Residence Home(int child) =>
        new()
        {
            PersonId = child,
            Seq = 1,
            CountyCode = Country.County(0),
            TownshipCode = Country.Village(0, 0)[..8],
            VillageCode = Country.Village(0, 0),
            VillageText = "測試村0",
            Neighbourhood = 1,
            Address = $"範例路 {child} 號",
            ReceivedAt = Country.Now,
        };

    private static ClassPupilEvent Roll(int child, int i, string school) =>
        new()
        {
            PersonId = child,
            Year = new SchoolYear(114 - (i / 2)),
            Term = (i % 2) + 1,
            SchoolCode = school,
            Seq = 1,
            What = "joined",
            ClassKind = "A",
            Grade = 1,
            ClassName = "01",
            CountsAs = PupilFigure.EnrolledNational,
            Reduction = 0,
            Content = "A|1|01||1||0|||0",
            At = Country.Now.AddYears(-(i / 2)),
        };

    private static TrackedCase Case(int child, string school) =>
        new()
        {
            PersonId = child,
            CaseSeq = 1,
            CaseNo = string.Create(CultureInfo.InvariantCulture, $"114-{child}"),
            Year = Country.Year.Previous,
            Level = Country.Level,
            ComparisonId = 1,
            CountyCode = Country.County(0),
            SchoolCode = school,
            DesignatedAt = Country.Now,
            OpenedAt = Country.Now,
        };

    private static BorderCrossing Crossing(int child, int i) =>
        new()
        {
            PersonId = child,
            Seq = i,
            Direction = i % 2 == 1 ? BorderDirection.Out : BorderDirection.In,
            CrossedOn = new DateOnly(2024, 1, 1).AddDays(i * 10),
            Clock = "0000",
            ReceivedAt = Country.Now,
            ReceiptId = 1,
        };
}
