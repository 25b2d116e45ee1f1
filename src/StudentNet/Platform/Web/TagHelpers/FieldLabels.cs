using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace StudentNet.Platform.Web.TagHelpers;

/// <summary>Names and ids of form fields, the same in the field and in the summary that links to it.</summary>
internal static class FieldLabels
{
    /// <summary>The element id of a field.</summary>
    public static string Id(string name) => TagBuilder.CreateSanitizedId(name, "_");

    /// <summary>The [Display] name of the property a key such as Input.Visits[2].Date leads to, or null.</summary>
    public static string? Of(ViewContext view, string key) => Walk(view, key).Last().Property?.DisplayName;

    /// <summary>Sorts keys as the fields are declared, so that the summary reads from top to bottom like the form.</summary>
    public static string Place(ViewContext view, string key) => string.Join('.', Walk(view, key).Select(step => step.Place));

    private static IEnumerable<(ModelMetadata? Property, string Place)> Walk(ViewContext view, string key)
    {
        ModelMetadata? found = view.ViewData.ModelMetadata;
        foreach (var step in key.Split('.'))
        {
            var bracket = step.IndexOf('[', StringComparison.Ordinal);
            var name = bracket < 0 ? step : step[..bracket];
            var place = found?.Properties.TakeWhile(property => property.PropertyName != name).Count() ?? 0;
            found = found?.Properties[name];
            found = bracket < 0 ? found : found?.ElementMetadata;
            yield return (found, $"{place:0000}{(bracket < 0 ? "" : step[bracket..].PadLeft(8))}");
        }
    }
}
