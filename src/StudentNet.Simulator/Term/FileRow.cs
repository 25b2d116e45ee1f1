namespace StudentNet.Simulator.Term;

/// <summary>A row as it stands in a file; in text files it may have fewer or more cells than there are headings.</summary>
/// <param name="HasOpenQuote">The first cell begins with a quote that never closes.</param>
public sealed record FileRow(IReadOnlyList<string> Cells, bool HasOpenQuote = false);
