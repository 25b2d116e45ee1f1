using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.NonEnrolment;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Schools;
using StudentNet.Modules.Students;
using StudentNet.Platform.Clients;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Jobs;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Access;

/// <summary>
/// A country in which nothing is alone: two counties, in each two schools, and for each school the same children, cases, lists, files and work.
/// A condition that is missing has somebody else's row to hit.
/// </summary>
internal static class TwoOfEverything
{
    /// <summary>A school with all that is its own.</summary>
    /// <param name="Key">First of its own numbers: of its children, files, runs, plans.</param>
    public sealed record Owner(string County, string Village, string School, string? SchoolOfForeigners, int Key)
    {
        /// <summary>A child on every list of the school: allocated, enrolled, tracked.</summary>
        public long Child => Key;

        /// <summary>A child with a case that no school tracks yet.</summary>
        public long Waiting => Key + 1;

        /// <summary>A child that waits for an allocation by hand.</summary>
        public long Unallocated => Key + 2;

        /// <summary>A child that was allocated by hand.</summary>
        public long ByHand => Key + 3;

        /// <summary>Run, extension and draft plan.</summary>
        public long Work => Key;

        /// <summary>The county's plan in force.</summary>
        public long PlanInForce => Key + 1;

        /// <summary>A draft to drop.</summary>
        public long SecondDraft => Key + 2;

        /// <summary>A file that waits to be accepted, and one to be discarded.</summary>
        public long SchoolReceipt => Key;

        public long CountyReceipt => Key + 1;

        public string CaseNo => $"115-{Key / 1000 % 100:00000}";

        public string WaitingCaseNo => $"115-{(Key / 1000 % 100) + 50:00000}";

        public string Client => $"system-{School}";

        /// <summary>Everything by which a row tells whose it is.</summary>
        public IEnumerable<string> Marks(bool ofCounty) =>
            new[] { School, SchoolOfForeigners, CaseNo, WaitingCaseNo, Client, ofCounty ? County : null }
                .OfType<string>()
                .Concat(Enumerable.Range(Key, 4).Select(k => k.ToString(CultureInfo.InvariantCulture)));
    }

    // The highest: numbers that the application gives out next come after these, and must not be taken for somebody else's.
    public static Owner Own { get; } = new(SmallCountry.County, SmallCountry.Village, SmallCountry.School, SmallCountry.SchoolOfForeigners, 71_009_000);

    public static Owner Neighbour { get; } = new(SmallCountry.County, SmallCountry.OtherVillage, SmallCountry.OtherSchool, null, 71_002_000);

    public static Owner Abroad { get; } = new(SmallCountry.OtherCounty, SmallCountry.ForeignVillage, SmallCountry.ForeignSchool, SmallCountry.ForeignSchoolOfForeigners, 71_003_000);

    public static Owner SecondAbroad { get; } = new(SmallCountry.OtherCounty, SmallCountry.ForeignVillage, SmallCountry.SecondForeignSchool, null, 71_004_000);

    public static IReadOnlyList<Owner> All { get; } = [Own, Neighbour, Abroad, SecondAbroad];

    private static readonly DateTime At = TestApp.Start.UtcDateTime;
    private static readonly SchoolYear Year = new(115);

    public static async Task SeedAsync(StudentNetDb db)
    {
        await SmallCountry.SeedAsync(db);
        await SmallCountry.OpenForForeignersAsync(db);
        await SmallCountry.OpenAbroadAsync(db);
        await SignIn.SeedAsync(db);
        await SignIn.SeedAsync(db, Persona.ForeignSchoolClerk);
        foreach (var owner in All)
        {
            if (owner != Own)
            {
                await SignIn.SeedAsync(db, Persona.Aa with { OrganisationCode = owner.School });
            }

            Children(db, owner);
            Cases(db, owner);
            Pupils(db, owner);
            Work(db, owner);
            Files(db, owner);
        }

        await db.SaveAsync(Act.System("布置", "system.test", At));
    }

