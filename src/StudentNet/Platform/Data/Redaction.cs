using System.Text.RegularExpressions;

namespace StudentNet.Platform.Data;

/// <summary>Takes person numbers out of what people type as a reason: no number ever enters a chain, from which nothing can be removed again.</summary>
internal static partial class Redaction
{
    private const string Hidden = "[證號]";

    /// <summary>The text without anything that looks like a national or residence number; null stays null.</summary>
    public static string? Of(string? text) => text is null ? null : Number().Replace(text, Hidden);

    // Half-width and full-width, old and new residence numbers, right check digit or not: a mistyped number tells as much.
    [GeneratedRegex("(?<![A-Za-z0-9Ａ-Ｚａ-ｚ０-９])[A-Za-zＡ-Ｚａ-ｚ][A-Da-dＡ-Ｄａ-ｄ1289１２８９][0-9０-９]{8}(?![0-9０-９])")]
    private static partial Regex Number();
}
