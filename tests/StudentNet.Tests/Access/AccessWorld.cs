using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Ledger;
using StudentNet.Modules.NonEnrolment;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Schools;
using StudentNet.Modules.Students;
using StudentNet.Platform.Clients;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Jobs;
using StudentNet.Platform.Windows;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.NonEnrolment;
using StudentNet.Tests.Modules.Residents;

namespace StudentNet.Tests.Access;

/// <summary>
/// What the matrix asks about: <see cref="SmallCountry"/>, everybody's accounts, and for each route with parameters one thing that belongs to
/// <see cref="Persona.Clerk"/>'s school. A module adds what its routes need here, with fixed keys, and writes them into the "path" of its rows.
/// </summary>
internal static class AccessWorld
{
    /// <summary>Key of <c>/N1.21/child/{personId}</c>.</summary>
    public const long Child = 4711;

    /// <summary>Key of <c>/A4/{id}</c> and of the extension that <c>/M1.21/extensions</c> revokes.</summary>
    public const long CountyWork = 9001;

    /// <summary>Key of <c>/M3.21/plan/{id}</c>: a draft of the county.</summary>
    public const long DraftPlan = 3101;

    /// <summary>A second draft, which the matrix drops.</summary>
    public const long DraftToDrop = 3103;

    /// <summary>Key of <c>/M3.11/plan/{id}</c>: the county's plan in force.</summary>
    public const long PlanInForce = 3102;

    /// <summary>Key of <c>/A6/{receipt}</c>: a list that the county sent, with a bad row.</summary>
    public const long CountyReceipt = 6001;

    /// <summary>Key of <c>/A7/{client}</c>: the system of the clerk's school.</summary>
    public const string SchoolSystem = "test-sis";
    /// <summary>Key of <c>/Q3.31/pupil/{personId}</c>: a foreign pupil of the clerk's school, also on the list of the county's foreign school.</summary>
    public const long ForeignPupil = 4720;

    /// <summary>Key of <c>/N7.21/child/{personId}</c>: proposed by the clerk's school.</summary>
    public const long Proposed = 4730;

    /// <summary>Key of <c>/N7.21/same/merge/{id}</c>: a merge that was taken apart, of <see cref="Child"/>.</summary>
    public const long Merge = 8101;

    /// <summary>A second one, which the matrix mends at the school: the first is confirmed by then.</summary>
    public const long ProposedToMend = 4731;

    /// <summary>Key of <c>/P1.21/ledger/child/{personId}</c>: a child of eight on the roll of the clerk's school.</summary>
    public const long Standing = 4740;

    public static async Task SeedAsync(TestApp app)
    {
        await app.Db(SmallCountry.SeedAsync);
        await app.Db(SignIn.SeedAsync);
        await app.Db(SeedChildAsync);
        await app.Db(db => CaseSeed.SeedAsync(db));
        await app.Db(CaseSeed.SeedLetterAsync);
        await app.Db(SeedCountyWorkAsync);
        await app.Db(SeedPlansAsync);
        await app.Db(SeedRollAsync);
        await app.Db(SeedClientAsync);
        await app.Db(SmallCountry.OpenForForeignersAsync);
        await app.Db(SeedPupilsAsync);
        await SeedReceiptAsync(app);
        await app.Db(SeedRecordAsync);
        await app.Db(SeedMergeAsync);
        await app.Db(SeedStandingAsync);
    }

