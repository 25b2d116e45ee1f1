using CsCheck;

namespace StudentNet.Tests.Kernel.Calendar;

public class RocDateTests
{
    private static readonly DateOnly FirstSchoolDay = new(2025, 9, 1);

    [Theory]
    [InlineData("114/09/01")]
    [InlineData("114/9/1")]
    [InlineData("114.9.1")]
    [InlineData("114-9-1")]
    [InlineData("1140901")]
    [InlineData("0114/09/01")]
    [InlineData("2025-09-01")]
    [InlineData("2025/9/1")]
    [InlineData("20250901")]
    [InlineData("  114/09/01　")]
    [InlineData("１１４／０９／０１")]
    [InlineData("民國114年9月1日")]
    [InlineData("民國 114 年 9 月 1 日")]
    [InlineData("114年09月01日")]
    [InlineData("民國1140901")]
    [InlineData("西元2025年9月1日")]
    public void A_date_is_read_as_people_write_it(string text)
    {
        RocDate.TryParse(text, out var date).ShouldBeTrue();
        date.ShouldBe(FirstSchoolDay);
    }

    [Theory]
    [InlineData("12/09/01", "1923-09-01")]
    [InlineData("990901", "2010-09-01")]
    [InlineData("1/1/1", "1912-01-01")]
    [InlineData("999/12/31", "2910-12-31")]
    [InlineData("9999/12/31", "9999-12-31")]
    public void A_year_below_1000_is_always_an_ROC_year_and_any_other_Gregorian(string text, string iso)
    {
        RocDate.TryParse(text, out var date).ShouldBeTrue();
        RocDate.Iso(date).ShouldBe(iso);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("114")]
    [InlineData("11409")]
    [InlineData("114/02/29")]
    [InlineData("114/13/01")]
    [InlineData("114/00/01")]
    [InlineData("114/09/00")]
    [InlineData("1140931")]
    [InlineData("0/09/01")]
    [InlineData("1911/09/01")]
    [InlineData("1000/01/01")]
    [InlineData("1000/1/1")]
    [InlineData("10000/01/01")]
    [InlineData("114909901")]
    [InlineData("114//09//1")]
    [InlineData("9/1/2025")]
    [InlineData("114/09-01")]
    [InlineData("114/09")]
    [InlineData("民國2025年9月1日")]
    [InlineData("西元114年9月1日")]
    [InlineData("民國前1年9月1日")]
    [InlineData("2025-09-01T00:00:00")]
    [InlineData("九月一日")]
    public void What_is_no_date_or_impossible_is_refused(string? text) => RocDate.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("113/02/29")]
    [InlineData("2024-02-29")]
    public void A_leap_day_exists_in_a_leap_year(string text) => RocDate.TryParse(text, out _).ShouldBeTrue();

    [Fact]
    public void A_date_is_shown_in_four_ways()
    {
        RocDate.Format(FirstSchoolDay).ShouldBe("114/09/01");
        RocDate.FormatWithWeekday(FirstSchoolDay).ShouldBe("114/09/01（一）");
        RocDate.Short(FirstSchoolDay).ShouldBe("09/01");
        RocDate.Iso(FirstSchoolDay).ShouldBe("2025-09-01");
    }

    [Fact]
    public void Sunday_is_日_and_Saturday_六()
    {
        RocDate.FormatWithWeekday(new DateOnly(2025, 8, 31)).ShouldEndWith("（日）");
        RocDate.FormatWithWeekday(new DateOnly(2025, 9, 6)).ShouldEndWith("（六）");
    }

    [Fact]
    public void Whatever_is_written_is_read_back() => Gen.Date[new DateTime(1912, 1, 1), new DateTime(2900, 12, 31)]
        .Select(DateOnly.FromDateTime)
        .Sample(date =>
        {
            foreach (var text in (string[])[RocDate.Format(date), RocDate.Iso(date), $"{date:yyyyMMdd}", $"{RocDate.ToRocYear(date.Year):000}{date:MMdd}"])
            {
                RocDate.TryParse(text, out var read).ShouldBeTrue(text);
                read.ShouldBe(date);
            }
        });

    [Fact]
    public void No_text_whatever_makes_it_throw() => Gen.String.Sample(text => RocDate.TryParse(text, out _) || true);

    /// <summary>A class roll of a country has millions of them; patterns would take some 300 bytes for each.</summary>
    [Theory]
    [InlineData("114/09/01")]
    [InlineData("114-09-01")]
    [InlineData("114.09.01")]
    [InlineData("2025-09-01")]
    public void A_date_as_files_write_it_is_read_without_a_copy(string text)
    {
        const int reads = 10_000;
        RocDate.TryParse(text, out _).ShouldBeTrue();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < reads; i++)
            RocDate.TryParse(text, out _).ShouldBeTrue();

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(10 * reads);
    }

    [Theory]
    [InlineData("2026-03-15", "2026-09-15", "03/15")]
    [InlineData("2025-09-30", "2026-09-15", "114/09/30")]
    [InlineData("2027-02-15", "2026-09-15", "116/02/15")]
    public void A_short_date_has_its_year_where_that_is_not_this_one(string day, string today, string shown) =>
        RocDate.Short(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(shown);

    [Fact]
    public void A_deadline_of_another_year_has_its_year()
    {
        var now = new DateTime(2026, 9, 15, 1, 0, 0, DateTimeKind.Utc);
        Moment.Deadline(new DateTime(2026, 9, 30, 15, 59, 0, DateTimeKind.Utc), now).ShouldBe("09/30（三）23:59");
        Moment.Deadline(new DateTime(2027, 2, 15, 15, 59, 0, DateTimeKind.Utc), now).ShouldBe("116/02/15（一）23:59");
        Moment.Short(new DateTime(2025, 12, 31, 15, 59, 0, DateTimeKind.Utc), now).ShouldBe("114/12/31 23:59");
    }
}
