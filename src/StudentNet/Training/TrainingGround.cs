using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions.N1Allocation;
using StudentNet.Modules.Schools;
using StudentNet.Modules.Schools.M3Districts;
using StudentNet.Modules.Support;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Jobs;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;

namespace StudentNet.Training;

/// <summary>
/// Makes 測試縣 at the first start by doing what its people would have done, each step on its day: master data, districts, the registry's list, the
/// allocation, half of the registration. It ends on 115/07/22, three days before the checkpoint of registration, the season with the most to do.
/// </summary>
internal sealed class TrainingGround : ITrainingGround
{
    private static readonly SchoolYear Year = new(115);

    /// <summary>First day of the duties: with the school year before, as those who work on 7/22 have theirs.</summary>
    private static readonly DateOnly DutiesFrom = new(2025, 8, 1);

    public async Task<IReadOnlyList<FirstAccount>> PrepareAsync(IServiceProvider services, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(services);
        var scene = new Scene(services);
        await scene.GoToAsync(new DateTime(2026, 1, 12, 9, 0, 0), cancellation);
        await SettleAsync(scene, cancellation);
        await SetParametersAsync(scene, cancellation);
        await PublishDistrictsAsync(scene, cancellation);

        await scene.GoToAsync(new DateTime(2026, 3, 24, 10, 30, 0), cancellation);
        await TakeRegistryListAsync(scene, cancellation);

        await new TrainingRolls(scene, Year).PlayAsync(cancellation);

        await scene.GoToAsync(new DateTime(2026, 5, 20, 14, 0, 0), cancellation);
        await AllocateAsync(scene, cancellation);

        await new TrainingRegistration(scene, Year).PlayAsync(cancellation);
        await new TrainingRecords(scene).PlayAsync(cancellation);
        await AnnounceAsync(scene, cancellation);
        await new TrainingLists(scene, Year).PlayAsync(cancellation);
        await scene.GoToAsync(new DateTime(2026, 7, 22, 10, 24, 0), cancellation);
        return await AppointAsync(scene, cancellation);
    }

    private static Task SettleAsync(Scene scene, CancellationToken cancellation)
    {
        var db = scene.Db;
        db.Add(Place(Level.County, TrainingMap.County, TrainingMap.CountyName, null));
        db.AddRange(TrainingMap.Townships.Select(t => Place(Level.Township, t.Code, t.Name, t.Code)));
        db.AddRange(
            TrainingMap.Villages.Select(v => new Village
            {
                Code = v.Code,
                CountyCode = TrainingMap.County,
                TownshipCode = v.Township,
                Name = v.Name,
                NormalisedName = NameText.Normalise(v.Name),
            })
        );
        foreach (var school in TrainingMap.Schools)
        {
            var place = Place(Level.School, school.Code, school.Name, school.Township);
            place.SchoolLevel = school.Level;
            db.Add(place);
            db.Add(
                new School
                {
                    Code = school.Code,
                    MinistryCode = school.Code,
                    Name = school.Name,
                    CountyCode = TrainingMap.County,
                    TownshipCode = school.Township,
                    Level = school.Level,
                    Kind = SchoolKind.Regular,
                    IsPrivate = school.IsPrivate,
                    Address = $"{TrainingMap.CountyName}{TrainingMap.Townships.Single(t => t.Code == school.Township).Name}範例路 1 號",
                    Telephone = "(00)0000-0000",
                }
            );
        }

        return db.SaveAsync(scene.System("建立測試縣"), cancellation);
    }

    private static async Task SetParametersAsync(Scene scene, CancellationToken cancellation)
    {
        var dates = new Dictionary<(string, WindowEdge), DateOnly>
        {
            [("N1", WindowEdge.Opens)] = new(2026, 3, 23),
            [("N1", WindowEdge.Closes)] = new(2026, 5, 31),
            [("omissions", WindowEdge.Closes)] = new(2026, 5, 15),
        };
        foreach (var level in Enum.GetValues<SchoolLevel>())
        {
            await CountyParameters.SetAsync(
                scene.Db,
                CountyParameters.Default(TrainingMap.County, Year, level),
                dates,
                scene.Get<FilingCalendar>(),
                await scene.OfCountyAsync("設定作業期限", "M1.21", cancellation),
                cancellation
            );
        }
    }

    private static async Task PublishDistrictsAsync(Scene scene, CancellationToken cancellation)
    {
        foreach (var level in Enum.GetValues<SchoolLevel>())
        {
            var act = await scene.OfCountyAsync("公告學區", "M3.21", cancellation);
            var plan = await scene.Get<DistrictDrafts>().BeginAsync(TrainingMap.County, Year, level, "測試縣學區表", TrainingMap.Districts(level), act, cancellation);
            var findings = await scene.Get<DistrictChecks>().OfAsync(plan, cancellation);
            var reasons = findings.Select(f => f.Check.Code).Distinct().ToDictionary(code => code, _ => "留給訓練時處理", StringComparer.Ordinal);
            var published = await scene.Get<DistrictPublication>().PublishAsync(plan, reasons, act, cancellation);
            if (!published.IsPublished)
            {
                throw new InvalidOperationException($"The districts of the training county are not published: {published.Problem?.Message}");
            }
        }
    }

