namespace StudentNet.Simulator.Term;

/// <summary>What a term is made from: the same values give the same pupils, files and mistakes.</summary>
/// <param name="Counties">Names.</param>
public sealed record TermPlan(Kernel.Term Term, IReadOnlyList<string> Counties, ulong Seed)
{
    /// <summary>About how many pupils take part; null: all that the published figures count.</summary>
    public int? Pupils { get; init; }

    /// <summary>The county whose school system sends by SFTP.</summary>
    public string SftpCounty => Counties[^1];

    /// <summary>Bad rows in ten thousand. However few pupils take part, every kind of mistake is made once.</summary>
    public int BadPerTenThousand { get; init; } = 100;
}
