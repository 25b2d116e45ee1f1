namespace StudentNet.Kernel;

/// <summary>How many classes a number of pupils makes (domain §4).</summary>
public static class ClassSize
{
    /// <summary>
    /// ceil((<paramref name="pupils"/> + Σ 酌減人數) / <paramref name="ceiling"/>). The ceiling is a parameter of the school
    /// year and level (29 and 30 at present); a negative figure or an empty class is a bug of the caller's and throws.
    /// </summary>
    public static int Classes(int pupils, IEnumerable<int> reductions, int ceiling) => Classes(pupils, reductions.Sum(), ceiling);

    /// <inheritdoc cref="Classes(int, IEnumerable{int}, int)"/>
    public static int Classes(int pupils, int reductions, int ceiling)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pupils);
        ArgumentOutOfRangeException.ThrowIfNegative(reductions);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ceiling);
        return (pupils + reductions + ceiling - 1) / ceiling;
    }
}
