using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.Students;
using StudentNet.Modules.Students.Q1ClassRolls;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Bench;

/// <summary>
/// The class rolls of many schools in one file, one row in a hundred bad, end to end: receipt, reading, checks, difference, result file,
/// acceptance; then the same file once more, which changes nothing. Two yardsticks: the rows as they came, into one table; and what is stored
/// of them (person, number, place on the roll, history), into tables of the same indexes.
/// </summary>
internal static class ClassRollIntake
{
    private const int PupilsOfSchool = 600;
    private const int PupilsOfGrade = PupilsOfSchool / 6;
    private const int PupilsOfClass = 25;

    private static readonly Organisation County = new() { Code = "99999", Level = Level.County, Name = "範例縣", CountyCode = "99999" };

    private static readonly string[] Headings = ["證號", "姓名", "性別", "生日", "國籍", "班級類別", "年級", "班級", "座號", "學生樣態", "學校代碼"];

    /// <summary>Against a bare COPY (PostgreSQL) or prepared insert (SQLite) of the same rows into one table with a primary key.</summary>
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(PostgresCluster? cluster, int rows)
    {
        await using var site = await Site.CreateAsync(cluster);
        await site.TimeAsync(db => SettleAsync(db, rows));
        await site.SettleAsync();
        var file = Path.Combine(site.Folder, "roll.csv");
        await WriteAsync(file, rows);

        var bare = await site.TimeInsertAsync(rows, Headings.Length, Row);
        var first = await SendAsync(site, file);
        await site.TimeAsync(db => ProveAsync(db, rows, receipts: 1, events: Good(rows)));
        var again = await SendAsync(site, file);
        // Nothing new was written: the history is as long as before.
        await site.TimeAsync(db => ProveAsync(db, rows, receipts: 2, events: Good(rows)));

        var stored = await site.TimeCopyAsync("person", "person_identifier", "class_pupil", "class_pupil_event");

        var counted = await CountDoubtsAsync(site);

        const string yardstick = "同樣的列直接寫入一個有主鍵的表";
        return
        [
            new(site.Database, "班級名冊：收件到檢核完成", rows, first.Check, yardstick, bare),
            new(site.Database, "班級名冊：收件到寫入完成，含結果檔", rows, first.Total, yardstick, bare),
            new(site.Database, "班級名冊：收件到寫入完成，含結果檔", rows, first.Total, "寫成的四種資料直接寫入同樣的表", stored),
            new(site.Database, "班級名冊：同一檔再送一次", rows, again.Total, yardstick, bare),
            new(site.Database, "班級名冊：計數在兩校名單與未轉入", rows, counted.Seconds, "兩學期名單逐人比對一次", counted.Bare),
        ];
    }

    /// <summary>Sends the file, reads its result file, accepts it.</summary>
    private static async Task<(double Check, double Total)> SendAsync(Site site, string file)
    {
        var check = await site.TimeAsync((services, db) => ReceiveAsync(services, db, file)) + await site.TimeQueuedAsync();
        var rest = await site.TimeAsync(ResultAsync) + await site.TimeAsync(AcceptAsync) + await site.TimeQueuedAsync();
        return (check, check + rest);
    }

    /// <summary>What every page of an officer whose county these pupils were asks for the bell, beside one join of the two terms' rolls.</summary>
    private static async Task<(double Seconds, double Bare)> CountDoubtsAsync(Site site)
    {
        await site.TimeBareAsync(
            new { },
            """
            insert into class_pupil (
              person_id, year, term, school_code, class_kind, grade, class_name, seat, state, holds_place, reduction, counts_as, content, changed_at, version
            )
            select person_id, year, 1, school_code, class_kind, grade, class_name, seat, state, holds_place, reduction, counts_as, content, changed_at, 0
            from class_pupil
            """,
            "delete from class_pupil where term = 2 and person_id % 100 = 0"
        );
        await site.SettleAsync();
        var bare = await site.TimeBareAsync(
            new { },
            """
            select count(*) from class_pupil as p
            where term = 1 and not exists (select 1 from class_pupil as q where q.person_id = p.person_id and q.term = 2)
            """
        );
        var found = 0;
        var seconds = await site.TimeAsync(
            async (services, _) => found = (await services.GetRequiredService<RollDoubts>().OfAsync(new Term(new SchoolYear(114), 2), new Scope.County(County.Code))).Total
        );
        return found > 0 ? (seconds, bare) : throw new InvalidOperationException("Nobody was missed.");
    }

