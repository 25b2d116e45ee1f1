using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Students;
using StudentNet.Modules.Students.Q1ClassRolls;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;

namespace StudentNet.Training;

/// <summary>
/// The class rolls of the term under way in three schools of the training county, taken in as their clerks would: grades 1–6 in two, 7–9 in one.
/// One school has submitted, one child stands on two rolls, one has left and arrived nowhere, and the health ministry's list marks a few.
/// </summary>
internal sealed class TrainingRolls(Scene scene, SchoolYear entry)
{
    private const int PupilsOfClass = 27;

    /// <summary>Column of a row of <see cref="TrainingChildren.Rows"/>.</summary>
    private const int Number = 0, Name = 1, Sex = 2, Birth = 3, Village = 6;

    private readonly Term _term = new(entry.Previous, 2);
    private readonly SeededDraw _draw = SeededDraw.For(20260410, "rolls");

    public async Task PlayAsync(CancellationToken cancellation)
    {
        await scene.GoToAsync(new DateTime(2026, 4, 10, 10, 0, 0), cancellation);
        var rolls = Rolls();
        // 示範國小 still lists a child whom 模擬國小 has taken up.
        rolls[TrainingMap.School].Add(rolls[TrainingMap.SecondSchool][40]);
        foreach (var (school, rows) in rolls)
        {
            var settings = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["year"] = _term.Year.ToString(),
                ["term"] = _term.Number.ToString(CultureInfo.InvariantCulture),
            };
            await SendAsync(school, "class-roll", "各班學生名單.csv", Headings, rows, settings, cancellation);
        }

