using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Organisations;

/// <summary>
/// Finds the village that a file means: by code, or by county, township and village name in any known spelling. It never guesses between two:
/// what is not plainly one village is a <see cref="Problem"/> with the nearest names as the hint.
/// </summary>
public sealed class VillageIndex
{
    /// <summary>What scanners and old encodings leave where a rare character stood.</summary>
    private static readonly char[] Lost = ['?', '？', '□', '〇', '\uFFFD'];

    private readonly Dictionary<string, Village> _byCode;
    private readonly Dictionary<string, List<(string Name, Village Village)>> _byTownship;
    private readonly Dictionary<string, Organisation> _places;
    private readonly ILookup<string, Organisation> _townships;
    private readonly Dictionary<string, Organisation> _counties;

    private VillageIndex(IReadOnlyList<Village> villages, IReadOnlyList<VillageAlias> aliases, IReadOnlyList<Organisation> places)
    {
        _byCode = villages.ToDictionary(v => v.Code, StringComparer.Ordinal);
        _byTownship = villages
            .Where(v => !v.IsUnassigned)
            .Select(v => (Name: v.NormalisedName, Village: v))
            .Concat(aliases.Where(a => _byCode.ContainsKey(a.VillageCode)).Select(a => (Name: a.NormalisedName, Village: _byCode[a.VillageCode])))
            .GroupBy(v => v.Village.TownshipCode, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        _places = places.ToDictionary(p => p.Code, StringComparer.Ordinal);
        _townships = places.Where(p => p.Level == Level.Township).ToLookup(p => NameText.Normalise(p.Name), StringComparer.Ordinal);
        _counties = places.Where(p => p.Level == Level.County).ToDictionary(p => NameText.Normalise(p.Name), StringComparer.Ordinal);
    }

    /// <summary>Reads the whole list: 22 counties, 368 townships, about 8,000 villages.</summary>
    public static async Task<VillageIndex> LoadAsync(StudentNetDb db, CancellationToken cancellation = default) =>
        new(
            await db.Set<Village>().AsNoTracking().ToListAsync(cancellation),
            await db.Set<VillageAlias>().AsNoTracking().ToListAsync(cancellation),
            await db.Set<Organisation>().AsNoTracking().Where(o => o.Level == Level.County || o.Level == Level.Township).ToListAsync(cancellation)
        );

    /// <summary>The village of a code, or null.</summary>
    public Village? Find(string? code) => code is null ? null : _byCode.GetValueOrDefault(code.Trim());

    /// <summary>The county of a name (臺 = 台), or null.</summary>
    public Organisation? County(string? name) => name is null ? null : _counties.GetValueOrDefault(NameText.Normalise(name));

    /// <summary>「臺北市 松山區 慈祐里」.</summary>
    public string FullName(Village village) =>
        $"{_places.GetValueOrDefault(village.CountyCode)?.Name} {_places.GetValueOrDefault(village.TownshipCode)?.Name} {village.Name}";

    /// <summary>
    /// The village of a name. <paramref name="countyCode"/> is where to look unless the text itself begins with another county
    /// (新北市汐止區 in 臺北市's table); a township in front of the village name wins over <paramref name="town"/>.
    /// </summary>
    public VillageMatch Find(string? countyCode, string? town, string? name)
    {
        var text = Village.NormaliseName(name ?? "");
        var where = NameText.Normalise(town ?? "");
        if (CutPlace(ref text, ref countyCode, out var named))
        {
            where = named;
        }
        else if (CutPlace(ref where, ref countyCode, out var township))
        {
            where = township;
        }

        if (text.Length == 0)
        {
            return new Problem("village.empty", "沒有填寫村里", "請填寫村里名稱或 11 碼村里代碼");
        }

        var places = _townships[where].Where(t => countyCode is null || t.CountyCode == countyCode).ToList();
        if (places.Count == 0)
        {
            return new Problem("township.unknown", $"沒有「{town}」這個鄉鎮市區", "請以全名填寫，例如「板橋區」；他縣市請加縣市名，例如「新北市汐止區」");
        }

        var names = places.SelectMany(p => _byTownship.GetValueOrDefault(p.Code) ?? []).ToList();
        return Single(names, n => n == text, VillageMatchKind.Name)
            ?? Single(names, n => n.Length == text.Length + 1 && n[..^1] == text && n[^1] is '里' or '村', VillageMatchKind.Name)
            ?? (text.IndexOfAny(Lost) >= 0 ? Single(names, n => EqualsButLost(n, text), VillageMatchKind.LostCharacter) : null)
            ?? Unknown(names, name, text);
    }

    private static VillageMatch? Single(List<(string Name, Village Village)> names, Func<string, bool> equals, VillageMatchKind kind)
    {
        var found = names.Where(n => equals(n.Name)).Select(n => n.Village).DistinctBy(v => v.Code).Take(2).ToList();
        return found.Count switch
        {
            0 => null,
            1 => new VillageMatch(found[0], kind),
            _ => new Problem("village.ambiguous", $"「{found[0].Name}」不只一個", "請填寫 11 碼村里代碼"),
        };
    }

    private static VillageMatch Unknown(List<(string Name, Village Village)> names, string? written, string text)
    {
        var near = names.Where(n => Near(n.Name, text) || text.Contains(n.Name, StringComparison.Ordinal)).Select(n => n.Village.Name).Distinct(StringComparer.Ordinal).Take(3).ToList();
        return new Problem(
            "village.unknown",
            $"村里名冊沒有「{written}」",
            near.Count > 0 ? $"是否為「{string.Join("」或「", near)}」" : "請核對村里名稱，或填寫 11 碼村里代碼"
        );
    }

    /// <summary>Takes a leading county or township, or both, off a text: 「新北市汐止區長青里」 leaves 「長青里」.</summary>
    private bool CutPlace(ref string text, ref string? countyCode, out string township)
    {
        township = "";
        var rest = text;
        var county = countyCode;
        foreach (var (name, organisation) in _counties)
        {
            if (rest.StartsWith(name, StringComparison.Ordinal))
            {
                (county, rest) = (organisation.Code, rest[name.Length..]);
                break;
            }
        }

        // 東區 begins no village's name within another township, so the longest township that fits is meant.
        foreach (var name in _townships.Select(t => t.Key).OrderByDescending(n => n.Length))
        {
            if (rest.StartsWith(name, StringComparison.Ordinal) && _townships[name].Any(t => county is null || t.CountyCode == county))
            {
                (township, text, countyCode) = (name, rest[name.Length..], county);
                return true;
            }
        }

        return false;
    }

    private static bool EqualsButLost(string name, string text)
    {
        var (a, b) = (Elements(name), Elements(text));
        return a.Length == b.Length && a.Zip(b).All(p => p.First == p.Second || p.Second.IndexOfAny(Lost) >= 0);
    }

    /// <summary>One character replaced, added or missing.</summary>
    private static bool Near(string name, string text)
    {
        var (a, b) = (Elements(name), Elements(text));
        if (a.Length == b.Length)
        {
            return a.Length > 2 && a.Zip(b).Count(p => p.First != p.Second) == 1;
        }

        var (longer, shorter) = a.Length > b.Length ? (a, b) : (b, a);
        return longer.Length == shorter.Length + 1
            && shorter.Length > 1
            && Enumerable.Range(0, longer.Length).Any(skip => longer.Where((_, i) => i != skip).SequenceEqual(shorter));
    }

    private static string[] Elements(string text) => [.. text.EnumerateRunes().Select(r => r.ToString())];
}

/// <summary>How a village was recognised.</summary>
public enum VillageMatchKind
{
    /// <summary>By its name in a known spelling.</summary>
    Name,

    /// <summary>By its name with a lost character (瓦?里), where only one village of the township fits. Worth telling.</summary>
    LostCharacter,
}

/// <summary>Either a village, with how it was recognised, or the reason why there is none.</summary>
public readonly record struct VillageMatch(Village? Village, VillageMatchKind Kind, Problem? Problem = null)
{
    public static implicit operator VillageMatch(Problem problem) => new(null, default, problem);
}
