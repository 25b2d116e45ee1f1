using CsCheck;

namespace StudentNet.Tests.Kernel.Rolls;

public class HeadCountTests
{
    private static readonly Gen<HeadCount> AnyCount = Gen.Int[0, 50].Array[8]
        .Select(n => new HeadCount(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7]));

    [Fact]
    public void The_slide_counts_1684_pupils_in_and_2_out()
    {
        var school = new HeadCount(EnrolledNational: 1650, EnrolledForeign: 31, NonSchoolWithPlace: 3, LongSick: 0, Abroad: 2);

        school.Counted.ShouldBe(1684);
        school.NotCounted.ShouldBe(2);
        school.Total.ShouldBe(1686);
    }

    [Fact]
    public void Classes_add_up_to_the_school() => AnyCount.Array[0, 20].Sample(classes =>
    {
        var school = HeadCount.Sum(classes);
        school.Counted.ShouldBe(classes.Sum(c => c.Counted));
        school.NotCounted.ShouldBe(classes.Sum(c => c.NotCounted));
    });

    [Fact]
    public void The_order_of_adding_does_not_matter() => Gen.Select(AnyCount, AnyCount).Sample((a, b) => a + b == b + a);

    /// <summary>Powers of two: each figure can be seen in the sum.</summary>
    [Fact]
    public void Four_figures_count_towards_the_class_and_four_do_not()
    {
        var counts = new HeadCount(
            EnrolledNational: 1, EnrolledForeign: 2, NonSchoolWithPlace: 4, LongSick: 8, NonSchoolNational: 16, NonSchoolForeign: 32, DroppedOut: 64, Abroad: 128);

        counts.Counted.ShouldBe(1 + 2 + 4 + 8);
        counts.NotCounted.ShouldBe(16 + 32 + 64 + 128);
        counts.Total.ShouldBe(255);
    }
}
