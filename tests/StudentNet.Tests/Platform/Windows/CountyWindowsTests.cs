using StudentNet.Platform.Windows;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Windows;

/// <summary>What the windows of a county say beside open or closed: since when, until when, why, and which extension counts. No database.</summary>
[WithoutDatabase]
public sealed class CountyWindowsTests
{
    private const string School = "980601";

    private static readonly SchoolYear Year = new(115);
    private static readonly FilingCalendar Calendar = FilingCalendar.Load();

    [Fact]
    public void An_open_window_says_since_when_and_until_when()
    {
        var open = Book().State("N5", Year, SchoolLevel.Elementary, null, Taipei(2026, 9, 1)).ShouldBeOfType<WindowState.Open>();

        open.ShouldBe(new WindowState.Open(Taipei(2026, 8, 30), Taipei(2026, 9, 15).AddTicks(-1)));
    }

    [Fact]
    public void A_window_that_is_always_open_has_neither_beginning_nor_end() =>
        Book().State("N7", Year, SchoolLevel.Elementary, null, Taipei(2026, 9, 1)).ShouldBe(new WindowState.Open(null, null));

    [Fact]
    public void Of_several_open_rows_the_first_beginning_and_the_last_end_are_said()
    {
        // Of no level, the rows of both count.
        var book = Book(Own("N5", SchoolLevel.Elementary, WindowEdge.Closes, "09-20"), Own("N5", SchoolLevel.JuniorHigh, WindowEdge.Opens, "08-25"));

        book.State("N5", Year, null, null, Taipei(2026, 9, 1)).ShouldBe(new WindowState.Open(Taipei(2026, 8, 25), Taipei(2026, 9, 21).AddTicks(-1)));
    }

    [Fact]
    public void A_row_without_beginning_or_end_among_the_open_ones_leaves_none() =>
        // N8 has a row that is always open beside the one of 9/16 to 7/31.
        Book().State("N8", Year, SchoolLevel.Elementary, null, Taipei(2026, 10, 1)).ShouldBe(new WindowState.Open(null, null));

    [Fact]
    public void A_closed_window_of_several_parts_speaks_of_the_next_part_to_open()
    {
        var closed = Closed(Book().State("Q2", Year, SchoolLevel.Elementary, null, Taipei(2027, 3, 1)));
        closed.ShouldBe(new WindowState.Closed("學籍資料填報（第 2 學期） 07/15 開放", Taipei(2027, 7, 15)));

        var first = Closed(Book().State("Q2", Year, SchoolLevel.Elementary, null, Taipei(2026, 12, 1)));
        first.ShouldBe(new WindowState.Closed("學籍資料填報（第 1 學期） 116/01/15 開放", Taipei(2027, 1, 15)));
    }

    [Fact]
    public void Without_a_year_a_window_that_does_not_follow_the_entry_work_speaks_of_the_year_that_runs() =>
        // The entry work has gone on to the next year on 12/15.
        Closed(Book().State("Q2", null, SchoolLevel.Elementary, null, Taipei(2027, 3, 1))).ShouldBe(new WindowState.Closed("學籍資料填報（第 2 學期） 07/15 開放", Taipei(2027, 7, 15)));

    [Fact]
    public void After_the_last_part_the_last_closing_is_said_and_when_next_year_begins()
    {
        var closed = Closed(Book().State("Q2", Year, SchoolLevel.Elementary, null, Taipei(2027, 9, 1)));

        closed.ShouldBe(new WindowState.Closed("學籍資料填報（第 2 學期）已於 08/15（日）23:59 截止", Taipei(2028, 1, 15)));
    }

    [Fact]
    public void A_window_that_waits_says_for_what()
    {
        Closed(Book().State("N1", Year, SchoolLevel.Elementary, null, Taipei(2026, 5, 1))).ShouldBe(new WindowState.Closed("分發作業尚未開放：縣市尚未設定期限", null));
        Closed(Book().State("M3", Year, SchoolLevel.Elementary, null, Taipei(2026, 5, 1))).ShouldBe(new WindowState.Closed("檢視學區尚未開放：縣市尚未公告學區", null));
    }

    [Fact]
    public void A_window_that_never_opens_says_so() =>
        Closed(Book(Own("N5", SchoolLevel.Elementary, WindowEdge.Opens, "never")).State("N5", Year, SchoolLevel.Elementary, null, Taipei(2026, 9, 1)))
            .ShouldBe(new WindowState.Closed("入學填報不開放", null));