        await SubmitAsync(TrainingMap.SecondSchool, cancellation);
        var poor = rolls.Values.SelectMany(r => r).Where(_ => _draw.Chance(250)).Select(r => $"{r.Split(',')[1]},{(_draw.Chance(5000) ? 1 : 2)}").Distinct();
        await scene.GoToAsync(new DateTime(2026, 5, 6, 9, 30, 0), cancellation);
        var month = new Dictionary<string, string>(StringComparer.Ordinal) { ["month"] = "11504" };
        await SendAsync(Organisation.MinistryCode, "low-income-list", "衛福部11504.csv", "證號,類別", poor, month, cancellation);
        await LeaveAsync(cancellation);
    }

    private const string Headings = "證號種類,證號,姓名,性別,生日,國籍,班級類別,年級,班級,座號,學生樣態,非學型態,佔員額,長期病假起,酌減";

    /// <summary>Rows by school: the children of the villages whose basic district it is, in classes of <see cref="PupilsOfClass"/>.</summary>
    private Dictionary<string, List<string>> Rolls()
    {
        string[] schools = [TrainingMap.School, TrainingMap.SecondSchool, TrainingMap.JuniorHigh];
        var districts = Enum.GetValues<SchoolLevel>()
            .ToDictionary(level => level, level => TrainingMap.Districts(level).DistinctBy(d => d.Village).ToDictionary(d => d.Village, d => d.SchoolCode, StringComparer.Ordinal));
        var rolls = schools.ToDictionary(s => s, _ => new List<string>(), StringComparer.Ordinal);
        var placed = new Dictionary<(string, int), int>();
        foreach (var child in TrainingChildren.Rows(entry))
        {
            if (!RocDate.TryParse(child[Birth], out var birth))
            {
                throw new InvalidOperationException($"No birth date: {child[Birth]}.");
            }

            var grade = _term.Year.Gregorian - (Cohort.Of(birth).Year + 6) + 1;
            if (grade is < 1 or > 9)
            {
                continue;
            }

            var level = grade <= 6 ? SchoolLevel.Elementary : SchoolLevel.JuniorHigh;
            if (!districts[level].TryGetValue(child[Village], out var school) || school is null || !rolls.TryGetValue(school, out var roll))
            {
                continue;
            }

            var at = placed[(school, grade)] = placed.GetValueOrDefault((school, grade)) + 1;
            roll.Add(Row(child, grade, at - 1));
        }

        return rolls;
    }

    private string Row(string[] child, int grade, int at)
    {
        var (state, kind, place, sickFrom) = _draw.Below(1000) switch
        {
            < 4 => ("非學", "個人實驗教育", "是", ""),
            < 6 => ("非學", "團體實驗教育", "", ""),
            < 8 => ("出國", "", "", ""),
            < 9 => ("長期病假", "", "", "115/03/02"),
            < 11 when grade >= 7 => ("中輟", "", "", ""),
            _ => ("在校", "", "", ""),
        };
        var reduction = _draw.Chance(120) ? _draw.Between(1, 2) : 0;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"1,{child[Number]},{child[Name]},{child[Sex]},{child[Birth]},中華民國,A,{grade},{(at / PupilsOfClass) + 1:00},{(at % PupilsOfClass) + 1},{state},{kind},{place},{sickFrom},{reduction}"
        );
    }

    private async Task SendAsync(
        string organisation,
        string format,
        string name,
        string headings,
        IEnumerable<string> rows,
        Dictionary<string, string> settings,
        CancellationToken cancellation
    )
    {
        var of = await scene.Db.Set<Organisation>().AsNoTracking().SingleAsync(o => o.Code == organisation, cancellation);
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(string.Join("\r\n", rows.Prepend(headings)) + "\r\n"));
        var sender = new Sender($"{of.Name}承辦人", of, (what, function, _) => scene.Of(of, what, function));
        var incoming = new IncomingFile(format, name, file, Door.Page, settings);
        if (await scene.Get<Reception>().ReceiveAsync(scene.Db, incoming, sender, cancellation) is not ReceptionResult.Received { Receipt: var receipt })
        {
            throw new InvalidOperationException($"The file {format} of {organisation} was refused.");
        }

        await scene.WorkAsync(cancellation);
        var checkedReceipt = await scene.Db.Set<Receipt>().SingleAsync(r => r.Id == receipt.Id, cancellation);
        if (await scene.Get<ReceiptRegister>().AcceptAsync(scene.Db, checkedReceipt, of, false, scene.Of(of, "匯入", "Q1.31"), cancellation) is { Problem: var problem })
        {
            throw new InvalidOperationException($"The file {format} of {organisation} is not accepted: {problem.Message}");
        }

        await scene.WorkAsync(cancellation);
    }

    private async Task SubmitAsync(string code, CancellationToken cancellation)
    {
        var school = await scene.Db.Set<Organisation>().AsNoTracking().SingleAsync(o => o.Code == code, cancellation);
        var rolls = await ClassGrid.ReadAsync(scene.Db, code, _term, cancellation);
        var figures = new Dictionary<string, long>
        {
            ["counted"] = rolls.Total.Counted,
            ["not_counted"] = rolls.Total.NotCounted,
            ["classes"] = rolls.Classes.Count,
        };
        var act = scene.Of(school, "提交各班學生現況", "Q1.31");
        await Submissions.SubmitAsync(scene.Db, $"Q1.{_term.Number}", _term.Year, school.SchoolLevel!.Value, figures, "陳範丙", act, cancellation);
        scene.Db.ChangeTracker.Clear();
    }

    /// <summary>A child leaves 示範國小 in May and no school has taken it up since.</summary>
    private async Task LeaveAsync(CancellationToken cancellation)
    {
        await scene.GoToAsync(new DateTime(2026, 5, 13, 11, 20, 0), cancellation);
        var school = await scene.Db.Set<Organisation>().AsNoTracking().SingleAsync(o => o.Code == TrainingMap.School, cancellation);
        var pupil = await scene
            .Db.Set<ClassPupil>()
            .Where(p => p.SchoolCode == TrainingMap.School && p.Year == _term.Year && p.Term == _term.Number && p.Grade == 3)
            .OrderBy(p => p.PersonId)
            .FirstAsync(cancellation);
        const string reason = "家長表示轉往外縣市";
        var act = scene.Of(school, "各班學生轉出", "Q1.31") with { Reason = reason, PersonId = pupil.PersonId };
        await scene.Get<ClassRollRegister>().LeaveAsync(pupil, reason, pupil.Version, act, cancellation);
        scene.Db.ChangeTracker.Clear();
    }
}
