using StudentNet.Simulator.Country;

namespace StudentNet.Simulator.Play;

/// <summary>A child as pages and files show it: name, birth date and what the mask leaves of the number.</summary>
public readonly record struct ChildKey(string Name, DateOnly Born, string Number)
{
    /// <summary>As a page shows it: Y12**345.</summary>
    public static ChildKey OnPage(Child child, PersonNumber number) => new(child.Name, child.Born, Masking.Number(number.Value));

    /// <summary>As a file shows it: Y12345****.</summary>
    public static ChildKey InFile(Child child, PersonNumber number) => new(child.Name, child.Born, Masking.NumberForFile(number.Value));

    /// <summary>
    /// Finds children by what is shown. Whoever has several numbers is shown with any of them. Two children that nobody could tell apart are a mistake of
    /// the plan, and throw.
    /// </summary>
    public static IReadOnlyDictionary<ChildKey, T> Index<T>(IEnumerable<T> items, Func<T, Child> childOf, Func<Child, PersonNumber, ChildKey> key)
    {
        var index = new Dictionary<ChildKey, T>();
        foreach (var item in items)
        {
            var child = childOf(item);
            foreach (var number in child.TwinsNumber is { } twins ? child.Numbers.Append(twins) : child.Numbers)
            {
                index.Add(key(child, number), item);
            }
        }

        return index;
    }
}
