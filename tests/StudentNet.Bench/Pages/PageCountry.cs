using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Admissions.Counts;
using StudentNet.Modules.Admissions.Marking;
using StudentNet.Modules.Ledger;
using StudentNet.Modules.NonEnrolment;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Schools;
using StudentNet.Modules.Students;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;

namespace StudentNet.Bench.Pages;

/// <summary>
/// An invented country of pupils of nine grades, for measuring pages. The first county and its first school are the same at every size, and only the
/// country around them grows: a page of theirs must cost the same. Synthetic: codes and names that no real place has.
/// </summary>
/// <param name="pupils">Pupils of the country, about.</param>
internal sealed class PageCountry(int pupils)
{
    /// <summary>A Thursday of the first term: rolls are filed, admission is over, the first cases are being followed.</summary>
    public static readonly DateTime Now = new(2026, 10, 15, 2, 0, 0, DateTimeKind.Utc);

    /// <summary>To be raised with every change of what is filled in.</summary>
    public const int Version = 2;

    private const int Counties = 22;
    private const int PupilsOfASchool = 450;

    /// <summary>Children on the list, and pupils on the roll, of the first school: the large list of the targets.</summary>
    public const int LargeSchool = 1_000;

    /// <summary>Schools of the first county, at every size.</summary>
    private const int SchoolsOfFirst = 10;
    private const int JuniorHighOfTen = 3;
    private const int Villages = 40;

    private static readonly SchoolYear s_year = new(115);
    private const int Term = 1;

    /// <summary>The password of the three who look at pages.</summary>
    public const string Password = "測量用的小鎮沒有真的人";

    private long _people;
    private long _appointments;

    /// <summary>The county and school whose people look, and one child of the school.</summary>
    public static string FirstCounty => County(0);

    /// <inheritdoc cref="FirstCounty"/>
    public static string FirstSchool => School(0, 0);

    /// <inheritdoc cref="FirstCounty"/>
    public const long FirstChild = 1;

    /// <summary>The case of a child of the first school.</summary>
    public const string FirstCase = "115-000001";

    /// <summary>Names under which they sign in.</summary>
    public static string SignInNameOf(Level level) => $"{level}@BENCH.EXAMPLE".ToUpperInvariant();

    /// <summary>Fills an empty database.</summary>
    public async Task FillAsync(IServiceProvider services, StudentNetDb db)
    {
        await FillPlacesAsync(db);
        await FillAccountsAsync(services.GetRequiredService<IPasswordHasher<Account>>(), db);
        // A county at a time, so that a country never is in memory.
        for (var county = 0; county < Counties; county++)
        {
            var children = Children(county).ToList();
            await db.LoadAsync(children.Select(PersonOf));
            await db.LoadAsync(children.Select(NumberOf));
            await db.LoadAsync(children.Select(ResidenceOf));
            await db.LoadAsync(children.Select(RollOf));
            await db.LoadAsync(children.Where(c => c.IsEntering).Select(EntryOf));
            await db.LoadAsync(children.Where(c => c.IsEntering).SelectMany(MarksOf));
            await db.LoadAsync(children.Where(c => c.IsMissing).Select((c, i) => CaseOf(c, i)));
        }

        await db.LoadAsync(Schools().SelectMany(SubmissionsOf));
        await db.LoadAsync(
            new[] { SchoolLevel.Elementary, SchoolLevel.JuniorHigh }.Select(
                (level, i) =>
                    new NationalComparison
                    {
                        Id = i + 1,
                        Year = s_year,
                        Level = level,
                        AsOf = DateOnly.FromDateTime(Now),
                        RuleVersion = "bench",
                        RunId = i + 1,
                        StartedAt = Now.AddDays(-20),
                        EndedAt = Now.AddDays(-20),
                    }
            )
        );
        await CountAsync(db);
        await DecideAsync(db);
    }

    /// <summary>The figures that are kept with each change, which a bulk write does not make: pages of county and ministry read nothing else.</summary>
    private async Task CountAsync(StudentNetDb db)
    {
        await db.AnalyseAsync(default, "entry", "entry_mark", "submission");
        foreach (var schools in Schools().GroupBy(s => s.County))
        {
            var summary = new EntrySummary();
            foreach (var (county, school) in schools)
            {
                summary.NoteSchool(s_year, School(county, school));
            }

            await using var transaction = await db.Database.BeginTransactionAsync();
            await summary.WriteAsync(db, default);
            await transaction.CommitAsync();
        }
    }

    /// <summary>The ledger of everybody, as a night makes it; nobody is left in the queue that the bulk writes filled.</summary>
    private static async Task DecideAsync(StudentNetDb db)
    {
        var watch = Stopwatch.StartNew();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Set<StandingDue>().ExecuteDeleteAsync();
        var (children, _) = await StandingLedger.DecideAllAsync(db, Now, DateOnly.FromDateTime(Now), _ => { }, default);
        await transaction.CommitAsync();
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  學籍帳冊從無到有：{children:N0} 人 {watch.Elapsed.TotalSeconds:N0} 秒"));
    }

