using System.Security.Cryptography;
using System.Text;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Admissions.N1Allocation;

/// <summary>
/// The ordered list of <c>Reference/allocation-rules.csv</c>: the first rule whose condition holds decides an address. A condition is SQL over
/// the facts that <c>allocation-decide.sql</c> counts, so the same words decide on both databases and stand in the published file.
/// </summary>
public static class AllocationRules
{
    private const string NoBasis = "";

    /// <summary>In the order in which they are tried. The last one always holds.</summary>
    public static IReadOnlyList<AllocationRule> All { get; } =
        ReferenceFile.Rows(
            "allocation-rules.csv",
            row => new AllocationRule(
                row("code"),
                Enum.Parse<EntryState>(row("outcome")),
                row("basis") is NoBasis ? null : Enum.Parse<AllocationBasis>(row("basis")),
                row("when"),
                row("title"),
                row("hint")
            )
        );

    /// <summary>The rules that send a child to a person: the causes of 待人工分發.</summary>
    public static IReadOnlyList<AllocationRule> Causes { get; } = [.. All.Where(r => r.Outcome == EntryState.NeedsPerson)];

    /// <summary>Names this list of rules: kept with every run, so that a result can be traced to the rules of its day.</summary>
    public static string Version { get; } =
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', All.Select(r => $"{r.Code}|{r.Outcome}|{r.Basis}|{r.When}")))))[..12];

    /// <summary>Title of a rule or cause; an unknown code (of a list since changed) is shown as it is.</summary>
    public static string Title(string code) => Find(code)?.Title ?? code;

    public static AllocationRule? Find(string? code) => All.FirstOrDefault(r => r.Code == code);

    /// <summary>Puts the list into a statement, in the place of <c>/*decided_by*/</c>, <c>/*outcome*/</c> and <c>/*basis*/</c>.</summary>
    internal static string Fill(string statement) =>
        statement
            .Replace("/*decided_by*/", $"case {string.Join(' ', All.Select(r => $"when {r.When} then '{r.Code}'"))} end", StringComparison.Ordinal)
            .Replace("/*outcome*/", Lookup(r => $"'{r.Outcome}'"), StringComparison.Ordinal)
            .Replace("/*basis*/", Lookup(r => r.Basis is { } basis ? $"'{basis}'" : "null"), StringComparison.Ordinal);

    private static string Lookup(Func<AllocationRule, string> value) =>
        $"case decided_by {string.Join(' ', All.Select(r => $"when '{r.Code}' then {value(r)}"))} end";
}

/// <summary>One rule of the list.</summary>
/// <param name="Code">Kept on the event of every child it decided; for 待人工分發 also the entry's cause.</param>
/// <param name="Outcome">Allocated or NeedsPerson.</param>
/// <param name="Basis">Rule or Choice; null where a person must decide.</param>
/// <param name="When">Condition over the facts of an address.</param>
/// <param name="Title">What clerks call it.</param>
/// <param name="Hint">What to do about it.</param>
public sealed record AllocationRule(string Code, EntryState Outcome, AllocationBasis? Basis, string When, string Title, string Hint);
