using StudentNet.Platform.Web;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Web;

[WithoutDatabase]
public sealed class CountyMapTests
{
    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(0, 8, 0)]
    [InlineData(999, 1000, 99)]
    [InlineData(1000, 1000, 100)]
    public void Only_what_is_whole_is_a_hundred_percent(long part, long whole, int? percent) => CountyTile.PercentOf(part, whole).ShouldBe(percent);

    [Theory]
    [InlineData(null, 0)]
    [InlineData(59, 1)]
    [InlineData(60, 2)]
    [InlineData(75, 3)]
    [InlineData(85, 4)]
    [InlineData(94, 4)]
    [InlineData(95, 5)]
    public void The_steps_are_those_of_the_legend(int? percent, int step) => new CountyTile("臺北市", percent, "#c").Step.ShouldBe(step);

    [Fact]
    public void Every_county_is_drawn_once_in_its_place_and_an_invented_one_beside_them()
    {
        var map = new CountyMap("縣市進度", "已處理", [new CountyTile("臺北市", 66, "#c-63000"), new CountyTile("測試縣", 54, "#c-99999")]);

        var drawn = map.Drawn.ToList();

        drawn.Count.ShouldBe(23);
        drawn.Single(d => d.Tile.Name == "臺北市").ShouldBe((map.Tiles[0], "taipei"));
        drawn.Single(d => d.Tile.Name == "測試縣").Place.ShouldBeNull();
        drawn.Select(d => d.Place).OfType<string>().Distinct().Count().ShouldBe(22);
    }
}
