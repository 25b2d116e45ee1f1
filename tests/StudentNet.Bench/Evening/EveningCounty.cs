using Microsoft.AspNetCore.Identity;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;

namespace StudentNet.Bench.Evening;

/// <summary>A county of two hundred schools whose registration ends tonight, each with two clerks and a published list. Synthetic, as its codes show.</summary>
internal static class EveningCounty
{
    /// <summary>Eight in the evening in Taipei.</summary>
    public static readonly DateTime Now = new(2026, 6, 15, 12, 0, 0, DateTimeKind.Utc);

    public const int Schools = 200;
    public const int ClerksOfASchool = 2;
    public const int ChildrenOfASchool = 150;
    public const string Password = "測量用的小鎮沒有真的人";

    private const string County = "75010";
    private const string Village = "75010001001";
    private const SchoolLevel Level = SchoolLevel.Elementary;
    private static readonly SchoolYear s_year = new(115);

    public static string School(int school) => $"756{school:000}";

    public static string SignInNameOf(int school, int clerk) => $"{School(school)}.{clerk}@BENCH.EXAMPLE";

    public static long Child(int school, int child) => (school * 1_000L) + child + 1;

    public static string NumberOf(long child) => $"X{child:00000000}";

    public static string NameOf(long child) => Bench.Country.Name((int)child);

    /// <summary>Fills an empty database.</summary>
    public static async Task FillAsync(StudentNetDb db, IPasswordHasher<Account> hasher, FilingCalendar calendar)
    {
        await db.LoadAsync(
            Each(school => new Organisation { Code = School(school), Level = Kernel.Level.School, Name = $"範例國小{school}", CountyCode = County, TownshipCode = Village[..8], SchoolLevel = Level })
                .Append(new Organisation { Code = County, Level = Kernel.Level.County, Name = "範例縣", CountyCode = County })
                .Append(new Organisation { Code = Organisation.MinistryCode, Level = Kernel.Level.Ministry, Name = "國教署" })
        );
        await db.LoadAsync([new Village { Code = Village, CountyCode = County, TownshipCode = Village[..8], Name = "測試村", NormalisedName = "測試村" }]);
        await db.LoadAsync(
            Each(school => new School
            {
                Code = School(school),
                MinistryCode = School(school),
                Name = $"範例國小{school}",
                CountyCode = County,
                TownshipCode = Village[..8],
                Level = Level,
                Kind = SchoolKind.Regular,
                IsPrivate = false,
                OpenedOn = new DateOnly(1970, 8, 1),
            })
        );
        await CountyParameters.SetAsync(
            db,
            CountyParameters.Default(County, s_year, Level),
            new Dictionary<(string, WindowEdge), DateOnly>
            {
                [("N1", WindowEdge.Opens)] = new(2026, 3, 25),
                [("N1", WindowEdge.Closes)] = new(2026, 5, 31),
                [("omissions", WindowEdge.Closes)] = new(2026, 4, 30),
            },
            calendar,
            Act.System("布置", "system.bench", Now.AddMonths(-6))
        );
        await FillAccountsAsync(db, hasher.HashPassword(null!, Password));
        var children = Enumerable.Range(0, Schools).SelectMany(s => Enumerable.Range(0, ChildrenOfASchool).Select(c => (School: s, Id: Child(s, c)))).ToList();
        var cohort = Cohort.Entering(s_year, Level).Year;
        await db.LoadAsync(
            children.Select(c => new Person
            {
                PersonId = c.Id,
                Name = NameOf(c.Id),
                NormalisedName = NameOf(c.Id),
                Sex = c.Id % 2 == 0 ? Sex.Female : Sex.Male,
                BirthDate = new DateOnly(cohort - 1, 9, 2).AddDays((int)(c.Id * 7919L % 365)),
                Cohort = cohort,
                Nationality = "TW",
            })
        );
        await db.LoadAsync(
            children.Select(c => new PersonIdentifier
            {
                Number = NumberOf(c.Id),
                Kind = PersonNumberKind.National,
                PersonId = c.Id,
                LastThree = $"{c.Id % 1000:000}",
                Since = Now.AddMonths(-3),
                IsCurrent = true,
            })
        );
        await db.LoadAsync(
            children.Select(c => new Residence
            {
                PersonId = c.Id,
                Seq = 1,
                VillageCode = Village,
                CountyCode = County,
                TownshipCode = Village[..8],
                VillageText = "測試村",
                Neighbourhood = (int)(c.Id % 20) + 1,
                Address = $"範例路{c.Id % 997}號",
                RegisteredOn = new DateOnly(2020, 1, 1),
                ReceivedAt = Now.AddMonths(-3),
            })
        );
        await db.LoadAsync(
            children.Select(c => new Entry
            {
                PersonId = c.Id,
                Year = s_year,
                Level = Level,
                State = EntryState.Allocated,
                CountyCode = County,
                AllocatedSchool = School(c.School),
                Basis = AllocationBasis.Rule,
                PublishedAt = Now.AddDays(-20),
                ChangedAt = Now.AddDays(-20),
            })
        );
    }

    private static async Task FillAccountsAsync(StudentNetDb db, string hash)
    {
        var clerks = Enumerable.Range(0, Schools).SelectMany(s => Enumerable.Range(0, ClerksOfASchool).Select(c => (School: s, Clerk: c, Id: (s * (long)ClerksOfASchool) + c + 1))).ToList();
        await db.LoadAsync(
            clerks.Select(c => new Account
            {
                Id = c.Id,
                SignInName = SignInNameOf(c.School, c.Clerk),
                PasswordHash = hash,
                SecurityStamp = Passwords.NewStamp(),
                CreatedAt = Now.AddYears(-1),
                ActivatedAt = Now.AddYears(-1),
            })
        );
        await db.LoadAsync(
            clerks.Select(c => new Appointment
            {
                Id = c.Id,
                AccountId = c.Id,
                OrganisationCode = School(c.School),
                Duty = "Registrar",
                PersonName = $"測量員{c.Clerk}",
                From = new DateOnly(2000, 1, 1),
                AcceptedAt = Now.AddYears(-1),
            })
        );
    }

    private static IEnumerable<T> Each<T>(Func<int, T> make) => Enumerable.Range(0, Schools).Select(make);
}
