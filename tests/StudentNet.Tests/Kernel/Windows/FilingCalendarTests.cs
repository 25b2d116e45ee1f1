namespace StudentNet.Tests.Kernel.Windows;

/// <summary>
/// The whole table of filing windows (domain §3) for school year 115, one row a case: the grammar can say all of it. The county of these tests set its
/// parameters on 2025-12-20, published its districts on 2026-01-10 and allocates from 2026-03-25 to 2026-05-08.
/// </summary>
public class FilingCalendarTests
{
    private const string SinceEver = "since ever";
    private const string WithoutEnd = "without end";
    private const string CountySets = "county";

    private static readonly Dictionary<string, DateTime> Happened = new()
    {
        ["parameters.set"] = new(2025, 12, 20, 10, 30, 0),
        ["districts.published"] = new(2026, 1, 10, 9, 0, 0),
        ["allocation.close"] = new(2026, 5, 9),
        ["case.designated"] = new(2026, 10, 1, 11, 0, 0),
        ["case.released"] = new(2027, 3, 2, 16, 0, 0),
        ["visits.noted"] = new(2026, 10, 20, 15, 0, 0),
    };

    /// <summary>Row, opening rule, closing rule, when it opens, and the first instant at which it is closed.</summary>
    [Theory]
    [InlineData("M1 M2 檢視參數、學校基本資料", "-1y:12-15 & parameters.set", "always", "2025-12-20 10:30", WithoutEnd)]
    [InlineData("M3 檢視學區", "districts.published", "always", "2026-01-10 09:00", WithoutEnd)]
    [InlineData("M4 未來學區設籍人數", "always", "always", SinceEver, WithoutEnd)]
    [InlineData("3/20 遺漏名單", "-1y:03-21", "county", "2026-03-21", CountySets)]
    [InlineData("N1 N2 匯入分發名單", "county", "county", CountySets, CountySets)]
    [InlineData("N1 N2 縣市設定後", "-1y:03-25", "-1y:05-08", "2026-03-25", "2026-05-09")]
    [InlineData("N3 N4 報到", "allocation.close+1d", "08-29", "2026-05-09", "2026-08-30")]
    [InlineData("N5 N6 入學", "08-30", "09-14", "2026-08-30", "2026-09-15")]
    [InlineData("N7 新設籍名單", "always", "always", SinceEver, WithoutEnd)]
    [InlineData("N8 入學補登（歷年）", "always", "always", SinceEver, WithoutEnd)]
    [InlineData("N8 入學補登（新生）", "09-16", "always", "2026-09-16", WithoutEnd)]
    [InlineData("Q1 各班學生現況 第 1 學期", "08-16", "02-15", "2026-08-16", "2027-02-16")]
    [InlineData("Q1 各班學生現況 第 2 學期", "02-16", "+1y:08-15", "2027-02-16", "2027-08-16")]
    [InlineData("Q2 學籍資料 第 1 學期", "01-15", "02-15", "2027-01-15", "2027-02-16")]
    [InlineData("Q2 學籍資料 第 2 學期", "07-15", "+1y:08-15", "2027-07-15", "2027-08-16")]
    [InlineData("Q3 外籍生（歷年）", "always", "always", SinceEver, WithoutEnd)]
    [InlineData("Q3 外籍生（新生）", "08-30", "always", "2026-08-30", WithoutEnd)]
    [InlineData("Q4 鑑輔生", "always", "always", SinceEver, WithoutEnd)]
    [InlineData("Q5 外僑學校", "always", "always", SinceEver, WithoutEnd)]
    [InlineData("P 全國大比對", "09-15", "always", "2026-09-15", WithoutEnd)]
    [InlineData("P 學校申訴", "case.designated", "case.designated+15d", "2026-10-01 11:00", "2026-10-17")]
    [InlineData("P 註記訪查結果", "case.designated", "case.designated+1m", "2026-10-01 11:00", "2026-11-02")]
    [InlineData("P 持續列管", "case.designated", "case.released", "2026-10-01 11:00", "2027-03-03")]
    [InlineData("P 每週比對", "first-friday-after 09-16", "always", "2026-09-18", WithoutEnd)]
    [InlineData("P 歷年未入學列管", "10-15 & visits.noted", "always", "2026-10-20 15:00", WithoutEnd)]
    [InlineData("S 就學歷程（歷年）", "always", "always", SinceEver, WithoutEnd)]
    [InlineData("S 就學歷程（新生）", "09-16", "always", "2026-09-16", WithoutEnd)]
    public void Every_row_of_the_calendar_can_be_said(string row, string opens, string closes, string opensAt, string closedFrom)
    {
        Written(opens, WindowEdge.Opens).ShouldBe(opensAt, row);
        Written(closes, WindowEdge.Closes).ShouldBe(closedFrom, row);
    }

