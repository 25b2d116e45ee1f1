using System.Text.RegularExpressions;

namespace StudentNet.Platform.Access;

/// <summary>
/// What a request asked for, as the audit may keep it: the filters of the address that are codes, dates or numbers of rows. Words that somebody typed
/// may be a child's name and are kept only as «文字».
/// </summary>
internal static partial class AskedFor
{
    private const int Most = 12;

    private const string Text = "文字";

    /// <summary>The filters behind what the page says itself; null where there is neither.</summary>
    public static string? Beside(string? detail, HttpRequest request)
    {
        var filter = Filter(request);
        return (detail, filter) switch
        {
            (null, "") => null,
            (null, _) => filter,
            (_, "") => detail,
            _ => $"{detail} {filter}",
        };
    }

    /// <summary><c>?show=open&amp;q=文字&amp;page=2</c>; empty where nothing was asked for.</summary>
    public static string Filter(HttpRequest request)
    {
        var asked = request.Query.Where(q => q.Value.Any(v => v is { Length: > 0 }) && Name().IsMatch(q.Key)).Take(Most).Select(q => $"{q.Key}={(q.Key == SearchWords.Parameter ? Text : string.Join(',', q.Value.Select(Say)))}");
        var text = string.Join('&', asked);
        return text.Length == 0 ? "" : $"?{text}";
    }

    /// <summary>The value where it is a code; else that there was one.</summary>
    public static string Say(string? value) => value is not { Length: > 0 } ? "" : Code().IsMatch(value) ? value : Text;

    /// <summary>A key of an address where it has the form of one.</summary>
    public static string Key(string? value) => value is not { Length: > 0 } ? "" : AnyKey().IsMatch(value) ? value : Text;

    // Numbers of rows, codes, case numbers; what looks like a person's number is taken out before an entry is written.
    [GeneratedRegex("^[A-Za-z0-9.-]{1,32}$")]
    private static partial Regex AnyKey();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9.-]{0,23}$")]
    private static partial Regex Name();

    // Codes of schools have six characters, of villages eleven; a number of a person has ten with a letter before and is none.
    [GeneratedRegex("^(-?[0-9]{1,7}|[0-9]{11}|[0-9]{3}-[0-9]|[0-9]{2,4}[/-][0-9]{1,2}[/-][0-9]{1,2}|-?[A-Za-z][A-Za-z-]{0,23})$")]
    private static partial Regex Code();
}