    private static void Children(StudentNetDb db, Owner owner)
    {
        foreach (var (id, state, basis) in new[]
        {
            (owner.Child, EntryState.Allocated, AllocationBasis.Rule),
            (owner.Waiting, EntryState.Allocated, AllocationBasis.Rule),
            (owner.Unallocated, EntryState.NeedsPerson, AllocationBasis.Rule),
            (owner.ByHand, EntryState.Allocated, AllocationBasis.Hand),
        })
        {
            var name = $"範雙{id}";
            var township = owner.Village[..8];
            db.Add(
                new Person
                {
                    PersonId = id,
                    Name = name,
                    NormalisedName = name,
                    Sex = Sex.Female,
                    BirthDate = new DateOnly(2019, 10, 1),
                    Cohort = 2020,
                    Nationality = "TW",
                }
            );
            db.Add(
                new Residence
                {
                    PersonId = id,
                    Seq = 1,
                    VillageCode = owner.Village,
                    CountyCode = owner.County,
                    TownshipCode = township,
                    VillageText = "範東村",
                    Neighbourhood = 1,
                    Address = "範例路 1 號",
                    ReceivedAt = At,
                }
            );
            db.Add(
                new Entry
                {
                    PersonId = id,
                    Year = Year,
                    Level = SchoolLevel.Elementary,
                    State = state,
                    Basis = basis,
                    CountyCode = owner.County,
                    AllocatedSchool = state == EntryState.Allocated ? owner.School : null,
                    ResidenceSeq = 1,
                    PublishedAt = state == EntryState.Allocated ? At : null,
                    ChangedAt = At,
                }
            );
        }

        db.Add(
            new ProposedChild
            {
                PersonId = owner.Child,
                Year = Year,
                Level = SchoolLevel.Elementary,
                SchoolCode = owner.School,
                CountyCode = owner.County,
                Address = "範例路 1 號",
                Reason = "new-resident",
                State = ProposalState.Open,
                ProposedAt = At,
            }
        );
        db.Add(new OrganisationNotice { OrganisationCode = owner.School, Text = "重複報到", Link = "/N3.31/conflicts", PersonId = owner.Child, At = At });
        db.Add(new OrganisationNotice { OrganisationCode = owner.County, Text = "重複報到", Link = "/N3.21/conflicts", PersonId = owner.Child, At = At });
    }

    private static void Cases(StudentNetDb db, Owner owner)
    {
        db.Add(
            new Approval
            {
                PersonId = owner.Child,
                Seq = 1,
                Kind = "home-education",
                Approver = "縣府",
                DocumentNo = "府教字第 1150001 號",
                ValidFrom = new DateOnly(2025, 8, 1),
                ValidThrough = new DateOnly(2026, 7, 31),
                CountyCode = owner.County,
                EnteredAt = At,
            }
        );
        foreach (var (id, number, tracked) in new[] { (owner.Child, owner.CaseNo, true), (owner.Waiting, owner.WaitingCaseNo, false) })
        {
            db.Add(
                new TrackedCase
                {
                    PersonId = id,
                    CaseSeq = 1,
                    CaseNo = number,
                    Year = Year,
                    Level = SchoolLevel.Elementary,
                    ComparisonId = 1,
                    CountyCode = owner.County,
                    ProposedSchool = owner.School,
                    SchoolCode = tracked ? owner.School : null,
                    DesignatedAt = tracked ? At : null,
                    NextVisitDue = tracked ? TaipeiTime.Today(At).AddMonths(1) : null,
                    ProposedReleasePass = tracked ? 10 : null,
                    OpenedAt = At,
                }
            );
            db.Add(
                new CaseEvent
                {
                    PersonId = id,
                    CaseSeq = 1,
                    Seq = 1,
                    Kind = CaseEventKind.Opened,
                    At = At,
                    Note = "115 學年度國小大比對",
                }
            );
            if (tracked)
            {
                db.Add(new CaseEvent { PersonId = id, CaseSeq = 1, Seq = 2, Kind = CaseEventKind.Designated, At = At, SchoolCode = owner.School });
            }
        }
    }

