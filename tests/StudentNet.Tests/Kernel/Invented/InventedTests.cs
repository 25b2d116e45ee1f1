using StudentNet.Kernel;

namespace StudentNet.Tests.Kernel.Invented;

public class InventedTests
{
    [Fact]
    public void Draws_are_the_same_on_every_machine_and_in_every_version()
    {
        // The published first values of SplitMix64 for the seed 1234567.
        var draw = new SeededDraw(1234567);
        ulong[] first = [draw.Next(), draw.Next(), draw.Next()];
        first.ShouldBe([6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL]);
    }

    [Fact]
    public void A_named_stream_does_not_depend_on_what_others_drew()
    {
        SeededDraw.For(7, "63000010001").Next().ShouldBe(SeededDraw.For(7, "63000010001").Next());
        SeededDraw.For(7, "63000010001").Next().ShouldNotBe(SeededDraw.For(7, "63000010002").Next());
        SeededDraw.For(7, "a", 1).Next().ShouldNotBe(SeededDraw.For(7, "a", 2).Next());
    }

    [Fact]
    public void Small_numbers_come_equally_often()
    {
        var draw = new SeededDraw(1);
        var counts = new int[6];
        for (var i = 0; i < 60_000; i++)
        {
            counts[draw.Below(6)]++;
        }

        counts.ShouldAllBe(c => c > 9_600 && c < 10_400);
    }

    [Fact]
    public void Shuffling_keeps_every_item_and_leaves_the_list_alone()
    {
        int[] items = [.. Enumerable.Range(0, 50)];
        var order = new SeededDraw(3).Shuffled(items);
        order.Order().ShouldBe(items);
        order.ShouldNotBe(items);
        items.ShouldBe(Enumerable.Range(0, 50));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1234567)]
    [InlineData(InventedNumber.Count - 1)]
    public void Invented_numbers_are_right_and_show_that_they_are_invented(int serial)
    {
        foreach (var sex in Enum.GetValues<Sex>())
        {
            foreach (var number in (PersonNumber[])[InventedNumber.National(sex, serial), InventedNumber.Residence(sex, serial), InventedNumber.ResidenceOld(sex, serial)])
            {
                var read = PersonNumber.Parse(number.Value);
                read.Number.ShouldBe(number);
                read.Number!.Value.Sex.ShouldBe(sex);
                InventedNumber.Is(number.Value).ShouldBeTrue();
            }
        }
    }

    [Fact]
    public void Invented_names_show_that_they_are_invented()
    {
        var draw = new SeededDraw(5);
        for (var i = 0; i < 2_000; i++)
        {
            InventedName.Is("王" + InventedName.Given(draw, i % 2 == 0 ? Sex.Male : Sex.Female)).ShouldBeTrue();
        }

        InventedName.Is("範承恩").ShouldBeFalse();
    }
}
