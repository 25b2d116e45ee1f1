using System.Globalization;

namespace StudentNet.Kernel;

/// <summary>
/// Numbers for invented people: right by their check digit, and never a child's. They begin with Y, the letter of the 陽明山管理局, which was
/// abolished in 1974: no child of today was ever given one.
/// </summary>
public static class InventedNumber
{
    private const char Letter = 'Y';
    private const int SerialDigits = 7;

    /// <summary>How many different numbers there are of each kind and sex.</summary>
    public const int Count = 10_000_000;

    /// <summary>The n-th invented 身分證字號 of a sex; outside 0 … <see cref="Count"/> − 1 it throws.</summary>
    public static PersonNumber National(Sex sex, int serial) => Make(sex == Sex.Male ? '1' : '2', serial, PersonNumberKind.National);

    /// <summary>The n-th invented 居留證號 (the form of 2021) of a sex.</summary>
    public static PersonNumber Residence(Sex sex, int serial) => Make(sex == Sex.Male ? '8' : '9', serial, PersonNumberKind.Residence);

    /// <summary>The n-th invented 居留證號 of the form before 2021 of a sex.</summary>
    public static PersonNumber ResidenceOld(Sex sex, int serial) => Make(sex == Sex.Male ? 'A' : 'B', serial, PersonNumberKind.ResidenceOld);

    /// <summary>Whether a number is of this range.</summary>
    public static bool Is(string number) => number.Length == SerialDigits + 3 && number[0] == Letter;

    private static PersonNumber Make(char second, int serial, PersonNumberKind kind)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(serial);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(serial, Count);
        var start = string.Create(CultureInfo.InvariantCulture, $"{Letter}{second}{serial:D7}");
        var check = "0123456789".First(digit => CheckDigits.Holds(start + digit));
        return new PersonNumber(start + check, kind);
    }
}