    [Fact]
    public void Without_a_year_the_year_of_the_work_is_spoken_of()
    {
        // On 10/1 the rolls are those of 115; the entry work too, until 12/15.
        Closed(Book().State("Q2", null, SchoolLevel.Elementary, null, Taipei(2026, 10, 1))).Opens.ShouldBe(Taipei(2027, 1, 15));
        Closed(Book().State("N5", null, SchoolLevel.Elementary, null, Taipei(2026, 12, 14))).Why.ShouldContain("截止");
        Closed(Book().State("N5", null, SchoolLevel.Elementary, null, Taipei(2026, 12, 15))).ShouldBe(new WindowState.Closed("入學填報 116/08/30 開放", Taipei(2027, 8, 30)));
    }

    [Fact]
    public void Entry_work_is_next_year_s_from_12_15_on()
    {
        WorkingYear.ForEntry(new DateOnly(2026, 12, 14)).ShouldBe(Year);
        WorkingYear.ForEntry(new DateOnly(2026, 12, 15)).ShouldBe(Year.Next);
        WorkingYear.ForEntry(new DateOnly(2027, 7, 31)).ShouldBe(Year.Next);
        WorkingYear.ForEntry(new DateOnly(2027, 8, 1)).ShouldBe(Year.Next);
    }

    [Fact]
    public void A_county_s_own_rule_stands_before_the_nation_s_for_its_year_level_and_edge_alone()
    {
        var book = Book(Own("N5", SchoolLevel.Elementary, WindowEdge.Closes, "09-20"));
        var row = Calendar["N5"];

        book.Rule(row, WindowEdge.Closes, Year, SchoolLevel.Elementary).ToString().ShouldBe("09-20");
        book.IsOverridden(row, WindowEdge.Closes, Year, SchoolLevel.Elementary).ShouldBeTrue();
        foreach (var (edge, year, level) in new[]
        {
            (WindowEdge.Opens, Year, SchoolLevel.Elementary), (WindowEdge.Closes, Year.Next, SchoolLevel.Elementary), (WindowEdge.Closes, Year, SchoolLevel.JuniorHigh),
        })
        {
            book.Rule(row, edge, year, level).ShouldBe(row[edge]);
            book.IsOverridden(row, edge, year, level).ShouldBeFalse();
        }
    }

    [Fact]
    public void A_checkpoint_without_a_date_of_its_own_is_a_bug() =>
        Should.Throw<InvalidOperationException>(() => CountyWindows.InstantOf(new Checkpoint("x", "N3", "x", WindowRule.Parse("county").Rule!, null), Year))
            .Message.ShouldContain("Checkpoint x");

    [Fact]
    public void A_case_that_is_not_released_waits_for_its_release()
    {
        var span = Book().CaseSpan("tracking", Taipei(2026, 9, 18), null);

        (span.IsKnown, span.Opens, span.LastInstant).ShouldBe((true, Taipei(2026, 9, 18), null));
        span.EndAwaiting.ShouldBe(new Problem("window.awaiting", "解列為止", ""));
        Book().CaseSpan("tracking", Taipei(2026, 9, 18), Taipei(2026, 11, 2)).EndAwaiting.ShouldBeNull();
    }

    [Fact]
    public void A_span_that_waits_for_the_county_is_not_known()
    {
        var span = Span(Book(), "N1");

        span.IsKnown.ShouldBeFalse();
        span.Awaiting.ShouldNotBeNull().Code.ShouldBe("window.county");
        (span.Opens, span.LastInstant, span.IsOpen(Taipei(2026, 5, 1))).ShouldBe((null, null, false));
        Span(Book(), "M3").Awaiting.ShouldBe(new Problem("window.awaiting", "縣市尚未公告學區", "請洽縣市承辦人"));
    }

    [Fact]
    public void An_extension_moves_the_closing_of_its_school_and_keeps_the_own_one_beside_it()
    {
        var span = Span(Book(Extension(new(2026, 9, 20))), "N5", School);

        span.Extension.ShouldNotBeNull().LastDay.ShouldBe(new DateOnly(2026, 9, 20));
        span.LastInstant.ShouldBe(Taipei(2026, 9, 21).AddTicks(-1));
        span.OwnLastInstant.ShouldBe(Taipei(2026, 9, 15).AddTicks(-1));
    }

    [Theory]
    [InlineData(13)]
    [InlineData(14)]
    public void An_extension_that_ends_no_later_than_the_window_brings_nothing(int lastDay)
    {
        var span = Span(Book(Extension(new(2026, 9, lastDay))), "N5", School);

        span.Extension.ShouldBeNull();
        span.LastInstant.ShouldBe(Taipei(2026, 9, 15).AddTicks(-1));
        span.OwnLastInstant.ShouldBeNull();
    }

    [Fact]
    public void An_extension_brings_nothing_to_a_window_without_end()
    {
        var span = Span(Book(Extension(new(2026, 9, 20), window: "N7")), "N7", School);
        (span.Extension, span.LastInstant).ShouldBe((null, null));
    }

