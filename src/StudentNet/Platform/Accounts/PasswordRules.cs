using StudentNet.Platform.Data;

namespace StudentNet.Platform.Accounts;

/// <summary>
/// Which passwords are refused (domain §11): short ones, those that hold the sign-in name, and those that are made of well-known pieces, runs
/// and repetitions. No kinds of characters are demanded: a sentence is a good password.
/// </summary>
public static class PasswordRules
{
    /// <summary>Fewest characters.</summary>
    public const int Shortest = 12;

    /// <summary>What people are told before they choose one.</summary>
    public const string Hint = "至少 12 個字，可以用一句只有您知道的話；不要用連號、帳號或常見的密碼";

    // What must be left once the well-known is taken away: less is guessed in seconds.
    private const int LeastOfOnesOwn = 6;
    private const int LeastDifferent = 5;
    private const int RunLength = 4;
    private const int TellingPart = 4;

    private static readonly IReadOnlyList<string> Pieces =
    [
        .. ReferenceFile.Rows("common-passwords.csv", row => row("piece")).OrderByDescending(piece => piece.Length),
    ];

    /// <summary>What is wrong with a password for this account, in words for the person; null: nothing.</summary>
    public static string? Fault(string password, string signInName)
    {
        ArgumentNullException.ThrowIfNull(password);
        ArgumentNullException.ThrowIfNull(signInName);
        var folded = password.ToLowerInvariant();
        return (password.Length, password.Trim().Length) switch
        {
            (> Passwords.LongestPassword, _) => $"最多 {Passwords.LongestPassword} 個字",
            (_, < Shortest) => $"少了 {Shortest - password.Trim().Length} 個字，至少要 {Shortest} 個字",
            _ when Holds(folded, signInName.ToLowerInvariant()) => "不可以含有您的帳號",
            _ when OfOnesOwn(folded) is var own && (own.Length < LeastOfOnesOwn || own.Distinct().Count() < LeastDifferent) =>
                "太容易猜：多半是連號、重複的字或常見的密碼，請換一句只有您知道的話",
            _ => null,
        };
    }

    private static bool Holds(string password, string signInName)
    {
        var telling = signInName.Split('@')[0];
        return telling.Length >= TellingPart && password.Contains(telling, StringComparison.Ordinal);
    }

    private static string OfOnesOwn(string password)
    {
        var rest = WithoutRuns(password);
        foreach (var piece in Pieces)
        {
            rest = rest.Replace(piece, "", StringComparison.Ordinal);
        }

        return rest;
    }

    /// <summary>Takes out what climbs, falls or stays by one step: 12345678, dcba, 0000.</summary>
    private static string WithoutRuns(string text)
    {
        var kept = new List<char>();
        for (var start = 0; start < text.Length; )
        {
            var end = start + 1;
            while (end < text.Length && Step(text, end) is >= -1 and <= 1 && (end == start + 1 || Step(text, end) == Step(text, end - 1)))
            {
                end++;
            }

            if (end - start < RunLength)
            {
                kept.Add(text[start]);
                start++;
            }
            else
            {
                start = end;
            }
        }

        return new string([.. kept]);
    }

    private static int Step(string text, int at) => text[at] - text[at - 1];
}
