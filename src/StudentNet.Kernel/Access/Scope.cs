namespace StudentNet.Kernel;

/// <summary>
/// Whose children a read may see (domain §11, design §2). Outside its scope the answer is exactly that of "does not exist".
/// Whether one scope lies within another is a question for the school and township tables: a code does not tell.
/// </summary>
public abstract record Scope
{
    private Scope()
    {
    }

    /// <summary>The level that works in such a scope.</summary>
    public abstract Level Level { get; }

    /// <summary>Every child: the ministry.</summary>
    public sealed record National : Scope
    {
        public override Level Level => Level.Ministry;
    }

    /// <summary>The children of one county, by its code.</summary>
    public sealed record County(string Code) : Scope
    {
        public override Level Level => Level.County;
    }

    /// <summary>The children resident in one township, by its code: the compulsory-attendance committee.</summary>
    public sealed record Township(string Code) : Scope
    {
        public override Level Level => Level.Township;
    }

    /// <summary>The children of one school, by its six-character code.</summary>
    public sealed record School(string Code) : Scope
    {
        public override Level Level => Level.School;
    }
}
