using CsCheck;

namespace StudentNet.Tests.Kernel.Districts;

public class NeighbourhoodSetTests
{
    private const int Max = NeighbourhoodSet.Max;

    private static readonly Gen<NeighbourhoodSet> AnySet =
        Gen.Select(Gen.Int[1, Max], Gen.Int[1, Max], (a, b) => (Math.Min(a, b), Math.Max(a, b))).Array[0, 6].Select(s => NeighbourhoodSet.Of(s));

    [Theory]
    [InlineData("1-4;9;12-20")]
    [InlineData("1～4、9、12～20鄰")]
    [InlineData("１－４，９，１２－２０")]
    [InlineData("第1至4鄰及9鄰、第12到20鄰")]
    [InlineData("1鄰 - 4鄰; 9 12–20")]
    [InlineData("12-20;2-4;1;9;3")]
    [InlineData("1~4, 9; 12—20;")]
    public void A_list_is_read_as_the_counties_write_it(string text) =>
        Parsed(text).Spans.ShouldBe([(1, 4), (9, 9), (12, 20)]);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("全里")]
    [InlineData("全村")]
    [InlineData("全部")]
    public void No_list_means_the_whole_village(string? text) => Parsed(text).IsEverything.ShouldBeTrue();

    [Theory]
    [InlineData("除1、3外")]
    [InlineData("除1、3鄰以外")]
    [InlineData("1、3鄰除外")]
    [InlineData("全里（除1、3鄰外）")]
    [InlineData("all but 1;3")]
    [InlineData("All but 1,3")]
    public void An_exception_list_means_all_others(string text) => Parsed(text).Spans.ShouldBe([(2, 2), (4, Max)]);

    [Fact]
    public void A_column_of_its_own_may_say_that_the_list_is_of_exceptions()
    {
        Parsed("1;3", allBut: true).ShouldBe(Parsed("除1、3外"));
        Parsed("除1、3外", allBut: true).ShouldBe(Parsed("除1、3外"), "said twice is not said the other way round");
    }

    [Theory]
    [InlineData("9-3", false, "neighbourhood.order")]
    [InlineData("0-3", false, "neighbourhood.bounds")]
    [InlineData("1000", false, "neighbourhood.bounds")]
    [InlineData("3-1000", false, "neighbourhood.bounds")]
    [InlineData("1000-3", false, "neighbourhood.bounds")]
    [InlineData("無", true, "neighbourhood.exception")]
    [InlineData("1-2-3", false, "neighbourhood.form")]
    [InlineData("中正路單號", false, "neighbourhood.form")]
    [InlineData("1鄰（部分）", false, "neighbourhood.form")]
    [InlineData("-", false, "neighbourhood.form")]
    [InlineData("；", false, "neighbourhood.form")]
    [InlineData("", true, "neighbourhood.exception")]
    [InlineData("全里", true, "neighbourhood.exception")]
    [InlineData("除外", false, "neighbourhood.exception")]
    public void What_is_not_plainly_one_meaning_is_refused(string text, bool allBut, string code)
    {
        var problem = NeighbourhoodSet.Parse(text, allBut).Problem.ShouldNotBeNull();
        problem.Code.ShouldBe(code);
        problem.Hint.ShouldNotBeNullOrWhiteSpace();
    }

    [Theory]
    [InlineData("1;9-3", false, "「9-3」起訖顛倒", "是否為「3-9」")]
    [InlineData("1;0-3", false, "「0-3」超出鄰別範圍", "鄰別為 1 至 999")]
    [InlineData("1;1-2-3", false, "無法辨識「1-2-3」", "請以「1-4;9;12-20」的形式填寫；其他條件請填在條件欄")]
    [InlineData("；", false, "「;」沒有鄰別", "請以「1-4;9;12-20」的形式填寫；全里請留空")]
    [InlineData("", true, "註明「除外」卻沒有列出除外的鄰", "請列出除外的鄰，或取消除外")]
    public void The_refusal_says_what_is_wrong_and_what_to_write(string text, bool allBut, string message, string hint)
    {
        var result = NeighbourhoodSet.Parse(text, allBut);

        result.IsValid.ShouldBeFalse();
        (result.Problem!.Value.Message, result.Problem.Value.Hint).ShouldBe((message, hint));
        NeighbourhoodSet.Parse("1").IsValid.ShouldBeTrue();
    }

    [Theory]
    [InlineData("3鄰4鄰", "3-4")]
    [InlineData("3鄰14鄰", "3;14")]
    [InlineData("1;999", "除2-998外")]
    [InlineData("除1-998外", "除1-998外")]
    public void The_unit_separates_and_the_last_neighbourhood_is_999(string text, string canonical) => Parsed(text).ToString().ShouldBe(canonical);

    [Theory]
    [InlineData(0, 3)]
    [InlineData(5, 3)]
    [InlineData(1, Max + 1)]
    public void A_span_that_cannot_be_is_a_bug(int from, int to) => Should.Throw<ArgumentOutOfRangeException>(() => NeighbourhoodSet.Of((from, to)));

    [Fact]
    public void Sets_overlap_where_they_share_a_neighbourhood()
    {
        Parsed("1-4").Overlaps(Parsed("4-9")).ShouldBeTrue();
        Parsed("1-4").Overlaps(Parsed("5-9")).ShouldBeFalse();
    }

    [Fact]
    public void Sets_can_be_told_apart_as_keys() => Parsed("1-4").GetHashCode().ShouldNotBe(Parsed("1-5").GetHashCode());

    [Theory]
    [InlineData("4;1;2;3", "1-4")]
    [InlineData("", "全里")]
    [InlineData("無", "無")]
    [InlineData("1,3除外", "除1;3外")]
    public void It_is_written_in_one_way(string text, string canonical) => Parsed(text).ToString().ShouldBe(canonical);

    [Fact]
    public void What_is_written_is_read_back() => AnySet.Sample(set => Parsed(set.ToString()).ShouldBe(set));

    [Fact]
    public void Spans_are_sorted_and_neither_touch_nor_overlap() => AnySet.Sample(set =>
    {
        foreach (var (left, right) in set.Spans.Zip(set.Spans.Skip(1)))
            (left.To + 1).ShouldBeLessThan(right.From);
    });

    [Fact]
    public void The_operations_are_those_of_sets() => Gen.Select(AnySet, AnySet).Sample((a, b) =>
    {
        foreach (var n in Enumerable.Range(1, Max))
        {
            var (inA, inB) = (a.Contains(n), b.Contains(n));
            if (a.Union(b).Contains(n) != (inA || inB)
                || a.Intersect(b).Contains(n) != (inA && inB)
                || a.Except(b).Contains(n) != (inA && !inB)
                || a.Complement().Contains(n) == inA)
                return false;
        }
        return true;
    }, iter: 20);

    [Fact]
    public void The_laws_of_sets_hold() => Gen.Select(AnySet, AnySet, AnySet).Sample((a, b, c) =>
    {
        a.Complement().Complement().ShouldBe(a);
        a.Union(b).Complement().ShouldBe(a.Complement().Intersect(b.Complement()));
        a.Intersect(b.Union(c)).ShouldBe(a.Intersect(b).Union(a.Intersect(c)));
        a.Except(b).Union(a.Intersect(b)).ShouldBe(a);
        a.Union(a.Complement()).ShouldBe(NeighbourhoodSet.Everything);
        a.Intersect(a.Complement()).ShouldBe(NeighbourhoodSet.Empty);
        a.Overlaps(b).ShouldBe(b.Overlaps(a));
        (a.Equals(b) && a.GetHashCode() != b.GetHashCode()).ShouldBeFalse();
    });

    [Fact]
    public void No_text_whatever_makes_it_throw() => Gen.String[Gen.Char["0123456789-、;除外鄰全 里(x"], 0, 12].Sample(text =>
    {
        NeighbourhoodSet.Parse(text);
        NeighbourhoodSet.Parse(text, allBut: true);
    });

    [Fact]
    public void Every_list_of_the_published_districts_is_read()
    {
        // The fields before the list are plain; the list is the ninth, and the exception flag the tenth.
        var rows = File.ReadLines(SharedData.PathOf("districts/districts_taipei_ntpc.csv")).Skip(1).Select(line => line.Split(',')).ToList();
        rows.Count.ShouldBeGreaterThan(3000);

        var refused = rows.Where(r => r[8].Length > 0).Where(r => !NeighbourhoodSet.Parse(r[8], allBut: r[9] == "1").IsValid);
        refused.Select(r => string.Join(',', r)).ShouldBeEmpty();
    }

    private static NeighbourhoodSet Parsed(string? text, bool allBut = false)
    {
        var result = NeighbourhoodSet.Parse(text, allBut);
        result.Problem.ShouldBeNull(text);
        return result.Set.ShouldNotBeNull();
    }
}
