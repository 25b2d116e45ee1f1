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

    /// <summary>The value was worked out by another program from what <see cref="SeededDraw.For"/> promises: step, then each letter, then the index, mixed in turn.</summary>
    [Fact]
    public void A_named_stream_is_the_same_on_every_machine_and_in_every_version() =>
        SeededDraw.For(7, "63000010001", 3).Next().ShouldBe(17806039086806767883UL);

    [Fact]
    public void A_number_between_two_others_may_be_either_of_them()
    {
        var draw = new SeededDraw(2);
        var drawn = Enumerable.Range(0, 1_000).Select(_ => draw.Between(3, 5)).ToList();
        drawn.Distinct().Order().ShouldBe([3, 4, 5]);
    }

    [Fact]
    public void A_chance_comes_in_so_many_of_ten_thousand_cases()
    {
        var draw = new SeededDraw(2);
        int Of(int chance) => Enumerable.Range(0, 100_000).Count(_ => draw.Chance(chance));

        Of(0).ShouldBe(0);
        Of(10_000).ShouldBe(100_000);
        Of(2_500).ShouldBeInRange(24_500, 25_500);
    }

    [Fact]
    public void Nothing_is_drawn_from_nothing()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new SeededDraw(1).Below(0));
        Should.Throw<ArgumentOutOfRangeException>(() => new SeededDraw(1).Pick<int>([]));
    }

    [Fact]
    public void One_item_is_shuffled_without_a_draw()
    {
        var draw = new SeededDraw(3);
        draw.Shuffled([1]).ShouldBe([1]);
        draw.Next().ShouldBe(new SeededDraw(3).Next());
    }

    [Fact]
    public void There_are_ten_million_invented_numbers_of_a_kind()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => InventedNumber.National(Sex.Male, -1));
        Should.Throw<ArgumentOutOfRangeException>(() => InventedNumber.National(Sex.Male, InventedNumber.Count));
    }

    [Theory]
    [InlineData("A123456789")]
    [InlineData("Y12345678")]
    [InlineData("#123456782")]
    public void Other_numbers_are_not_taken_for_invented_ones(string number) => InventedNumber.Is(number).ShouldBeFalse();

    /// <summary>Of a hundred: three of the mark alone, two of three characters, 47 that begin with the mark, 48 that end with it; one of all rare.</summary>
    [Fact]
    public void Most_invented_names_have_two_characters_and_a_few_have_one_or_three_or_a_rare_one()
    {
        const int draws = 100_000;
        var draw = new SeededDraw(5);
        var names = Enumerable.Range(0, draws).Select(i => InventedName.Given(draw, i % 2 == 0 ? Sex.Male : Sex.Female)).ToList();
        double Percent(Func<string, bool> are) => names.Count(are) * 100.0 / draws;
        bool Starts(string name) => InventedName.Marks.Contains(name[0], StringComparison.Ordinal);

        Percent(n => n.Length == 1).ShouldBe(3, 0.3);
        Percent(n => n.Any(char.IsSurrogate)).ShouldBe(1, 0.2);
        Percent(n => n.Length == 3 && !n.Any(char.IsSurrogate)).ShouldBe(2, 0.3);
        Percent(n => n.Length == 2 && Starts(n)).ShouldBe(47, 0.5);
        Percent(n => n.Length == 2 && !Starts(n)).ShouldBe(47, 0.5);
    }

    [Fact]
    public void Boys_and_girls_have_names_of_their_own()
    {
        var draw = new SeededDraw(6);
        string Names(Sex sex) => string.Concat(Enumerable.Range(0, 2_000).Select(_ => InventedName.Given(draw, sex)));

        var (boys, girls) = (Names(Sex.Male), Names(Sex.Female));
        (boys.Contains('豪', StringComparison.Ordinal), boys.Contains('婷', StringComparison.Ordinal)).ShouldBe((true, false));
        (girls.Contains('婷', StringComparison.Ordinal), girls.Contains('豪', StringComparison.Ordinal)).ShouldBe((true, false));
    }
}
