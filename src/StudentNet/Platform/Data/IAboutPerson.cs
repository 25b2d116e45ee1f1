namespace StudentNet.Platform.Data;

/// <summary>A row of a list that is about one child. Whoever shows such rows records whom they were about: lists, exports and answers alike.</summary>
public interface IAboutPerson
{
    /// <summary>The child; null where the row is about nobody of whom the system has a record.</summary>
    long? AboutPerson { get; }
}

/// <summary>Children of rows.</summary>
public static class AboutPerson
{
    /// <summary>The children that some rows are about.</summary>
    public static IEnumerable<long> People(this IEnumerable<IAboutPerson> rows) => rows.Select(r => r.AboutPerson).OfType<long>();
}
