using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Students;

/// <summary>
/// Names of classes: which spellings are one class, and in what order classes stand. 1, 01, 001, 一 and, in grade 1, 101, 1年1班 and 1-1 are one
/// class, written as the county has chosen (<see cref="ClassNaming"/>, M1.21). Used wherever a class is typed or read from a file.
/// </summary>
public static partial class ClassNames
{
    private const string Digits = "〇一二三四五六七八九";

    /// <summary>Series by which schools name classes, in their order.</summary>
    private static readonly string[] Series = ["甲乙丙丁戊己庚辛壬癸", "忠孝仁愛信義和平禮智廉恥", "天地玄黃宇宙洪荒"];

    /// <summary>The name of a class as it is stored; empty where the text names none.</summary>
    /// <param name="grade">The grade of the class, where it is known: it tells 101 from the hundred and first class.</param>
    public static string Normal(string? text, int? grade, ClassNaming naming = ClassNaming.TwoDigits)
    {
        var name = NameText.Normalise(text ?? "").TrimEnd('班');
        if (naming == ClassNaming.AsWritten)
        {
            return Decimals().Replace(name, "");
        }

        if (Prefixed().Match(name) is { Success: true } prefixed && Number(prefixed.Groups["grade"].Value) is { } of && of == grade)
        {
            name = prefixed.Groups["class"].Value;
        }

        name = Decimals().Replace(name, "");
        if (Number(name) is not { } number || number <= 0)
        {
            return name;
        }

        // 101 to 199 in grade 1: the first digit is the grade.
        if (name.Length == 3 && number / 100 == grade && number % 100 > 0)
        {
            number %= 100;
        }

        return number >= 100 ? name
            : naming == ClassNaming.Plain ? number.ToString(CultureInfo.InvariantCulture)
            : naming == ClassNaming.WithGrade && grade is { } g ? string.Create(CultureInfo.InvariantCulture, $"{g}{number:00}")
            : number.ToString("00", CultureInfo.InvariantCulture);
    }

    /// <summary>The same class a grade or more later: 101 of grade 1 is 201 of grade 2.</summary>
    public static string Promoted(string name, int from, int to, ClassNaming naming) => Normal(Normal(name, from, naming is ClassNaming.AsWritten ? naming : ClassNaming.TwoDigits), to, naming);

    /// <summary>What <see cref="Platform.Intake.FileFormat.Settles"/> keeps: how the sender's county writes classes, by level; nothing where it is the usual way.</summary>
    internal static async Task<IReadOnlyDictionary<string, string>> SettleAsync(StudentNetDb db, FiledFile file, CancellationToken cancellation)
    {
        // A list without a term (Q3) is of the year under way.
        var year = file.Settings.GetValueOrDefault("year") is int said ? new SchoolYear(said) : SchoolYear.Of(file.Today);
        var county = file.Organisation.CountyCode;
        var chosen = await db.Set<CountyParameter>()
            .Where(p => p.CountyCode == county && p.Year == year && p.ClassNaming != ClassNaming.TwoDigits)
            .Select(p => new { p.Level, p.ClassNaming })
            .ToListAsync(cancellation);
        return chosen.ToDictionary(c => KeyOf(c.Level), c => c.ClassNaming.ToString(), StringComparer.Ordinal);
    }

    /// <summary>How the classes of a grade are written in a file that was received.</summary>
    internal static ClassNaming Settled(IReadOnlyDictionary<string, object?> settings, int? grade) =>
        Enum.TryParse<ClassNaming>(settings.GetValueOrDefault(KeyOf(grade >= 7 ? SchoolLevel.JuniorHigh : SchoolLevel.Elementary)) as string, out var naming) ? naming : ClassNaming.TwoDigits;

    private static string KeyOf(SchoolLevel level) => string.Create(CultureInfo.InvariantCulture, $"class_naming_{(int)level}");

    /// <summary>By this key classes stand in the order in which schools count them: numbers, then 甲乙丙丁, 忠孝仁愛, then other names.</summary>
    public static string Order(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return string.Create(CultureInfo.InvariantCulture, $"0{number:00000}");
        }

        if (name is [var only])
        {
            for (var i = 0; i < Series.Length; i++)
            {
                if (Series[i].IndexOf(only, StringComparison.Ordinal) is >= 0 and var at)
                {
                    return string.Create(CultureInfo.InvariantCulture, $"1{i}{at:00}");
                }
            }
        }

        return $"2{name}";
    }

    /// <summary>A number in digits or as it is spoken, below 1000; null for anything else.</summary>
    private static int? Number(string text)
    {
        if (text.Length is > 0 and <= 3 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        if (!Spoken().IsMatch(text))
        {
            return null;
        }

        var ten = text.IndexOf('十', StringComparison.Ordinal);
        return ten < 0
            ? Digits.IndexOf(text, StringComparison.Ordinal)
            : (ten == 0 ? 1 : Digits.IndexOf(text[0], StringComparison.Ordinal)) * 10 + (ten + 1 < text.Length ? Digits.IndexOf(text[ten + 1], StringComparison.Ordinal) : 0);
    }

    [GeneratedRegex("^(?<grade>[0-9]|[一二三四五六七八九])(?:年級?|[-之])\\s*(?<class>.+)$")]
    private static partial Regex Prefixed();

    [GeneratedRegex("(?<=^[0-9]{1,3})\\.0+$")]
    private static partial Regex Decimals();

    [GeneratedRegex("^(?:[一二三四五六七八九]|[一二三四五六七八九]?十[一二三四五六七八九]?)$")]
    private static partial Regex Spoken();
}