    /// <summary>A checkpoint freezes what stood at the end of its minute.</summary>
    [Theory]
    [InlineData("Distribution reference date", "-1y:03-20", "2026-03-21")]
    [InlineData("N3 N4 at least one submission", "-1y:07-25 23:59", "2026-07-26")]
    [InlineData("N5 N6 at least one submission", "09-14 23:59", "2026-09-15")]
    [InlineData("Q1 term 1", "09-30 23:59", "2026-10-01")]
    [InlineData("Q1 term 2", "03-15 23:59", "2027-03-16")]
    [InlineData("Q2 term 1", "02-15 23:59", "2027-02-16")]
    [InlineData("Q2 term 2", "+1y:08-15 23:59", "2027-08-16")]
    public void Every_checkpoint_of_the_calendar_can_be_said(string row, string checkpoint, string frozenFrom) =>
        Written(checkpoint, WindowEdge.Closes).ShouldBe(frozenFrom, row);

    [Fact]
    public void Registration_opens_later_where_the_allocation_ends_later()
    {
        var early = Resolve("allocation.close+1d", _ => new WindowInstant.At(new DateTime(2026, 5, 9)));
        var late = Resolve("allocation.close+1d", _ => new WindowInstant.At(new DateTime(2026, 6, 21)));

        early.ShouldBe(new WindowInstant.At(new DateTime(2026, 5, 9)));
        late.ShouldBe(new WindowInstant.At(new DateTime(2026, 6, 21)));
    }

    [Theory]
    [InlineData("M4 refreshed", "monthly 05", "2026-09-06", "2026-10-05")]
    [InlineData("Q4 feed", "monthly 01", "2026-09-01", "2026-09-01")]
    [InlineData("P weekly comparison", "weekly friday", "2026-09-18", "2026-09-18")]
    [InlineData("P weekly comparison", "weekly friday", "2026-09-19", "2026-09-25")]
    public void Every_cadence_of_the_calendar_can_be_said(string row, string cadence, string day, string next)
    {
        Cadence.TryParse(cadence, out var parsed).ShouldBeTrue(row);
        parsed!.From(DateOnly.Parse(day)).ShouldBe(DateOnly.Parse(next), row);
    }

    private static string Written(string rule, WindowEdge edge)
    {
        var instant = WindowRule.Parse(rule).Rule.ShouldNotBeNull(rule).Resolve(new SchoolYear(115), edge, LookUp);
        if (!instant.TryGet(out var local, out var reason))
            return reason.Value.Code == "window.county" ? CountySets : reason.Value.Message;
        if (local == DateTime.MinValue)
            return SinceEver;
        if (local == DateTime.MaxValue)
            return WithoutEnd;
        return local.TimeOfDay == TimeSpan.Zero ? $"{local:yyyy-MM-dd}" : $"{local:yyyy-MM-dd HH:mm}";
    }

    private static WindowInstant Resolve(string rule, WindowLookup lookup) =>
        WindowRule.Parse(rule).Rule.ShouldNotBeNull(rule).Resolve(new SchoolYear(115), WindowEdge.Opens, lookup);

    private static WindowInstant LookUp(WindowReference reference) => new WindowInstant.At(Happened[reference.ToString()]);
}
