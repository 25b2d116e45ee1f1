using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace StudentNet.Platform.Web.TagHelpers;

/// <summary>
/// &lt;upload for="Input.File" accept=".csv,.xlsx" max-megabytes="20" /&gt;: chooses a file and says which kinds and how large.
/// Put it in a form with enctype="multipart/form-data" data-upload: with script the form shows how far the file has gone.
/// </summary>
[HtmlTargetElement("upload", Attributes = "for", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class UploadTagHelper : TagHelper
{
    /// <summary>The request and the form's state.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>The property it fills.</summary>
    public ModelExpression For { get; set; } = null!;

    /// <summary>Label other than the property's [Display] name.</summary>
    public string? Label { get; set; }

    /// <summary>Accepted kinds, as the browser takes them: .csv,.xlsx.</summary>
    public string Accept { get; set; } = ".csv,.xlsx,.xls,.ods";

    /// <summary>Largest file.</summary>
    public int MaxMegabytes { get; set; } = 20;

    /// <summary>A remark after kinds and size.</summary>
    public string? Hint { get; set; }

    /// <summary>Takes several files.</summary>
    public bool Multiple { get; set; }

    /// <summary>Marks the field 選填.</summary>
    public bool Optional { get; set; }

    /// <summary>Takes the whole width of the form grid.</summary>
    public bool Wide { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var kinds = string.Join('、', Accept.Split(',', StringSplitOptions.TrimEntries).Select(kind => kind.TrimStart('.').ToUpperInvariant()));
        var frame = new FieldFrame(ViewContext, For, Label, $"{kinds}，{MaxMegabytes} MB 以內{(Hint is null ? "" : $"。{Hint}")}");
        var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        input.AddCssClass("input");
        input.With("type", "file").With("accept", Accept).With("multiple", Multiple ? "" : null)
            .With("data-max-bytes", $"{MaxMegabytes * 1024L * 1024L}");
        frame.Write(output, frame.Tie(input, isRequired: !Optional), Optional, isWide: Wide);
    }
}
