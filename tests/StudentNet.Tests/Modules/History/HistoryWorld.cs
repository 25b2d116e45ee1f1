using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.NonEnrolment;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Schools;
using StudentNet.Modules.Students;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Ledger;
using StudentNet.Tests.Modules.Residents;

namespace StudentNet.Tests.Modules.History;

/// <summary>A child of <see cref="HistoryWorld"/>.</summary>
/// <param name="Number">Its valid number.</param>
/// <param name="Former">A number it had before.</param>
public sealed record KnownChild(long Id, string Name, string Number, string Former);

/// <summary>20 October 2026: children inside and outside every range of domain §9, and one with a long history. Tests only look.</summary>
public sealed class HistoryWorld : IAsyncLifetime
{
    private int _next = 800;

    internal LedgerTown Town { get; private set; } = null!;

    public TestApp App => Town.App;

    /// <summary>The name that three children share.</summary>
    public const string Shared = "陳同名";

    public KnownChild Tracked { get; private set; } = null!;

    /// <summary>Released for a time: still the school's to see.</summary>
    public KnownChild Deferred { get; private set; } = null!;

    /// <summary>Released for good.</summary>
    public KnownChild Released { get; private set; } = null!;

    public KnownChild TrackedElsewhere { get; private set; } = null!;

    /// <summary>Lives in the school's district.</summary>
    public KnownChild Neighbour { get; private set; } = null!;

    /// <summary>Lives there too, and is past the age-out of the school's level.</summary>
    public KnownChild Grown { get; private set; } = null!;

    /// <summary>On last term's records and this term's roll.</summary>
    public KnownChild Pupil { get; private set; } = null!;

    /// <summary>On this term's roll only.</summary>
    public KnownChild Arrived { get; private set; } = null!;

    /// <summary>Lives in another county and was never here.</summary>
    public KnownChild Stranger { get; private set; } = null!;

    /// <summary>Enters school this year.</summary>
    public KnownChild Newcomer { get; private set; } = null!;

