namespace StudentNet.Platform.Access;

/// <summary>What a person calls a browser, from the text that it sends: enough to know one's own computers again, and nothing is decided by it.</summary>
internal static class BrowserName
{
    // The first that fits: Edge calls itself Chrome too, and Chrome calls itself Safari.
    private static readonly (string Word, string Name)[] Browsers =
    [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("CriOS/", "Chrome"),
        ("Safari/", "Safari"),
    ];

    private static readonly (string Word, string Name)[] Systems =
    [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("CrOS", "ChromeOS"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ];

    /// <summary>Such as <c>Edge／Windows</c>; null: neither is known.</summary>
    public static string? Of(string? userAgent)
    {
        var (browser, system) = (Find(Browsers, userAgent), Find(Systems, userAgent));
        return (browser, system) switch
        {
            (null, null) => null,
            (null, var only) => only,
            (var only, null) => only,
            _ => $"{browser}／{system}",
        };
    }

    private static string? Find((string Word, string Name)[] known, string? userAgent) =>
        known.FirstOrDefault(k => userAgent?.Contains(k.Word, StringComparison.Ordinal) is true).Name;
}
