using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Admissions.Marking;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Admissions.Marking;

/// <summary>The small country on a day of its registration: allocated and published, windows set, some children on each school's list.</summary>
internal sealed class MarkingTown(TestApp app) : IAsyncDisposable
{
    public static readonly SchoolYear Year = new(115);
    public const SchoolLevel Grade = SchoolLevel.Elementary;

    /// <summary>Children 1 to <see cref="OwnCount"/> are on the list of <see cref="SmallCountry.School"/>.</summary>
    public const int OwnCount = 6;

    /// <summary>On the list of the school next door.</summary>
    public const long Neighbour = 11;

    /// <summary>On the list of the school in the other county.</summary>
    public const long Foreign = 21;

    /// <summary>Allocated next door; its choice list names <see cref="SmallCountry.School"/> too.</summary>
    public const long Chooser = 31;

    /// <summary>Known to the registry, waits for a person of the county.</summary>
    public const long Unplaced = 41;

    public TestApp App { get; } = app;

    public static async Task<MarkingTown> CreateAsync(DateTimeOffset? now = null, Action<WebApplicationBuilder>? configure = null)
    {
        var app = await TestApp.CreateAsync(now, configure: configure);
        await app.Db(SmallCountry.SeedAsync);
        await app.Db(SeedAsync);
        return new MarkingTown(app);
    }

    /// <summary>Number of a child in clear.</summary>
    public static string NumberOf(long person)
    {
        for (var digit = 0; digit < 10; digit++)
        {
            var text = $"A{(person % 2 == 1 ? 1 : 2)}{9_000_000 + person}{digit}";
            if (PersonNumber.Parse(text).IsValid)
            {
                return text;
            }
        }

        throw new InvalidOperationException("One of ten digits always fits.");
    }

    public static string NameOf(long person) => $"測試{"甲乙丙丁戊己庚辛壬癸"[(int)(person % 10)]}{(person > 10 ? "樣範模擬例"[(int)(person / 10 % 5)] : "")}";

    /// <summary>What a school's clerk does through the one door, as <see cref="MarkRegister"/> opens it.</summary>
    public async Task<IReadOnlyDictionary<long, MarkAnswer>> MarkAsync(string school, EntryStage stage, params MarkLine[] lines)
    {
        await using var scope = App.Services.CreateAsyncScope();
        var (list, act) = await ListAsync(scope.ServiceProvider, school, stage);
        return await scope.ServiceProvider.GetRequiredService<MarkRegister>().MarkAsync(list, act, lines);
    }

    public Task<IReadOnlyDictionary<long, MarkAnswer>> HereAsync(string school, long person, bool isAddition = false, EntryStage stage = EntryStage.Registration) =>
        MarkAsync(school, stage, new MarkLine(person, new MarkWish.Here(), MarkCase.AnyVersion, isAddition));

    public async Task<IReadOnlyList<ListedChild>> ListAsync(string school, EntryStage stage = EntryStage.Registration, bool choices = false)
    {
        await using var scope = App.Services.CreateAsyncScope();
        var (list, _) = await ListAsync(scope.ServiceProvider, school, stage);
        return await scope.ServiceProvider.GetRequiredService<SchoolList>().ReadAsync(list, choices);
    }

    public Task<Entry> EntryAsync(long person) => App.Db(db => db.Set<Entry>().AsNoTracking().SingleAsync(e => e.PersonId == person));

    public Task<List<EntryEvent>> EventsAsync(long person) =>
        App.Db(db => db.Set<EntryEvent>().AsNoTracking().Where(e => e.PersonId == person).OrderBy(e => e.Seq).ToListAsync());

    public Task<List<OrganisationNotice>> NoticesAsync(string organisation) =>
        App.Db(db => db.Set<OrganisationNotice>().AsNoTracking().Where(n => n.OrganisationCode == organisation).ToListAsync());

    public async ValueTask DisposeAsync() => await App.DisposeAsync();

