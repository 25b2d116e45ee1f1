using System.Globalization;

namespace StudentNet.Kernel;

/// <summary>
/// A number by which a person is known (domain §13), written in capitals without blanks. Only <see cref="Parse"/> and
/// <see cref="Issue"/> make one that is known to be right. A person may hold several over time.
/// </summary>
/// <param name="Value">The number in clear. Logs and pages take <see cref="Masked"/>, which is also what <see cref="ToString"/> gives.</param>
/// <param name="Kind">Which authority it comes from.</param>
public readonly record struct PersonNumber(string Value, PersonNumberKind Kind)
{
    /// <summary>The first character of a placeholder: no authority uses it.</summary>
    internal const char IssuedMark = '#';

    internal const int SerialDigits = 8;
    private const long LastSerial = 99_999_999;

    /// <summary>The holder's sex where the number tells it; null for a passport or a placeholder.</summary>
    public Sex? Sex => Kind switch
    {
        PersonNumberKind.National or PersonNumberKind.Residence => Value[1] is '1' or '8' ? Kernel.Sex.Male : Kernel.Sex.Female,
        PersonNumberKind.ResidenceOld => Value[1] is 'A' or 'C' ? Kernel.Sex.Male : Kernel.Sex.Female,
        _ => null,
    };

    /// <summary>For screens: <c>F23**770</c>.</summary>
    public string Masked => Masking.Number(Value);

    /// <summary>For files that leave the system: the last four characters hidden.</summary>
    public string MaskedForFile => Masking.NumberForFile(Value);

    /// <summary>
    /// Reads a number as people type it: full-width, lower case, with blanks or hyphens. Without <paramref name="expected"/>
    /// the kind follows from the shape; a passport has no shape of its own and must be expected to be read.
    /// </summary>
    public static PersonNumberResult Parse(string? text, PersonNumberKind? expected = null) => PersonNumberReader.Read(text, expected);

    /// <summary>
    /// A placeholder for a person without any number: <c>#</c>, eight digits, one Damm check digit, ten characters like the
    /// others. <paramref name="serial"/> comes from a sequence; outside 1–99,999,999 it throws.
    /// </summary>
    public static PersonNumber Issue(long serial)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(serial, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(serial, LastSerial);
        var digits = serial.ToString($"D{SerialDigits}", CultureInfo.InvariantCulture);
        return new PersonNumber($"{IssuedMark}{digits}{CheckDigits.Damm(digits)}", PersonNumberKind.Issued);
    }

    /// <summary>The masked form, so that a number never reaches a log by accident.</summary>
    public override string ToString() => Value is null ? "" : Masked;
}
