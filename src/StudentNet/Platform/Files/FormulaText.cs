namespace StudentNet.Platform.Files;

/// <summary>
/// Texts that a spreadsheet would run as a formula when it opens a text file. Typed cells (xlsx, ods) need none of this: there a text is said to
/// be one.
/// </summary>
internal static class FormulaText
{
    /// <summary>
    /// Whether a program may see a formula. Some pass over blanks, tabs, line breaks and characters without a width before they look, and
    /// versions for East Asia read the full-width signs as the narrow ones.
    /// </summary>
    public static bool IsOne(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠')
            {
                return true;
            }

            if (!IsPassedOver(c))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>The text with an apostrophe in front where it looks like a formula; <see cref="Restored"/> takes it off again.</summary>
    public static string Harmless(string text) => IsOne(text) ? $"'{text}" : text;

    /// <summary>The text without an export's apostrophe.</summary>
    public static string Restored(string text) => text is ['\'', ..] && IsOne(text.AsSpan(1)) ? text[1..] : text;

    private static bool IsPassedOver(char c) => char.IsWhiteSpace(c) || char.IsControl(c) || c is '\u200B' or '\u2060' or '\uFEFF' or '\uFFFD';
}
