using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Admissions.Marking;
using StudentNet.Modules.NonEnrolment;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Schools;
using StudentNet.Modules.Students;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Platform.Intake;

namespace StudentNet.Tests.Modules.Residents;

/// <summary>Children with rows in the tables of several modules, and what can happen to them: for tests of merging.</summary>
internal static class MergeWorld
{
    public const string Format = "registry-list";
    public static readonly SchoolYear Year = new(115);

    public static Act Write() => Act.System("測試", "system.test", TestApp.Start.UtcDateTime);

    public static async Task ListAsync(IntakeCounter counter, params RegistryRow[] rows) =>
        await counter.AcceptAsync(await counter.SendAsync(Format, RegistryFile.Of(rows), settings: RegistryFile.Settings(rows.Any(r => r.OldNumber.Length > 0) ? "異動名單" : "3/20 名冊")));

    public static Task<long> IdAsync(TestApp app, string number) =>
        app.Db(db => db.Set<PersonIdentifier>().Where(i => i.Number == number).Select(i => i.PersonId).SingleAsync());

    public static async Task<(long First, long Second)> TwoAsync(TestApp app) => (await PersonAsync(app, 21), await PersonAsync(app, 22));

    public static Task<long> PersonAsync(TestApp app, int n, string name = "測樣同") =>
        app.Db(async db =>
        {
            var number = PersonNumber.Parse(RegistryFile.Number(n)).Number!.Value;
            var draft = new PersonDraft(number, name, Sex.Female, new DateOnly(2019, 10, 5), "TW");
            var person = await db.WriteAsync(Write(), () => new PersonRegister(db).AddAsync(draft, TestApp.Start.UtcDateTime));
            return person.PersonId;
        });

    /// <summary>A residence that the registry reports.</summary>
    public static Task LivesAsync(TestApp app, long child, int minute, string county = SmallCountry.County, string address = "範例路 1 號") =>
        app.Db(async db =>
        {
            db.Add(
                new Residence
                {
                    PersonId = child,
                    Seq = 1,
                    CountyCode = county,
                    VillageText = county == SmallCountry.County ? "範東村" : "樣中村",
                    Address = address,
                    ReceivedAt = TestApp.Start.UtcDateTime.AddMinutes(minute),
                }
            );
            await db.SaveAsync(Write());
        });

    public static async Task<MarkAnswer> MarkAsync(TestApp app, long child, string school, EntryStage stage, MarkWish wish, bool isAddition = false) =>
        await app.Db(async db =>
        {
            var of = await db.Set<Organisation>().AsNoTracking().SingleAsync(o => o.Code == school);
            var act = new Act("登錄", "N3.31", app.Clock.GetUtcNow().UtcDateTime, school, of.AuditChain);
            var isKnown = await db.Set<Entry>().AnyAsync(e => e.PersonId == child);
            var line = new MarkLine(child, wish, MarkCase.AnyVersion, isAddition || !isKnown);
            return (await MarkRegister.WriteAsync(db, new WindowState.Open(null, null), new MarkedList(of, Year, stage), act, [line]))[child];
        });

