using CsCheck;

namespace StudentNet.Tests.Kernel.Identifiers;

/// <summary>Makes valid numbers by the published rule, written a second time so that a slip in the product shows.</summary>
internal static class GenPersonNumber
{
    internal static readonly int[] Weights = [8, 7, 6, 5, 4, 3, 2, 1, 1];

    /// <summary>The letters in the order of their values 10 to 35.</summary>
    private const string LettersByValue = "ABCDEFGHJKLMNPQRSTUVXYWZIO";

    internal static Gen<PersonNumber> Any =>
        Gen.OneOf(PersonNumberKind.National, PersonNumberKind.Residence, PersonNumberKind.ResidenceOld).SelectMany(Of);

    internal static Gen<PersonNumber> Of(PersonNumberKind kind) =>
        from first in Gen.Char["ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
        from second in Gen.Char[kind switch
        {
            PersonNumberKind.National => "12",
            PersonNumberKind.Residence => "89",
            _ => "ABCD",
        }]
        from digits in Gen.Int[0, 9].Array[7]
        select new PersonNumber(Complete($"{first}{second}{string.Concat(digits)}"), kind);

    private static string Complete(string nine)
    {
        var letter = LettersByValue.IndexOf(nine[0]) + 10;
        var sum = letter / 10 + letter % 10 * 9;
        for (var i = 1; i < 9; i++)
            sum += Weights[i - 1] * (char.IsAsciiDigit(nine[i]) ? nine[i] - '0' : LettersByValue.IndexOf(nine[i]) % 10);
        return $"{nine}{(10 - sum % 10) % 10}";
    }
}
