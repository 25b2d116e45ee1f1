using System.Globalization;
using StudentNet.Platform.Windows;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Windows;

/// <summary>The calendar table of the domain brief (§3) for 115學年度, each edge a second before and after, on the clock of Taipei.</summary>
[WithoutDatabase]
public sealed class DomainTableTests
{
    private static readonly SchoolYear Year = new(115);
    private static readonly FilingCalendar Calendar = FilingCalendar.Load();

    /// <summary>A county that finished its settings on 2025-12-20 and published its districts on 2026-01-10, with allocation from 4/1 to 5/2.</summary>
    private static readonly CountyWindows County = Book(closes: "-1y:05-02");

    public static TheoryData<string, string?, string?> Rows =>
        new()
        {
            // name, first second open, last second open (null: none)
            { "M1", "2025-12-20 10:00:00", "2027-07-31 23:59:59" },
            { "M2", "2025-12-20 10:00:00", "2027-07-31 23:59:59" },
            { "M3", "2026-01-10 09:00:00", "2027-07-31 23:59:59" },
            { "M4", null, null },
            { "reference", "2026-03-20 00:00:00", "2026-03-20 23:59:59" },
            { "omissions", "2026-03-21 00:00:00", "2026-04-30 23:59:59" },
            { "N1", "2026-04-01 00:00:00", "2026-05-02 23:59:59" },
            { "N3", "2026-05-03 00:00:00", "2026-08-29 23:59:59" },
            { "N5", "2026-08-30 00:00:00", "2026-09-14 23:59:59" },
            { "N7", null, null },
            { "N8.earlier", null, null },
            { "N8.new", "2026-09-16 00:00:00", "2027-07-31 23:59:59" },
            { "Q1.1", "2026-08-16 00:00:00", "2027-02-15 23:59:59" },
            { "Q1.2", "2027-02-16 00:00:00", "2027-08-15 23:59:59" },
            { "Q2.1", "2027-01-15 00:00:00", "2027-02-15 23:59:59" },
            { "Q2.2", "2027-07-15 00:00:00", "2027-08-15 23:59:59" },
            { "Q3.earlier", null, null },
            { "Q3.new", "2026-08-30 00:00:00", "2027-07-31 23:59:59" },
            { "Q4", null, null },
            { "Q5", null, null },
            { "P1", "2026-09-15 00:00:00", null },
            { "P2", null, null },
            { "weekly", "2026-09-18 00:00:00", null },
            { "former", "2026-10-15 00:00:00", null },
            { "S.earlier", null, null },
            { "S.new", "2026-09-16 00:00:00", null },
        };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_row_opens_and_closes_at_its_second(string window, string? first, string? last)
    {
        foreach (var level in new[] { SchoolLevel.Elementary, SchoolLevel.JuniorHigh })
        {
            if (first is not null)
            {
                IsOpen(window, level, Taipei(first)).ShouldBeTrue("at its first second");
                IsOpen(window, level, Taipei(first).AddSeconds(-1)).ShouldBeFalse("a second before it opens");
            }

            if (last is not null)
            {
                IsOpen(window, level, Taipei(last)).ShouldBeTrue("at its last second");
                IsOpen(window, level, Taipei(last).AddSeconds(1)).ShouldBeFalse("a second after it closed");
            }

            var within = Taipei(first ?? last ?? "2026-10-31 12:00:00");
            IsOpen(window, level, within).ShouldBeTrue();
            if (first is null && last is null)
            {
                IsOpen(window, level, Taipei("1990-01-01 00:00:00")).ShouldBeTrue("since ever");
                IsOpen(window, level, Taipei("2100-01-01 00:00:00")).ShouldBeTrue("for ever");
            }
        }
    }

    [Fact]
    public void The_table_above_leaves_no_row_out()
    {
        string[] ofCases = ["appeal", "visit", "tracking"];
        Calendar.All.Select(w => w.Name).Except(ofCases).ShouldBe(Rows.Select(r => r.Data.Item1), ignoreOrder: true);
    }

    [Theory]
    [InlineData("N3", "2026-07-25 23:59:59")]
    [InlineData("N5", "2026-09-14 23:59:59")]
    [InlineData("Q1.1", "2026-09-30 23:59:59")]
    [InlineData("Q1.2", "2027-03-15 23:59:59")]
    [InlineData("Q2.1", "2027-02-15 23:59:59")]
    [InlineData("Q2.2", "2027-08-15 23:59:59")]
    public void A_checkpoint_counts_the_last_minute_of_its_day(string name, string lastSecond)
    {
        var checkpoint = Calendar.Checkpoints.Single(c => c.Name == name);
        CountyWindows.InstantOf(checkpoint, Year).ShouldBe(Taipei(lastSecond).AddSeconds(1).AddTicks(-1));
        checkpoint.Verb.ShouldBe(name.StartsWith("Q2", StringComparison.Ordinal) ? "上傳" : "提交");
    }