    private static async Task SettleAsync(StudentNetDb db, int rows)
    {
        await db.LoadAsync([County]);
        await db.LoadAsync(
            Enumerable
                .Range(0, (rows / PupilsOfSchool) + 1)
                .Select(s => new Organisation
                {
                    Code = School(s),
                    Level = Level.School,
                    Name = $"範例國小{s}",
                    CountyCode = County.Code,
                    SchoolLevel = SchoolLevel.Elementary,
                })
        );
    }

    private static async Task WriteAsync(string path, int rows)
    {
        await using var writer = new StreamWriter(path);
        await writer.WriteLineAsync(string.Join(',', Headings));
        for (var n = 0; n < rows; n++)
        {
            await writer.WriteLineAsync(string.Join(',', Row(n)));
        }
    }

    private static string[] Row(int n)
    {
        var grade = (n % PupilsOfSchool / PupilsOfGrade) + 1;
        var place = n % PupilsOfGrade;
        var pupil = RegistryFile.Row(n);
        var birth = RocDate.Format(new DateOnly(2019 - grade, 9, 2).AddDays((int)(n * 7919L % 365)));
        return
        [
            pupil[0], pupil[1], pupil[2], birth, "中華民國", "A", Text(grade), Text((place / PupilsOfClass) + 1), Text((place % PupilsOfClass) + 1), "在校",
            School(n / PupilsOfSchool),
        ];
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string School(int school) => string.Create(CultureInfo.InvariantCulture, $"9{school:00000}");

    private static int Good(int rows) => rows - Enumerable.Range(0, rows).Count(RegistryFile.IsBad);

    private static async Task ReceiveAsync(IServiceProvider services, StudentNetDb db, string file)
    {
        await using var content = File.OpenRead(file);
        var settings = new Dictionary<string, string> { ["year"] = "114", ["term"] = "2" };
        var sender = new Sender("範例", County, (what, function, at) => new Act(what, function, at, County.Code, County.AuditChain));
        var incoming = new IncomingFile("class-roll", "roll.csv", content, Door.CommandLine, settings);
        if (await services.GetRequiredService<Reception>().ReceiveAsync(db, incoming, sender) is ReceptionResult.Refused refused)
        {
            throw new InvalidOperationException(refused.Problem.Message);
        }
    }

    private static async Task ResultAsync(IServiceProvider services, StudentNetDb db)
    {
        var receipt = await LastAsync(db);
        await using var target = File.Create(Path.GetTempFileName(), 1 << 16, FileOptions.DeleteOnClose);
        var rows = (await services.GetRequiredService<ResultFile>().WriteAsync(db, receipt, TableKind.Csv, warnings: false, target)).Rows;
        if (rows != receipt.BadRows)
        {
            throw new InvalidOperationException($"The result file has {rows} rows, not {receipt.BadRows}.");
        }
    }

    private static async Task AcceptAsync(IServiceProvider services, StudentNetDb db)
    {
        var receipt = await LastAsync(db);
        var act = new Act("匯入", "Q1.21", Country.Now, County.Code, County.AuditChain);
        if (await services.GetRequiredService<ReceiptRegister>().AcceptAsync(db, receipt, County, shrinkConfirmed: true, act) is { Problem: var problem })
        {
            throw new InvalidOperationException(problem.Message);
        }
    }

    private static Task<Receipt> LastAsync(StudentNetDb db) => db.Set<Receipt>().OrderByDescending(r => r.Id).FirstAsync();

    /// <summary>A figure for work that was not done would be worthless.</summary>
    private static async Task ProveAsync(StudentNetDb db, int rows, int receipts, int events)
    {
        var receipt = await LastAsync(db);
        var pupils = await db.Set<ClassPupil>().CountAsync();
        var history = await db.Set<ClassPupilEvent>().CountAsync();
        var sent = await db.Set<Receipt>().CountAsync(r => r.Status == ReceiptStatus.Accepted);
        if (sent != receipts || receipt.BadRows != rows - Good(rows) || pupils != Good(rows) || history != events)
        {
            throw new InvalidOperationException(
                $"{receipt.Status} {receipt.Failure}: {sent} accepted, {receipt.BadRows} bad rows, {pupils} pupils, {history} events of {rows} rows."
            );
        }
    }
}
