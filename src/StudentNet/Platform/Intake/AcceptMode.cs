namespace StudentNet.Platform.Intake;

/// <summary>
/// Who lets a checked file in. Said at reception and kept with the receipt: pages leave it to the person who sees the preview, machines say
/// it themselves. Whatever was said, the shrink guard makes a file wait for a person.
/// </summary>
public enum AcceptMode
{
    /// <summary>A person looks at the preview and decides.</summary>
    Person,

    /// <summary>Good rows go in as soon as they are checked, as far as the format's policy lets them; bad rows stay open.</summary>
    GoodRows,

    /// <summary>The file goes in by itself only if nothing was found in it, not even a warning.</summary>
    CleanOnly,
}
