using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Admissions.Marking;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;

namespace StudentNet.Training;

/// <summary>
/// Half of the registration of the training county: most schools have marked a part of their lists, one has submitted, one child is claimed by two
/// schools, some families went elsewhere.
/// </summary>
internal sealed class TrainingRegistration(Scene scene, SchoolYear year)
{
    /// <summary>How much of its list each school has marked by now, in percent; what is not named has marked nothing.</summary>
    private static readonly IReadOnlyDictionary<string, int> Marked = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        [TrainingMap.School] = 60,
        [TrainingMap.SecondSchool] = 100,
        ["999604"] = 80,
        ["999605"] = 35,
        ["999606"] = 100,
        [TrainingMap.JuniorHigh] = 50,
        ["999502"] = 20,
    };

    private readonly SeededDraw _draw = SeededDraw.For(20260722, "registration");

    public async Task PlayAsync(CancellationToken cancellation)
    {
        var day = new DateTime(2026, 6, 15, 9, 0, 0);
        foreach (var (code, percent) in Marked)
        {
            await scene.GoToAsync(day = day.AddDays(4), cancellation);
            await MarkAsync(code, percent, cancellation);
        }

        await ClaimAsync(cancellation);
        await scene.GoToAsync(new DateTime(2026, 7, 21, 16, 5, 0), cancellation);
        await SubmitAsync("999606", cancellation);
    }

    private async Task MarkAsync(string code, int percent, CancellationToken cancellation)
    {
        var school = await SchoolAsync(code, cancellation);
        var people = await ListAsync(code, school, cancellation);
        var lines = people.Take(people.Count * percent / 100).Select(person => new MarkLine(person, Wish(), null)).ToList();
        await scene.Get<MarkRegister>().MarkAsync(ListOf(school), scene.Of(school, "標記報到", "N3.31"), lines, cancellation);
        scene.Db.ChangeTracker.Clear();
    }

    /// <summary>模擬國小 adds a child of 示範國小's list, which has marked it as registered too.</summary>
    private async Task ClaimAsync(CancellationToken cancellation)
    {
        var claimed = await scene
            .Db.Set<Entry>()
            .Where(e => e.Year == year && e.AllocatedSchool == TrainingMap.School && e.RegisteredSchool == TrainingMap.School)
            .OrderBy(e => e.PersonId)
            .Select(e => e.PersonId)
            .FirstAsync(cancellation);
        var school = await SchoolAsync(TrainingMap.SecondSchool, cancellation);
        var line = new MarkLine(claimed, new MarkWish.Here(), null, IsAddition: true);
        await scene.Get<MarkRegister>().MarkAsync(ListOf(school), scene.Of(school, "單筆新增報到", "N3.31"), [line], cancellation);
        scene.Db.ChangeTracker.Clear();
    }

    private async Task SubmitAsync(string code, CancellationToken cancellation)
    {
        var school = await SchoolAsync(code, cancellation);
        var registered = await scene.Db.Set<Entry>().CountAsync(e => e.Year == year && e.Level == school.SchoolLevel && e.RegisteredSchool == code, cancellation);
        await Submissions.SubmitAsync(
            scene.Db,
            "N3",
            year,
            school.SchoolLevel!.Value,
            new Dictionary<string, long>(StringComparer.Ordinal) { ["here"] = registered },
            "孫擬己",
            scene.Of(school, "提交報到名單", "N3.31"),
            cancellation
        );
    }

    /// <summary>Nine in ten come; the others have a reason that needs no school of the county.</summary>
    private MarkWish Wish() =>
        _draw.Below(100) switch
        {
            < 90 => new MarkWish.Here(),
            < 94 => new MarkWish.NotHere("private-school", Detail: "私立範例實驗國小"),
            < 97 => new MarkWish.NotHere("other-district", Detail: "遷居樣本縣"),
            < 99 => new MarkWish.NotHere("abroad", Detail: "隨父母出國"),
            _ => new MarkWish.NotHere("whereabouts-unknown", Detail: "電話三次未接"),
        };

    private MarkedList ListOf(Organisation school) => new(school, year, EntryStage.Registration);

    private Task<List<long>> ListAsync(string code, Organisation school, CancellationToken cancellation) =>
        scene
            .Db.Set<Entry>()
            .Where(e => e.Year == year && e.Level == school.SchoolLevel && e.AllocatedSchool == code && e.PublishedAt != null)
            .OrderBy(e => e.PersonId)
            .Select(e => e.PersonId)
            .ToListAsync(cancellation);

    private Task<Organisation> SchoolAsync(string code, CancellationToken cancellation) =>
        scene.Db.Set<Organisation>().SingleAsync(o => o.Code == code, cancellation);
}