    private static async Task SeedStandingAsync(StudentNetDb db)
    {
        var now = TestApp.Start.UtcDateTime;
        db.Add(
            new Person
            {
                PersonId = Standing,
                Name = "範帳冊",
                NormalisedName = "範帳冊",
                Sex = Sex.Male,
                BirthDate = new DateOnly(2018, 3, 1),
                Cohort = 2018,
                Nationality = "TW",
            }
        );
        db.Add(new PersonIdentifier { Number = "A123474000", Kind = PersonNumberKind.National, PersonId = Standing, LastThree = "000", Since = now, IsCurrent = true });
        db.Add(
            new Residence
            {
                PersonId = Standing,
                Seq = 1,
                VillageCode = SmallCountry.Village,
                CountyCode = SmallCountry.County,
                TownshipCode = SmallCountry.Township,
                VillageText = "範東村",
                Neighbourhood = 2,
                Address = "範例路 2 號",
                ReceivedAt = now,
            }
        );
        db.Add(
            new AddressSuppression
            {
                PersonId = Standing,
                Seq = 1,
                Authority = "範例地方法院",
                DocumentNo = "115 年度家護字第 1 號",
                CountyCode = SmallCountry.County,
                EnteredAt = now,
            }
        );
        db.Add(
            new SchoolTransfer
            {
                PersonId = Standing,
                TransferSeq = 1,
                FromSchool = SmallCountry.School,
                ToSchool = SmallCountry.OtherSchool,
                CertificateNo = "範轉字第 1150001 號",
                Year = new SchoolYear(114),
                Term = 2,
                ReleasedOn = new DateOnly(2026, 6, 30),
                ReleasedAt = TestApp.Start.UtcDateTime,
            }
        );
        db.Add(
            new SchoolTransferEvent
            {
                PersonId = Standing,
                TransferSeq = 1,
                Seq = 1,
                Step = TransferStep.Release,
                SchoolCode = SmallCountry.School,
                OtherSchool = SmallCountry.OtherSchool,
                DoneOn = new DateOnly(2026, 6, 30),
                At = TestApp.Start.UtcDateTime,
            }
        );
        // What the school said in February; its roll of the term is another test's matter.
        db.Add(
            new ClassPupilEvent
            {
                PersonId = Standing,
                Year = new SchoolYear(114),
                Term = 2,
                SchoolCode = SmallCountry.School,
                Seq = 1,
                What = "joined",
                ClassKind = "A",
                Grade = 2,
                ClassName = "01",
                CountsAs = PupilFigure.EnrolledNational,
                Reduction = 0,
                Content = "A|2|01||enrolled||0|||0",
                At = now.AddMonths(-4),
            }
        );
        await db.SaveAsync(Act.System("布置", "system.test", now));
        await StandingLedger.FollowAsync(db, now);
        await StandingLedger.CountTodayAsync(db, now);
    }

    private static Task SeedMergeAsync(StudentNetDb db)
    {
        var now = TestApp.Start.UtcDateTime;
        db.Add(new PersonMerged { Id = Merge, Survivor = Child, Merged = ProposedToMend, At = now, ApartAt = now, Because = "測試" });
        return db.SaveAsync(Act.System("布置", "system.test", now));
    }

    /// <summary>The child's record at the clerk's school, of the term filed for at <see cref="TestApp.Start"/>.</summary>
    private static Task SeedRecordAsync(StudentNetDb db)
    {
        db.Add(
            new StudentRecord
            {
                PersonId = Child,
                Year = new SchoolYear(114),
                Term = 1,
                SchoolCode = SmallCountry.School,
                CountyCode = SmallCountry.County,
                Level = SchoolLevel.Elementary,
                Grade = 1,
                ClassName = "01",
                IsInSchool = true,
                Document = """{"基本資料":{"學生姓名":"範小學"}}""",
                ContentHash = new string('0', 64),
                SchemaVersion = "1.0",
                ReceiptId = CountyReceipt,
                FirstReceivedAt = TestApp.Start.UtcDateTime,
                ReceivedAt = TestApp.Start.UtcDateTime,
            }
        );
        return db.SaveAsync(Act.System("設立學籍", "system.test", TestApp.Start.UtcDateTime));
    }

    /// <summary>Puts <see cref="Child"/> on the roll of the clerk's school, in the term filed on <see cref="TestApp.Start"/>.</summary>
    private static Task SeedRollAsync(StudentNetDb db)
    {
        var line = new RollLine("A", 1, "01", 1, "enrolled", null, false, null, null, 0);
        db.Add(
            new ClassPupil
            {
                PersonId = Child,
                Year = new SchoolYear(114),
                Term = 2,
                SchoolCode = SmallCountry.School,
                ClassKind = line.ClassKind,
                Grade = line.Grade,
                ClassName = line.ClassName,
                Seat = line.Seat,
                State = line.State,
                CountsAs = line.CountsAs,
                Content = line.Content,
                ChangedAt = TestApp.Start.UtcDateTime,
            }
        );
        return db.SaveAsync(Act.System("設立名單", "system.test", TestApp.Start.UtcDateTime));
    }