    private static void Pupils(StudentNetDb db, Owner owner)
    {
        var line = new RollLine("A", 1, "01", 1, "enrolled", null, false, null, null, 0);
        db.Add(
            new ClassPupil
            {
                PersonId = owner.Child,
                Year = new SchoolYear(114),
                Term = 2,
                SchoolCode = owner.School,
                ClassKind = line.ClassKind,
                Grade = line.Grade,
                ClassName = line.ClassName,
                Seat = line.Seat,
                State = line.State,
                CountsAs = line.CountsAs,
                Content = line.Content,
                ChangedAt = At,
            }
        );
        db.Add(
            new ForeignPupil
            {
                PersonId = owner.Child,
                SchoolCode = owner.School,
                GradeYear = 114,
                Grade = 3,
                Kind = ForeignKind.InSchool,
                ArrivedOn = new DateOnly(2025, 9, 1),
                ChangedAt = At,
            }
        );
        if (owner.SchoolOfForeigners is { } school)
        {
            db.Add(
                new ForeignSchoolPupil
                {
                    PersonId = owner.Child,
                    SchoolCode = school,
                    GradeYear = 114,
                    Grade = 3,
                    EnrolledOn = new DateOnly(2025, 8, 20),
                    ChangedAt = At,
                }
            );
        }
    }

    private static void Work(StudentNetDb db, Owner owner)
    {
        db.Add(
            new Run
            {
                Id = owner.Work,
                Kind = "allocation",
                OrganisationCode = owner.County,
                Function = "N1.21",
                Chain = owner.County,
                Parameters = "{}",
                Exclusive = $"two-{owner.School}",
                Status = RunStatus.Failed,
                RequestedAt = At,
            }
        );
        db.Add(
            new WindowExtension
            {
                Id = owner.Work,
                CountyCode = owner.County,
                SchoolCode = owner.School,
                Year = Year,
                Level = SchoolLevel.Elementary,
                Window = "N3",
                LastDay = new DateOnly(2026, 9, 5),
                Reason = "測試",
                GrantedAt = At,
            }
        );
        foreach (var (id, status) in new[] { (owner.Work, DistrictPlanStatus.Draft), (owner.PlanInForce, DistrictPlanStatus.InForce), (owner.SecondDraft, DistrictPlanStatus.Draft) })
        {
            db.Add(
                new DistrictPlan
                {
                    Id = id,
                    CountyCode = owner.County,
                    Year = status == DistrictPlanStatus.InForce ? Year : new SchoolYear(116),
                    Level = SchoolLevel.Elementary,
                    Status = status,
                    CreatedAt = At,
                    PublishedAt = status == DistrictPlanStatus.InForce ? At : null,
                }
            );
            db.Add(
                new DistrictRule
                {
                    PlanId = id,
                    RuleNo = 1,
                    VillageCode = owner.Village,
                    SchoolCode = owner.School,
                    Zone = ZoneKind.Basic,
                    Neighbourhoods = "全里",
                }
            );
        }
    }

    private static void Files(StudentNetDb db, Owner owner)
    {
        db.Add(
            new MachineClient
            {
                ClientId = owner.Client,
                Name = "測試校務系統",
                OrganisationCode = owner.School,
                Formats = "registration-batch",
                CreatedAt = At,
            }
        );
        foreach (var (id, format, organisation, settings) in new[]
        {
            (owner.SchoolReceipt, "class-roll", owner.School, """{"year":"114","term":"2"}"""),
            (owner.CountyReceipt, "registry-list", owner.County, """{"year":"115","list":"1"}"""),
        })
        {
            db.Add(
                new Receipt
                {
                    Id = id,
                    Format = format,
                    OrganisationCode = organisation,
                    CountyCode = owner.County,
                    Door = Door.Page,
                    FileName = "名單.csv",
                    FileHash = new string('0', 64),
                    FileLength = 1,
                    Code = "7C4E-91A0",
                    Settings = settings,
                    ReceivedAt = At,
                    CheckedAt = At,
                    Sender = "測試",
                    Status = ReceiptStatus.Ready,
                    Rows = 1,
                    GoodRows = 1,
                }
            );
        }
    }
}
