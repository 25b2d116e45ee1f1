using System.Buffers;

namespace StudentNet.Kernel;

/// <summary>Undoes what Chinese input methods do to digits, letters and punctuation.</summary>
internal static class Typing
{
    private const int FullWidthOffset = '！' - '!';

    /// <summary>The ideographic space, and full-width ASCII ！…～.</summary>
    private static readonly SearchValues<char> Wide = SearchValues.Create([.. Enumerable.Range('！', '～' - '！' + 1).Select(c => (char)c), '　']);

    private static readonly SearchValues<char> Blanks = SearchValues.Create([.. Enumerable.Range(0, char.MaxValue + 1).Select(c => (char)c).Where(char.IsWhiteSpace)]);

    /// <summary>Full-width ASCII (Ａ１／) becomes ASCII, the ideographic space a space; the rest stays. Null becomes empty.</summary>
    internal static string Narrow(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        if (!text.AsSpan().ContainsAny(Wide))
            return text;
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

    internal static string WithoutBlanks(string text) =>
        text.AsSpan().ContainsAny(Blanks) ? string.Concat(text.Where(c => !char.IsWhiteSpace(c))) : text;
}