    private static async Task SeedReceiptAsync(TestApp app)
    {
        using var list = new MemoryStream(RegistryFile.Of(RegistryFile.Child(1) with { Sex = "無" }));
        using var incoming = await app.Services.GetRequiredService<FileStore>().ReceiveAsync(list, long.MaxValue);
        incoming!.Keep();
        var stored = incoming.Stored;
        await app.Db(async db =>
        {
            db.Add(
                new Receipt
                {
                    Id = CountyReceipt,
                    Format = "registry-list",
                    OrganisationCode = SmallCountry.County,
                    CountyCode = SmallCountry.County,
                    Door = Door.Page,
                    FileName = "名冊.csv",
                    FileHash = stored.Hash,
                    FileLength = stored.Length,
                    Code = "7C4E-91A0",
                    Settings = """{"year":"115","list":"1"}""",
                    ReceivedAt = TestApp.Start.UtcDateTime,
                    Sender = Persona.County.Name,
                    Status = ReceiptStatus.NeedsAttention,
                    Rows = 1,
                    BadRows = 1,
                    OpenRows = 1,
                }
            );
            await db.SaveAsync(Act.System("設立收件", "system.test", TestApp.Start.UtcDateTime));
        });
    }

    private static Task SeedClientAsync(StudentNetDb db)
    {
        db.Add(
            new MachineClient
            {
                ClientId = SchoolSystem,
                Name = "測試校務系統",
                OrganisationCode = SmallCountry.School,
                Formats = "registration-batch",
                CreatedAt = TestApp.Start.UtcDateTime,
            }
        );
        return db.SaveAsync(Act.System("設立用戶端", "system.test", TestApp.Start.UtcDateTime));
    }

    /// <summary>Two drafts and a plan in force of the county, one rule each.</summary>
    private static async Task SeedPlansAsync(StudentNetDb db)
    {
        foreach (var (id, status) in new[] { (DraftPlan, DistrictPlanStatus.Draft), (DraftToDrop, DistrictPlanStatus.Draft), (PlanInForce, DistrictPlanStatus.InForce) })
        {
            db.Add(
                new DistrictPlan
                {
                    Id = id,
                    CountyCode = SmallCountry.County,
                    Year = new SchoolYear(115),
                    Level = SchoolLevel.Elementary,
                    Status = status,
                    CreatedAt = TestApp.Start.UtcDateTime,
                    PublishedAt = status == DistrictPlanStatus.Draft ? null : TestApp.Start.UtcDateTime,
                }
            );
            db.Add(
                new DistrictRule
                {
                    PlanId = id,
                    RuleNo = 1,
                    VillageCode = SmallCountry.Village,
                    SchoolCode = SmallCountry.School,
                    Zone = ZoneKind.Basic,
                    Neighbourhoods = "全里",
                }
            );
        }

        await db.SaveAsync(Act.System("布置", "system.test", TestApp.Start.UtcDateTime));
    }

    /// <summary>A child of the county, allocated to the clerk's school and published.</summary>
    private static async Task SeedChildAsync(StudentNetDb db)
    {
        var now = TestApp.Start.UtcDateTime;
        db.Add(
            new Person
            {
                PersonId = Child,
                Name = "範小學",
                NormalisedName = "範小學",
                Sex = Sex.Female,
                BirthDate = new DateOnly(2019, 10, 1),
                Cohort = 2020,
                Nationality = "TW",
            }
        );
        db.Add(
            new Residence
            {
                PersonId = Child,
                Seq = 1,
                VillageCode = SmallCountry.Village,
                CountyCode = SmallCountry.County,
                TownshipCode = SmallCountry.Township,
                VillageText = "範東村",
                Neighbourhood = 1,
                Address = "範例路 1 號",
                ReceivedAt = now,
            }
        );
        db.Add(
            new Entry
            {
                PersonId = Child,
                Year = new SchoolYear(115),
                Level = SchoolLevel.Elementary,
                State = EntryState.Allocated,
                Basis = AllocationBasis.Rule,
                CountyCode = SmallCountry.County,
                AllocatedSchool = SmallCountry.School,
                ResidenceSeq = 1,
                PublishedAt = now,
                ChangedAt = now,
            }
        );
        await db.SaveAsync(Act.System("布置", "system.test", now));
    }