    [Fact]
    public void Of_several_extensions_the_latest_counts_that_is_not_revoked()
    {
        var revoked = Extension(new(2026, 10, 30));
        revoked.RevokedAt = Taipei(2026, 9, 2);
        var book = Book(Extension(new(2026, 9, 18)), Extension(new(2026, 9, 25)), revoked, Extension(new(2026, 10, 10), window: "N3"), Extension(new(2026, 10, 10), school: "980602"));

        Span(book, "N5", School).LastInstant.ShouldBe(Taipei(2026, 9, 26).AddTicks(-1));
        Span(book, "N5", School, SchoolLevel.JuniorHigh).LastInstant.ShouldBe(Taipei(2026, 9, 15).AddTicks(-1));
        Span(book, "N5").LastInstant.ShouldBe(Taipei(2026, 9, 15).AddTicks(-1), "the county itself has none");
        book.Span(Calendar["N5"], Year.Next, SchoolLevel.Elementary, School).Extension.ShouldBeNull();
    }

    [Fact]
    public void An_extension_granted_after_the_closing_leaves_the_gap_closed()
    {
        var span = Span(Book(Extension(new(2026, 9, 25), granted: Taipei(2026, 9, 18))), "N5", School);

        span.IsOpen(Taipei(2026, 8, 30).AddTicks(-1)).ShouldBeFalse();
        span.IsOpen(Taipei(2026, 8, 30)).ShouldBeTrue();
        span.IsOpen(Taipei(2026, 9, 15).AddTicks(-1)).ShouldBeTrue();
        span.IsOpen(Taipei(2026, 9, 15)).ShouldBeFalse();
        span.IsOpen(Taipei(2026, 9, 18).AddTicks(-1)).ShouldBeFalse();
        span.IsOpen(Taipei(2026, 9, 18)).ShouldBeTrue();
        span.IsOpen(Taipei(2026, 9, 26).AddTicks(-1)).ShouldBeTrue();
        span.IsOpen(Taipei(2026, 9, 26)).ShouldBeFalse();
    }

    [Fact]
    public void An_extension_granted_in_the_last_instant_leaves_no_gap()
    {
        var span = Span(Book(Extension(new(2026, 9, 25), granted: Taipei(2026, 9, 15).AddTicks(-1))), "N5", School);
        span.IsOpen(Taipei(2026, 9, 15)).ShouldBeTrue();
        span.IsOpen(Taipei(2026, 8, 1)).ShouldBeFalse("it does not open before the others'");
    }

    [Fact]
    public void An_extension_of_a_window_that_nobody_has_set_opens_it_from_its_grant_on()
    {
        var span = Span(Book(Extension(new(2026, 5, 20), window: "N1", granted: Taipei(2026, 5, 1))), "N1", School);

        span.IsOpen(Taipei(2026, 5, 1).AddTicks(-1)).ShouldBeFalse();
        span.IsOpen(Taipei(2026, 5, 1)).ShouldBeTrue();
        span.IsOpen(Taipei(2026, 5, 21)).ShouldBeFalse();
    }

    private static WindowState.Closed Closed(WindowState state) => state.ShouldBeOfType<WindowState.Closed>();

    private static WindowSpan Span(CountyWindows book, string window, string? school = null, SchoolLevel level = SchoolLevel.Elementary) =>
        book.Span(Calendar[window], Year, level, school);

    private static ((string, SchoolYear, SchoolLevel, WindowEdge), WindowRule) Own(string window, SchoolLevel level, WindowEdge edge, string rule) =>
        ((window, Year, level, edge), WindowRule.Parse(rule).Rule!);

    /// <summary>A county that has registration end on 8/29, as the nation has it, whenever it allocates.</summary>
    private static CountyWindows Book(params ((string, SchoolYear, SchoolLevel, WindowEdge) Key, WindowRule Rule)[] own) =>
        new(Calendar, own.ToDictionary(o => o.Key, o => o.Rule), [], new Dictionary<(string, SchoolYear, SchoolLevel), DateTime>());

    private static CountyWindows Book(params WindowExtension[] extensions) =>
        new(Calendar, new Dictionary<(string, SchoolYear, SchoolLevel, WindowEdge), WindowRule>(), extensions, new Dictionary<(string, SchoolYear, SchoolLevel), DateTime>());

    private static CountyWindows Book() => Book(Array.Empty<WindowExtension>());

    private static WindowExtension Extension(DateOnly lastDay, string window = "N5", string school = School, DateTime? granted = null) =>
        new()
        {
            CountyCode = "98010",
            SchoolCode = school,
            Year = Year,
            Level = SchoolLevel.Elementary,
            Window = window,
            LastDay = lastDay,
            Reason = "颱風停班停課",
            GrantedAt = granted ?? Taipei(2026, 9, 1),
        };

    /// <summary>The beginning of a day in Taiwan, UTC.</summary>
    private static DateTime Taipei(int year, int month, int day) => TaipeiTime.StartOfDayUtc(new DateOnly(year, month, day));
}
