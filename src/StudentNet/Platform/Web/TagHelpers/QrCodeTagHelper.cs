using System.Collections;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Razor.TagHelpers;
using QRCoder;

namespace StudentNet.Platform.Web.TagHelpers;

/// <summary>&lt;qr-code value="https://…" label="…" /&gt;: a text to be scanned, as one path of an SVG; black on white in every theme.</summary>
[HtmlTargetElement("qr-code", Attributes = "value,label", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class QrCodeTagHelper : TagHelper
{
    /// <summary>What a camera reads.</summary>
    public string Value { get; set; } = "";

    /// <summary>What it is for, in words.</summary>
    public string Label { get; set; } = "";

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(Value, QRCodeGenerator.ECCLevel.M);
        var size = code.ModuleMatrix.Count.ToString(CultureInfo.InvariantCulture);
        output.TagName = null;
        output.Content.SetHtmlContent(
            Html.Element("svg", "qr", Html.Element("rect").With("width", size).With("height", size).With("fill", "#fff"), Html.Element("path").With("d", Path(code.ModuleMatrix)).With("fill", "#000"))
                .With("viewBox", $"0 0 {size} {size}")
                .With("role", "img")
                .With("aria-label", Label)
        );
    }

    /// <summary>Each run of dark squares of a row as a rectangle.</summary>
    internal static string Path(IReadOnlyList<BitArray> rows)
    {
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows[y].Count; x++)
            {
                var from = x;
                while (x < rows[y].Count && rows[y][x])
                {
                    x++;
                }

                if (x > from)
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{from} {y}h{x - from}v1h{from - x}z");
                }
            }
        }

        return path.ToString();
    }
}
