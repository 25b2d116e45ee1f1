namespace StudentNet.Kernel;

/// <summary>身分端: the side of the network an account works on.</summary>
public enum Level
{
    Ministry = 1,
    County = 2,
    School = 3,
    Township = 4,
}

/// <summary>What each <see cref="Level"/> is called.</summary>
public static class Levels
{
    /// <summary>國教署, 縣市, 學校 or 鄉鎮市區.</summary>
    public static string Title(this Level level) => level switch
    {
        Level.Ministry => "國教署",
        Level.County => "縣市",
        Level.School => "學校",
        _ => "鄉鎮市區",
    };
}