    public static async Task<PersonMerged> MergeAsync(TestApp app, long survivor, long merged)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var act = Act.System("合併", "system.test", app.Clock.GetUtcNow().UtcDateTime);
        return await scope.ServiceProvider.GetRequiredService<PersonMerge>().MergeAsync(survivor, merged, "測試", act);
    }

    public static async Task ApartAsync(TestApp app, long merge)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<StudentNetDb>();
        var act = Act.System("取消合併", "system.test", app.Clock.GetUtcNow().UtcDateTime);
        await scope.ServiceProvider.GetRequiredService<PersonMerge>().TakeApartAsync(await db.Set<PersonMerged>().SingleAsync(m => m.Id == merge), act);
    }

    /// <summary>An allocation, with the one choice that it came from; an entry that is there already stays.</summary>
    public static Task EnterAsync(TestApp app, long child, string school, DateTime? published) =>
        app.Db(async db =>
        {
            if (await db.Set<Entry>().AnyAsync(e => e.PersonId == child))
            {
                return;
            }

            var at = app.Clock.GetUtcNow().UtcDateTime;
            var entry = new Entry
            {
                PersonId = child,
                Year = Year,
                Level = SchoolLevel.Elementary,
                State = EntryState.Allocated,
                CountyCode = SmallCountry.County,
                AllocatedSchool = school,
                Basis = AllocationBasis.Choice,
                PublishedAt = published,
                ChangedAt = at,
            };
            var choice = new EntryChoice
            {
                PersonId = child,
                Year = Year,
                Level = SchoolLevel.Elementary,
                SchoolCode = school,
                Zone = ZoneKind.Shared,
                RuleNo = 1,
                IsDefault = true,
            };
            db.AddRange(entry, choice);
            await EntryEvents.AppendAsync(db, Write() with { At = at }, [entry], EntryEvents.Allocated);
            await db.SaveAsync(Write());
        });

    /// <summary>What the comparison says of a child that it found nowhere.</summary>
    public static Task NotFoundAsync(TestApp app, long child) =>
        app.Db(db =>
        {
            var act = Write() with { At = app.Clock.GetUtcNow().UtcDateTime };
            return db.WriteAsync(
                act,
                async () =>
                {
                    var set = await PersonSet.FillAsync(db, () => db.Database.ExecuteSqlAsync($"insert into person_set (person_id) values ({child})"), default);
                    return await EntryWriter.NotFoundAsync(set, Year, SchoolLevel.Elementary, EntryAct.Of(act));
                }
            );
        });

    public static ClassPupil Pupil(long child, string className, int minute) =>
        new()
        {
            PersonId = child,
            Year = Year,
            Term = 1,
            SchoolCode = SmallCountry.School,
            ClassKind = "A",
            Grade = 1,
            ClassName = className,
            State = "enrolled",
            CountsAs = PupilFigure.EnrolledNational,
            Content = "x",
            ChangedAt = TestApp.Start.UtcDateTime.AddMinutes(minute),
        };

    public static ClassPupilEvent PupilEvent(long child, int seq, string what = "joined") =>
        new()
        {
            PersonId = child,
            Year = Year,
            Term = 1,
            SchoolCode = SmallCountry.School,
            Seq = seq,
            What = what,
            ClassKind = "A",
            Grade = 1,
            ClassName = "01",
            CountsAs = PupilFigure.EnrolledNational,
            Reduction = 0,
            Content = "x",
            At = TestApp.Start.UtcDateTime,
        };

    public static TrackedCase Case(long child, string number) =>
        new()
        {
            PersonId = child,
            CaseSeq = 1,
            CaseNo = number,
            Year = Year,
            Level = SchoolLevel.Elementary,
            ComparisonId = 1,
            CountyCode = SmallCountry.County,
            OpenedAt = TestApp.Start.UtcDateTime,
        };

    public static CaseEvent Happened(long child, int seq, int caseSeq = 1) =>
        new()
        {
            PersonId = child,
            CaseSeq = caseSeq,
            Seq = seq,
            Kind = CaseEventKind.Opened,
            At = TestApp.Start.UtcDateTime,
        };

    public static Residence Lives(long child, int minute) =>
        new()
        {
            PersonId = child,
            Seq = 1,
            VillageCode = SmallCountry.Village,
            CountyCode = SmallCountry.County,
            TownshipCode = SmallCountry.Township,
            VillageText = "範東村",
            Neighbourhood = 7,
            Address = "範例路 1 號",
            ReceivedAt = TestApp.Start.UtcDateTime.AddMinutes(minute),
        };

    /// <summary>Every row of a person that may move, without counters of versions and times of change.</summary>
    public static async Task<string> WorldAsync(StudentNetDb db)
    {
        var lines = new List<string>();
        lines.AddRange(await db.Set<Person>().OrderBy(p => p.PersonId).Select(p => $"person {p.PersonId} {p.MergedInto}").ToListAsync());
        lines.AddRange(await db.Set<PersonIdentifier>().OrderBy(i => i.Number).Select(i => $"number {i.Number} {i.PersonId} {i.IsCurrent}").ToListAsync());
        lines.AddRange(await db.Set<Residence>().OrderBy(r => r.PersonId).ThenBy(r => r.Seq).Select(r => $"lives {r.PersonId} {r.Seq} {r.Until}").ToListAsync());
        lines.AddRange((await db.Set<Entry>().AsNoTracking().OrderBy(e => e.PersonId).ToListAsync()).Select(e => $"entry {e.PersonId} {e.State} {e.AllocatedSchool} {e.RegisteredSchool} {e.PublishedAt:O} {e.CountyCode}"));
        lines.AddRange((await db.Set<EntryMark>().AsNoTracking().OrderBy(m => m.PersonId).ToListAsync()).Select(m => $"mark {m.PersonId} {m.SchoolCode} {m.State} {m.At:O}"));
        lines.AddRange(await db.Set<EntryChoice>().OrderBy(c => c.PersonId).Select(c => $"choice {c.PersonId} {c.SchoolCode}").ToListAsync());
        lines.AddRange(await db.Set<ClassPupil>().OrderBy(p => p.PersonId).Select(p => $"pupil {p.PersonId} {p.ClassName}").ToListAsync());
        lines.AddRange(await db.Set<TrackedCase>().OrderBy(c => c.CaseNo).Select(c => $"case {c.PersonId} {c.CaseSeq} {c.CaseNo}").ToListAsync());
        lines.AddRange(await db.Set<CaseEvent>().OrderBy(c => c.PersonId).Select(c => $"happened {c.PersonId} {c.CaseSeq} {c.Seq}").ToListAsync());
        return string.Join('\n', lines);
    }
}
