namespace StudentNet.Platform.Web;

/// <summary>Which part of a list is on the page. Up to 500 rows stay together; longer lists come in pages of 200.</summary>
public sealed record PageOf(int Total, int Number = 1)
{
    private const int Together = 500;
    private const int Part = 200;

    /// <summary>How many rows a page has.</summary>
    public int Size => Total <= Together ? Together : Part;

    /// <summary>How many pages there are, at least one.</summary>
    public int Count => Math.Max(1, (Total + Size - 1) / Size);

    /// <summary>The page shown: the one asked for, or the nearest there is.</summary>
    public int Current => Math.Clamp(Number, 1, Count);

    /// <summary>How many rows come before it.</summary>
    public int Skip => (Current - 1) * Size;

    /// <summary>Number of its first row, 0 when there is none.</summary>
    public int First => Total == 0 ? 0 : Skip + 1;

    /// <summary>Number of its last row.</summary>
    public int Last => Math.Min(Total, Skip + Size);
}
