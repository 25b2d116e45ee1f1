using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Admissions.Marking;

namespace StudentNet.Tests.Platform.Windows;

/// <summary>The table "Window and countdown" of the interface design, for N3.31 of a school whose county allocates until 2026-05-31.</summary>
public sealed class BannerTests : IAsyncLifetime
{
    private static readonly SchoolYear Year = new(115);
    private TestApp _app = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await TestApp.CreateAsync();
        await _app.Db(SmallCountry.SeedAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("2026-05-31 23:59", Tone.None, "報到填報 06/01 開放", null)]
    [InlineData("2026-06-20 12:00", Tone.None, "報到填報開放中", "還有 35 天")]
    [InlineData("2026-07-19 12:00", Tone.Warn, "報到填報開放中", "還有 6 天")]
    [InlineData("2026-07-22 10:59", Tone.Warn, "報到填報開放中", "還有 3 天 13 時")]
    [InlineData("2026-07-25 08:00", Tone.Bad, "報到填報開放中", "今天 23:59 截止")]
    [InlineData("2026-07-27 08:00", Tone.Bad, "逾期 2 天，仍可補交，縣市會看到逾期紀錄", "逾期 2 天")]
    [InlineData("2026-08-30 00:00", Tone.Bad, "報到填報已於 08/29（六）23:59 截止，逾期未提交", "逾期 36 天")]
    public async Task A_school_that_has_not_submitted_is_told_in_these_words(string at, Tone tone, string title, string? due)
    {
        await _app.Db(MarkingTown.SeedAsync);
        var banner = await BannerAsync(at);
        banner.Tone.ShouldBe(tone);
        banner.Title.ShouldBe(title);
        banner.Due?.ToString().ShouldBe(due);
        (banner.Due is null).ShouldBe(due is null);
    }

    [Theory]
    [InlineData("2026-07-27 08:00", Tone.None, "報到填報開放中")]
    [InlineData("2026-08-30 00:00", Tone.None, "報到填報已於 08/29（六）23:59 截止")]
    public async Task A_school_without_a_list_is_never_late(string at, Tone tone, string title)
    {
        var banner = await BannerAsync(at);
        banner.Tone.ShouldBe(tone);
        banner.Title.ShouldBe(title);
    }

    [Fact]
    public async Task A_school_that_has_submitted_with_children_open_is_told_how_many()
    {
        await _app.Db(MarkingTown.SeedAsync);
        await SubmitAsync("2026-07-24 14:02", 0);
        var banner = await BannerAsync("2026-07-27 08:00");
        banner.Tone.ShouldBe(Tone.Warn);
        banner.Title.ShouldBe($"已提交，{MarkingTown.OwnCount} 人未處理");
        banner.Receipt.ShouldNotBeNull();
    }

    [Fact]
    public async Task The_deadline_is_written_with_weekday_and_hour_and_a_day_off_names_the_last_working_day()
    {
        var banner = await BannerAsync("2026-07-19 12:00");
        banner.Period.ShouldBe("115/06/01 00:00 至 115/08/29 23:59");
        banner.Detail.ShouldBe("檢核基準日 07/25（六）23:59 前至少提交一次。當天是星期六，前一個上班日是 07/24（五）。");
        banner.Status!.Word.ShouldBe("本校尚未提交");
    }

    [Fact]
    public async Task A_school_that_has_submitted_sees_its_receipt()
    {
        var submission = await SubmitAsync("2026-07-24 14:02", 226);
        var banner = await BannerAsync("2026-07-27 08:00");
        banner.Tone.ShouldBe(Tone.Ok);
        banner.Title.ShouldBe("已提交");
        banner.Receipt.ShouldBe(new SubmissionReceipt(submission.Receipt, Taipei("2026-07-24 14:02"), "範小冊"));
        banner.Status.ShouldBeNull();
        (await BannerAsync("2026-09-01 08:00")).Receipt!.Code.ShouldBe(submission.Receipt);
    }

    [Fact]
    public async Task Submitting_again_keeps_the_first_stamp_and_shows_the_last()
    {
        var first = await SubmitAsync("2026-07-24 14:02", 226);
        var second = await SubmitAsync("2026-08-03 09:00", 230);
        second.Seq.ShouldBe(2);
        second.Receipt.ShouldNotBe(first.Receipt);
        await _app.Db(async db =>
        {
            (await db.Set<Submission>().CountAsync()).ShouldBe(2);
            (await new LastSubmissions(db).OfAsync("N3", SmallCountry.School, Year, SchoolLevel.Elementary))!.Figures.ShouldBe("""{"registered":230}""");
        });
    }

    [Fact]
    public async Task An_extension_says_until_when_and_why()
    {
        await _app.Db(db =>
            db.WriteAsync(
                Act.System("延長", "M1.21", Taipei("2026-08-28 09:00")),
                async () =>
                {
                    db.Add(
                        new WindowExtension
                        {
                            CountyCode = SmallCountry.County,
                            SchoolCode = SmallCountry.School,
                            Year = Year,
                            Level = SchoolLevel.Elementary,
                            Window = "N3",
                            LastDay = new DateOnly(2026, 9, 4),
                            Reason = "颱風停班停課",
                            GrantedAt = Taipei("2026-08-28 09:00"),
                        }
                    );
                    await WindowChange.NoteAsync(db, SmallCountry.County);
                    return 0;
                }
            )
        );
        await SubmitAsync("2026-07-24 14:02", 226);
        (await BannerAsync("2026-08-31 08:00")).Period.ShouldBe("115/06/01 00:00 至 115/09/04 23:59");
    }

    private async Task<BannerModel> BannerAsync(string at)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var school = await scope.ServiceProvider.GetRequiredService<StudentNetDb>().Set<Organisation>().SingleAsync(o => o.Code == SmallCountry.School);
        var banner = await scope.ServiceProvider.GetRequiredService<WindowBanners>().ForAsync("N3.31", school, null, null, Taipei(at));
        return banner.ShouldNotBeNull();
    }

    private Task<Submission> SubmitAsync(string at, long registered) =>
        _app.Db(db =>
            Submissions.SubmitAsync(
                db,
                "N3",
                Year,
                SchoolLevel.Elementary,
                new Dictionary<string, long> { ["registered"] = registered },
                "範小冊",
                new Act("提交報到", "N3.31", Taipei(at), SmallCountry.School, SmallCountry.County)
            )
        );

    private static DateTime Taipei(string clock) => TaipeiTime.ToUtc(DateTime.ParseExact(clock, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
}
