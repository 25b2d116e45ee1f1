namespace StudentNet.Kernel;

/// <summary>
/// Draws that come out the same for the same seed, on every machine and in every version: a lottery that can be repeated before witnesses
/// (domain §6), and invented people that do not change between two runs. SplitMix64; <see cref="System.Random"/> promises no such thing.
/// </summary>
public sealed class SeededDraw
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong state;

    public SeededDraw(ulong seed) => state = seed;

    /// <summary>
    /// A stream of its own for something that has a name: what is drawn for one village stays the same whatever is drawn for others before it.
    /// </summary>
    public static SeededDraw For(ulong seed, string name, long index = 0)
    {
        var mixed = Mix(seed + Step);
        foreach (var c in name)
        {
            mixed = Mix(mixed ^ c);
        }

        return new SeededDraw(Mix(mixed ^ (ulong)index));
    }

    /// <summary>64 bits, all equally likely.</summary>
    public ulong Next() => Mix(state += Step);

    /// <summary>0 … <paramref name="count"/> − 1, all equally likely; a count below 1 is a bug and throws.</summary>
    public int Below(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        // Values above the last whole multiple of the count would favour the small results: drawn again.
        var limit = ulong.MaxValue - (ulong.MaxValue % (ulong)count);
        ulong value;
        do
        {
            value = Next();
        }
        while (value >= limit);
        return (int)(value % (ulong)count);
    }

    /// <summary><paramref name="from"/> … <paramref name="to"/>, both included.</summary>
    public int Between(int from, int to) => from + Below(to - from + 1);

    /// <summary>True in so many of ten thousand cases.</summary>
    public bool Chance(int perTenThousand) => Below(10_000) < perTenThousand;

    /// <summary>One of a list; an empty one throws.</summary>
    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>The items in a drawn order (Fisher–Yates); the list itself stays as it is.</summary>
    public IReadOnlyList<T> Shuffled<T>(IEnumerable<T> items)
    {
        var order = items.ToArray();
        for (var last = order.Length - 1; last > 0; last--)
        {
            var other = Below(last + 1);
            (order[last], order[other]) = (order[other], order[last]);
        }

        return order;
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