    private int SchoolsOf(int county) => county == 0 ? SchoolsOfFirst : Math.Max(SchoolsOfFirst, (pupils - 5_000) / (Counties - 1) / PupilsOfASchool);

    private static SchoolLevel LevelOf(int school) => school % SchoolsOfFirst < SchoolsOfFirst - JuniorHighOfTen ? SchoolLevel.Elementary : SchoolLevel.JuniorHigh;

    private IEnumerable<(int County, int School)> Schools() => Enumerable.Range(0, Counties).SelectMany(c => Enumerable.Range(0, SchoolsOf(c)).Select(s => (c, s)));

    private static string County(int county) => $"{70 + county}010";

    private static string Village(int county, int village) => $"{County(county)}{(village / 10) + 1:000}{(village % 10) + 1:000}";

    private static string School(int county, int school) => $"{70 + county}{(LevelOf(school) == SchoolLevel.Elementary ? 6 : 5)}{school:000}";

    private async Task FillPlacesAsync(StudentNetDb db)
    {
        List<Organisation> places = [new Organisation { Code = Organisation.MinistryCode, Level = Level.Ministry, Name = "國教署" }];
        places.AddRange(Enumerable.Range(0, Counties).Select(c => new Organisation { Code = County(c), Level = Level.County, Name = $"範例縣{c}", CountyCode = County(c) }));
        places.AddRange(
            Schools()
                .Select(s => new Organisation
                {
                    Code = School(s.County, s.School),
                    Level = Level.School,
                    Name = $"範例{s.School}校",
                    CountyCode = County(s.County),
                    TownshipCode = Village(s.County, s.School % Villages)[..8],
                    SchoolLevel = LevelOf(s.School),
                })
        );
        await db.LoadAsync(places);
        await db.LoadAsync(
            Enumerable
                .Range(0, Counties)
                .SelectMany(c => Enumerable.Range(0, Villages).Select(v => (c, v)))
                .Select(p => new Village { Code = Village(p.c, p.v), CountyCode = County(p.c), TownshipCode = Village(p.c, p.v)[..8], Name = $"測試村{p.v}", NormalisedName = $"測試村{p.v}" })
        );
        await db.LoadAsync(
            Schools()
                .Select(s => new School
                {
                    Code = School(s.County, s.School),
                    MinistryCode = School(s.County, s.School),
                    Name = $"範例{s.School}校",
                    CountyCode = County(s.County),
                    TownshipCode = Village(s.County, s.School % Villages)[..8],
                    Level = LevelOf(s.School),
                    Kind = SchoolKind.Regular,
                    IsPrivate = false,
                    OpenedOn = new DateOnly(1970, 8, 1),
                })
        );
    }

    /// <summary>A registrar for every school, an officer for every county, the ministry's; only the three who look know a password.</summary>
    private async Task FillAccountsAsync(IPasswordHasher<Account> hasher, StudentNetDb db)
    {
        var hash = hasher.HashPassword(null!, Password);
        var accounts = new List<Account>();
        var appointments = new List<Appointment>();
        Add(SignInNameOf(Level.Ministry), Organisation.MinistryCode, "MinistryOfficer", hash);
        foreach (var county in Enumerable.Range(0, Counties))
        {
            Add(county == 0 ? SignInNameOf(Level.County) : $"{County(county)}@BENCH.EXAMPLE", County(county), "CountyOfficer", county == 0 ? hash : null);
        }

        foreach (var (county, school) in Schools())
        {
            var isFirst = (county, school) == (0, 0);
            Add(isFirst ? SignInNameOf(Level.School) : $"{School(county, school)}@BENCH.EXAMPLE", School(county, school), "Registrar", isFirst ? hash : null);
        }

        await db.LoadAsync(accounts);
        await db.LoadAsync(appointments);

        void Add(string name, string organisation, string duty, string? password)
        {
            var id = ++_appointments;
            accounts.Add(
                new Account { Id = id, SignInName = name, PasswordHash = password, SecurityStamp = Passwords.NewStamp(), CreatedAt = Now.AddYears(-1), ActivatedAt = Now.AddYears(-1) }
            );
            appointments.Add(
                new Appointment
                {
                    Id = id,
                    AccountId = id,
                    OrganisationCode = organisation,
                    Duty = duty,
                    PersonName = "測量員",
                    From = new DateOnly(2000, 1, 1),
                    AcceptedAt = Now.AddYears(-1),
                }
            );
        }
    }

    /// <summary>A pupil: where it lives is where its school is.</summary>
    private sealed record Child(long Id, int County, int School, int Grade, int InSchool)
    {
        public SchoolLevel Level => LevelOf(School);

        public bool IsEntering => Grade == (int)Level;

        /// <summary>Of two hundred who enter one is in no school.</summary>
        public bool IsMissing => IsEntering && InSchool % 200 == 199;
    }

