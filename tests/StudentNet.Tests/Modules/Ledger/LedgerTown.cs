using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Ledger;
using StudentNet.Modules.NonEnrolment;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Students;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Ledger;

/// <summary>A small country whose facts are put straight into the tables, as of the clock, and whose ledger follows when it is told.</summary>
internal sealed class LedgerTown(TestApp app)
{
    private long _next = 7_000_000;

    public TestApp App { get; } = app;

    public DateTime Now => App.Clock.GetUtcNow().UtcDateTime;

    /// <summary>A clock at ten in the morning of Taipei.</summary>
    public static async Task<LedgerTown> CreateAsync(DateOnly day)
    {
        var app = await TestApp.CreateAsync(At(day));
        await app.Db(SmallCountry.SeedAsync);
        return new LedgerTown(app);
    }

    public static DateTimeOffset At(DateOnly day) => new(day.ToDateTime(new TimeOnly(2, 0)), TimeSpan.Zero);

    /// <summary>Moves the clock on to a day.</summary>
    public void GoTo(DateOnly day)
    {
        if (At(day) > App.Clock.GetUtcNow())
        {
            App.Clock.SetUtcNow(At(day));
        }
        else
        {
            // The same day again: later on it.
            App.Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    public Task WriteAsync(Action<StudentNetDb> write) =>
        App.Db(async db =>
        {
            write(db);
            await db.SaveAsync(Act.System("布置", "system.test", Now));
        });

    public Task<int> FollowAsync() => App.Db(db => StandingLedger.FollowAsync(db, Now));

    /// <summary>Decides everybody as the night does; returns how many the ledger had otherwise.</summary>
    public Task<long> DecideAllAsync(DateOnly? day = null) =>
        App.Db(db =>
            db.WriteAsync(
                Act.System("重判", "system.ledger", Now),
                async () =>
                {
                    await StandingLedger.FollowWithinAsync(db, Now, default);
                    return (await StandingLedger.DecideAllAsync(db, Now, day ?? TaipeiTime.Today(Now), _ => { }, default)).Differences;
                }
            )
        );

    /// <summary>A child of a cohort that the registry reports today.</summary>
    public async Task<long> ChildAsync(int cohort, string? village = SmallCountry.Village, DateOnly? registeredOn = null)
    {
        var id = ++_next;
        await WriteAsync(db =>
        {
            db.Add(
                new Person
                {
                    PersonId = id,
                    Name = $"測試{id}",
                    NormalisedName = $"測試{id}",
                    Sex = Sex.Female,
                    BirthDate = new DateOnly(cohort, 3, 1),
                    Cohort = cohort,
                    Nationality = "TW",
                }
            );
            db.Add(new PersonIdentifier { Number = $"X{id}", Kind = PersonNumberKind.National, PersonId = id, LastThree = $"{id % 1000:000}", Since = Now, IsCurrent = true });
            db.Add(Home(id, 1, village, registeredOn));
        });
        return id;
    }

    public Task MoveAsync(long person, string? village, DateOnly? registeredOn = null) =>
        WriteAsync(db =>
        {
            foreach (var open in db.Set<Residence>().Where(r => r.PersonId == person && r.Until == null))
            {
                open.Until = Now;
            }

            db.Add(Home(person, db.Set<Residence>().Where(r => r.PersonId == person).Max(r => r.Seq) + 1, village, registeredOn));
        });

    /// <summary>The registry says that the residence has ended, or that it has not.</summary>
    public Task EndAsync(long person, ResidenceEnd? how, DateOnly? on = null) =>
        WriteAsync(db =>
        {
            var child = db.Set<Person>().Single(p => p.PersonId == person);
            db.Add(
                new PersonChange
                {
                    PersonId = person,
                    Seq = (db.Set<PersonChange>().Where(c => c.PersonId == person).Max(c => (int?)c.Seq) ?? 0) + 1,
                    Field = "ended",
                    Before = child.Ended?.ToString(),
                    After = how?.ToString(),
                    At = Now,
                }
            );
            (child.Ended, child.EndedOn) = (how, how is null ? null : on);
        });

    /// <summary>A step of the way into a school: the entry as it is from now on.</summary>
    public Task EnterAsync(long person, SchoolYear year, SchoolLevel level, EntryState state, string? school = null, string? reason = null, string? detail = null) =>
        WriteAsync(db =>
        {
            var entry = db.Set<Entry>().SingleOrDefault(e => e.PersonId == person && e.Year == year && e.Level == level);
            if (entry is null)
            {
                var county = db.Set<Residence>().OrderByDescending(r => r.Seq).First(r => r.PersonId == person).CountyCode;
                entry = new Entry { PersonId = person, Year = year, Level = level, State = state, CountyCode = county, ChangedAt = Now };
                db.Add(entry);
            }

            (entry.State, entry.ChangedAt, entry.Reason, entry.ReasonDetail) = (state, Now, reason, detail);
            entry.AllocatedSchool = state is EntryState.Allocated or EntryState.NotRegistered ? school : entry.AllocatedSchool;
            entry.RegisteredSchool = state == EntryState.Registered ? school : entry.RegisteredSchool;
            entry.AdmittedSchool = state == EntryState.Admitted ? school : null;
            entry.PublishedAt ??= state == EntryState.Allocated ? Now : null;
            db.Add(
                new EntryEvent
                {
                    PersonId = person,
                    Year = year,
                    Level = level,
                    Seq = (db.Set<EntryEvent>().Where(e => e.PersonId == person && e.Year == year && e.Level == level).Max(e => (int?)e.Seq) ?? 0) + 1,
                    State = state,
                    SchoolCode = entry.AdmittedSchool ?? entry.RegisteredSchool ?? entry.AllocatedSchool,
                    What = "test",
                    At = Now,
                }
            );
        });

    /// <summary>A school says of a child on its roll: in which figure it is, or that it has left (null).</summary>
    public Task RollAsync(long person, string school, SchoolYear year, int term, int grade, PupilFigure? figure = PupilFigure.EnrolledNational) =>
        WriteAsync(db =>
        {
            var row = db.Set<ClassPupil>().SingleOrDefault(p => p.PersonId == person && p.SchoolCode == school && p.Year == year && p.Term == term);
            if (row is null && figure is null)
            {
                return;
            }

            var counts = figure ?? row!.CountsAs;
            var content = $"A|{grade}|01||{RollCodes.States.First(s => s.Figure == counts || s.FigureWithPlace == counts).Code}||0|||0";
            db.Add(
                new ClassPupilEvent
                {
                    PersonId = person,
                    Year = year,
                    Term = term,
                    SchoolCode = school,
                    Seq = (db.Set<ClassPupilEvent>().Where(e => e.PersonId == person && e.SchoolCode == school && e.Year == year && e.Term == term).Max(e => (int?)e.Seq) ?? 0) + 1,
                    What = figure is null ? "left" : row is null ? "joined" : "changed",
                    ClassKind = "A",
                    Grade = row?.Grade ?? grade,
                    ClassName = "01",
                    CountsAs = counts,
                    Reduction = 0,
                    Content = content,
                    At = Now,
                }
            );
            if (figure is null)
            {
                db.Remove(row!);
            }
            else if (row is null)
            {
                db.Add(
                    new ClassPupil
                    {
                        PersonId = person,
                        Year = year,
                        Term = term,
                        SchoolCode = school,
                        ClassKind = "A",
                        Grade = grade,
                        ClassName = "01",
                        State = RollCodes.States.First(s => s.Figure == counts || s.FigureWithPlace == counts).Code,
                        CountsAs = counts,
                        Content = content,
                        ChangedAt = Now,
                    }
                );
            }
            else
            {
                (row.CountsAs, row.ChangedAt) = (counts, Now);
            }
        });

    public Task PlaceAsync(long person, string school, DateOnly since, DateOnly? until, string placement = "home") =>
        WriteAsync(db =>
            db.Add(
                new SpecialPlacement
                {
                    PersonId = person,
                    Seq = (db.Set<SpecialPlacement>().Where(p => p.PersonId == person).Max(p => (int?)p.Seq) ?? 0) + 1,
                    SchoolCode = school,
                    Grade = 1,
                    Category = "1",
                    Placement = placement,
                    ApprovedOn = since,
                    ClassReduction = 0,
                    Since = since,
                    ReceivedAt = Now,
                    ReceiptId = 1,
                    Until = until,
                }
            )
        );

    public Task ForeignAsync(long person, DateOnly from, DateOnly? to) =>
        WriteAsync(db =>
        {
            if (db.Set<ForeignSchoolPupil>().SingleOrDefault(p => p.PersonId == person && p.SchoolCode == SmallCountry.SchoolOfForeigners) is { } there)
            {
                (there.EnrolledOn, there.LeftOn, there.ChangedAt) = (from, to, Now);
                return;
            }

            db.Add(
                new ForeignSchoolPupil
                {
                    PersonId = person,
                    SchoolCode = SmallCountry.SchoolOfForeigners,
                    GradeYear = 115,
                    Grade = 1,
                    EnrolledOn = from,
                    LeftOn = to,
                    ChangedAt = Now,
                }
            );
        });

    /// <summary>The immigration agency tells of a crossing.</summary>
    public Task CrossAsync(long person, BorderDirection direction, DateOnly on, string clock = "0000") =>
        WriteAsync(db =>
            db.Add(
                new BorderCrossing
                {
                    PersonId = person,
                    Seq = (db.Set<BorderCrossing>().Where(c => c.PersonId == person).Max(c => (int?)c.Seq) ?? 0) + 1,
                    Direction = direction,
                    CrossedOn = on,
                    Clock = clock,
                    ReceivedAt = Now,
                    ReceiptId = 1,
                }
            )
        );

    /// <summary>An agency says something of the child.</summary>
    public Task SayAsync(long person, string feed, string kind, DateOnly from, DateOnly? until, string? school = null) =>
        WriteAsync(db =>
            db.Add(
                new AgencyRecord
                {
                    PersonId = person,
                    Seq = (db.Set<AgencyRecord>().Where(a => a.PersonId == person).Max(a => (int?)a.Seq) ?? 0) + 1,
                    Feed = feed,
                    Kind = kind,
                    ValidFrom = from,
                    ValidUntil = until,
                    SchoolCode = school,
                    ReceivedAt = Now,
                    ReceiptId = 1,
                }
            )
        );

    /// <summary>A transfer, released today or received today.</summary>
    public Task TransferAsync(long person, string from, string? received) =>
        WriteAsync(db =>
        {
            if (db.Set<SchoolTransfer>().FirstOrDefault(t => t.PersonId == person && t.ReceivedAt == null && t.CancelledAt == null) is { } open)
            {
                if (received is null)
                {
                    open.CancelledAt = Now;
                }
                else
                {
                    (open.ReceivedBy, open.ReceivedOn, open.ReceivedAt) = (received, TaipeiTime.Today(Now), Now);
                }

                return;
            }

            db.Add(
                new SchoolTransfer
                {
                    PersonId = person,
                    TransferSeq = (db.Set<SchoolTransfer>().Where(t => t.PersonId == person).Max(t => (int?)t.TransferSeq) ?? 0) + 1,
                    FromSchool = from,
                    CertificateNo = "範轉字第 1 號",
                    Year = SchoolYear.Of(TaipeiTime.Today(Now)),
                    Term = Term.Of(TaipeiTime.Today(Now)).Number,
                    ReleasedOn = TaipeiTime.Today(Now),
                    ReleasedAt = Now,
                }
            );
        });

    /// <summary>A county enters a dated approval.</summary>
    public Task ApproveAsync(long person, string kind, DateOnly from, DateOnly through, string document = "府教字第 1150001 號") =>
        WriteAsync(db =>
            db.Add(
                new Approval
                {
                    PersonId = person,
                    Seq = (db.Set<Approval>().Where(a => a.PersonId == person).Max(a => (int?)a.Seq) ?? 0) + 1,
                    Kind = kind,
                    Approver = "範例縣政府",
                    DocumentNo = document,
                    ValidFrom = from,
                    ValidThrough = through,
                    CountyCode = SmallCountry.County,
                    EnteredAt = Now,
                }
            )
        );

    /// <summary>The county voids whatever it has approved for the child.</summary>
    public Task VoidApprovalsAsync(long person) =>
        WriteAsync(db =>
        {
            foreach (var approval in db.Set<Approval>().Where(a => a.PersonId == person && a.VoidedAt == null))
            {
                (approval.VoidedAt, approval.VoidReason) = (Now, "登錄錯人");
            }
        });

    /// <summary>Opens a case where none is open; designates the school; releases (an empty school).</summary>
    public Task CaseAsync(long person, string? school) =>
        WriteAsync(db =>
        {
            // After a merge a child may have two open cases.
            var open = db.Set<TrackedCase>().OrderBy(c => c.CaseSeq).FirstOrDefault(c => c.PersonId == person && c.ReleasedAt == null);
            if (open is null)
            {
                var seq = (db.Set<TrackedCase>().Where(c => c.PersonId == person).Max(c => (int?)c.CaseSeq) ?? 0) + 1;
                open = new TrackedCase
                {
                    PersonId = person,
                    CaseSeq = seq,
                    CaseNo = $"115-{person % 10_000:0000}{seq}",
                    Year = new SchoolYear(115),
                    Level = SchoolLevel.Elementary,
                    ComparisonId = 1,
                    CountyCode = SmallCountry.County,
                    OpenedAt = Now,
                };
                db.Add(open);
                Note(CaseEventKind.Opened, 1);
            }

            if (school is { Length: > 0 })
            {
                (open.SchoolCode, open.DesignatedAt) = (school, Now);
                Note(CaseEventKind.Designated, 2);
            }
            else if (school is { Length: 0 })
            {
                (open.ReleasedAt, open.ReleaseReason) = (Now, "admitted");
                Note(CaseEventKind.Released, 2);
            }

            void Note(CaseEventKind kind, int atLeast) =>
                db.Add(
                    new CaseEvent
                    {
                        PersonId = person,
                        CaseSeq = open.CaseSeq,
                        Seq = Math.Max(atLeast, (db.Set<CaseEvent>().Where(e => e.PersonId == person && e.CaseSeq == open.CaseSeq).Max(e => (int?)e.Seq) ?? 0) + 1),
                        Kind = kind,
                        At = Now,
                        OrganisationCode = SmallCountry.County,
                        SchoolCode = kind == CaseEventKind.Designated ? school : null,
                    }
                );
        });

    /// <summary>The current periods of a child, in order.</summary>
    public Task<List<Standing>> PeriodsAsync(long person) =>
        App.Db(db => db.Set<Standing>().AsNoTracking().Where(s => s.PersonId == person && s.SupersededAt == null).OrderBy(s => s.ValidFrom).ToListAsync());

    /// <summary>How a child stands on a day, as <c>rule organisation</c>; nothing where it is not in the ledger.</summary>
    public async Task<string?> OnAsync(long person, DateOnly day) =>
        (await PeriodsAsync(person)).Where(s => s.ValidFrom <= day && s.ValidUntil > day).Select(s => $"{StandingRules.Of(s.Rule).Code} {s.OrganisationCode}").SingleOrDefault();

    private Residence Home(long person, int seq, string? village, DateOnly? registeredOn) =>
        new()
        {
            PersonId = person,
            Seq = seq,
            VillageCode = village,
            CountyCode = village?[..5],
            TownshipCode = village?[..8],
            VillageText = village ?? "查無里",
            Neighbourhood = 1,
            Address = $"範例路{seq}號",
            RegisteredOn = registeredOn,
            ReceivedAt = Now,
        };
}
