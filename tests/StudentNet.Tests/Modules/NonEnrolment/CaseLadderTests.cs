using StudentNet.Modules.NonEnrolment;
using StudentNet.Modules.NonEnrolment.P2Cases;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Windows;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.NonEnrolment;

/// <summary>Working days with make-up Saturdays and closures, and the steps of the compulsory-attendance ladder that are counted in them.</summary>
[WithoutDatabase]
public sealed class CaseLadderTests
{
    // In the format of the calendar: a Saturday that is worked for a Monday that is not, and the end of the year.
    private const string Calendar = "date,kind,name\n2026-07-06,closed,補假\n2026-07-11,makeup-workday,補行上班\n2026-12-25,closed,行憲紀念日\n";

    private static readonly HashSet<DateOnly> None = [];
    private static readonly HashSet<DateOnly> Typhoon = [new(2026, 7, 10)];

    [Theory]
    [InlineData("2026-07-03", 1, "2026-07-07")]
    [InlineData("2026-07-03", 4, "2026-07-10")]
    [InlineData("2026-07-03", 5, "2026-07-11")]
    [InlineData("2026-07-03", 6, "2026-07-13")]
    [InlineData("2026-07-03", 0, "2026-07-03")]
    public void A_made_up_Saturday_is_a_working_day_and_a_holiday_is_none(string from, int days, string until) =>
        Days().AddWorkingDays(Day(from), days, None).ShouldBe(Day(until));

    [Fact]
    public void A_closure_of_the_county_is_no_working_day() => Days().AddWorkingDays(new(2026, 7, 3), 4, Typhoon).ShouldBe(new DateOnly(2026, 7, 11));

    [Theory]
    [InlineData("2026-12-30", 1, "2026-12-31")]
    [InlineData("2026-12-30", 2, null)]
    [InlineData("2027-02-01", 0, null)]
    public void Beyond_the_published_calendar_no_day_is_named(string from, int days, string? until) =>
        Days().AddWorkingDays(Day(from), days, None).ShouldBe(until is null ? null : Day(until));

    [Fact]
    public void The_calendar_that_travels_with_the_program_knows_its_made_up_Saturday()
    {
        var days = DaysOff.Load();
        days.NameOf(new(2025, 2, 8)).ShouldBeNull();
        days.NameOf(new(2025, 2, 15)).ShouldBe("星期六");
        days.PublishedThrough.Month.ShouldBe(12);
    }

    [Fact]
    public void A_warning_waits_for_the_delivery_of_the_advice_and_the_working_days_behind_it()
    {
        var advice = Measure(1, "advice", new(2026, 7, 1));
        Of(advice).Check(Kind("warning"), advice, new(2026, 7, 20))?.Code.ShouldBe("measure.undelivered");

        var delivered = Of(advice, Measure(2, "delivered", new(2026, 7, 3), of: 1));
        // Five working days behind the third of July are the eleventh, a Saturday that is worked; the warning may follow the day after.
        delivered.Check(Kind("warning"), advice, new(2026, 7, 11))?.Code.ShouldBe("measure.early");
        delivered.Check(Kind("warning"), advice, new(2026, 7, 12)).ShouldBeNull();
        delivered.Steps(1, new(2026, 7, 5)).Single(s => s.Code == "warning").From.ShouldBe(new DateOnly(2026, 7, 12));
    }

    [Fact]
    public void A_fine_waits_for_the_last_day_that_the_warning_gives()
    {
        var advice = Measure(1, "advice", new(2026, 7, 1));
        var warning = Measure(3, "warning", new(2026, 7, 13), deadline: new(2026, 8, 31));
        var ladder = Of(advice, Measure(2, "delivered", new(2026, 7, 3), of: 1), warning, Measure(4, "delivered", new(2026, 7, 14), of: 3));
        ladder.Check(Kind("fine"), warning, new(2026, 8, 31))?.Code.ShouldBe("measure.early");
        ladder.Check(Kind("fine"), warning, new(2026, 9, 1)).ShouldBeNull();
    }

    [Fact]
    public void A_fine_that_was_paid_is_not_enforced_and_a_voided_delivery_counts_for_nothing()
    {
        var fine = Measure(5, "fine", new(2026, 9, 1), deadline: new(2026, 9, 20));
        var delivered = Measure(6, "delivered", new(2026, 9, 3), of: 5);
        Of(fine, delivered, Measure(7, "paid", new(2026, 9, 10), of: 5)).Check(Kind("enforcement"), fine, new(2026, 10, 30))?.Code.ShouldBe("measure.paid");
        Of(fine, delivered).Check(Kind("enforcement"), fine, new(2026, 10, 30)).ShouldBeNull();
        delivered.VoidedAt = new(2026, 9, 4, 0, 0, 0, DateTimeKind.Utc);
        Of(fine, delivered).Check(Kind("enforcement"), fine, new(2026, 10, 30))?.Code.ShouldBe("measure.undelivered");
    }

    [Fact]
    public void Where_the_calendar_ends_the_ladder_says_so_and_lets_nothing_through()
    {
        var advice = Measure(1, "advice", new(2026, 12, 28));
        var ladder = Of(advice, Measure(2, "delivered", new(2026, 12, 29), of: 1));
        ladder.Check(Kind("warning"), advice, new(2027, 3, 1))?.Code.ShouldBe("calendar.end");
        ladder.Steps(1, new(2027, 3, 1)).Single(s => s.Code == "warning").Words.ShouldContain("115/12/31");
    }

    [Fact]
    public void Nothing_is_sent_before_the_letter_that_it_follows()
    {
        Of().Check(Kind("warning"), null, new(2026, 7, 1))?.Code.ShouldBe("measure.before");
        Of().Steps(0, new(2026, 7, 1)).Where(s => s.State == LadderState.Next).Select(s => s.Code).ShouldBe(["visit"]);
    }

    private static CaseLadder Of(params CaseMeasure[] measures) =>
        new(measures, CountyParameters.Default("98010", new SchoolYear(115), SchoolLevel.Elementary), Days(), None);

    private static DaysOff Days() => DaysOff.Of(new StringReader(Calendar));

    private static MeasureKind Kind(string code) => MeasureKinds.Find(code)!;

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static CaseMeasure Measure(int seq, string kind, DateOnly on, int? of = null, DateOnly? deadline = null) =>
        new()
        {
            PersonId = 1,
            CaseSeq = 1,
            Seq = seq,
            Kind = kind,
            On = on,
            OfSeq = of,
            Deadline = deadline,
            Note = "",
            RecordedAt = default,
            RecordedBy = 1,
            OrganisationCode = "98010010",
        };
}
