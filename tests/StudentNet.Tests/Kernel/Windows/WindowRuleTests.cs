namespace StudentNet.Tests.Kernel.Windows;

public class WindowRuleTests
{
    private static readonly SchoolYear Year = new(115);

    [Theory]
    [InlineData("08-29", "2026-08-29")]
    [InlineData("08-01", "2026-08-01")]
    [InlineData("12-31", "2026-12-31")]
    [InlineData("01-01", "2027-01-01")]
    [InlineData("12-15", "2026-12-15")]
    [InlineData("02-15", "2027-02-15")]
    [InlineData("07-31", "2027-07-31")]
    [InlineData("-1y:03-21", "2026-03-21")]
    [InlineData("-1y:12-15", "2025-12-15")]
    [InlineData("+1y:08-15", "2027-08-15")]
    [InlineData("02-29", "2027-02-28")]
    public void A_month_and_day_lie_in_the_school_year_unless_another_is_named(string rule, string day) =>
        Local(rule, WindowEdge.Opens).ShouldBe(DateTime.Parse(day));

    [Fact]
    public void The_leap_day_is_kept_in_a_leap_year() =>
        Parsed("02-29").Resolve(new SchoolYear(112), WindowEdge.Opens).ShouldBe(new WindowInstant.At(new DateTime(2024, 2, 29)));

    [Fact]
    public void A_date_opens_as_its_day_begins_and_closes_as_it_ends()
    {
        Local("08-29", WindowEdge.Opens).ShouldBe(new DateTime(2026, 8, 29));
        Local("08-29", WindowEdge.Closes).ShouldBe(new DateTime(2026, 8, 30));
    }

    [Fact]
    public void A_time_opens_as_its_minute_begins_and_closes_as_it_ends()
    {
        Local("08-29 17:00", WindowEdge.Opens).ShouldBe(new DateTime(2026, 8, 29, 17, 0, 0));
        Local("08-29 17:00", WindowEdge.Closes).ShouldBe(new DateTime(2026, 8, 29, 17, 1, 0));
        Local("08-29 23:59", WindowEdge.Closes).ShouldBe(Local("08-29", WindowEdge.Closes));
    }

    [Fact]
    public void Always_has_neither_beginning_nor_end()
    {
        Local("always", WindowEdge.Opens).ShouldBe(DateTime.MinValue);
        Local("always", WindowEdge.Closes).ShouldBe(DateTime.MaxValue);
    }

    [Fact]
    public void Never_does_not_open_and_does_not_close()
    {
        Local("never", WindowEdge.Opens).ShouldBe(DateTime.MaxValue);
        Local("never", WindowEdge.Closes).ShouldBe(DateTime.MaxValue);
    }

    [Fact]
    public void What_the_county_must_set_is_unresolved_and_says_so()
    {
        Parsed("county").IsSetByCounty.ShouldBeTrue();
        Reason("county").ShouldBe(new Problem("window.county", "縣市尚未設定期限", "請洽縣市承辦人"));
    }

    [Theory]
    [InlineData("first-friday-after 09-16", 115, "2026-09-18")]
    [InlineData("first-friday-after 09-16", 111, "2022-09-23")]
    [InlineData("first-friday-on-or-after 09-16", 111, "2022-09-16")]
    [InlineData("first-friday-on-or-after 09-16", 115, "2026-09-18")]
    [InlineData("first-monday-after -1y:03-20", 115, "2026-03-23")]
    public void The_first_weekday_after_a_date_is_strictly_after_it_unless_told_otherwise(string rule, int roc, string day) =>
        Parsed(rule).Resolve(new SchoolYear(roc), WindowEdge.Opens).ShouldBe(new WindowInstant.At(DateTime.Parse(day)));

    [Fact]
    public void A_day_after_another_window_closes_begins_at_the_next_midnight()
    {
        var closesOn30April = Known("allocation.close", Local("-1y:04-30", WindowEdge.Closes));
        var closesAt5pm = Known("allocation.close", Local("-1y:04-30 17:00", WindowEdge.Closes));

        Local("allocation.close+1d", WindowEdge.Opens, closesOn30April).ShouldBe(new DateTime(2026, 5, 1));
        Local("allocation.close+1d", WindowEdge.Opens, closesAt5pm).ShouldBe(new DateTime(2026, 5, 1));
        Local("allocation.close-1d", WindowEdge.Closes, closesOn30April).ShouldBe(new DateTime(2026, 4, 30));
    }

    [Fact]
    public void Without_an_offset_one_window_opens_the_instant_another_closes() =>
        Local("allocation.close", WindowEdge.Opens, Known("allocation.close", new DateTime(2026, 4, 30, 17, 1, 0)))
            .ShouldBe(new DateTime(2026, 4, 30, 17, 1, 0));