    private static async Task<(MarkedList List, Act Act)> ListAsync(IServiceProvider services, string school, EntryStage stage)
    {
        var organisation = await services.GetRequiredService<StudentNetDb>().Set<Organisation>().AsNoTracking().SingleAsync(o => o.Code == school);
        var caller = new Caller(1, 1, "範小冊", organisation, "Registrar");
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        return (new MarkedList(organisation, Year, stage), caller.Act("標記報到", "N3.31", now));
    }

    internal static async Task SeedAsync(StudentNetDb db)
    {
        for (var person = 1; person <= OwnCount; person++)
        {
            // The last two live in one household and were born on one day.
            Add(db, person, SmallCountry.County, SmallCountry.Village, SmallCountry.School, person > OwnCount - 2 ? "戶試甲" : $"戶試{person}");
        }

        Add(db, Neighbour, SmallCountry.County, SmallCountry.OtherVillage, SmallCountry.OtherSchool, "戶樣甲");
        Add(db, Foreign, SmallCountry.OtherCounty, SmallCountry.ForeignVillage, SmallCountry.ForeignSchool, "戶樣乙");
        Add(db, Chooser, SmallCountry.County, SmallCountry.OtherVillage, SmallCountry.OtherSchool, "戶樣丙", AllocationBasis.Choice);
        foreach (var (school, isDefault) in new[] { (SmallCountry.OtherSchool, true), (SmallCountry.School, false) })
        {
            db.Add(
                new EntryChoice
                {
                    PersonId = Chooser,
                    Year = Year,
                    Level = Grade,
                    SchoolCode = school,
                    Zone = StudentNet.Modules.Schools.ZoneKind.Free,
                    RuleNo = 1,
                    IsDefault = isDefault,
                }
            );
        }

        Add(db, Unplaced, SmallCountry.County, SmallCountry.Village, null, "戶樣丁");
        await db.SaveAsync(Act.System("設立名冊", "system.test", TestApp.Start.UtcDateTime));
    }

    private static void Add(StudentNetDb db, long person, string county, string village, string? school, string household, AllocationBasis? basis = AllocationBasis.Rule)
    {
        var at = TestApp.Start.UtcDateTime.AddDays(-30);
        db.Add(
            new Person
            {
                PersonId = person,
                Name = NameOf(person),
                NormalisedName = NameText.Normalise(NameOf(person)),
                Sex = person % 2 == 1 ? Sex.Male : Sex.Female,
                BirthDate = BirthOf(person),
                Cohort = Cohort.Of(BirthOf(person)).Year,
                Nationality = "TW",
            }
        );
        db.Add(
            new PersonIdentifier
            {
                Number = NumberOf(person),
                Kind = PersonNumberKind.National,
                PersonId = person,
                LastThree = NumberOf(person)[^3..],
                Since = at,
                IsCurrent = true,
            }
        );
        db.Add(
            new Residence
            {
                PersonId = person,
                Seq = 1,
                CountyCode = county,
                TownshipCode = village[..8],
                VillageCode = village,
                VillageText = "範東村",
                Neighbourhood = (int)(person % 5) + 1,
                Address = "試行路 1 號",
                RegisteredOn = new DateOnly(2020, 5, 1),
                Household = household,
                ReceivedAt = at,
            }
        );
        db.Add(
            new Entry
            {
                PersonId = person,
                Year = Year,
                Level = Grade,
                State = school is null ? EntryState.NeedsPerson : EntryState.Allocated,
                CountyCode = county,
                AllocatedSchool = school,
                Basis = school is null ? null : basis,
                Cause = school is null ? "no-rule" : null,
                ResidenceSeq = 1,
                PublishedAt = school is null ? null : at,
                ChangedAt = at,
            }
        );
    }

    /// <summary>A day of the entry cohort; the two of one household share theirs.</summary>
    public static DateOnly BirthOf(long person) => Cohort.Entering(Year, Grade).BornFrom.AddDays(100 + (int)(person is OwnCount ? person - 1 : person));
}