    /// <summary>Everything happened to it.</summary>
    public KnownChild Mover { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Town = await LedgerTown.CreateAsync(new DateOnly(2026, 2, 20));
        await Town.WriteAsync(db =>
        {
            db.Add(
                new DistrictPlan
                {
                    Id = 501,
                    CountyCode = SmallCountry.County,
                    Year = new SchoolYear(115),
                    Level = SchoolLevel.Elementary,
                    Status = DistrictPlanStatus.InForce,
                    CreatedAt = Town.Now,
                    PublishedAt = Town.Now,
                }
            );
            db.Add(new DistrictRule { PlanId = 501, RuleNo = 1, VillageCode = SmallCountry.Village, SchoolCode = SmallCountry.School, Zone = ZoneKind.Basic, Neighbourhoods = "1-9" });
            db.Add(new DistrictSpan { PlanId = 501, RuleNo = 1, FromNeighbourhood = 1, ToNeighbourhood = 9, VillageCode = SmallCountry.Village });
        });
        Mover = await AddAsync("遷移生", 2018, SmallCountry.OtherVillage);
        await Town.RollAsync(Mover.Id, SmallCountry.OtherSchool, new SchoolYear(114), 2, 2);
        Pupil = await AddAsync("在學生", 2018, SmallCountry.ForeignVillage);
        await Town.RollAsync(Pupil.Id, SmallCountry.School, new SchoolYear(114), 2, 2);
        await RecordAsync(Pupil.Id, new SchoolYear(114), 2);

        Town.GoTo(new DateOnly(2026, 9, 2));
        await Town.RollAsync(Mover.Id, SmallCountry.OtherSchool, new SchoolYear(115), 1, 3);
        await Town.RollAsync(Pupil.Id, SmallCountry.School, new SchoolYear(115), 1, 3);
        Town.GoTo(new DateOnly(2026, 9, 10));
        await Town.RollAsync(Mover.Id, SmallCountry.OtherSchool, new SchoolYear(115), 1, 3, null);
        await Town.MoveAsync(Mover.Id, SmallCountry.Village);
        Town.GoTo(new DateOnly(2026, 9, 18));
        await Town.CaseAsync(Mover.Id, SmallCountry.School);
        await Town.WriteAsync(db =>
            db.Add(
                new Approval
                {
                    PersonId = Mover.Id,
                    Seq = 1,
                    Kind = "special-reason",
                    Approver = "範例鄉強迫入學委員會",
                    DocumentNo = "強字第 7 號",
                    ValidFrom = new DateOnly(2026, 9, 19),
                    ValidThrough = new DateOnly(2026, 9, 21),
                    CountyCode = SmallCountry.County,
                    EnteredAt = Town.Now,
                }
            )
        );
        Town.GoTo(new DateOnly(2026, 9, 22));
        await Town.RollAsync(Mover.Id, SmallCountry.School, new SchoolYear(115), 1, 3);
        await Town.EnterAsync(Mover.Id, new SchoolYear(115), SchoolLevel.Elementary, StudentNet.Modules.Admissions.EntryState.Admitted, SmallCountry.School);

        Town.GoTo(new DateOnly(2026, 10, 20));
        Tracked = await AddAsync("列管生", 2018, SmallCountry.OtherVillage);
        await Town.CaseAsync(Tracked.Id, SmallCountry.School);
        Deferred = await AddAsync("暫緩生", 2018, SmallCountry.OtherVillage);
        await Town.CaseAsync(Deferred.Id, SmallCountry.School);
        await ReleaseAsync(Deferred.Id, "approved");
        Released = await AddAsync("解列生", 2018, SmallCountry.OtherVillage);
        await Town.CaseAsync(Released.Id, SmallCountry.School);
        await ReleaseAsync(Released.Id, "admitted");
        TrackedElsewhere = await AddAsync(Shared, 2018, SmallCountry.OtherVillage);
        await Town.CaseAsync(TrackedElsewhere.Id, SmallCountry.OtherSchool);
        Neighbour = await AddAsync(Shared, 2016, SmallCountry.Village);
        Grown = await AddAsync("逾齡生", 2013, SmallCountry.Village);
        Arrived = await AddAsync("轉入生", 2018, SmallCountry.ForeignVillage);
        await Town.RollAsync(Arrived.Id, SmallCountry.School, new SchoolYear(115), 1, 3);
        await Town.RollAsync(Arrived.Id, SmallCountry.OtherSchool, new SchoolYear(115), 1, 3);
        Stranger = await AddAsync(Shared, 2017, SmallCountry.ForeignVillage);
        Newcomer = await AddAsync("新生生", 2020, SmallCountry.Village);
        await Town.DecideAllAsync();
    }

    public async ValueTask DisposeAsync() => await App.DisposeAsync();

    private async Task<KnownChild> AddAsync(string name, int cohort, string village)
    {
        var id = await Town.ChildAsync(cohort, village);
        var number = RegistryFile.Number(++_next);
        await Town.WriteAsync(db =>
        {
            var person = db.Set<Person>().Single(p => p.PersonId == id);
            (person.Name, person.NormalisedName) = (name, name);
            db.Set<PersonIdentifier>().Single(i => i.PersonId == id).IsCurrent = false;
            db.Add(new PersonIdentifier { Number = number, Kind = PersonNumberKind.National, PersonId = id, LastThree = number[^3..], Since = Town.Now, IsCurrent = true });
        });
        return new KnownChild(id, name, number, $"X{id}");
    }

    private Task ReleaseAsync(long person, string reason) =>
        Town.WriteAsync(db =>
        {
            var open = db.Set<TrackedCase>().Single(c => c.PersonId == person);
            (open.ReleasedAt, open.ReleaseReason) = (Town.Now, reason);
        });

    private Task RecordAsync(long person, SchoolYear year, int term) =>
        Town.WriteAsync(db =>
            db.Add(
                new StudentRecord
                {
                    PersonId = person,
                    Year = year,
                    Term = term,
                    SchoolCode = SmallCountry.School,
                    CountyCode = SmallCountry.County,
                    Level = SchoolLevel.Elementary,
                    Grade = 2,
                    ClassName = "01",
                    IsInSchool = true,
                    Document = "{}",
                    ContentHash = new string('0', 64),
                    SchemaVersion = "1.0",
                    ReceiptId = 1,
                    FirstReceivedAt = Town.Now,
                    ReceivedAt = Town.Now,
                }
            )
        );
}