    [Fact]
    public void Days_and_months_are_counted_from_the_day_of_an_event_and_end_with_their_last_day()
    {
        var designated = Known("case.designated", new DateTime(2026, 1, 31, 14, 2, 0));

        Local("case.designated", WindowEdge.Opens, designated).ShouldBe(new DateTime(2026, 1, 31, 14, 2, 0));
        Local("case.designated+15d", WindowEdge.Closes, designated).ShouldBe(new DateTime(2026, 2, 16));
        Local("case.designated+1m", WindowEdge.Closes, designated).ShouldBe(new DateTime(2026, 3, 1), "the last day is 28 February");

        var atMidnight = Known("case.designated", new DateTime(2026, 1, 31));
        Local("case.designated+15d", WindowEdge.Closes, atMidnight).ShouldBe(new DateTime(2026, 2, 16), "what happens at midnight happens on the day that begins");
    }

    [Fact]
    public void A_boundless_window_has_no_day_to_count_from() =>
        Local("allocation.close+1d", WindowEdge.Opens, Known("allocation.close", DateTime.MaxValue)).ShouldBe(DateTime.MaxValue);

    [Fact]
    public void Of_two_conditions_the_later_counts()
    {
        const string rule = "-1y:12-15 & parameters.set";

        Local(rule, WindowEdge.Opens, Known("parameters.set", new DateTime(2025, 11, 3))).ShouldBe(new DateTime(2025, 12, 15));
        Local(rule, WindowEdge.Opens, Known("parameters.set", new DateTime(2026, 1, 8, 9, 0, 0))).ShouldBe(new DateTime(2026, 1, 8, 9, 0, 0));
        Reason(rule).ShouldBe(new Problem("window.reference", "「parameters.set」尚未確定", "待該項作業設定後即可顯示"));
    }

    [Fact]
    public void The_reason_of_the_lookup_is_passed_on()
    {
        var reason = new Problem("zones", "學區尚未公告", "請洽縣市承辦人");
        Parsed("districts.published").Resolve(Year, WindowEdge.Opens, _ => new WindowInstant.Unresolved(reason))
            .ShouldBe(new WindowInstant.Unresolved(reason));
    }

    [Fact]
    public void A_rule_says_what_it_refers_to() =>
        Parsed("08-30 & Q1.31.close+1d & districts.published").References
            .ShouldBe([new WindowReference("Q1.31", WindowEdge.Closes), new WindowReference("districts.published", null)]);

    [Theory]
    [InlineData("08-29")]
    [InlineData("-1y:07-25 23:59")]
    [InlineData("+1y:08-15")]
    [InlineData("first-friday-after 09-16")]
    [InlineData("first-friday-on-or-after -1y:09-16")]
    [InlineData("allocation.close+1d")]
    [InlineData("Q1.31.open-2m")]
    [InlineData("case.designated")]
    [InlineData("10-15 & visits.noted & allocation.open")]
    [InlineData("always")]
    [InlineData("never")]
    [InlineData("county")]
    public void A_written_rule_is_read_back_as_an_equal_rule(string text)
    {
        var rule = Parsed(text);
        rule.ToString().ShouldBe(text);
        Parsed(rule.ToString()).ShouldBe(rule);
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("08-29 & countie", "countie")]
    public void The_refusal_names_the_part_that_is_not_understood(string? text, string part)
    {
        var result = WindowRule.Parse(text);

        result.IsValid.ShouldBeFalse();
        result.Problem.ShouldBe(
            new Problem("window.form", $"無法辨識期限規則「{part}」", "例：08-29、-1y:03-21、08-29 23:59、allocation.close+1d、always、county"));
        WindowRule.Parse("08-29").IsValid.ShouldBeTrue();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("13-01")]
    [InlineData("00-01")]
    [InlineData("08-00")]
    [InlineData("02-30")]
    [InlineData("8-1")]
    [InlineData("08-29 24:00")]
    [InlineData("first-freitag-after 09-16")]
    [InlineData("first-friday-after 09-16 10:00")]
    [InlineData("countie")]
    [InlineData("allocation")]
    [InlineData("allocation.close+1w")]
    [InlineData("08-29 &")]
    [InlineData("always & 08-29")]
    public void What_the_grammar_does_not_allow_is_refused(string? text) =>
        WindowRule.Parse(text).Problem.ShouldNotBeNull().Code.ShouldBe("window.form");

    private static WindowRule Parsed(string text) => WindowRule.Parse(text).Rule.ShouldNotBeNull(text);

    private static DateTime Local(string rule, WindowEdge edge, WindowLookup? lookup = null)
    {
        Parsed(rule).Resolve(Year, edge, lookup).TryGet(out var local, out var reason).ShouldBeTrue(reason?.Message);
        local.Kind.ShouldBe(DateTimeKind.Unspecified);
        return local;
    }

    private static Problem Reason(string rule) =>
        Parsed(rule).Resolve(Year, WindowEdge.Opens).ShouldBeOfType<WindowInstant.Unresolved>().Reason;

    private static WindowLookup Known(string name, DateTime at) => reference => reference.ToString() == name
        ? new WindowInstant.At(at)
        : throw new ArgumentOutOfRangeException(nameof(reference), reference, "Not what the rule refers to.");
}
