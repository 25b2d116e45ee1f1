namespace StudentNet.Platform.Web;

/// <summary>What a colour means. It always repeats a word, never stands for one.</summary>
public enum Tone
{
    /// <summary>Nothing in particular, or not open.</summary>
    None,

    /// <summary>Done, accepted.</summary>
    Ok,

    /// <summary>Soon due, to be looked at.</summary>
    Warn,

    /// <summary>Overdue, refused, wrong.</summary>
    Bad,

    /// <summary>In progress.</summary>
    Info,

    /// <summary>A legal or appeal step.</summary>
    Violet,
}

/// <summary>Class names of a tone in site.css.</summary>
public static class ToneNames
{
    /// <summary>The tone as the stylesheet writes it: ok, warn, bad, info, violet, none.</summary>
    public static string Css(this Tone tone) => tone switch
    {
        Tone.Ok => "ok",
        Tone.Warn => "warn",
        Tone.Bad => "bad",
        Tone.Info => "info",
        Tone.Violet => "violet",
        _ => "none",
    };
}
