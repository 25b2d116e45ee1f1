using CsCheck;

namespace StudentNet.Tests.Kernel.Rolls;

public class ClassSizeTests
{
    [Theory]
    [InlineData(0, 29, 0)]
    [InlineData(1, 29, 1)]
    [InlineData(29, 29, 1)]
    [InlineData(30, 29, 2)]
    [InlineData(58, 29, 2)]
    [InlineData(59, 29, 3)]
    public void One_pupil_over_the_ceiling_opens_a_class(int pupils, int ceiling, int classes) =>
        ClassSize.Classes(pupils, [], ceiling).ShouldBe(classes);

    [Fact]
    public void A_reduction_takes_places_as_pupils_do() => ClassSize.Classes(28, [1, 2], 29).ShouldBe(2);

    [Fact]
    public void The_classes_hold_all_and_one_fewer_would_not() =>
        Gen.Select(Gen.Int[1, 3000], Gen.Int[0, 3].Array[0, 20], Gen.Int[1, 40]).Sample((pupils, reductions, ceiling) =>
        {
            var places = pupils + reductions.Sum();
            var classes = ClassSize.Classes(pupils, reductions, ceiling);
            (classes * ceiling).ShouldBeGreaterThanOrEqualTo(places);
            ((classes - 1) * ceiling).ShouldBeLessThan(places);
        });

    [Theory]
    [InlineData(-1, 0, 29)]
    [InlineData(30, -1, 29)]
    [InlineData(30, 0, 0)]
    [InlineData(30, 0, -29)]
    public void A_negative_figure_and_an_empty_class_are_bugs(int pupils, int reductions, int ceiling) =>
        Should.Throw<ArgumentOutOfRangeException>(() => ClassSize.Classes(pupils, reductions, ceiling));
}
