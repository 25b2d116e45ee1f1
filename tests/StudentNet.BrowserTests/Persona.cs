namespace StudentNet.BrowserTests;

/// <summary>Somebody of the training county, as the first start prints them.</summary>
/// <param name="SignInName">What they sign in with.</param>
/// <param name="Code">Their one-time password.</param>
public sealed record Persona(string SignInName, string Code, string Organisation, string Duty)
{
    /// <summary>The password that every persona sets in the tests.</summary>
    public const string Password = "夏天的測試小鎮上有兩條小河";

    /// <summary>Reads the table that the server prints at its first start: name, code, organisation and duty with tabs between.</summary>
    public static IReadOnlyList<Persona> Read(IEnumerable<string> printed) =>
        [
            .. printed
                .Select(line => line.Trim().Split('\t', StringSplitOptions.TrimEntries))
                .Where(parts => parts.Length == 4)
                .Select(parts => new Persona(parts[0], parts[1], parts[2], parts[3])),
        ];

    public override string ToString() => $"{Duty} {Organisation}";
}