    private static async Task TakeRegistryListAsync(Scene scene, CancellationToken cancellation)
    {
        var county = await scene.CountyAsync(cancellation);
        var sender = new Sender("測試縣承辦人", county, (what, function, at) => new Act(what, function, at, county.Code, county.AuditChain));
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["year"] = Year.ToString(), ["list"] = "1" };
        await using var file = TrainingChildren.File(Year);
        var incoming = new IncomingFile("registry-list", "測試縣115學年度0320名冊.csv", file, Door.CommandLine, settings);
        if (await scene.Get<Reception>().ReceiveAsync(scene.Db, incoming, sender, cancellation) is not ReceptionResult.Received { Receipt: var receipt })
        {
            throw new InvalidOperationException("The registry's list of the training county was refused.");
        }

        await scene.WorkAsync(cancellation);
        await scene.Db.Entry(receipt).ReloadAsync(cancellation);
        var act = await scene.OfCountyAsync("匯入名冊", "N1.21", cancellation);
        if (await scene.Get<ReceiptRegister>().AcceptAsync(scene.Db, receipt, county, false, act, cancellation) is { Problem: var problem })
        {
            throw new InvalidOperationException($"The registry's list of the training county is not accepted: {problem.Message}");
        }

        await scene.WorkAsync(cancellation);
    }

    private static async Task AllocateAsync(Scene scene, CancellationToken cancellation)
    {
        foreach (var level in Enum.GetValues<SchoolLevel>())
        {
            var act = await scene.OfCountyAsync("執行分發", "N1.21", cancellation);
            var request = new AllocationRequest(TrainingMap.County, Year.Roc, (int)level);
            await scene.Get<IRuns>().RequestAsync(scene.Db, AllocationRunKind.Name, request, request.Exclusive, act, cancellation);
            await scene.WorkAsync(cancellation);
            var (_, problem) = await scene.Get<AllocationPublishing>()
                .PublishAsync(TrainingMap.County, Year, level, act with { What = "公告分發" }, cancellation);
            if (problem is { } why)
            {
                throw new InvalidOperationException($"The allocation of the training county is not published: {why.Message}");
            }
        }
    }

    private static Task AnnounceAsync(Scene scene, CancellationToken cancellation)
    {
        scene.Db.AddRange(
            Announce("important", "報到檢核基準日 07/25（六）23:59", "07/25 前請至少提交一次報到名單。當日為星期六，客服不值班，建議 07/24 前完成。", 20, pinned: true),
            Announce("entry", "同一學生在兩校報到，請兩校互相確認", "重複報到的學生會同時列在兩校的「重複報到」，縣市也看得到。", 15),
            Announce("account", "職務於 08/01 失效，請學校管理者（AA）續任", "每年 8/1 更換學年度，承辦人的職務由 AA 帳號重新指派；續任者沿用原密碼。", 10)
        );
        return scene.Db.SaveAsync(scene.System("發布公告"), cancellation);
    }

    private static Announcement Announce(string topic, string title, string body, int day, bool pinned = false) =>
        new()
        {
            Title = title,
            Body = body,
            Topic = topic,
            Audience = Audience.Public,
            IsPinned = pinned,
            From = new DateOnly(2026, 7, day),
            To = new DateOnly(2026, 8, 29),
            By = Organisation.MinistryCode,
        };

    private static async Task<IReadOnlyList<FirstAccount>> AppointAsync(Scene scene, CancellationToken cancellation)
    {
        var accounts = new List<FirstAccount>();
        foreach (var (organisation, duty, signIn, name) in People)
        {
            var of = await scene.Db.Set<Organisation>().SingleAsync(o => o.Code == organisation, cancellation);
            var appointed = await scene.Get<Appointing>().AddAsync(new Appointee(signIn, name), of, duty, DutiesFrom, cancellation);
            // Renewed for the coming year already, so that one may go on past 8/1 without an AA account of every school.
            scene.Get<Appointing>().Renew(appointed!.Appointment, scene.Today);
            accounts.Add(new FirstAccount(of.Name, scene.Get<DutyCatalogue>()[duty].Title, signIn, appointed.Code));
        }

        await scene.Db.SaveAsync(scene.System("建立訓練帳號"), cancellation);
        return accounts;
    }

    private static IReadOnlyList<(string Organisation, string Duty, string SignIn, string Name)> People { get; } =
        [
            (Organisation.MinistryCode, Duty.MinistryOfficer, "ministry@example.test", "部測甲"),
            (TrainingMap.County, Duty.CountyOfficer, "county@example.test", "林試乙"),
            (TrainingMap.School, Duty.Registrar, "school1@example.test", "王測甲"),
            (TrainingMap.SecondSchool, Duty.Registrar, "school2@example.test", "陳範丙"),
            (TrainingMap.JuniorHigh, Duty.Registrar, "junior@example.test", "許例丁"),
            (TrainingMap.SchoolWithoutClerk, Duty.Administrator, SignInName.OfAdministrator(TrainingMap.SchoolWithoutClerk), "樣本國小管理者"),
            (TrainingMap.ForeignSchool, Duty.ForeignSchool, "foreign@example.test", "周僑己"),
            (TrainingMap.Township, Duty.TownshipCommittee, "township@example.test", "趙樣戊"),
        ];

    private static Organisation Place(Level level, string code, string name, string? township) =>
        new()
        {
            Code = code,
            Level = level,
            Name = name,
            CountyCode = TrainingMap.County,
            TownshipCode = township,
        };
}
