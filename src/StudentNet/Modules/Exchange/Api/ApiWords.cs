using System.Globalization;
using System.Text.Json;
using StudentNet.Platform.Access;

namespace StudentNet.Modules.Exchange.Api;

/// <summary>Reads what stands in an address; what cannot be read is a problem that names the parameter and what it may be.</summary>
internal static class ApiWords
{
    /// <summary>How a word of ours is written in addresses and answers: <c>needs-attention</c>.</summary>
    public static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>The value of a word; absent, null. False with a problem for any other.</summary>
    public static bool TryRead<T>(string? text, string parameter, out T? value, out ApiProblem? problem)
        where T : struct, Enum
    {
        (value, problem) = (null, null);
        if (string.IsNullOrWhiteSpace(text))
        {
            return true;
        }

        foreach (var known in Enum.GetValues<T>())
        {
            // With or without hyphens: people write ndjson, our names say nd-json.
            if (Joined(Name(known)).Equals(Joined(text.Trim()), StringComparison.OrdinalIgnoreCase))
            {
                value = known;
                return true;
            }
        }

        problem = Wrong(parameter, $"請填下列之一：{string.Join('、', Enum.GetValues<T>().Select(Name))}");
        return false;
    }

    /// <summary>An instant, ISO 8601; without an offset it is Taipei's.</summary>
    public static bool TryReadInstant(string? text, string parameter, out DateTime? utc, out ApiProblem? problem)
    {
        (utc, problem) = (null, null);
        if (string.IsNullOrWhiteSpace(text))
        {
            return true;
        }

        // A plus sign that was not encoded arrives as a blank.
        if (DateTime.TryParse(text.Trim().Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var instant))
        {
            utc = instant.Kind == DateTimeKind.Unspecified ? TaipeiTime.ToUtc(instant) : instant.ToUniversalTime();
            return true;
        }

        problem = Wrong(parameter, "請填 ISO 8601 的時間，例如 2026-09-30T23:59:00+08:00");
        return false;
    }

    public static bool TryReadLimit(string? text, int byDefault, int most, out int limit, out ApiProblem? problem)
    {
        (limit, problem) = (byDefault, null);
        if (string.IsNullOrWhiteSpace(text) || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit >= 1 && limit <= most))
        {
            return true;
        }

        problem = Wrong("limit", $"請填 1 到 {most}");
        return false;
    }

    private static string Joined(string word) => word.Replace("-", "", StringComparison.Ordinal);

    public static ApiProblem Wrong(string parameter, string hint) =>
        ApiProblem.Of(StatusCodes.Status422UnprocessableEntity, new Problem("request.parameter", $"參數 {parameter} 看不懂", hint));
}
