namespace StudentNet.Modules.Admissions.Marking;

/// <summary>What part of a list is shown and in which order; all of it lives in the address of the page.</summary>
/// <param name="Show">open, here, absent, elsewhere, notes or choice; empty: the whole list.</param>
/// <param name="Search">Part of the name, or the last three characters of the number.</param>
/// <param name="Village">Village code.</param>
/// <param name="Sort">name, birth, since, place (as it is read) or at; with a minus sign downwards.</param>
public sealed record MarkFilter(string? Show = null, string? Search = null, string? Village = null, string? Sort = null)
{
    /// <summary>Children whose choice list names the school; they are on its list only when they are asked for.</summary>
    public const string Choice = "choice";

    /// <summary>Whether anything is left out.</summary>
    public bool IsActive => !string.IsNullOrEmpty(Show) || !string.IsNullOrWhiteSpace(Search) || !string.IsNullOrEmpty(Village);

    /// <summary>The shown part of the list, in order.</summary>
    public IReadOnlyList<ListedChild> Of(IEnumerable<ListedChild> children) =>
        Ordered([.. children.Where(c => IsShown(c) && IsFound(c) && (string.IsNullOrEmpty(Village) || c.Row.Residence?.VillageCode == Village))]);

    private bool IsShown(ListedChild child) =>
        Show switch
        {
            "open" => child.State == ListState.Open,
            "here" => child.State == ListState.Here,
            "absent" => child.State == ListState.Absent,
            "elsewhere" => child.State == ListState.Elsewhere,
            "notes" => child.Notes.Any(),
            Choice => child.Row.Entry.Basis == AllocationBasis.Choice,
            _ => true,
        };

    private bool IsFound(ListedChild child)
    {
        if (Search?.Trim() is not { Length: > 0 } typed)
        {
            return true;
        }

        // Narrowed and in capitals: that serves numbers too.
        var text = NameText.Normalise(typed);
        return child.Row.Person.NormalisedName.Contains(text, StringComparison.Ordinal) || child.Row.LastThree == text || child.Row.Number == text;
    }

    private IReadOnlyList<ListedChild> Ordered(IReadOnlyList<ListedChild> children)
    {
        var isDown = Sort?.StartsWith('-') == true;
        Func<ListedChild, object?>? key = Sort?.TrimStart('-') switch
        {
            "name" => c => c.Row.Person.NormalisedName,
            "birth" => c => c.Row.Person.BirthDate,
            "since" => c => c.Row.Residence?.RegisteredOn,
            "at" => c => c.Own?.At,
            "place" => c => c.No,
            _ => null,
        };
        if (key is null)
        {
            return children;
        }

        return [.. isDown ? children.OrderByDescending(key, Any).ThenBy(c => c.No) : children.OrderBy(key, Any).ThenBy(c => c.No)];
    }

    private static readonly Comparer<object?> Any = Comparer<object?>.Create(
        static (a, b) => a is string x && b is string y ? string.CompareOrdinal(x, y) : Comparer<object?>.Default.Compare(a, b)
    );
}
