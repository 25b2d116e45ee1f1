namespace StudentNet.Simulator.Term;

/// <summary>The kinds of file that school systems send.</summary>
public enum FileKind
{
    /// <summary>CSV, UTF-8.</summary>
    Utf8,

    /// <summary>CSV, UTF-8 with its mark.</summary>
    Utf8Mark,

    /// <summary>CSV, Big5; what it lacks is written <c>&amp;#NNNNN;</c>.</summary>
    Big5,

    /// <summary>Tab-separated, UTF-16: what Excel calls Unicode text.</summary>
    Utf16,
    Xlsx,
    Ods,

    /// <summary>An array of flat objects.</summary>
    Json,

    /// <summary>One flat object a line.</summary>
    Ndjson,
}

/// <summary>What the kinds have in common.</summary>
public static class FileKinds
{
    /// <summary>Whether a row is a line of separated fields, which can be too few, too many or quoted wrongly.</summary>
    public static bool IsText(this FileKind kind) => kind is FileKind.Utf8 or FileKind.Utf8Mark or FileKind.Big5 or FileKind.Utf16;

    /// <summary>Whether columns have an order at all.</summary>
    public static bool IsTable(this FileKind kind) => kind is not (FileKind.Json or FileKind.Ndjson);

    public static string Extension(this FileKind kind) =>
        kind switch
        {
            FileKind.Utf16 => ".txt",
            FileKind.Xlsx => ".xlsx",
            FileKind.Ods => ".ods",
            FileKind.Json => ".json",
            FileKind.Ndjson => ".ndjson",
            _ => ".csv",
        };
}
