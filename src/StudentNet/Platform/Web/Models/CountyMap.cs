namespace StudentNet.Platform.Web;

/// <summary>The counties as tiles in the places where they lie: one figure each, darker with more. The same figures stand in a table beside it.</summary>
/// <param name="Title">What the map shows: 縣市進度.</param>
/// <param name="Word">What a tile's figure is: 已處理.</param>
public sealed record CountyMap(string Title, string Word, IReadOnlyList<CountyTile> Tiles)
{
    /// <summary>What the red badge counts: 逾期未訪; null: there is none.</summary>
    public string? AlertWord { get; init; }

    /// <summary>Other measures that can be looked at, with their addresses; empty: there is one only.</summary>
    public IReadOnlyList<Crumb> Choices { get; init; } = [];

    /// <summary>Title of the choice that is shown.</summary>
    public string? Chosen { get; init; }

    /// <summary>The counties of the country and the class of their place in <c>site.css</c>.</summary>
    private static readonly IReadOnlyList<(string Name, string Place)> Places =
    [
        ("基隆市", "keelung"), ("臺北市", "taipei"), ("新北市", "ntpc"), ("桃園市", "taoyuan"), ("新竹市", "hsinchu-c"), ("新竹縣", "hsinchu"),
        ("苗栗縣", "miaoli"), ("臺中市", "taichung"), ("彰化縣", "changhua"), ("南投縣", "nantou"), ("雲林縣", "yunlin"), ("嘉義市", "chiayi-c"),
        ("嘉義縣", "chiayi"), ("臺南市", "tainan"), ("高雄市", "kaohsiung"), ("屏東縣", "pingtung"), ("宜蘭縣", "yilan"), ("花蓮縣", "hualien"),
        ("臺東縣", "taitung"), ("澎湖縣", "penghu"), ("金門縣", "kinmen"), ("連江縣", "lienchiang"),
    ];

    /// <summary>All tiles to draw with the class of their place: those with data, then the counties that this installation does not hold, empty.</summary>
    public IEnumerable<(CountyTile Tile, string? Place)> Drawn =>
        Tiles
            .Select(t => (t, Place: (string?)Places.FirstOrDefault(p => p.Name == t.Name).Place))
            .Concat(Places.Where(p => Tiles.All(t => t.Name != p.Name)).Select(p => (new CountyTile(p.Name, null, ""), (string?)p.Place)));
}

/// <summary>One county of the map.</summary>
/// <param name="Percent">0 to 100; null: nothing to measure yet.</param>
/// <param name="Href">Where its line in the table is, <c>#c-63000</c>.</param>
public sealed record CountyTile(string Name, int? Percent, string Href)
{
    /// <summary>How many wait too long; shown from <see cref="ManyFrom"/> on.</summary>
    public long Alerts { get; init; }

    /// <summary>A badge is for what is more than an accident.</summary>
    public const int ManyFrom = 5;

    /// <summary>A share below this lags.</summary>
    public const int LowBelow = 60;

    /// <summary>Steps of the legend: up to 59, 60–74, 75–84, 85–94, from 95.</summary>
    public int Step => Percent switch { null => 0, < 60 => 1, < 75 => 2, < 85 => 3, < 95 => 4, _ => 5 };

    /// <summary>So much of so much; null of nothing. Only what is whole is 100.</summary>
    public static int? PercentOf(long part, long whole) => whole == 0 ? null : part == whole ? 100 : (int)Math.Min(99, 100 * part / whole);
}
