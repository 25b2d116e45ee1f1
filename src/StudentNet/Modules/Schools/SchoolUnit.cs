namespace StudentNet.Modules.Schools;

/// <summary>
/// Which unit a row of the ministry's lists is. The lists give an upper school's six characters to its attached units too (46 codes stand in
/// both lists of 114); an attached unit therefore carries <c>J</c> or <c>C</c> behind them, as its AA account does (slides, domain §11),
/// whichever list was imported first.
/// </summary>
public static class SchoolUnit
{
    /// <summary>The unit's kind, from its name and the level of the list it stands in.</summary>
    public static SchoolKind KindOf(string name, SchoolLevel level)
    {
        if (level == SchoolLevel.Elementary)
        {
            return Names(name, "附設國小", "附設國民小學", "國小部", "國中(小)") ? SchoolKind.AttachedElementary : Other(name);
        }

        return Names(name, "附設國中", "附設國民中學", "國中部") ? SchoolKind.AttachedJuniorHigh : Other(name);
    }

    /// <summary>The unit's code: the ministry's six characters, and the letter of an attached unit.</summary>
    public static string CodeOf(string ministryCode, SchoolKind kind) =>
        kind switch
        {
            SchoolKind.AttachedJuniorHigh => ministryCode + "J",
            SchoolKind.AttachedElementary => ministryCode + "C",
            _ => ministryCode,
        };

    /// <summary>Evening schools for adults (補校) stand in the list of junior high schools; no child is sent there.</summary>
    public static bool IsEveningSchool(string name) => name.Contains("補校", StringComparison.Ordinal);

    /// <summary>A plain 國中 in a list of elementary schools: it has no unit of that level.</summary>
    public static bool IsMisplaced(string name, SchoolLevel level) =>
        level == SchoolLevel.Elementary
        && KindOf(name, level) == SchoolKind.Regular
        && name.EndsWith("國中", StringComparison.Ordinal);

    /// <summary>
    /// 私立 by name, for lists without a column of their own. Upper schools of foundations often leave the word out (桃園市復旦高中附設國中), so an
    /// attached unit is public only where its name says whose it is.
    /// </summary>
    public static bool IsPrivateByName(string name, SchoolKind kind) =>
        Names(name, "私立", "財團法人", "天主教", "學校法人")
        || (kind is SchoolKind.AttachedElementary or SchoolKind.AttachedJuniorHigh && !Names(name, "國立", "市立", "縣立"));

    private static SchoolKind Other(string name) =>
        Names(name, "特教學校", "特殊教育學校", "啟智", "啟聰", "啟明", "仁愛實驗學校") ? SchoolKind.SpecialEducation : SchoolKind.Regular;

    private static bool Names(string name, params ReadOnlySpan<string> parts)
    {
        var narrow = name.Replace('（', '(').Replace('）', ')');
        foreach (var part in parts)
        {
            if (narrow.Contains(part, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
