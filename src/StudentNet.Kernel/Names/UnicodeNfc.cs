namespace StudentNet.Kernel;

/// <summary>NFC.</summary>
internal static class UnicodeNfc
{
    internal static string Compose(string text) => text;
}