    /// <summary>A pupil of the clerk's school for each of the lists of Q.</summary>
    private static async Task SeedPupilsAsync(StudentNetDb db)
    {
        db.Add(
            new Person
            {
                PersonId = ForeignPupil,
                Name = "範外生",
                NormalisedName = "範外生",
                Sex = Sex.Male,
                BirthDate = new DateOnly(2017, 3, 2),
                Cohort = 2017,
                Nationality = "VN",
            }
        );
        db.Add(
            new ForeignPupil
            {
                PersonId = ForeignPupil,
                SchoolCode = SmallCountry.School,
                GradeYear = 114,
                Grade = 3,
                Kind = ForeignKind.InSchool,
                ArrivedOn = new DateOnly(2025, 9, 1),
                ChangedAt = TestApp.Start.UtcDateTime,
            }
        );
        db.Add(
            new Approval
            {
                PersonId = Child,
                Seq = 1,
                Kind = "home-education",
                Approver = "範例縣政府",
                DocumentNo = "府教字第 1150001 號",
                ValidFrom = new DateOnly(2025, 8, 1),
                ValidThrough = new DateOnly(2026, 7, 31),
                CountyCode = SmallCountry.County,
                EnteredAt = TestApp.Start.UtcDateTime,
            }
        );
        db.Add(
            new ForeignSchoolPupil
            {
                PersonId = ForeignPupil,
                SchoolCode = SmallCountry.SchoolOfForeigners,
                GradeYear = 114,
                Grade = 3,
                EnrolledOn = new DateOnly(2025, 8, 20),
                ChangedAt = TestApp.Start.UtcDateTime,
            }
        );
        foreach (var id in new[] { Proposed, ProposedToMend })
        {
            Propose(db, id);
        }

        await db.SaveAsync(Act.System("布置", "system.test", TestApp.Start.UtcDateTime));
    }

    private static void Propose(StudentNetDb db, long id)
    {
        var (year, level, now) = (new SchoolYear(115), SchoolLevel.Elementary, TestApp.Start.UtcDateTime);
        db.Add(
            new Person
            {
                PersonId = id,
                Name = $"範提報{id}",
                NormalisedName = $"範提報{id}",
                Sex = Sex.Male,
                BirthDate = new DateOnly(2019, 10, 1),
                Cohort = 2020,
                Nationality = "TW",
            }
        );
        db.Add(
            new Entry
            {
                PersonId = id,
                Year = year,
                Level = level,
                State = EntryState.Pending,
                CountyCode = SmallCountry.County,
                ChangedAt = now,
            }
        );
        db.Add(
            new ProposedChild
            {
                PersonId = id,
                Year = year,
                Level = level,
                SchoolCode = SmallCountry.School,
                CountyCode = SmallCountry.County,
                Address = "範例路 1 號",
                Reason = "new-resident",
                State = ProposalState.Open,
                ProposedAt = now,
            }
        );
    }

    /// <summary>A run of the county, and an extension it has granted the clerk's school.</summary>
    private static async Task SeedCountyWorkAsync(StudentNetDb db)
    {
        var now = TestApp.Start.UtcDateTime;
        db.Add(
            new Run
            {
                Id = CountyWork,
                Kind = "allocation",
                OrganisationCode = SmallCountry.County,
                Function = "N1.21",
                Chain = SmallCountry.County,
                Parameters = "{}",
                Exclusive = "access",
                Status = RunStatus.Done,
                RequestedAt = now,
            }
        );
        db.Add(
            new WindowExtension
            {
                Id = CountyWork,
                CountyCode = SmallCountry.County,
                SchoolCode = SmallCountry.School,
                Year = new SchoolYear(115),
                Level = SchoolLevel.Elementary,
                Window = "N3",
                LastDay = new DateOnly(2026, 9, 5),
                Reason = "測試",
                GrantedAt = now,
            }
        );
        await db.SaveAsync(Act.System("布置", "system.test", now));
    }
}
