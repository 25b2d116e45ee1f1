namespace StudentNet.Platform.Web;

/// <summary>A state in one word, with its tone and icon: what the status tag draws.</summary>
public sealed record Status(Tone Tone, string Word, string? Icon = null)
{
    /// <summary>The icon given, or the usual one of the tone. A plain tag without meaning has none.</summary>
    public string? IconOrDefault => Icon ?? DefaultIcon(Tone);

    /// <summary>The icon a tone usually has.</summary>
    public static string? DefaultIcon(Tone tone) => tone switch
    {
        Tone.Ok => "check-circle",
        Tone.Warn => "hourglass-split",
        Tone.Bad => "x-octagon",
        Tone.Info => "pencil",
        Tone.Violet => "megaphone",
        _ => null,
    };
}
