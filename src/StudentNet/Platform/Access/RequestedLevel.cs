using System.Globalization;

namespace StudentNet.Platform.Access;

/// <summary>The school level that a request is about, where it names one: <c>level=1</c> or <c>level=7</c> in route, query or form.</summary>
internal static class RequestedLevel
{
    private const string Name = "level";

    /// <summary>The level; null where none is named, or where two places name different ones, so that a page never acts on another than was checked.</summary>
    public static SchoolLevel? Of(HttpRequest request)
    {
        string?[] said =
        [
            request.RouteValues[Name]?.ToString(),
            .. request.Query[Name],
            .. request.HasFormContentType ? request.Form[Name] : default,
        ];
        return said.OfType<string>().Distinct(StringComparer.Ordinal).ToList() is [var text]
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var grade)
            && Enum.IsDefined((SchoolLevel)grade)
            ? (SchoolLevel)grade
            : null;
    }
}
