namespace StudentNet.Tests.Kernel.Districts;

/// <summary>Neighbourhoods as counties print them in their tables.</summary>
public sealed class NeighbourhoodsAsPrintedTests
{
    [Theory]
    [InlineData("(4-20鄰)", "4-20")]
    [InlineData("【17、24鄰】", "17;24")]
    [InlineData("〔 3 鄰 〕", "3")]
    [InlineData("（全里）", "全里")]
    [InlineData("(全村)", "全里")]
    [InlineData("不含5鄰", "除5外")]
    [InlineData("(不包括5、7鄰)", "除5;7外")]
    [InlineData("5鄰以外", "除5外")]
    [InlineData("全里(不含5鄰)", "除5外")]
    [InlineData("全里（除5鄰）", "除5外")]
    [InlineData("除1鄰至9鄰及21鄰、25鄰、36鄰外", "除1-9;21;25;36外")]
    [InlineData("1.2.3鄰", "1-3")]
    [InlineData("一至五鄰", "1-5")]
    [InlineData("第十二鄰、二十一鄰", "12;21")]
    [InlineData("第1-7、9\n-16、18、20-34鄰", "1-7;9-16;18;20-34")]
    [InlineData("第2鄰以及第19 鄰", "2;19")]
    [InlineData("1\u200B-4鄰", "1-4")]
    public void They_are_read(string printed, string set) => StudentNet.Kernel.NeighbourhoodSet.Parse(printed).Set.ShouldNotBeNull().ToString().ShouldBe(set);

    [Theory]
    [InlineData("第8鄰梅川東路以西")]
    [InlineData("26(軍福十八路以南)、27-35")]
    [InlineData("2-3鄰單號")]
    [InlineData("5鄰部分")]
    [InlineData("1【1號、2號】")]
    [InlineData("()")]
    [InlineData("不含")]
    public void What_says_more_than_neighbourhoods_is_left_to_a_person(string printed) => StudentNet.Kernel.NeighbourhoodSet.Parse(printed).IsValid.ShouldBeFalse();
}
