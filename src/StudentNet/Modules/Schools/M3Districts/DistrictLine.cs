namespace StudentNet.Modules.Schools.M3Districts;

/// <summary>One line of a district table in the words of the file or the form, before village, school and neighbourhoods are recognised.</summary>
public sealed record DistrictLine
{
    /// <summary>Line of the file; null when typed by hand.</summary>
    public int? SourceLine { get; init; }

    public string? VillageCode { get; init; }

    public string Township { get; init; } = "";

    public string Village { get; init; } = "";

    public string? SchoolCode { get; init; }

    public string School { get; init; } = "";

    public ZoneKind Zone { get; init; }

    /// <summary>A neighbourhood list; empty: the whole village.</summary>
    public string Neighbourhoods { get; init; } = "";

    /// <summary>The list names the exceptions: all but those.</summary>
    public bool AllBut { get; init; }

    /// <summary>A further condition in words.</summary>
    public string? Condition { get; init; }

    public DateOnly? EffectiveFrom { get; init; }

    public DateOnly? EffectiveTo { get; init; }
}

/// <summary>Words for zone kinds, as the tables write them.</summary>
public static class ZoneKinds
{
    /// <summary>In the order of the forms.</summary>
    public static IReadOnlyList<ZoneKind> All { get; } = [ZoneKind.Basic, ZoneKind.Shared, ZoneKind.Free, ZoneKind.Open];

    /// <summary>基本, 共同, 自由 or 大.</summary>
    public static string Title(this ZoneKind zone) =>
        zone switch
        {
            ZoneKind.Basic => "基本",
            ZoneKind.Shared => "共同",
            ZoneKind.Free => "自由",
            _ => "大",
        };

    /// <summary>Reads <c>基本</c>, <c>基本學區</c>, <c>大學區</c>; anything else gives false.</summary>
    public static bool TryParse(string? text, out ZoneKind zone)
    {
        var word = NameText.Normalise(text ?? "").Replace("學區", "", StringComparison.Ordinal);
        foreach (var kind in All)
        {
            if (kind.Title() == word)
            {
                zone = kind;
                return true;
            }
        }

        zone = default;
        return false;
    }
}
