using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Schools;
using StudentNet.Modules.Students;
using StudentNet.Modules.Students.Q3ForeignStudents;
using StudentNet.Modules.Students.Q5ForeignSchools;
using StudentNet.Platform.Organisations;

namespace StudentNet.Training;

/// <summary>
/// The small lists of Q in the training county: foreign pupils of 示範國小, one of whom has not returned; the foreign school with two children of the
/// registry who enter this year and two foreigners; a dozen pupils of special education.
/// </summary>
internal sealed class TrainingLists(Scene scene, SchoolYear year)
{
    private const int SpecialPupils = 12;

    private static readonly string[] Placements = ["resource", "resource", "itinerant", "special-class", "supported", "resource"];
    private static readonly string[] Categories = ["learning", "autism", "emotional", "intellectual", "hearing", "learning"];

    private static readonly (string Name, string Nationality, string Passport, int Grade, string? Class)[] Foreigners =
    [
        ("測試安", "VN", "T1000001", 2, "01"),
        ("範例蓮", "ID", "T1000002", 3, "02"),
        ("Sample Kenji", "JP", "T1000003", 4, "01"),
        ("樣本思敏", "MY", "T1000004", 5, null),
        ("模擬拉", "PH", "T1000005", 6, "02"),
    ];

    public async Task PlayAsync(CancellationToken cancellation)
    {
        await ForeignersAsync(cancellation);
        await ForeignSchoolAsync(cancellation);
        await SpecialEducationAsync(cancellation);
        scene.Db.ChangeTracker.Clear();
    }

    private async Task ForeignersAsync(CancellationToken cancellation)
    {
        var school = await scene.Db.Set<Organisation>().SingleAsync(o => o.Code == TrainingMap.School, cancellation);
        foreach (var (name, nationality, passport, grade, className) in Foreigners)
        {
            var isAbsent = passport == "T1000003";
            var standing = new ForeignEnrolment(
                grade,
                className,
                grade == 6 ? ForeignKind.OutOfSchool : ForeignKind.InSchool,
                new DateOnly(2025, 8, 30),
                null,
                isAbsent ? "family" : null,
                isAbsent ? new DateOnly(2026, 2, 12) : null,
                isAbsent ? new DateOnly(2026, 8, 28) : null,
                isAbsent ? "寒假返國後未回" : null
            );
            await AddedAsync(
                scene.Get<ForeignPupilRegister>().AddAsync(school, Draft(name, nationality, passport, grade), standing, false, scene.Of(school, "新增外籍生", "Q3.31"), cancellation)
            );
        }
    }

    private async Task ForeignSchoolAsync(CancellationToken cancellation)
    {
        var county = await scene.CountyAsync(cancellation);
        var act = scene.Of(county, "登錄外僑學校", "Q5.21");
        await scene.Get<ForeignSchoolRegister>().AddAsync(county, TrainingMap.ForeignSchool, "私立範例外僑學校", "測試縣西區範例路 9 號", "(00)0000-0000", act, cancellation);
        var school = await scene.Db.Set<School>().SingleAsync(s => s.Code == TrainingMap.ForeignSchool, cancellation);
        var book = scene.Get<ForeignSchoolPupilRegister>();
        var standing = new ForeignSchoolEnrolment(1, new DateOnly(2026, 7, 1), null, null);
        foreach (var (person, number) in await ChildrenAsync(year, 2, cancellation))
        {
            var draft = new PersonDraft(PersonNumber.Parse(number).Number, person.Name, person.Sex, person.BirthDate, Nationalities.Own);
            await AddedAsync(book.AddAsync(school, draft, standing, false, act with { What = "新增外僑學校學生" }, cancellation));
        }

        foreach (var (name, nationality, passport) in new[] { ("Example Anna", "US", "T2000001"), ("Sample Max", "DE", "T2000002") })
        {
            await AddedAsync(book.AddAsync(school, Draft(name, nationality, passport, 3), standing with { Grade = 3 }, false, act with { What = "新增外僑學校學生" }, cancellation));
        }
    }

    /// <summary>The list of 115/07 as if the network had sent it.</summary>
    private async Task SpecialEducationAsync(CancellationToken cancellation)
    {
        var act = scene.System("接收鑑輔生名單");
        var month = new DateOnly(2026, 7, 1);
        var index = 0;
        foreach (var (person, _) in await ChildrenAsync(new SchoolYear(year.Roc - 2), SpecialPupils, cancellation))
        {
            scene.Db.Add(
                new SpecialPlacement
                {
                    PersonId = person.PersonId,
                    Seq = 1,
                    SchoolCode = index % 3 == 2 ? TrainingMap.SecondSchool : TrainingMap.School,
                    Grade = 2,
                    Category = Categories[index % Categories.Length],
                    Placement = Placements[index % Placements.Length],
                    ApprovedOn = new DateOnly(2025, 5, 20),
                    ValidUntil = index == 3 ? new DateOnly(2026, 5, 31) : new DateOnly(2028, 7, 31),
                    ClassReduction = index % 4 == 0 ? 1 : 0,
                    Since = month,
                    ReceivedAt = act.At,
                    ReceiptId = 0,
                }
            );
            index++;
        }

        scene.Db.Add(new SpecialList { ReceiptId = 0, Month = month, ReceivedAt = act.At, Pupils = index });
        await scene.Db.SaveAsync(act, cancellation);
    }

    /// <summary>Children of the registry who enter grade 1 in a year, with their numbers.</summary>
    private async Task<IReadOnlyList<(Person Person, string Number)>> ChildrenAsync(SchoolYear entering, int count, CancellationToken cancellation)
    {
        var cohort = Cohort.Entering(entering, SchoolLevel.Elementary).Year;
        var rows = await scene
            .Db.Set<Person>()
            .AsNoTracking()
            .Where(p => p.Cohort == cohort)
            .Join(scene.Db.Set<PersonIdentifier>(), p => p.PersonId, i => i.PersonId, (p, i) => new { Person = p, i.Number })
            .OrderByDescending(r => r.Person.PersonId)
            .Take(count)
            .ToListAsync(cancellation);
        return [.. rows.Select(r => (r.Person, r.Number))];
    }

    private PersonDraft Draft(string name, string nationality, string passport, int grade) =>
        new(PersonNumber.Parse(passport, PersonNumberKind.Passport).Number, name, Sex.Female, new DateOnly(year.Gregorian - 7 - grade, 11, 5), nationality);

    private static async Task AddedAsync<T>(Task<(T? Pupil, Problem? Problem)> adding)
    {
        if ((await adding).Problem is { } problem)
        {
            throw new InvalidOperationException($"A pupil of the training county is not added: {problem.Message}");
        }
    }
}