    [Theory]
    [InlineData("appeal", "2026-09-18 14:00:00", "2026-10-03 23:59:59")]
    [InlineData("visit", "2026-09-18 14:00:00", "2026-10-18 23:59:59")]
    [InlineData("visit", "2027-01-31 14:00:00", "2027-02-28 23:59:59")]
    public void The_windows_of_a_case_count_from_its_designation(string window, string designated, string last)
    {
        var span = County.CaseSpan(window, Taipei(designated), null);
        span.IsOpen(Taipei(designated)).ShouldBeTrue();
        span.IsOpen(Taipei(last)).ShouldBeTrue();
        span.IsOpen(Taipei(last).AddSeconds(1)).ShouldBeFalse();
    }

    [Fact]
    public void Tracking_goes_on_until_the_case_is_released()
    {
        var designated = Taipei("2026-09-18 14:00:00");
        County.CaseSpan("tracking", designated, null).IsOpen(Taipei("2030-01-01 00:00:00")).ShouldBeTrue();
        County.CaseSpan("tracking", designated, Taipei("2026-11-02 09:00:00")).IsOpen(Taipei("2026-11-03 00:00:00")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("2026-09-16", "2026-09-18")] // a Wednesday
    [InlineData("2022-09-16", "2022-09-23")] // a Friday itself: strictly after
    public void The_weekly_comparison_begins_on_the_first_Friday_strictly_after_9_16(string sixteenth, string friday)
    {
        var year = SchoolYear.Of(DateOnly.Parse(sixteenth, CultureInfo.InvariantCulture));
        var span = County.Span(Calendar["weekly"], year, SchoolLevel.Elementary, null);
        TaipeiTime.Today(span.Opens!.Value).ShouldBe(DateOnly.Parse(friday, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Registration_opens_later_where_the_county_allocates_later()
    {
        var late = Book(closes: "-1y:07-20");
        State(late, "N3", "2026-07-20 23:59:59").ShouldBeOfType<WindowState.Closed>().ShouldSatisfyAllConditions(
            c => c.Opens.ShouldBe(Taipei("2026-07-21 00:00:00")),
            c => c.Why.ShouldBe("報到填報 07/21 開放")
        );
        State(late, "N3", "2026-07-21 00:00:00").ShouldBeOfType<WindowState.Open>();
    }

    [Fact]
    public void Until_the_county_has_set_it_nobody_knows_when_allocation_and_registration_open()
    {
        var silent = new CountyWindows(Calendar, new Dictionary<(string, SchoolYear, SchoolLevel, WindowEdge), WindowRule>(), [], Nothing());
        foreach (var window in new[] { "N1", "N3" })
        {
            State(silent, window, "2026-05-10 12:00:00").ShouldBeOfType<WindowState.Closed>().ShouldSatisfyAllConditions(
                c => c.Opens.ShouldBeNull(),
                c => c.Why.ShouldContain("縣市尚未設定期限")
            );
        }

        State(silent, "M2", "2026-05-10 12:00:00").ShouldBeOfType<WindowState.Closed>().Why.ShouldContain("縣市尚未完成作業期限設定");
    }

    [Fact]
    public void A_closed_window_says_since_when_and_when_it_opens_again()
    {
        State(County, "N5", "2026-10-01 08:00:00").ShouldBeOfType<WindowState.Closed>().ShouldSatisfyAllConditions(
            c => c.Why.ShouldBe("入學填報已於 09/14（一）23:59 截止"),
            c => c.Opens.ShouldBe(Taipei("2027-08-30 00:00:00"))
        );
        State(County, "N3", "2026-10-01 08:00:00").ShouldBeOfType<WindowState.Closed>().Opens.ShouldBeNull("next year's county date is not set");
    }

    [Fact]
    public void Without_a_year_a_window_is_open_when_it_is_open_for_any()
    {
        // On 8/10 the new school year has begun, and the second term of the old one may still be filed.
        County.State("Q1", null, SchoolLevel.Elementary, null, Taipei("2026-08-10 12:00:00")).ShouldBeOfType<WindowState.Open>();
        County.State("Q1", new SchoolYear(115), SchoolLevel.Elementary, null, Taipei("2026-08-10 12:00:00")).ShouldBeOfType<WindowState.Closed>();
        // After 12/15 entry work is next year's, late admission is still this year's.
        County.State("N8.new", null, SchoolLevel.Elementary, null, Taipei("2027-01-10 12:00:00")).ShouldBeOfType<WindowState.Open>();
    }

    [Theory]
    [InlineData("2026-08-20 09:00:00", "2026-08-29 23:59:59", true)] // granted beforehand: no gap
    [InlineData("2026-08-20 09:00:00", "2026-09-05 23:59:59", true)]
    [InlineData("2026-08-20 09:00:00", "2026-09-06 00:00:00", false)]
    [InlineData("2026-09-02 09:00:00", "2026-09-01 12:00:00", false)] // granted after the closing: open from then on
    [InlineData("2026-09-02 09:00:00", "2026-09-02 09:00:00", true)]
    [InlineData("2026-09-02 09:00:00", "2026-08-01 12:00:00", true)] // and before, as for everybody
    public void An_extension_opens_the_window_for_its_school_alone(string granted, string at, bool open)
    {
        var extension = new WindowExtension
        {
            CountyCode = "98010",
            SchoolCode = "980601",
            Year = Year,
            Level = SchoolLevel.Elementary,
            Window = "N3",
            LastDay = new DateOnly(2026, 9, 5),
            Reason = "颱風停班停課",
            GrantedAt = Taipei(granted),
        };
        var book = Book(closes: "-1y:05-02", extension);
        (book.State("N3", Year, SchoolLevel.Elementary, "980601", Taipei(at)) is WindowState.Open).ShouldBe(open);
        (book.State("N3", Year, SchoolLevel.Elementary, "980602", Taipei(at)) is WindowState.Open).ShouldBe(Taipei(at) <= Taipei("2026-08-29 23:59:59"));
        (book.State("N3", Year, SchoolLevel.JuniorHigh, "980601", Taipei("2026-09-03 00:00:00")) is WindowState.Open).ShouldBeFalse();

        extension.RevokedAt = Taipei("2026-09-03 00:00:00");
        (book.State("N3", Year, SchoolLevel.Elementary, "980601", Taipei("2026-09-04 00:00:00")) is WindowState.Open).ShouldBeFalse("revoked");
    }

    [Fact]
    public void Admission_waits_for_a_county_that_lets_registration_run_longer()
    {
        var book = Book(closes: "-1y:05-02", ("N3", WindowEdge.Closes, "09-03"));
        State(book, "N5", "2026-09-03 23:59:59").ShouldBeOfType<WindowState.Closed>().Opens.ShouldBe(Taipei("2026-09-04 00:00:00"));
        State(book, "N5", "2026-09-04 00:00:00").ShouldBeOfType<WindowState.Open>();
    }

    private static bool IsOpen(string window, SchoolLevel level, DateTime at) => County.State(window, Year, level, null, at) is WindowState.Open;

    private static WindowState State(CountyWindows book, string window, string at) => book.State(window, Year, SchoolLevel.Elementary, null, Taipei(at));

    private static CountyWindows Book(string closes, params WindowExtension[] extensions) =>
        new(Calendar, Overrides([("N1", WindowEdge.Opens, "-1y:04-01"), ("N1", WindowEdge.Closes, closes), ("omissions", WindowEdge.Closes, "-1y:04-30")]), extensions, Happened());

    private static CountyWindows Book(string closes, (string, WindowEdge, string) more) =>
        new(Calendar, Overrides([("N1", WindowEdge.Opens, "-1y:04-01"), ("N1", WindowEdge.Closes, closes), more]), [], Happened());

    private static Dictionary<(string, SchoolYear, SchoolLevel, WindowEdge), WindowRule> Overrides((string Window, WindowEdge Edge, string Rule)[] rules) =>
        new[] { SchoolLevel.Elementary, SchoolLevel.JuniorHigh }
            .SelectMany(level => rules.Select(r => (r, level)))
            .ToDictionary(p => (p.r.Window, Year, p.level, p.r.Edge), p => WindowRule.Parse(p.r.Rule).Rule!);

    private static Dictionary<(string, SchoolYear, SchoolLevel), DateTime> Happened() =>
        new[] { SchoolLevel.Elementary, SchoolLevel.JuniorHigh }
            .SelectMany(level => new[] { (("county.set", Year, level), "2025-12-20 10:00:00"), (("districts.published", Year, level), "2026-01-10 09:00:00") })
            .ToDictionary(p => p.Item1, p => TaipeiTime.FromUtc(Taipei(p.Item2)));

    private static Dictionary<(string, SchoolYear, SchoolLevel), DateTime> Nothing() => [];

    private static DateTime Taipei(string clock) =>
        TaipeiTime.ToUtc(DateTime.ParseExact(clock, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
}