    private IEnumerable<Child> Children(int county)
    {
        for (var school = 0; school < SchoolsOf(county); school++)
        {
            var (first, grades) = LevelOf(school) == SchoolLevel.Elementary ? (1, 6) : (7, 3);
            var isLarge = (county, school) == (0, 0);
            for (var i = 0; i < (isLarge ? 2 * LargeSchool : PupilsOfASchool); i++)
            {
                // The large school has its thousand on the list of those who enter, and as many in the other grades.
                var grade = isLarge && i < LargeSchool ? first : first + (i % grades);
                yield return new Child(++_people, county, school, grade, i);
            }
        }
    }

    private static Person PersonOf(Child child)
    {
        var name = Bench.Country.Name((int)child.Id);
        var cohort = Cohort.Entering(s_year, child.Level).Year - (child.Grade - (int)child.Level);
        return new Person
        {
            PersonId = child.Id,
            Name = name,
            NormalisedName = name,
            Sex = child.Id % 2 == 0 ? Sex.Female : Sex.Male,
            BirthDate = new DateOnly(cohort - 1, 9, 2).AddDays((int)(child.Id * 7919L % 365)),
            Cohort = cohort,
            Nationality = "TW",
        };
    }

    private static PersonIdentifier NumberOf(Child child) =>
        new()
        {
            Number = $"X{child.Id:00000000}",
            Kind = PersonNumberKind.National,
            PersonId = child.Id,
            LastThree = $"{child.Id % 1000:000}",
            Since = Now.AddYears(-1),
            IsCurrent = true,
        };

    private static Residence ResidenceOf(Child child)
    {
        var village = child.InSchool % Villages;
        return new Residence
        {
            PersonId = child.Id,
            Seq = 1,
            VillageCode = Village(child.County, village),
            CountyCode = County(child.County),
            TownshipCode = Village(child.County, village)[..8],
            VillageText = $"測試村{village}",
            Neighbourhood = (child.InSchool % 20) + 1,
            Address = $"範例路{child.Id % 997}號",
            RegisteredOn = new DateOnly(2020, 1, 1),
            ReceivedAt = Now.AddMonths(-7),
        };
    }

    private static ClassPupil RollOf(Child child)
    {
        var line = new RollLine("A", child.Grade, $"{(child.InSchool / 30 % 20) + 1:00}", (child.InSchool % 30) + 1, "enrolled", null, false, null, null, 0);
        return new ClassPupil
        {
            PersonId = child.Id,
            Year = s_year,
            Term = Term,
            SchoolCode = School(child.County, child.School),
            ClassKind = line.ClassKind,
            Grade = line.Grade,
            ClassName = line.ClassName,
            Seat = line.Seat,
            State = line.State,
            CountsAs = line.CountsAs,
            Content = line.Content,
            ChangedAt = Now.AddDays(-30),
        };
    }

    private static Entry EntryOf(Child child)
    {
        var school = School(child.County, child.School);
        return new Entry
        {
            PersonId = child.Id,
            Year = s_year,
            Level = child.Level,
            State = child.IsMissing ? EntryState.NotAdmitted : EntryState.Admitted,
            CountyCode = County(child.County),
            AllocatedSchool = school,
            Basis = AllocationBasis.Rule,
            PublishedAt = Now.AddMonths(-5),
            RegisteredSchool = child.IsMissing ? null : school,
            AdmittedSchool = child.IsMissing ? null : school,
            ChangedAt = Now.AddDays(-40),
        };
    }

    private static IEnumerable<EntryMark> MarksOf(Child child) =>
        new[] { EntryStage.Registration, EntryStage.Admission }.Select(stage => new EntryMark
        {
            PersonId = child.Id,
            Year = s_year,
            Level = child.Level,
            Stage = stage,
            SchoolCode = School(child.County, child.School),
            State = child.IsMissing ? MarkState.NotHere : MarkState.Here,
            Reason = child.IsMissing ? "whereabouts-unknown" : null,
            ReasonDetail = child.IsMissing ? "測量" : null,
            At = Now.AddDays(-40),
        });

    private static TrackedCase CaseOf(Child child, int number) =>
        new()
        {
            PersonId = child.Id,
            CaseSeq = 1,
            CaseNo = (child.County, child.School, number) == (0, 0, 0) ? FirstCase : $"115-{child.Id + 100:000000}",
            Year = s_year,
            Level = child.Level,
            ComparisonId = child.Level == SchoolLevel.Elementary ? 1 : 2,
            CountyCode = County(child.County),
            ProposedSchool = School(child.County, child.School),
            SchoolCode = School(child.County, child.School),
            DesignatedAt = Now.AddDays(-15),
            OpenedAt = Now.AddDays(-20),
            NextVisitDue = DateOnly.FromDateTime(Now).AddDays(10),
        };

    private static IEnumerable<Submission> SubmissionsOf((int County, int School) at)
    {
        var school = School(at.County, at.School);
        return new[] { ("N3", -120), ("N5", -40), ("Q1.1", -20) }.Select(stamp => new Submission
        {
            Window = stamp.Item1,
            OrganisationCode = school,
            Year = s_year,
            Level = LevelOf(at.School),
            Seq = 1,
            At = Now.AddDays(stamp.Item2),
            ByName = "測量員",
            Receipt = "0000-0000",
            Figures = "{}",
        });
    }
}
