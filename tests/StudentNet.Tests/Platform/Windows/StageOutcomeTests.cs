using StudentNet.Platform.Windows;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Windows;

/// <summary>The one place that decides how a filing stands, case by case. No database.</summary>
[WithoutDatabase]
public sealed class StageOutcomeTests
{
    private static readonly SchoolYear Year = new(115);
    private static readonly CountyWindows Book = new(FilingCalendar.Load(), new Dictionary<(string, SchoolYear, SchoolLevel, WindowEdge), WindowRule>(), [], Happened());

    /// <summary>N5 of 115: 8/30 to 9/14, checkpoint with its closing. Q1.1: 8/16 to 2/15, checkpoint 9/30.</summary>
    [Theory]
    // window, day, submitted, asked, open, changed, added
    [InlineData("N5", "08-20", false, true, 53, 0, 0, StageState.Ahead)]
    [InlineData("N5", "09-01", false, true, 53, 0, 0, StageState.Open)]
    [InlineData("N5", "09-01", false, true, 0, 0, 0, StageState.Open)] // all marked is not submitted
    [InlineData("N5", "09-01", true, true, 0, 0, 0, StageState.Done)]
    [InlineData("N5", "09-01", true, true, 6, 0, 0, StageState.Changed)] // submitted with children open
    [InlineData("N5", "09-01", true, true, 0, 1, 0, StageState.Changed)]
    [InlineData("N5", "09-01", true, true, 5, 0, 5, StageState.Changed)]
    [InlineData("N5", "09-15", false, true, 53, 0, 0, StageState.Missed)] // 0 of 53 admitted, nothing submitted
    [InlineData("N5", "12-01", false, true, 53, 0, 0, StageState.Missed)] // and it stays
    [InlineData("N5", "09-15", false, false, 0, 0, 0, StageState.Over)] // no list, nothing was asked
    [InlineData("N5", "09-15", true, true, 0, 0, 0, StageState.Done)]
    [InlineData("N5", "09-15", true, true, 0, 1, 0, StageState.Changed)]
    [InlineData("Q1.1", "09-30", false, true, 0, 0, 0, StageState.Open)]
    [InlineData("Q1.1", "10-01", false, true, 0, 0, 0, StageState.Overdue)]
    [InlineData("Q1.1", "10-01", false, false, 0, 0, 0, StageState.Open)] // its system sends
    [InlineData("Q1.1", "10-01", true, true, 0, 2, 0, StageState.Changed)]
    public void A_school(string window, string day, bool submitted, bool asked, int open, int changed, int added, StageState state)
    {
        var facts = Facts(window) with { IsAsked = asked, Open = open, Changed = changed, Added = added };
        Of(window, day, submitted, facts).State.ShouldBe(state);
    }

    [Theory]
    [InlineData("09-01", 3, 0, StageState.Open)]
    [InlineData("09-15", 3, 0, StageState.Missed)] // 3 of 11 schools
    [InlineData("09-15", 10, 0, StageState.Missed)]
    [InlineData("09-15", 11, 0, StageState.Done)]
    [InlineData("09-15", 11, 2, StageState.Changed)]
    public void A_county_of_eleven_schools(string day, int submitted, int unfinished, StageState state)
    {
        var facts = Facts("N5") with { IsAsked = true, Schools = 11, Submitted = submitted, Unfinished = unfinished };
        var standing = Of("N5", day, false, facts);
        standing.State.ShouldBe(state);
        standing.Missing.ShouldBe(11 - submitted);
    }

    [Fact]
    public void Of_two_levels_the_more_pressing_counts_and_the_schools_are_added()
    {
        var done = Of("N5", "09-15", false, Facts("N5") with { IsAsked = true, Schools = 4, Submitted = 4 });
        var missed = Of("N5", "09-15", false, Facts("N5") with { IsAsked = true, Schools = 7, Submitted = 3 });

        foreach (var both in new[] { done.And(missed), missed.And(done) })
        {
            both.State.ShouldBe(StageState.Missed);
            (both.Facts!.Submitted, both.Facts.Schools).ShouldBe((7, 11));
        }
    }

    [Fact]
    public void What_is_published_is_filed_without_a_stamp()
    {
        Of("N5", "09-01", false, Facts("N5") with { IsAsked = true, IsFiled = true }).State.ShouldBe(StageState.Done);
        Of("N5", "09-01", false, Facts("N5") with { IsAsked = true, IsFiled = true, Open = 1 }).State.ShouldBe(StageState.Changed);
    }

    [Fact]
    public void Nothing_known_but_the_calendar_is_never_done()
    {
        Of("N5", "09-15", false, null).State.ShouldBe(StageState.Over);
        Of("Q1.1", "10-01", false, null).State.ShouldBe(StageState.Overdue);
    }

    [Fact]
    public void Late_counts_from_the_checkpoint_that_passed()
    {
        var standing = Of("Q1.1", "10-02", false, Facts("Q1.1") with { IsAsked = true });
        standing.DueAt.ShouldBe(TaipeiTime.StartOfDayUtc(new DateOnly(2026, 10, 1)).AddTicks(-1));
    }

    [Fact]
    public void Where_the_checkpoint_asked_nothing_the_closing_counts()
    {
        var standing = Of("Q1.1", "10-02", false, Facts("Q1.1"));
        standing.State.ShouldBe(StageState.Open);
        standing.DueAt.ShouldBe(TaipeiTime.StartOfDayUtc(new DateOnly(2027, 2, 16)).AddTicks(-1));
    }

    private static FilingFacts Facts(string window) => new(window, Year, SchoolLevel.Elementary);

    private static StageOutcome Of(string window, string day, bool submitted, FilingFacts? facts)
    {
        var now = TaipeiTime.StartOfDayUtc(DateOnly.ParseExact($"2026-{day}", "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)).AddHours(9);
        var stamp = submitted
            ? new Submission
            {
                Window = window,
                OrganisationCode = "980601",
                Year = Year,
                Level = SchoolLevel.Elementary,
                Seq = 1,
                At = now.AddDays(-1),
                ByName = "範小冊",
                Receipt = "TEST",
                Figures = "{}",
            }
            : null;
        var span = Book.Span(Book.Calendar[window], Year, SchoolLevel.Elementary, "980601");
        return StageOutcome.Of([WindowDeadline.For(Book, span, stamp, now)], facts, now);
    }

    private static Dictionary<(string, SchoolYear, SchoolLevel), DateTime> Happened() => [];
}
