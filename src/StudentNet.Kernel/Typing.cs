namespace StudentNet.Kernel;

/// <summary>Undoes what Chinese input methods do to digits, letters and punctuation.</summary>
internal static class Typing
{
    private const int FullWidthOffset = '！' - '!';

    /// <summary>Full-width ASCII (Ａ１／) becomes ASCII, the ideographic space a space; the rest stays. Null becomes empty.</summary>
    internal static string Narrow(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        return string.Create(text.Length, text, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                target[i] = source[i] switch
                {
                    '　' => ' ',
                    >= '！' and <= '～' => (char)(source[i] - FullWidthOffset),
                    _ => source[i],
                };
            }
        });
    }

    internal static string WithoutBlanks(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
