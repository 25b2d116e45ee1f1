using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace StudentNet.Platform.Web.TagHelpers;

/// <summary>Names and ids of form fields, the same in the field and in the summary that links to it.</summary>
internal static class FieldLabels
{
    /// <summary>The element id of a field.</summary>
    public static string Id(string name) => TagBuilder.CreateSanitizedId(name, "_");

    /// <summary>The [Display] name of the property a key such as Input.Visits[2].Date leads to, or null.</summary>
    public static string? Of(ViewContext view, string key)
    {
        ModelMetadata? found = view.ViewData.ModelMetadata;
        foreach (var step in key.Split('.'))
        {
            var bracket = step.IndexOf('[', StringComparison.Ordinal);
            found = found?.Properties[bracket < 0 ? step : step[..bracket]];
            found = bracket < 0 ? found : found?.ElementMetadata;
        }

        return found?.DisplayName;
    }
}
