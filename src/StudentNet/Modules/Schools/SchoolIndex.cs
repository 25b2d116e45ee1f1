using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Schools;

/// <summary>
/// Finds the school unit that a file means: by the unit's code, by the ministry's six characters and the level, or by a name that only one
/// school of the county has (with or without 市立 in front). It never guesses between two.
/// </summary>
public sealed partial class SchoolIndex
{
    private readonly SchoolLevel _level;
    private readonly Dictionary<string, School> _byCode;
    private readonly ILookup<string, School> _byMinistryCode;
    private readonly List<(string Name, School School)> _names;

    private SchoolIndex(SchoolLevel level, IReadOnlyList<School> schools)
    {
        _level = level;
        _byCode = schools.ToDictionary(s => s.Code, StringComparer.Ordinal);
        _byMinistryCode = schools.ToLookup(s => s.MinistryCode, StringComparer.Ordinal);
        _names = [.. schools.Where(s => s.Level == level).Select(s => (Bare(s.Name), s))];
    }

    /// <summary>Reads all school units; names are looked for among those of one level.</summary>
    public static async Task<SchoolIndex> LoadAsync(StudentNetDb db, SchoolLevel level, CancellationToken cancellation = default) =>
        new(level, await db.Set<School>().AsNoTracking().ToListAsync(cancellation));

    /// <summary>The unit that a code or, without one, a name means.</summary>
    /// <param name="countyCode">Where names are looked for; codes may lie in any county.</param>
    /// <param name="code">A unit's code or the ministry's six characters; blanks and case do not matter.</param>
    /// <param name="name">As counties write it: 「松山國小」, 「板橋區信義國小」.</param>
    public SchoolMatch Find(string? countyCode, string? code, string? name) =>
        (code ?? "").Trim().ToUpperInvariant() is { Length: > 0 } typed ? ByCode(typed, name) : ByName(countyCode, name);

    private SchoolMatch ByCode(string code, string? name)
    {
        if (_byCode.GetValueOrDefault(code) is { } unit && unit.Level == _level)
        {
            return new SchoolMatch(unit);
        }

        var ofLevel = _byMinistryCode[code].Where(s => s.Level == _level).ToList();
        return ofLevel.Count switch
        {
            1 => new SchoolMatch(ofLevel[0]),
            > 1 => new Problem("school.ambiguous", $"代碼「{code}」有 {ofLevel.Count} 個{_level.Title()}單位", "請填寫含 J／C 的單位代碼"),
            _ when _byMinistryCode[code].Any() => new Problem(
                "school.level",
                $"「{code} {_byMinistryCode[code].First().Name}」不是{_level.Title()}",
                $"請改填{_level.Title()}的學校代碼"
            ),
            _ => new Problem("school.unknown", $"學校名錄沒有代碼「{code}」{name}", "請核對學校代碼；新設校請先由國教署匯入學校名錄"),
        };
    }

    private SchoolMatch ByName(string? countyCode, string? name)
    {
        var bare = Bare(name ?? "");
        if (bare.Length == 0)
        {
            return new Problem("school.empty", "沒有填寫學校", "請填寫學校代碼");
        }

        var schools = _names.Where(n => countyCode is null || n.School.CountyCode == countyCode).ToList();
        var found = schools.Where(n => n.Name == bare).Select(n => n.School).Take(2).ToList();
        if (found.Count == 0 && Township().Match(bare) is { Success: true } named)
        {
            // 永和區永和國小, in the table of another township.
            found = schools.Where(n => n.Name == named.Groups["name"].Value).Select(n => n.School).Take(2).ToList();
        }

        if (found.Count == 1)
        {
            return new SchoolMatch(found[0]) { ByName = true };
        }

        var near = schools.Where(n => Resembles(n.Name, bare)).Select(n => $"{n.School.Code} {n.School.Name}").Take(3).ToList();
        return new Problem(
            found.Count > 1 ? "school.ambiguous" : "school.unknown",
            found.Count > 1 ? $"「{name}」不只一所" : $"學校名錄沒有「{name}」",
            near.Count > 0 ? $"是否為「{string.Join("」或「", near)}」；請填寫學校代碼" : "請填寫學校代碼"
        );
    }

    /// <summary>
    /// A name without its founder and with one spelling of the attached and combined forms: 「市立桃子腳國(中)小」 and
    /// 「桃子腳國中小國小部」 are both 「桃子腳國小」 among elementary schools.
    /// </summary>
    private string Bare(string name)
    {
        var text = Founder().Replace(NameText.Normalise(name).Replace("(", "", StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal), "");
        text = text.Replace("國民中小學", "國中小", StringComparison.Ordinal)
            .Replace("國民小學", "國小", StringComparison.Ordinal)
            .Replace("國民中學", "國中", StringComparison.Ordinal)
            .Replace("高級中學", "高中", StringComparison.Ordinal)
            .Replace("附設", "", StringComparison.Ordinal);
        var kind = _level == SchoolLevel.Elementary ? "國小" : "國中";
        return text.Replace($"國中小{kind}部", kind, StringComparison.Ordinal)
            .Replace("國中小", kind, StringComparison.Ordinal)
            .Replace($"{kind}部", kind, StringComparison.Ordinal);
    }

    /// <summary>Shares its first two characters, for the hint.</summary>
    private static bool Resembles(string name, string bare) =>
        bare.Length >= 2 && name.Length >= 2 && (name.Contains(bare[..2], StringComparison.Ordinal) || bare.Contains(name[..2], StringComparison.Ordinal));

    [GeneratedRegex("^[^區鄉鎮市]{1,3}[區鄉鎮市](?<name>.{3,})$")]
    private static partial Regex Township();

    [GeneratedRegex("^(?:國立|市立|縣立|私立|財團法人)")]
    private static partial Regex Founder();
}

/// <summary>Either a school unit or the reason why there is none.</summary>
public readonly record struct SchoolMatch(School? School, Problem? Problem = null)
{
    /// <summary>It was recognised by name alone.</summary>
    public bool ByName { get; init; }

    public static implicit operator SchoolMatch(Problem problem) => new(null, problem);
}
