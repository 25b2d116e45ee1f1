using StudentNet.Kernel;
using StudentNet.Simulator.Country;

namespace StudentNet.Simulator.Play;

/// <summary>A child as pages and files show it: name, birth date and what the mask leaves of the number.</summary>
public readonly record struct ChildKey(string Name, DateOnly Born, string Number)
{
    /// <summary>As a page shows it: Y12**345.</summary>
    public static ChildKey OnPage(Child child, bool former = false) => new(child.Name, child.Born, Masking.Number((former ? child.FirstNumber : child.Number).Value));

    /// <summary>As a file shows it: Y12345****.</summary>
    public static ChildKey InFile(Child child, bool former = false) => new(child.Name, child.Born, Masking.NumberForFile((former ? child.FirstNumber : child.Number).Value));

    /// <summary>
    /// Finds children by what is shown. Whoever has two numbers is shown with either. Two children that nobody could tell apart are a mistake of
    /// the plan, and throw.
    /// </summary>
    public static IReadOnlyDictionary<ChildKey, T> Index<T>(IEnumerable<T> items, Func<T, Child> childOf, Func<Child, bool, ChildKey> key)
    {
        var index = new Dictionary<ChildKey, T>();
        foreach (var item in items)
        {
            var child = childOf(item);
            index.Add(key(child, false), item);
            if (child.FormerNumber is not null)
            {
                index.Add(key(child, true), item);
            }
        }

        return index;
    }
}
