namespace StudentNet.Kernel;

/// <summary>The sums that catch mistyped numbers (domain §13).</summary>
internal static class CheckDigits
{
    /// <summary>The official value of each letter A–Z; the order is that of the old counties, not of the alphabet.</summary>
    private static readonly int[] LetterValues =
        [10, 11, 12, 13, 14, 15, 16, 17, 34, 18, 19, 20, 21, 22, 35, 23, 24, 25, 26, 27, 28, 29, 32, 30, 31, 33];

    private static readonly int[] Weights = [8, 7, 6, 5, 4, 3, 2, 1, 1];

    /// <summary>Damm's quasigroup: catches every single wrong digit and every swap of neighbours.</summary>
    private static readonly string[] DammTable =
    [
        "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
        "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
    ];

    internal static int LetterValue(char letter) => LetterValues[letter - 'A'];

    /// <summary>
    /// Whether a ten-character number is ≡ 0 mod 10: tens of the letter × 1, its units × 9, then the digits by their weights.
    /// The second letter of the old residence number counts with its units digit.
    /// </summary>
    internal static bool Holds(string number)
    {
        var first = LetterValue(number[0]);
        var sum = first / 10 + first % 10 * 9;
        for (var i = 1; i < number.Length; i++)
            sum += Weights[i - 1] * Digit(number[i]);
        return sum % 10 == 0;
    }

    internal static char Damm(string digits)
    {
        var interim = '0';
        foreach (var digit in digits)
            interim = DammTable[interim - '0'][digit - '0'];
        return interim;
    }

    private static int Digit(char c) => char.IsAsciiDigit(c) ? c - '0' : LetterValue(c) % 10;
}
