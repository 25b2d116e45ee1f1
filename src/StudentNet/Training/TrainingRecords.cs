using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;

namespace StudentNet.Training;

/// <summary>Some schools of the training county have filed their student records of 114 學年度第 2 學期; the others have that still to do.</summary>
internal sealed class TrainingRecords(Scene scene)
{
    private const int Year = 114;
    private const int Term = 2;
    private const int PupilsOfGrade = 20;
    private const int FilingSchools = 3;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task PlayAsync(CancellationToken cancellation)
    {
        await scene.GoToAsync(new DateTime(2026, 7, 20, 16, 30, 0), cancellation);
        foreach (var school in TrainingMap.Schools.Where(s => s.Level == SchoolLevel.Elementary).Take(FilingSchools).Select((s, i) => (s.Code, i)))
        {
            await FileAsync(school.Code, school.i, cancellation);
        }
    }

    private async Task FileAsync(string code, int turn, CancellationToken cancellation)
    {
        var organisation = await scene.Db.Set<Organisation>().SingleAsync(o => o.Code == code, cancellation);
        var sender = new Sender("範例註冊組長", organisation, (what, function, at) => scene.Of(organisation, what, function) with { At = at });
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["year"] = $"{Year}", ["term"] = $"{Term}" };
        using var file = new MemoryStream(await DocumentAsync(code, turn, cancellation));
        var incoming = new IncomingFile("student-records", $"{code}_學籍資料_1142.json", file, Door.CommandLine, settings);
        if (await scene.Get<Reception>().ReceiveAsync(scene.Db, incoming, sender, cancellation) is not ReceptionResult.Received { Receipt: var receipt })
        {
            throw new InvalidOperationException("The student records of a training school were refused.");
        }

        await scene.WorkAsync(cancellation);
        var tracked = await scene.Db.Set<Receipt>().SingleAsync(r => r.Id == receipt.Id, cancellation);
        var act = scene.Of(organisation, "匯入學籍資料", "Q2.31");
        if (await scene.Get<ReceiptRegister>().AcceptAsync(scene.Db, tracked, organisation, false, act, cancellation) is { Problem: var problem })
        {
            throw new InvalidOperationException($"The student records of a training school are not accepted: {problem.Message}");
        }

        await scene.WorkAsync(cancellation);
    }

    /// <summary>Children of each grade, twenty a school; the last school has two with a mistake, for its result file to show.</summary>
    private async Task<byte[]> DocumentAsync(string code, int turn, CancellationToken cancellation)
    {
        var pupils = new JsonArray();
        for (var grade = 1; grade <= 6; grade++)
        {
            // Grade 1 of 114 are those who entered in that year.
            var cohort = Cohort.Entering(new SchoolYear(Year - grade + 1), SchoolLevel.Elementary).Year;
            var children = await scene.Db.Set<Person>()
                .AsNoTracking()
                .Where(p => p.Cohort == cohort && p.MergedInto == null)
                .OrderBy(p => p.PersonId)
                .Skip(turn * PupilsOfGrade)
                .Take(PupilsOfGrade)
                .Join(scene.Db.Set<PersonIdentifier>().Where(i => i.IsCurrent), p => p.PersonId, i => i.PersonId, (p, i) => new { Person = p, i.Number })
                .ToListAsync(cancellation);
            foreach (var (child, seat) in children.Select((c, i) => (c, i + 1)))
            {
                pupils.Add(Pupil(child.Person, child.Number, grade, seat, turn));
            }
        }

        var document = new JsonObject { ["版本"] = "1.0", ["學校代碼"] = code, ["學年"] = Year, ["學期"] = Term, ["產製系統"] = "範例校務系統", ["學生資料"] = pupils };
        return JsonSerializer.SerializeToUtf8Bytes(document, Json);
    }

    private static JsonObject Pupil(Person person, string number, int grade, int seat, int turn)
    {
        var isHomeSchooled = grade == 4 && seat == 7;
        var isWrong = turn == FilingSchools - 1 && grade == 2 && seat <= 2;
        var text = (grade.ToString(CultureInfo.InvariantCulture), seat.ToString(CultureInfo.InvariantCulture));
        var pupil = new JsonObject
        {
            ["基本資料"] = new JsonObject
            {
                ["學生姓名"] = person.Name,
                ["學生性別"] = person.Sex.Title(),
                ["學生生日"] = isWrong ? "107/02/30" : RocDate.Format(person.BirthDate),
                ["現在年級"] = text.Item1,
                ["現在班級"] = "01",
                ["現在座號"] = text.Item2,
                ["身分證證照"] = new JsonObject { ["國籍"] = "中華民國", ["證照種類"] = "身分證", ["證照號碼"] = number },
                ["監護人"] = new JsonObject { ["監護人_姓名"] = "範例家長", ["監護人_行動電話"] = "0900-000-000" },
            },
            ["異動資料"] = new JsonObject
            {
                ["異動資料_資料內容"] = new JsonArray(
                    new JsonObject { ["異動日期"] = RocDate.Format(new DateOnly(2026 - grade, 8, 30)), ["異動原因"] = "新生入學" }
                ),
            },
        };
        if (isHomeSchooled)
        {
            pupil["缺漏說明"] = new JsonObject { ["原因"] = "實驗教育", ["核准日期"] = "114/08/20" };
            return pupil;
        }

        pupil["學期資料"] = new JsonObject
        {
            ["個別學期資料"] = new JsonArray(
                new JsonObject
                {
                    ["學年別"] = $"{Year}",
                    ["學期別"] = $"{Term}",
                    ["班級座號"] = new JsonObject { ["年級"] = text.Item1, ["班級"] = "01", ["座號"] = text.Item2 },
                    ["日常生活表現"] = new JsonObject { ["學期出缺席_應出席日數"] = "101", ["學期出缺席_單位"] = "日" },
                }
            ),
        };
        if (grade == 6)
        {
            pupil["基本資料"]!["畢修業核准文號"] = new JsonObject { ["畢修業別"] = "畢業", ["畢修業_日期"] = "115/06/12" };
        }

        return pupil;
    }
}
